import type { Claim } from "../../../config/scope";
import { RESOURCE_POLICIES } from "../../access/documents";
import { driftOf, type Drift } from "../../facts/drift";
import type { Facts } from "../../facts/facts";
import type { Resource, Stack } from "../../facts/model";
import { get, isObject, type Json, type JsonObject } from "../../value";
import { doorsClosed } from "../access/doors";
import { parentNowhere } from "../access/parent";
import { wildcardFixed } from "../access/wildcard";
import { allowsNamed } from "../access/allows-named";
import { auditDelivered } from "../audit/delivered";
import { auditLocked } from "../audit/locked";
import { defaultsClosed } from "../custody/defaults-closed";
import { asking, judgeDrift, type Asked } from "./drifted";
import { endpointPolicy } from "../network/endpoint-policy";
import { EVERYWHERE } from "./everywhere-table";
import { isFenced } from "../fenced";
import { isolatedNetwork } from "../network/isolated-network";
import { breach, unknown, type ResourceRule, type StackRule, type Verdict } from "../rule";
import { storeExpires } from "../migration/store-expires";
import { storeGuarded } from "../migration/store-guarded";
import { SWITCHED_ON_RULES } from "../switches/switched-on";
import { SWITCHES } from "../switches/switches";

function rule(id: string, claim: Exclude<Claim, "location">, title: string, ...asked: readonly ResourceRule[]): StackRule {
  const ask: Asked = asking(...asked, SWITCHED_ON_RULES[claim]);
  return {
    id,
    claim,
    subject: "stack",
    title,
    why: "A guard that somebody opened by hand stood open until the next apply, even where the same plan would put it back; what went through meanwhile, no plan shows (Terraform, JSON output format, resource_drift).",
    fix: "Find out who changed it and what was done meanwhile; then apply, so that it stands as written.",
    judge: (stack, facts) => [...judgeDrift(stack, facts, ask), ...gone(stack, claim, facts)],
  };
}

export const DRIFT_RULES = {
  custody: rule("CUSTODY-15", "custody", "No default was opened outside of terraform.", defaultsClosed),
  access: rule("ACCESS-22", "access", "Nobody was let in outside of terraform.", parentNowhere, wildcardFixed, doorsClosed, allowsNamed),
  network: rule("NETWORK-15", "network", "No network was opened outside of terraform.", isolatedNetwork, endpointPolicy),
  audit: rule("AUDIT-15", "audit", "No log was stopped or led elsewhere outside of terraform.", auditDelivered, auditLocked),
  migration: rule("MIGRATION-12", "migration", "No store lost its guards outside of terraform.", storeGuarded, storeExpires),
};

/** What decides who may do what, and is no setting of something else. */
const POLICIES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(RESOURCE_POLICIES).filter(([type]) => type.endsWith("_policy"))),
  aws_iam_policy: "policy",
  aws_organizations_policy: "content",
};
const ATTACHMENT = "aws_organizations_policy_attachment";

const isGuard = (type: string, claim: Claim): boolean =>
  EVERYWHERE.some((each) => each.type === type && each.claim === claim) ||
  (claim === "audit" && Object.hasOwn(SWITCHES, type) && SWITCHES[type]?.some((each) => each.claim === claim) === true) ||
  (claim === "audit" && type === "aws_cloudtrail") ||
  (claim === "access" && (Object.hasOwn(POLICIES, type) || type === ATTACHMENT));

function gone(stack: Stack, claim: Claim, facts: Facts): Verdict[] {
  return driftOf(stack).flatMap((drift) => {
    if (!isFenced(drift.before, facts)) return [];
    const verdict = vanished(drift, claim) ?? (claim === "access" ? rewritten(drift) : undefined);
    return verdict ? [{ ...verdict, address: drift.address }] : [];
  });
}

function vanished({ before, after }: Drift, claim: Claim): Verdict | undefined {
  return after === undefined && isGuard(before.type, claim)
    ? breach("it was deleted outside of terraform", { value: "vanished", expected: "that it stands" })
    : undefined;
}

/** Whom another text let in meanwhile, the guards around it may decide: nothing here says that they did not. */
function rewritten({ before, after }: Drift): Verdict | undefined {
  const attribute = Object.hasOwn(POLICIES, before.type) ? POLICIES[before.type] : undefined;
  if (attribute === undefined || after === undefined) return undefined;
  const of = (resource: Resource) => canonical(get(resource.values, attribute));
  return of(before) === of(after)
    ? undefined
    : unknown("outside of terraform, its policy was rewritten", {
        attribute,
        value: "rewritten",
        expected: "the policy as it was applied",
      });
}

/** A service hands a document back in another order, and lists of one as the one. */
function canonical(text: unknown): string {
  const sorted = (json: Json): Json => {
    if (Array.isArray(json)) {
      const all = json.map(sorted);
      return all.length === 1 ? (all[0] as Json) : all.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    }
    if (!isObject(json)) return json;
    const pairs = Object.entries(json as JsonObject).map(([key, value]): [string, Json] => [key, sorted(value)]);
    return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
  };
  try {
    return JSON.stringify(sorted(JSON.parse(String(text)) as Json));
  } catch {
    return String(text);
  }
}
