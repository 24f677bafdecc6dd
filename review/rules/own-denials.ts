import type { Claim } from "../../config/scope";
import { AUDITOR, AUDITOR_DESK } from "../../config/role-names";
import { documentOf, RESOURCE_POLICIES } from "../access/documents";
import { opinion } from "../access/opinion";
import { conditionsOf, isNegated } from "../access/conditions";
import { contextOf } from "../access/text";
import { statementsOf, type ContextValue, type PolicyDocument } from "../access/types";
import { again } from "../again";
import { isPlanned } from "../facts/backups";
import type { Facts } from "../facts/facts";
import type { Resource } from "../facts/model";
import { get } from "../value";
import { isArchive } from "./archive";
import { isFenced } from "./fenced";
import { OWN_DENIALS, type OwnDenial } from "./own-denial-probes";
import { breach, met, unknown, type ResourceRule, type Verdict } from "./rule";

/** Where the policy of a kind stands; in the resource itself where nothing is said. */
const POLICIES: Readonly<Record<string, { readonly type: string; readonly by: string; readonly of: readonly string[] }>> = {
  aws_s3_bucket: { type: "aws_s3_bucket_policy", by: "bucket", of: ["id", "bucket"] },
  aws_dynamodb_table: { type: "aws_dynamodb_resource_policy", by: "resource_arn", of: ["arn"] },
  aws_efs_file_system: { type: "aws_efs_file_system_policy", by: "file_system_id", of: ["id"] },
  aws_backup_vault: { type: "aws_backup_vault_policy", by: "backup_vault_name", of: ["name", "id"] },
};

const WHY =
  "A guardrail above the account is one lock, the resource's own policy the other: it holds where the account leaves the organization, and in the management account, which no guardrail binds (AWS Organizations guide, SCPs and RCPs).";
const FIX = "Put the statement back that denies it, to everybody whom it does not name.";

/** What the program's own fence denies twice. Of a program that builds none nothing is asked. */
function rule(id: string, claim: Claim, title: string): ResourceRule {
  return {
    id,
    claim,
    subject: "resource",
    title,
    why: WHY,
    fix: FIX,
    concerns: (type) => Object.values(held(OWN_DENIALS, type) ?? {}).some((denials) => denials.some((denial) => denial.claim === claim)),
    judge: (resource, facts) => {
      if (!isFenced(resource, facts)) return [];
      const asked = held(held(OWN_DENIALS, resource.type) ?? {}, kindOf(resource, facts)) ?? [];
      const own = asked.filter((denial) => denial.claim === claim);
      return own.length === 0 ? [] : judge(resource, own, facts);
    },
  };
}

export const OWN_DENIAL_RULES = {
  custody: rule(
    "CUSTODY-11",
    "custody",
    "Keys deny in their own policies whoever is not custody, and stores whatever another key would encrypt.",
  ),
  access: rule("ACCESS-10", "access", "Stores deny strangers and requests in the clear in their own policies."),
  network: rule("NETWORK-10", "network", "Stores deny in their own policies whoever comes from outside the network."),
  audit: rule("AUDIT-10", "audit", "The archive's own policy denies that anybody deletes logs or writes his own."),
  migration: rule("MIGRATION-08", "migration", "A vault's own policy denies that backups end early."),
};

/** A type and a purpose are texts of the input, which may be named as what every object has. */
function held<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** What it is for decides what is asked of it. */
function kindOf(resource: Resource, facts: Facts): string {
  if (resource.type.startsWith("aws_kms_")) return "key";
  if (resource.type === "aws_iam_policy") return boundaryKind(nameOf(resource, facts), facts);
  if (resource.type === "aws_iam_role") return whose(nameOf(resource, facts), facts);
  if (facts.dataset(resource).kind !== "none") return "dataset";
  if (isArchive(resource, facts)) return "archive";
  const purpose = facts.purpose(resource);
  if (purpose.kind !== "named" || (resource.type === "aws_backup_vault" && !isPlanned(resource, facts))) return "";
  return purpose.name;
}

/** `ACCOUNT NAME` */
const nameOf = (resource: Resource, facts: Facts) =>
  `${facts.accountOf(resource) ?? ""} ${facts.resolver.text(get(resource.values, "name"), resource.stack) ?? ""}`;
const readerOf = (name: string, { scope }: Facts) =>
  scope.readers?.find(({ arn }) => arn === `arn:aws:iam::${name.replace(" ", ":role/")}`);

function whose(name: string, facts: Facts): string {
  if (readerOf(name, facts)?.who === "gatekeeper") return "gatekeeper";
  return [AUDITOR, AUDITOR_DESK].includes(name.slice(13)) ? "auditor" : "";
}

/** Two boundaries are known by name: of where the gatekeeper's people arrive, and the auditor's. */
function boundaryKind(name: string, facts: Facts): string {
  const [, where] = /^\d{12} ringfence-(?:auditor-)?(hub|desk)-boundary$/.exec(name) ?? [];
  return where === undefined ? (boundariesIn(facts).get(name) ?? "") : `${where} boundary`;
}

/** Policies that bound a role, and whether that one reads data. */
const boundariesIn = again((facts: Facts): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  for (const role of facts.ofType("aws_iam_role")) {
    const [, account, name] =
      /^arn:[^:]+:iam::(\d{12}):policy\/(?:.*\/)?([^/]+)$/.exec(
        facts.resolver.text(get(role.values, "permissions_boundary"), role.stack) ?? "",
      ) ?? [];
    const bounds = `${account ?? ""} ${name ?? ""}`;
    if (readerOf(nameOf(role, facts), facts)?.who !== "gatekeeper") found.set(bounds, found.get(bounds) ?? "boundary");
    else found.set(bounds, "data boundary");
  }
  return found;
});

function judge(resource: Resource, asked: readonly OwnDenial[], facts: Facts): Verdict[] {
  const expected = asked.map(({ what }) => what).join(", ");
  const stands = POLICIES[resource.type];
  const holders = stands
    ? facts.referring(stands.type, stands.by, resource, stands.of).filter(({ action }) => action !== "delete")
    : [resource];
  if (holders.length === 0 && stands && facts.satellites(stands.type, stands.by).of(resource, stands.of) === undefined)
    return [unknown("which policy is its own is not known", { expected, value: "unresolved" })];
  const absent = { expected: `a denial of ${expected}`, value: "absent" };
  if (holders.length === 0)
    return [
      facts.whole
        ? breach(`it has no policy of its own that denies ${expected}`, absent)
        : unknown("its policy is in none of the inputs", absent),
    ];
  // Of two policies of one store the later applied stands, whichever that is.
  return holders.flatMap((holder) => judgePolicy(resource, holder, asked, facts));
}

function judgePolicy(resource: Resource, holder: Resource, asked: readonly OwnDenial[], facts: Facts): Verdict[] {
  const expected = asked.map(({ what }) => what).join(", ");
  const absent = { expected: `a denial of ${expected}`, value: "absent" };
  const attribute = RESOURCE_POLICIES[holder.type] ?? "policy";
  const document = readable(documentOf(holder, attribute, facts), holder);
  const at = { address: holder.address, stack: holder.stack.name, attribute };
  if (document === "absent") return [breach(`it has no policy of its own that denies ${expected}`, { ...at, ...absent })];
  if (document === "unresolved") return [unknown(`whether its own policy denies ${expected} is not known`, { ...at, value: "unresolved" })];
  const arns = arnsOf(resource, facts);
  const favour = favourOf(document, resource, facts);
  const answers = asked.map((denial) => ({
    what: denial.what,
    denied: denies(document, arns, favour, denial, holder.type === "aws_iam_policy" ? "boundary" : "resource"),
  }));
  const of = (wanted: boolean | undefined) => answers.filter(({ denied }) => denied === wanted).map(({ what }) => what);
  const [through, doubted] = [of(false), of(undefined)];
  if (through.length > 0)
    return [breach(`its own policy does not deny ${through.join(", nor ")}`, { ...at, value: through.join(), expected: "a denial" })];
  return [
    doubted.length > 0
      ? unknown(`whether its own policy denies ${doubted.join(", ")} is not known`, { ...at, value: doubted.join() })
      : met(),
  ];
}

/** A trust names no resource: it is the role. */
function readable(document: PolicyDocument | "absent" | "unresolved", { type }: Resource): PolicyDocument | "absent" | "unresolved" {
  if (typeof document === "string" || type !== "aws_iam_role") return document;
  return { ...document, Statement: statementsOf(document).map((each) => ({ ...each, Resource: "*" })) };
}

/** How a policy may write the resource: by its ARN, or by a reference to what its provider will mint. */
function arnsOf(resource: Resource, facts: Facts): readonly string[] {
  const { account, region } = facts.placeOf(resource);
  const minted = `ref/${resource.stack.name}/${resource.address}/arn`;
  const named = (attribute: string) => facts.resolver.text(get(resource.values, attribute), resource.stack);
  switch (resource.type) {
    case "aws_s3_bucket":
      return [`arn:aws:s3:::${named("bucket") ?? "unnamed"}`, minted];
    case "aws_dynamodb_table":
      return [`arn:aws:dynamodb:${region}:${account}:table/${named("name") ?? "unnamed"}`, minted];
    default:
      return [minted];
  }
}

/** A request that no statement stands in the way of: it is whatever each denial spares. */
function favourOf(document: PolicyDocument, resource: Resource, facts: Facts): Readonly<Record<string, ContextValue>> {
  const spared: Record<string, ContextValue> = {};
  for (const denial of statementsOf(document).filter(({ Effect }) => Effect === "Deny"))
    for (const { key, values } of conditionsOf(denial).filter(isNegated)) {
      const [value] = values;
      if (value !== undefined && !value.includes("${") && /^aws:/i.test(key))
        spared[key] ??= value.replaceAll("*", "any").replace(/^([\d.]+)\/\d+$/, "$1");
    }
  const { account } = facts.placeOf(resource);
  return {
    "aws:PrincipalArn": `arn:aws:iam::${account ?? ""}:role/somebody`,
    "aws:PrincipalAccount": account ?? "",
    ...(facts.scope.organization === undefined ? {} : { "aws:PrincipalOrgID": facts.scope.organization }),
    "aws:PrincipalIsAWSService": "false",
    "aws:ViaAWSService": "false",
    "aws:SecureTransport": "true",
    "s3:TlsVersion": "1.3",
    "aws:PrincipalTag/ticket": "any",
    "aws:PrincipalTag/mfa": "true",
    ...spared,
  };
}

/** Undefined where something of the policy is not known that might deny it. */
function denies(
  document: PolicyDocument,
  arns: readonly string[],
  favour: Readonly<Record<string, ContextValue>>,
  { action, below = "", context }: OwnDenial,
  kind: string,
): boolean | undefined {
  const account = typeof favour["aws:PrincipalAccount"] === "string" ? favour["aws:PrincipalAccount"] : "";
  const asked = Object.fromEntries(
    Object.entries({ ...favour, ...context }).flatMap(([key, value]): [string, ContextValue][] =>
      value === undefined ? [] : [[key, typeof value === "string" ? value.replace("iam::*:", `iam::${account}:`) : value]],
    ),
  );
  const arn = String(asked["aws:PrincipalArn"]);
  const said = arns.map((each) =>
    opinion(
      [document],
      kind,
      { action, resource: `${each}${below}`, caller: { account: String(asked["aws:PrincipalAccount"]), arn }, context: asked },
      contextOf(asked),
    ),
  );
  if (said.some(({ denies: by }) => by.length > 0)) return true;
  // What a boundary does not allow, it keeps from the role as well (IAM user guide, permissions boundaries).
  if (kind === "boundary" && said.every(({ direct }) => direct === false)) return true;
  return said.some(({ doubts }) => doubts.length > 0) ? undefined : false;
}
