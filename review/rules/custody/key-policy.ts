import { parseArn } from "../../arn";
import type { Facts } from "../../facts/facts";
import { describe } from "../../facts/key";
import { policyOf, type Statement } from "../../facts/policy";
import type { Resource } from "../../facts/model";
import { get } from "../../value";
import { googleKeyPolicy } from "./google-key-policy";
import { callersOf, isNarrowed } from "../narrowed";
import { breach, LEGACY, met, unknown, type ResourceRule, type Verdict } from "../rule";

const KEYS = new Set(["aws_kms_key", "aws_kms_external_key", "aws_kms_replica_key", "aws_kms_replica_external_key"]);
export const keyPolicy: ResourceRule = {
  id: "CUSTODY-02",
  claim: "custody",
  subject: "resource",
  title: "A key's policy lets in nobody but whom it names: no account's root, no parent, no unnarrowed `*`.",
  why: "The default policy gives the account's root kms:*, and with it every IAM policy of that account (KMS, default key policy). aws_kms_key_policy restores that default when it is destroyed, and a key has it until that resource is made (measured, aws 5.100.0).",
  fix: "State the policy in the key's own `policy`, name roles through `Principal: *` with aws:PrincipalArn, and leave the account root out.",
  concerns: (type) => type.startsWith("aws_kms_") || type.startsWith("google_kms_"),
  judge: (resource, facts) => {
    if (resource.action === "delete") return [];
    if (resource.type === "aws_kms_key_policy") return [breach("aws_kms_key_policy puts the account root back when it goes")];
    if (/^google_kms_.*_iam_(member|binding|policy)$/.test(resource.type)) return googleKeyPolicy(resource, facts);
    if (resource.type === "google_kms_autokey_config") return makesKeysIn(resource, facts);
    if (!KEYS.has(resource.type)) return [];
    if (facts.isLegacy(resource)) return [met(LEGACY)];
    if (get(resource.values, "bypass_policy_lockout_safety_check") === true)
      return [
        breach("it skips the check that somebody can still change its policy", {
          attribute: "bypass_policy_lockout_safety_check",
          value: "true",
        }),
      ];
    const policy = policyOf(resource, "policy", facts);
    if (policy.kind === "absent")
      return [breach("it has no policy, and the default one gives the account root kms:*", { attribute: "policy" })];
    if (policy.kind === "unresolved") return [unknown(`its policy is not known: ${policy.reason}`, { attribute: "policy" })];
    const verdicts = policy.statements.filter((statement) => statement.allow).flatMap((statement) => judgeStatement(statement, facts));
    return verdicts.length > 0 ? verdicts : [met()];
  },
};

function judgeStatement(statement: Statement, facts: Facts): Verdict[] {
  const more = (value: string) => ({ attribute: `policy[${statement.at}]`, value });
  if (statement.notPrincipal) return [breach(`${statement.at} allows everyone but those it names`, more("NotPrincipal"))];
  // Who administers a key never uses it: in a program that builds its fence no statement allows both.
  if (
    facts.scope.awsGuards &&
    (statement.notAction || statement.actions.some((action) => action !== undefined && /^(kms:)?\*$/i.test(action)))
  )
    return [breach(`${statement.at} allows every action`, more("every action"))];
  return [
    ...statement.principals.flatMap(({ type, id }) => judgePrincipal(type, id, statement, facts)),
    ...judgeConditions(statement, facts),
  ].map((verdict) => ({ ...more(verdict.value ?? ""), ...verdict }));
}

function judgePrincipal(type: string, id: string | undefined, statement: Statement, facts: Facts): Verdict[] {
  if (id === undefined) return [unknown(`a principal of ${statement.at} is not known`)];
  if (type === "Service") return [];
  if (type !== "AWS" && id !== "*") return [unknown(`${statement.at} allows the federated principal ${id}`, { value: id })];
  if (id === "*")
    return isNarrowed(statement)
      ? []
      : statement.conditions.some(({ values }) => values.includes(undefined))
        ? [unknown(`the conditions of ${statement.at} are not known`, { value: id })]
        : [breach(`${statement.at} allows everyone, and no condition says which callers`, { value: id })];
  const arn = parseArn(id);
  const account = /^\d{12}$/.test(id) ? id : arn?.account;
  if (!account) return [unknown(`the principal ${id} of ${statement.at} names no account`, { value: id })];
  if (account === id || arn?.resource === "root")
    return [breach(`${statement.at} allows the root of account ${account}, and so whatever its IAM policies allow`, { value: id })];
  return strange(account, facts, `${statement.at} allows ${id}`, id);
}

/** The callers that conditions let in must not be the parent's either. */
function judgeConditions(statement: Statement, facts: Facts): Verdict[] {
  return callersOf(statement).flatMap((value) => {
    const account = value === undefined ? undefined : /^\d{12}$/.test(value) ? value : parseArn(value)?.account;
    return account && /^\d{12}$/.test(account) ? strange(account, facts, `${statement.at} lets in ${value}`, value as string) : [];
  });
}

function strange(account: string, facts: Facts, message: string, value: string): Verdict[] {
  if (facts.scope.accounts.length === 0) return [];
  const known = facts.account("aws", account);
  return known && known.owner !== "parent" ? [] : [breach(`${message}, of ${describe(account, known)}`, { value })];
}

/** Autokey makes the keys of a folder in one project (Cloud KMS documentation, Autokey). */
function makesKeysIn(config: Resource, facts: Facts): Verdict[] {
  const attribute = "key_project";
  const text = facts.resolver.text(get(config.values, attribute), config.stack);
  if (text === undefined) return [unknown("in which project it makes keys is not known", { attribute })];
  const account = facts.account("google", text.replace(/^projects\//, ""));
  return account?.holdsKeys === true
    ? [met()]
    : [breach(`it makes keys in ${text}`, { attribute, value: text, expected: "the custody project" })];
}
