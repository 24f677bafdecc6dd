import type { Claim } from "../../../config/scope";
import { policyOf, type Statement } from "../../facts/policy";
import { isFenced } from "../fenced";
import { POSITIVE } from "../narrowed";
import { breach, met, type ResourceRule, type Verdict } from "../rule";

interface Asked {
  readonly id: string;
  readonly claim: Claim;
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  /** The policies' types, and the attribute that each stands in. */
  readonly policies: Readonly<Record<string, string>>;
  /** Does a statement that lets in a whole account, or everybody, say who of them it is? */
  readonly names: (statement: Statement) => boolean;
}

/** Of a program that builds no fence nothing is asked. What nobody can read, ACCESS-02 and CUSTODY-02 say. */
function rule({ id, claim, title, why, fix, policies, names }: Asked): ResourceRule {
  return {
    id,
    claim,
    subject: "resource",
    title,
    why,
    fix,
    concerns: (type) => Object.hasOwn(policies, type),
    judge: (resource, facts) => {
      if (!isFenced(resource, facts)) return [];
      const attribute = policies[resource.type] as string;
      const policy = policyOf(resource, attribute, facts);
      if (policy.kind !== "policy") return [];
      return policy.statements
        .filter((statement) => statement.allow && letsInAccounts(statement))
        .map((statement): Verdict => {
          const more = { attribute: `${attribute}[${statement.at}]`, value: statement.at, expected: "a condition that says who" };
          return names(statement) ? met() : breach(`${statement.at} lets in whole accounts, and does not say who of them`, more);
        });
    },
  };
}

/** An account's root stands for everybody in it whom its own policies let (IAM user guide, AWS account principals). */
const letsInAccounts = ({ principals }: Statement) =>
  principals.some(({ type, id }) => type === "AWS" && id !== undefined && /^(\*|\d{12}|arn:[^:]+:iam::\d{12}:root)$/.test(id));

/** A condition that holds for these values alone; one that will be minted is a value like any other. */
const fixes = ({ conditions }: Statement, key: RegExp) =>
  conditions.some(
    (each) => key.test(each.key) && POSITIVE.test(each.operator) && each.values.length > 0 && each.values.every((value) => !anybody(value)),
  );
const anybody = (value: string | undefined) =>
  value !== undefined && /^(?:[*?]*|arn:[^:]*:(?:iam|sts)::[^:]*:(?:role\/|\*)?[*?]*)$/.test(value);

const ROLE = /^aws:principalarn$/i;
/** What a key's public half is for (AWS KMS developer guide, asymmetric keys), and what tells nothing of data. */
const PUBLIC = new Set(["kms:DescribeKey", "kms:GetPublicKey", "kms:Verify"]);

export const CALLERS_NAMED_RULES = {
  custody: rule({
    id: "CUSTODY-14",
    claim: "custody",
    title: "A key lets in roles by name, or accounts by way of one service.",
    why: "Who may do more in an account than he should is let in wherever a key trusts the account; through a service he gets what that service lets him have of a store, and never the bare key (AWS KMS developer guide, kms:ViaService and kms:CallerAccount).",
    fix: "Add aws:PrincipalArn, or kms:ViaService together with kms:CallerAccount, without IfExists.",
    policies: { aws_kms_external_key: "policy", aws_kms_key: "policy" },
    names: (statement) =>
      (!statement.notAction && statement.actions.every((action) => action !== undefined && PUBLIC.has(action))) ||
      fixes(statement, ROLE) ||
      (fixes(statement, /^kms:viaservice$/i) && fixes(statement, /^(kms:calleraccount|aws:principalaccount)$/i)),
  }),
  access: rule({
    id: "ACCESS-16",
    claim: "access",
    title: "A role that trusts an account says which role of it.",
    why: "Trusting an account's root leaves it to that account's own policies who becomes the role (IAM user guide, AWS account principals).",
    fix: "Add aws:PrincipalArn by ArnEquals or ArnLike, without IfExists.",
    policies: { aws_iam_role: "assume_role_policy" },
    names: (statement) => fixes(statement, ROLE),
  }),
};
