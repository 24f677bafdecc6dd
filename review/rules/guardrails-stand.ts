import type { Claim } from "../../config/scope";
import { documentOf } from "../access/documents";
import { opinion } from "../access/opinion";
import { contextOf } from "../access/text";
import type { AccessRequest, PolicyDocument } from "../access/types";
import type { Facts } from "../facts/facts";
import type { Resource } from "../facts/model";
import { get } from "../value";
import { leaves } from "./fenced";
import { textOf } from "./google-guards";
import { sparedByGuardrails } from "./guardrail-exceptions";
import { probes } from "./guardrail-probes";
import { FENCED, NOBODYS, ORGANIZATION, STRANGER, type Probe } from "./guardrail-requests";
import { breach, met, unknown, type Verdict } from "./rule";

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
  const asked = probes(outside, inside).filter((probe) => probe.claim === claim && guards.controls.includes(probe.control));
  const kinds = MANAGEMENT.filter((kind) => kind.claim === claim && guards.controls.includes(kind.control));
  return [
    ...guards.units.flatMap((unit) => [...onUnit(unit, asked, facts), ...kinds.map((kind) => managed(unit, kind, facts))]),
    ...sparedByGuardrails(claim, facts),
  ];
}

/** One verdict for each guardrail that lets something through, at the stack that makes guardrails. */
function onUnit(unit: string, asked: readonly Probe[], facts: Facts): Verdict[] {
  const policies = {
    SERVICE_CONTROL_POLICY: attached("SERVICE_CONTROL_POLICY", unit, facts),
    RESOURCE_CONTROL_POLICY: attached("RESOURCE_CONTROL_POLICY", unit, facts),
  };
  const answers = asked
    .map((probe) => ({ probe, denied: denies(probe, policies[probe.by], facts) }))
    .filter(({ denied }) => denied !== true);
  if (answers.length === 0) return [{ ...met(), ...place(facts) }];
  return [...new Set(answers.map(({ probe }) => probe.control))].map((control) => {
    const of = (verdict: false | undefined) =>
      answers.filter(({ probe, denied }) => probe.control === control && denied === verdict).map(({ probe }) => probe.what);
    const through = of(false);
    return through.length > 0
      ? breach(`on ${unit} nothing denies ${through.join(", nor ")}`, more(unit, control, facts))
      : unknown(`whether ${unit} denies ${of(undefined).join(", ")} is not known`, more(unit, control, facts));
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

interface Attached {
  readonly documents: readonly PolicyDocument[];
  /** One among them that cannot be read. */
  readonly unread: boolean;
}

function attached(type: string, unit: string, facts: Facts): Attached {
  const documents = policiesOn(unit, type, facts).map((policy) => documentOf(policy, "content", facts));
  return { documents: documents.filter((each) => typeof each !== "string"), unread: documents.some((each) => typeof each === "string") };
}

function policiesOn(unit: string, type: string, facts: Facts): readonly Resource[] {
  const here = facts.ofType(ATTACHMENT).filter((each) => !leaves(each) && textOf(each, "target_id", facts) === unit);
  return facts
    .ofType(POLICY)
    .filter((policy) => !leaves(policy) && (textOf(policy, "type", facts) ?? "SERVICE_CONTROL_POLICY") === type)
    .filter((policy) => here.some((each) => facts.refersTo(each, get(each.values, "policy_id"), policy, ["id"]) === "yes"));
}

/** Undefined where a policy cannot be read that might deny it. */
function denies(probe: Probe, { documents, unread }: Attached, facts: Facts): boolean | undefined {
  const { accounts, organization = NOBODYS, jurisdiction } = facts.scope;
  const home =
    accounts.find(({ cloud, owner, management }) => cloud === "aws" && owner !== "parent" && management !== true)?.id ?? STRANGER;
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
  const request: AccessRequest = { action: probe.action, resource: probe.resource ?? "*", caller: { account, arn }, context };
  const kind = probe.by === "SERVICE_CONTROL_POLICY" ? "service control" : "resource control";
  const said = opinion(documents, kind, request, contextOf(context));
  return said.denies.length > 0 ? true : unread || said.doubts.length > 0 ? undefined : false;
}
