import type { Fence, FenceRoles } from "../../config/fenced";
import { conditionsOf, isNegated } from "../access/conditions";
import { matchStatement } from "../access/statement";
import { contextOf, like } from "../access/text";
import { statementsOf, type AccessRequest, type PolicyDocument } from "../access/types";
import type { Facts } from "../facts/facts";
import { example } from "./guardrail-fence";
import { FENCED } from "./guardrail-requests";
import type { OwnDenial, Spared } from "./own-denial";
import { denies } from "./own-denial-requests";

/** Condition keys of whom a denial spares (IAM user guide, global condition keys). */
const CALLERS = ["aws:principalaccount", "aws:principalarn", "aws:principalorgid"];

/** Whom the denials of a request let do it whom the program does not name: a role, an account, an organization. */
export function sparedFrom(
  document: PolicyDocument,
  requests: readonly AccessRequest[],
  denial: OwnDenial,
  kind: string,
  facts: Facts,
): readonly string[] {
  const fence = facts.scope.awsGuards?.fence;
  if (fence === undefined) return [];
  const denials = statementsOf(document).filter(
    (statement) =>
      statement.Effect === "Deny" &&
      requests.some((request) => matchStatement(statement, request, contextOf(request.context)).applies === true),
  );
  const named = denials.flatMap((statement) =>
    conditionsOf(statement)
      .filter((condition) => isNegated(condition) && CALLERS.includes(condition.key.toLowerCase()))
      .flatMap(({ key, values }) => values.map((value) => ({ key, value }))),
  );
  return named
    .filter(({ value }) => !value.includes("${") && !isNamed(value, denial.spares, fence))
    .filter(
      ({ key, value }) =>
        denies(
          document,
          requests.map((request) => by(request, key, value)),
          kind,
        ) === false,
    )
    .map(({ value }) => value);
}

function isNamed(value: string, spares: readonly Spared[] | undefined, { accounts, organizations, roles }: Fence): boolean {
  if (accounts.includes(value) || organizations.includes(value)) return true;
  const account = value.split(":")[4] ?? "";
  if (!accounts.includes(account)) return false;
  const patterns = spares?.flatMap((each) => (each.startsWith("arn:") ? [each] : roles[each as keyof FenceRoles]));
  return patterns === undefined || patterns.some((pattern) => like(pattern, value, contextOf({}), false) === true);
}

/** The same request, made by whom the denial spares. */
function by(request: AccessRequest, key: string, value: string): AccessRequest {
  const who = value.startsWith("arn:") ? example(value).replace(FENCED, request.caller.account) : value;
  const account = who.startsWith("arn:")
    ? (who.split(":")[4] ?? "")
    : key.toLowerCase() === "aws:principalaccount"
      ? who
      : request.caller.account;
  return {
    ...request,
    caller: { account, arn: who.startsWith("arn:") ? who : request.caller.arn },
    context: { ...request.context, "aws:PrincipalAccount": account, [canonical(key)]: who },
  };
}

/** A request names a key once, however a policy writes it. */
const CANONICAL: Readonly<Record<string, string>> = {
  "aws:principalaccount": "aws:PrincipalAccount",
  "aws:principalarn": "aws:PrincipalArn",
  "aws:principalorgid": "aws:PrincipalOrgID",
};
const canonical = (key: string) => CANONICAL[key.toLowerCase()] ?? key;
