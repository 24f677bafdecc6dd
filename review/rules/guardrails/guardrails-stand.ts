import type { Claim } from "../../../config/scope";
import { documentOf } from "../../access/documents";
import { opinion } from "../../access/opinion";
import { matchStatement } from "../../access/statement";
import { contextOf } from "../../access/text";
import { statementsOf, type AccessRequest, type PolicyDocument } from "../../access/types";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { get } from "../../value";
import { leaves } from "../fenced";
import { textOf } from "./google-guards";
import { sparedByGuardrails } from "./exceptions";
import { example } from "./fence";
import { probes } from "./probes";
import { FENCED, NOBODYS, ORGANIZATION, STRANGER, type Probe } from "./requests";
import { strangelySpared } from "./spared";
import { breach, met, unknown, type Verdict } from "../rule";

const POLICY = "aws_organizations_policy";
const ATTACHMENT = "aws_organizations_policy_attachment";

/** Policies of Organizations that are no IAM documents, and decide no request. */
const MANAGEMENT = [
  { control: "ai-opt-out", claim: "location", type: "AISERVICES_OPT_OUT_POLICY", says: /"opt_out_policy":\{"@@assign":"optOut"/ },
  { control: "declarative-ec2", claim: "access", type: "DECLARATIVE_POLICY_EC2", says: /"state":\{"@@assign":"block_all_sharing"/ },
] as const;

/**
 * Asks the policies of each unit for every request that they must deny, as IAM would: which policy holds a statement, and
 * in which words, is not looked at. Where no guardrail is among the inputs nothing can be said of one.
 */
export function awsGuardrails(claim: Claim, facts: Facts): Verdict[] {
  const guards = facts.scope.awsGuards;
  if (!guards || (!facts.whole && facts.ofType(ATTACHMENT).length === 0)) return [];
  const { jurisdiction } = facts.scope;
  const inside = jurisdiction.regions("aws")[0]?.name;
  const outside = ["ap-southeast-1", "eu-central-1", "us-east-2"].find(
    (region) => !jurisdiction.contains("aws", region) && !guards.exceptRegions.includes(region),
  );
  if (inside === undefined || outside === undefined) return [];
  const asked = probes(outside, inside, facts.scope).filter((probe) => probe.claim === claim && guards.controls.includes(probe.control));
  const kinds = MANAGEMENT.filter((kind) => kind.claim === claim && guards.controls.includes(kind.control));
  const ask = wanting(asked, facts);
  return [
    ...guards.units.flatMap((unit) => [...onUnit(unit, ask, facts), ...kinds.map((kind) => managed(unit, kind, facts))]),
    ...sparedByGuardrails(claim, facts),
  ];
}

/** One verdict for each guardrail that lets something through, or somebody, at the stack that makes guardrails. */
function onUnit(unit: string, ask: (unit: string) => readonly Answered[], facts: Facts): Verdict[] {
  const answers = ask(unit);
  if (answers.length === 0) return [{ ...met(), ...place(facts) }];
  return [...new Set(answers.map(({ probe }) => probe.control))].flatMap((control) => {
    const own = answers.filter(({ probe }) => probe.control === control);
    const of = (verdict: false | undefined) => own.filter(({ denied }) => denied === verdict).map(({ probe }) => probe.what);
    const at = more(unit, control, facts);
    const [through, doubted] = [of(false), of(undefined)];
    const spared = [...new Set(own.flatMap(({ probe, spares }) => spares.map((role) => `${role} (${probe.what})`)))];
    return [
      ...(through.length > 0 ? [breach(`on ${unit} nothing denies ${through.join(", nor ")}`, at)] : []),
      ...(through.length === 0 && doubted.length > 0 ? [unknown(`whether ${unit} denies ${doubted.join(", ")} is not known`, at)] : []),
      ...(spared.length > 0
        ? [breach(`on ${unit} it spares ${spared.join(", ")}`, { ...at, value: `${at.value} spares`, expected: "the program's own roles" })]
        : []),
    ];
  });
}

function managed(unit: string, { control, type, says }: (typeof MANAGEMENT)[number], facts: Facts): Verdict {
  const texts = policiesOn(unit, type, facts).map((policy) => textOf(policy, "content", facts));
  if (texts.some((text) => text !== undefined && says.test(text.replace(/\s/g, "")))) return { ...met(), ...place(facts) };
  return texts.includes(undefined)
    ? unknown(`whether ${unit} has ${control} is not known`, more(unit, control, facts))
    : breach(`${unit} has no policy of ${control}`, more(unit, control, facts));
}

const place = (facts: Facts) => ({ address: POLICY, stack: facts.ofType(POLICY)[0]?.stack.name ?? "" });
const more = (unit: string, control: string, facts: Facts) => ({
  ...place(facts),
  value: `${unit} ${control}`,
  expected: `the guardrail ${control} on ${unit}`,
});

type Answered = Answer & { readonly probe: Probe };

/** The requests that a unit's policies do not deny as they should. Units mostly carry the same policies, which are asked once. */
function wanting(asked: readonly Probe[], facts: Facts): (unit: string) => readonly Answered[] {
  const known = new Map<string, readonly Answered[]>();
  return (unit) => {
    const policies = {
      SERVICE_CONTROL_POLICY: attached("SERVICE_CONTROL_POLICY", unit, facts),
      RESOURCE_CONTROL_POLICY: attached("RESOURCE_CONTROL_POLICY", unit, facts),
    };
    const key = Object.values(policies)
      .map(({ name }) => name)
      .join(";");
    const found =
      known.get(key) ??
      asked
        .map((probe) => ({ probe, ...answer(probe, policies[probe.by], facts) }))
        .filter(({ denied, spares }) => denied !== true || spares.length > 0);
    known.set(key, found);
    return found;
  };
}

interface Attached {
  /** Which they are. */
  readonly name: string;
  readonly documents: readonly PolicyDocument[];
  /** One among them that cannot be read. */
  readonly unread: boolean;
}

function attached(type: string, unit: string, facts: Facts): Attached {
  const policies = policiesOn(unit, type, facts);
  const documents = policies.map((policy) => documentOf(policy, "content", facts));
  const name = policies.map(({ address, stack }) => `${stack.name} ${address}`).join();
  return {
    name,
    documents: documents.filter((each) => typeof each !== "string"),
    unread: documents.some((each) => typeof each === "string"),
  };
}

function policiesOn(unit: string, type: string, facts: Facts): readonly Resource[] {
  const here = facts.ofType(ATTACHMENT).filter((each) => !leaves(each) && textOf(each, "target_id", facts) === unit);
  return facts
    .ofType(POLICY)
    .filter((policy) => !leaves(policy) && (textOf(policy, "type", facts) ?? "SERVICE_CONTROL_POLICY") === type)
    .filter((policy) => here.some((each) => facts.refersTo(each, get(each.values, "policy_id"), policy, ["id"]) === "yes"));
}

interface Answer {
  /** Undefined where a policy cannot be read that might deny it. */
  readonly denied: boolean | undefined;
  /** Roles that get through where others do not, and that the program does not name. */
  readonly spares: readonly string[];
}

function answer(probe: Probe, { documents, unread }: Attached, facts: Facts): Answer {
  const kind = probe.by === "SERVICE_CONTROL_POLICY" ? "service control" : "resource control";
  const asked = requestOf(probe, facts);
  const denies = (request: AccessRequest) => opinion(documents, kind, request, contextOf(request.context));
  const said = denies(asked);
  if (said.denies.length === 0) return { denied: unread || said.doubts.length > 0 ? undefined : false, spares: [] };
  const fence = facts.scope.awsGuards?.fence;
  if (fence === undefined) return { denied: true, spares: [] };
  const context = contextOf(asked.context);
  const denials = documents
    .flatMap(statementsOf)
    .filter((statement) => statement.Effect === "Deny" && matchStatement(statement, asked, context).applies === true);
  const spares = strangelySpared(probe, denials, fence).filter((role) => {
    const arn = example(role).replace(FENCED, homeOf(facts));
    const by = { "aws:PrincipalArn": arn, "aws:PrincipalAccount": arn.split(":")[4] ?? "" };
    return (
      denies({ ...asked, caller: { account: by["aws:PrincipalAccount"], arn }, context: { ...asked.context, ...by } }).denies.length === 0
    );
  });
  return { denied: true, spares };
}

const homeOf = ({ scope }: Facts): string =>
  scope.accounts.find(({ cloud, owner, management }) => cloud === "aws" && owner !== "parent" && management !== true)?.id ?? STRANGER;

function requestOf(probe: Probe, facts: Facts): AccessRequest {
  const { organization = NOBODYS, jurisdiction } = facts.scope;
  const home = homeOf(facts);
  const filled = (text: string) => text.replaceAll(FENCED, home).replaceAll(ORGANIZATION, organization);
  const account = probe.stranger ? STRANGER : home;
  const arn = `arn:aws:iam::${account}:role/somebody`;
  const context = {
    "aws:PrincipalArn": arn,
    "aws:PrincipalAccount": account,
    "aws:PrincipalOrgID": probe.stranger ? NOBODYS : organization,
    "aws:PrincipalIsAWSService": "false",
    "aws:ViaAWSService": "false",
    "aws:SecureTransport": "true",
    "aws:RequestedRegion": jurisdiction.regions("aws")[0]?.name ?? "",
    "aws:ResourceAccount": home,
    ...Object.fromEntries(
      Object.entries(probe.context).map(([key, value]) => [key, typeof value === "string" ? filled(value) : value.map(filled)]),
    ),
  };
  return { action: probe.action, resource: probe.resource ?? "*", caller: { account, arn }, context };
}
