import type { Claim } from "../../config/scope";
import { parseOperator } from "../access/conditions";
import { documentOf } from "../access/documents";
import { sidOf } from "../access/problems";
import { asList, statementsOf, type Statement } from "../access/types";
import type { Facts } from "../facts/facts";
import type { Resource } from "../facts/model";
import { leaves } from "./fenced";
import { textOf } from "./google-guards";
import { breach, type Verdict } from "./rule";

const KINDS = ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"];
/** Keys whose values are regions, and accounts (AWS service authorization reference). */
const REGIONS = /region$|regions$|:locationconstraint$/i;
const ACCOUNTS = /^aws:(principal|resource|source|vpce)account$/i;

/**
 * A denial spares what its negated conditions name: regions of the jurisdiction or of a declared exception, and accounts of
 * the fence. Requests are asked from one region and one stranger, and would not come by another.
 */
export function sparedByGuardrails(claim: Claim, facts: Facts): Verdict[] {
  return facts
    .ofType("aws_organizations_policy")
    .filter((policy) => !leaves(policy) && KINDS.includes(textOf(policy, "type", facts) ?? "SERVICE_CONTROL_POLICY"))
    .flatMap((policy) => sparedBy(policy, claim, facts));
}

function sparedBy(policy: Resource, claim: Claim, facts: Facts): Verdict[] {
  const document = documentOf(policy, "content", facts);
  if (typeof document === "string") return [];
  return statementsOf(document).flatMap((statement, index) => {
    if (statement.Effect !== "Deny" || isOfSome(statement)) return [];
    const wrong = spared(statement)
      .filter(({ key, value }) =>
        claim === "location" ? isOutside(key, value, facts) : claim === "access" && isStrange(key, value, facts),
      )
      .map(({ value }) => value);
    const sid = sidOf(statement, index);
    const at = { address: policy.address, stack: policy.stack.name, attribute: `content[${sid}]`, value: wrong.join() };
    return wrong.length === 0 ? [] : [breach(`its ${sid} spares ${wrong.join(", ")}`, { ...at, expected: "the program's own exceptions" })];
  });
}

/** What binds some roles further, which the others are not let do at all. */
const isOfSome = ({ Condition }: Statement) =>
  Object.entries(Condition ?? {}).some(
    ([operator, keys]) =>
      parseOperator(operator)?.operator?.negated === false && Object.keys(keys).some((key) => /^aws:principalarn$/i.test(key)),
  );

const spared = ({ Condition }: Statement) =>
  Object.entries(Condition ?? {}).flatMap(([operator, keys]) =>
    parseOperator(operator)?.operator?.negated === true
      ? Object.entries(keys).flatMap(([key, values]) => asList<unknown>(values as unknown).map((value) => ({ key, value: String(value) })))
      : [],
  );

function isOutside(key: string, value: string, { scope }: Facts): boolean {
  if (!REGIONS.test(key)) return false;
  return !scope.jurisdiction.contains("aws", value) && scope.awsGuards?.exceptRegions.includes(value) !== true;
}

function isStrange(key: string, value: string, { scope }: Facts): boolean {
  if (!ACCOUNTS.test(key)) return false;
  return !scope.accounts.some(({ cloud, id, owner, legacy }) => cloud === "aws" && id === value && owner !== "parent" && !legacy);
}
