import type { Claim } from "../../../config/scope";
import { conditionsOf, isNegated } from "../../access/conditions";
import { documentOf } from "../../access/documents";
import { sidOf } from "../../access/problems";
import { statementsOf, type Statement } from "../../access/types";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { leaves } from "../fenced";
import { textOf } from "./google-guards";
import { breach, type Verdict } from "../rule";

const KINDS = ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"];
/** Keys whose values are regions, and accounts (AWS service authorization reference). */
const REGIONS = /region$|regions$|:locationconstraint$/i;
const ACCOUNTS = /^aws:(principal|resource|source|vpce)account$/i;
const ORGANIZATIONS = /^aws:(principal|resource|source|vpce)orgid$/i;
/** Keys whose values are ARNs of where something goes, or of what it is made with. */
const ARNS = /^(events:targetarn|backup:copytargets|lambda:codesigningconfigarn|bedrock:inferenceprofilearn)$/i;

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

type IsWrong = (spared: Spared, facts: Facts) => boolean;
const WRONG: Readonly<Partial<Record<Claim, IsWrong>>> = {
  location: (spared, facts) => isOutside(spared, facts) || isElsewhere(spared, facts),
  access: (spared, facts) => isStrange(spared, facts) || isNobodys(spared, facts),
};

function sparedBy(policy: Resource, isWrong: IsWrong, facts: Facts): Verdict[] {
  const document = documentOf(policy, "content", facts);
  if (typeof document === "string") return [];
  return statementsOf(document).flatMap((statement, index) => {
    if (statement.Effect !== "Deny") return [];
    const ofSome = isOfSome(statement);
    const wrong = conditionsOf(statement)
      .filter(isNegated)
      .flatMap(({ key, values }) => values.filter((value) => isWrong({ key, value, ofSome }, facts)));
    const sid = sidOf(statement, index);
    const at = { address: policy.address, stack: policy.stack.name, attribute: `content[${sid}]`, value: wrong.join() };
    return wrong.length === 0 ? [] : [breach(`its ${sid} spares ${wrong.join(", ")}`, { ...at, expected: "the program's own exceptions" })];
  });
}

/** What a denial lets through. */
interface Spared {
  readonly key: string;
  readonly value: string;
  /** Does it bind some roles further, which the others are not let do at all? */
  readonly ofSome: boolean;
}

const isOfSome = (statement: Statement) =>
  conditionsOf(statement).some(({ key, parsed }) => parsed?.operator?.negated === false && /^aws:principalarn$/i.test(key));

function isOutside({ key, value, ofSome }: Spared, { scope }: Facts): boolean {
  if (!REGIONS.test(key) || scope.jurisdiction.contains("aws", value)) return false;
  const { exceptRegions = [], fence } = scope.awsGuards ?? {};
  if (ofSome) return fence !== undefined && !fence.copiesFrom.includes(value) && !fence.purgers.some(({ region }) => region === value);
  return !exceptRegions.includes(value);
}

/** A part that is left open is asked for by requests. */
function isElsewhere({ key, value }: Spared, facts: Facts): boolean {
  const [, , , region = "", account = ""] = ARNS.test(key) ? value.split(":") : [];
  const outside = /^[a-z]+(-[a-z]+)+-\d$/.test(region) && !facts.scope.jurisdiction.contains("aws", region);
  return outside || (/^\d{12}$/.test(account) && !isFenced(account, facts));
}

const isStrange = ({ key, value }: Spared, facts: Facts): boolean => ACCOUNTS.test(key) && !isFenced(value, facts);

const isFenced = (account: string, { scope }: Facts): boolean =>
  scope.accounts.some(({ cloud, id, owner, legacy }) => cloud === "aws" && id === account && owner !== "parent" && !legacy);

function isNobodys({ key, value }: Spared, { scope: { awsGuards } }: Facts): boolean {
  return ORGANIZATIONS.test(key) && awsGuards?.fence?.organizations.includes(value) === false;
}
