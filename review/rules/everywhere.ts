import type { Claim } from "../../config/scope";
import type { Facts } from "../facts/facts";
import type { Resource } from "../facts/model";
import { get, list, type Value } from "../value";
import { textOf } from "./google-guards";
import { breach, met, unknown, type SetRule, type Verdict } from "./rule";

/** What an estate that has it somewhere must have in every account, or around every network, of the program. */
interface Everywhere {
  readonly type: string;
  readonly claim: Claim;
  /** The type that each needs one of; an account where it is left out. */
  readonly around?: { readonly type: string; readonly by: string; readonly of: readonly string[] };
  readonly only?: (resource: Resource, facts: Facts) => boolean;
  /** What does without, of what it stands around. */
  readonly spared?: (guarded: Resource, facts: Facts) => boolean;
  readonly what: string;
}

const TABLE: readonly Everywhere[] = [
  { type: "aws_s3_account_public_access_block", claim: "custody", what: "block of public access" },
  {
    type: "aws_s3_bucket_public_access_block",
    claim: "custody",
    around: { type: "aws_s3_bucket", by: "bucket", of: ["id", "bucket"] },
    what: "block of public access",
  },
  {
    type: "aws_flow_log",
    claim: "audit",
    around: { type: "aws_vpc", by: "vpc_id", of: ["id"] },
    spared: servesKeyCalls,
    what: "log of its connections",
  },
  { type: "google_project_iam_audit_config", claim: "audit", what: "log of who read and wrote its data" },
  { type: "google_logging_project_bucket_config", claim: "audit", what: "locked bucket of logs" },
  {
    type: "google_logging_project_sink",
    claim: "audit",
    only: (sink, facts) => textOf(sink, "name", facts) === "_Default",
    what: "sink that leads its logs into the locked bucket",
  },
];

const rule = (id: string, claim: Claim, title: string, why: string): SetRule => ({
  id,
  claim,
  subject: "set",
  title,
  why,
  fix: "Put the resource back, beside those of the other accounts.",
  judge: (facts) => (facts.whole ? TABLE.filter((each) => each.claim === claim).flatMap((each) => everywhere(each, facts)) : []),
});

export const EVERYWHERE_RULES = {
  custody: rule(
    "CUSTODY-10",
    "custody",
    "What closes one account or bucket of the estate closes each.",
    "A guard that is a resource of its own leaves without a trace in what it guarded; where the other accounts have it, one without was forgotten or opened.",
  ),
  audit: rule(
    "AUDIT-09",
    "audit",
    "What logs one account or network of the estate logs each.",
    "A log that is a resource of its own leaves without a trace in what it watched; where the other accounts have it, one without was forgotten or silenced.",
  ),
};

function everywhere(each: Everywhere, facts: Facts): Verdict[] {
  const all = facts.ofType(each.type).filter((one) => one.action !== "delete" && !facts.isLegacy(one) && each.only?.(one, facts) !== false);
  if (all.length === 0) return [];
  return each.around ? around(each, each.around, facts) : inAccounts(each, all, facts);
}

/**
 * The network of a key store's proxy: AWS KMS alone comes in, with key calls, and a log of it would lie under one of the
 * keys that wait for it (AWS KMS developer guide, external key stores, VPC endpoint service connectivity).
 */
function servesKeyCalls({ stack }: Resource, facts: Facts): boolean {
  const services = facts.ofType("aws_vpc_endpoint_service").filter((service) => service.stack === stack);
  const callers = services.flatMap(({ values }) => list<Value>(get(values, "allowed_principals") as Value[]));
  return (
    callers.length > 0 && callers.every((caller) => /^cks\.kms\.[a-z0-9-]+\.amazonaws\.com$/.test(facts.resolver.text(caller, stack) ?? ""))
  );
}

function around(
  { type, what, spared }: Everywhere,
  { type: of, by, of: attributes }: NonNullable<Everywhere["around"]>,
  facts: Facts,
): Verdict[] {
  const satellites = facts.satellites(type, by);
  return facts.ofType(of).flatMap((guarded): Verdict[] => {
    if (guarded.action === "delete" || guarded.action === "forget" || facts.isLegacy(guarded) || spared?.(guarded, facts)) return [];
    const at = { address: guarded.address, stack: guarded.stack.name };
    const found = satellites.of(guarded, attributes);
    if (found === undefined) return [unknown(`whether it has a ${what} is not known`, { ...at, value: type })];
    return [found.length > 0 ? { ...met(), ...at } : breach(`it has no ${what}, which others of the estate have`, { ...at, value: type })];
  });
}

/** Accounts that hold something among the inputs. */
function inAccounts({ type, what }: Everywhere, all: readonly Resource[], facts: Facts): Verdict[] {
  const cloud = type.startsWith("aws_") ? "aws" : "google";
  const having = new Set(all.map((one) => facts.accountOf(one)));
  if (having.has(undefined)) return [];
  const used = new Map(
    facts.resources.flatMap((resource) => {
      const account = facts.accountOf(resource);
      return account !== undefined && resource.type.startsWith(`${cloud}_`) ? [[account, resource] as const] : [];
    }),
  );
  return facts.scope.accounts
    .filter((account) => account.cloud === cloud && account.owner !== "parent" && !account.legacy && used.has(account.id))
    .map(({ id }) => {
      const at = { address: type, stack: "" };
      return having.has(id)
        ? { ...met(), ...at }
        : breach(`the account ${id} has no ${what}, which others of the estate have`, { ...at, value: id });
    });
}
