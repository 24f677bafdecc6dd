import type { Fence, FenceRoles } from "../../../config/guardrails/fenced";
import { conditionsOf, isNegated } from "../../access/conditions";
import { contextOf, like } from "../../access/text";
import { statementsOf, type AccessRequest, type PolicyDocument } from "../../access/types";
import type { Facts } from "../../facts/facts";
import { example } from "../guardrails/fence";
import { FENCED } from "../guardrails/requests";
import type { OwnDenial } from "./own-denial";
import { denies } from "./own-denial-requests";

/** A key that an object may be put under (Amazon S3, service authorization reference). */
const OBJECT_KEY = "s3:x-amz-server-side-encryption-aws-kms-key-id";
/** Condition keys of whom a denial spares, or whose key (IAM user guide, global condition keys). */
const NAMED: Readonly<Record<string, string>> = Object.fromEntries(
  ["aws:PrincipalAccount", "aws:PrincipalArn", "aws:PrincipalOrgID", OBJECT_KEY].map((key) => [key.toLowerCase(), key]),
);

/** Whom a document's denials let do it whom the program does not name: a role, an account, an organization. */
export function sparedIn(
  document: PolicyDocument,
  kind: string,
  { scope }: Facts,
): (denial: OwnDenial, requests: readonly AccessRequest[]) => readonly string[] {
  const fence = scope.awsGuards?.fence;
  const named = statementsOf(document)
    .filter(({ Effect }) => Effect === "Deny")
    .flatMap((statement) => conditionsOf(statement))
    .filter((condition) => isNegated(condition) && Object.hasOwn(NAMED, condition.key.toLowerCase()))
    .flatMap(({ key, values }) => values.filter((value) => !MINTED.test(value)).map((value) => ({ key, value })));
  return ({ spares }, requests) => {
    // Without a fence on AWS nobody says who is in it; whom a denial names whole is asked for all the same.
    if (fence === undefined && !spares?.every((each) => each.startsWith("arn:"))) return [];
    const account = requests[0]?.caller.account ?? "";
    const patterns = spares
      ?.flatMap((each) => (each.startsWith("arn:") ? [each] : (fence?.roles[each as keyof FenceRoles] ?? [])))
      // Of the resource's own account, whose role each of them is.
      .map((pattern) => pattern.replace("iam::*:", `iam::${account}:`));
    const passes = (key: string, value: string) =>
      denies(
        document,
        requests.map((request) => by(request, key, value)),
        kind,
      ) === false;
    return named.filter(({ key, value }) => !isNamed(value, patterns, fence ?? {}) && passes(key, value)).map(({ value }) => value);
  };
}

/** What only its provider knows, of which nobody can say whose it is. */
const MINTED = /^ref\/|\$\{/;
const ROLE = /^arn:[^:]*:iam::/;

function isNamed(value: string, patterns: readonly string[] | undefined, { accounts = [], organizations = [] }: Partial<Fence>): boolean {
  // Named whole: a role of an old account is outside of the fence.
  if (patterns?.includes(value)) return true;
  if (accounts.includes(value) || organizations.includes(value)) return true;
  if (!accounts.includes(value.split(":")[4] ?? "")) return false;
  return !ROLE.test(value) || patterns === undefined || patterns.some((pattern) => like(pattern, value, contextOf({}), false) === true);
}

/** The same request, made by whom the denial spares, or under that key. A request names a key once, however a policy writes it. */
function by(request: AccessRequest, key: string, value: string): AccessRequest {
  const name = NAMED[key.toLowerCase()] ?? key;
  const who = name === "aws:PrincipalArn" ? example(value).replace(FENCED, request.caller.account) : value;
  const account = { "aws:PrincipalArn": who.split(":")[4] ?? "", "aws:PrincipalAccount": who }[name] ?? request.caller.account;
  return {
    ...request,
    caller: { account, arn: name === "aws:PrincipalArn" ? who : request.caller.arn },
    context: { ...request.context, "aws:PrincipalAccount": account, [name]: who },
  };
}
