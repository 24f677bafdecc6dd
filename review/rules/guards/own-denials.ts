import type { Claim } from "../../../config/scope";
import { AUDITOR, AUDITOR_DESK } from "../../../config/access/role-names";
import { documentOf, RESOURCE_POLICIES } from "../../access/documents";
import { statementsOf, type PolicyDocument } from "../../access/types";
import { again } from "../../again";
import { isPlanned } from "../../facts/backups";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { get } from "../../value";
import { isArchive } from "../audit/archive";
import { isFenced } from "../fenced";
import type { OwnDenial } from "./own-denial";
import { OWN_DENIALS } from "./own-denial-probes";
import { denies, requestsFor } from "./own-denial-requests";
import { sparedIn } from "./own-denial-spares";
import { releaseBucketOf } from "../audit/release-buckets";
import { breach, met, unknown, type ResourceRule, type Verdict } from "../rule";

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
      return own.length === 0 ? [] : judgeOwn(resource, own, facts);
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
  return releaseBucketOf(resource, facts) ?? purpose.name;
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

/** Whether the resource's own policy denies each of these requests. */
export function judgeOwn(resource: Resource, asked: readonly OwnDenial[], facts: Facts): Verdict[] {
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
  const kind = holder.type === "aws_iam_policy" ? "boundary" : "resource";
  const requests = requestsFor(document, resource, facts);
  const spared = sparedIn(document, kind, facts);
  const answers = asked.map((denial) => {
    const own = requests(denial);
    const denied = denies(document, own, kind);
    return { what: denial.what, denied, spares: denied === true ? spared(denial, own) : [] };
  });
  const of = (wanted: boolean | undefined) => answers.filter(({ denied }) => denied === wanted).map(({ what }) => what);
  const [through, doubted] = [of(false), of(undefined)];
  const strangers = [...new Set(answers.flatMap(({ what, spares }) => spares.map((who) => `${who} (${what})`)))];
  if (through.length > 0)
    return [breach(`its own policy does not deny ${through.join(", nor ")}`, { ...at, value: through.join(), expected: "a denial" })];
  if (strangers.length > 0)
    return [
      breach(`its own policy spares ${strangers.join(", ")}`, {
        ...at,
        value: strangers.join(),
        expected: "nobody but whom the program names",
      }),
    ];
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
