import type { Claim } from "../../config/scope";
import { conditionsOf, isNegated } from "../access/conditions";
import { documentOf } from "../access/documents";
import { sidOf } from "../access/problems";
import { statementsOf, type Statement } from "../access/types";
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
  const isWrong = WRONG[claim];
  if (isWrong === undefined) return [];
  return facts
    .ofType("aws_organizations_policy")
    .filter((policy) => !leaves(policy) && KINDS.includes(textOf(policy, "type", facts) ?? "SERVICE_CONTROL_POLICY"))
    .flatMap((policy) => sparedBy(policy, isWrong, facts));
}

type IsWrong = (key: string, value: string, facts: Facts) => boolean;
const WRONG: Readonly<Partial<Record<Claim, IsWrong>>> = { location: isOutside, access: isStrange };

function sparedBy(policy: Resource, isWrong: IsWrong, facts: Facts): Verdict[] {
  const document = documentOf(policy, "content", facts);
  if (typeof document === "string") return [];
  return statementsOf(document).flatMap((statement, index) => {
    if (statement.Effect !== "Deny" || isOfSome(statement)) return [];
    const negated = conditionsOf(statement).filter(isNegated);
    const wrong = negated.flatMap(({ key, values }) => values.filter((value) => isWrong(key, value, facts)));
    const sid = sidOf(statement, index);
    const at = { address: policy.address, stack: policy.stack.name, attribute: `content[${sid}]`, value: wrong.join() };
    return wrong.length === 0 ? [] : [breach(`its ${sid} spares ${wrong.join(", ")}`, { ...at, expected: "the program's own exceptions" })];
  });
}

/** What binds some roles further, which the others are not let do at all. */
const isOfSome = (statement: Statement) =>
  conditionsOf(statement).some(({ key, parsed }) => parsed?.operator?.negated === false && /^aws:principalarn$/i.test(key));

function isOutside(key: string, value: string, { scope }: Facts): boolean {
  if (!REGIONS.test(key)) return false;
  return !scope.jurisdiction.contains("aws", value) && scope.awsGuards?.exceptRegions.includes(value) !== true;
}

function isStrange(key: string, value: string, { scope }: Facts): boolean {
  if (!ACCOUNTS.test(key)) return false;
  return !scope.accounts.some(({ cloud, id, owner, legacy }) => cloud === "aws" && id === value && owner !== "parent" && !legacy);
}
