import type { GoogleDenial } from "../../../config/scope";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { isObject, select, type Value } from "../../value";
import { fault, lacks, standing, textOf, worstOf } from "../guardrails/google-guards";
import type { SetRule } from "../rule";

export const googleDenied: SetRule = {
  id: "ACCESS-06",
  claim: "access",
  subject: "set",
  title: "A deny policy on Google keeps the gatekeeper and the auditor from changing what guards the data.",
  why: "A deny policy goes before every binding below it, whoever made that (IAM documentation, deny policies). One that is taken away, that names fewer people or makes exceptions leaves roles alone to hold.",
  fix: "Put the deny policy back on the program's folder, or on each of its projects; or give under googleGuardrails.weaker the reason why it is left out.",
  judge: (facts) =>
    (facts.scope.googleGuards?.denyOn ?? []).flatMap((parent) =>
      standing(
        {
          type: "google_iam_deny_policy",
          what: `the deny policy on ${parent}`,
          stands: (policy) => isOn(textOf(policy, "parent", facts), parent),
          faults: (policy) => faults(policy, facts.scope.googleGuards?.denied ?? [], facts),
        },
        facts,
      ),
    ),
};

/** The API takes the attachment point as one part of a path, with its slashes written as %2F. */
function isOn(attached: string | undefined, parent: string): boolean | undefined {
  return attached === undefined ? undefined : attached.replace(/%2F/gi, "/") === `cloudresourcemanager.googleapis.com/${parent}`;
}

function faults(policy: Resource, wanted: readonly GoogleDenial[], facts: Facts) {
  const texts = (value: Value, path: string) => select(value, path).map((found) => facts.resolver.text(found.value, policy.stack));
  const rules = select(policy.values, "rules[].deny_rule[]").map(({ value }) => value);
  const exceptions = rules.flatMap((rule) => [...texts(rule, "exception_principals[]"), ...texts(rule, "exception_permissions[]")]);
  /** Of a rule that names whom it should, or may. */
  const lackOf = (rule: Value, { principal, permissions }: GoogleDenial) =>
    worstOf([
      lacks("it denies nothing to", [principal], texts(rule, "denied_principals[]")),
      lacks(`it does not deny to ${principal}`, permissions, texts(rule, "denied_permissions[]")),
    ]);
  return [
    exceptions.length > 0
      ? fault(
          "it makes exceptions",
          exceptions.some((each) => each !== undefined),
        )
      : undefined,
    ...rules.flatMap((rule) => select(rule, "denial_condition")).map(({ value }) => fault("it holds on a condition", isObject(value))),
    ...wanted.map((denial) => {
      const about = rules.filter((rule) => !lacks("", [denial.principal], texts(rule, "denied_principals[]"))?.proven);
      const lack = about.map((rule) => lackOf(rule, denial));
      if (lack.includes(undefined)) return undefined;
      return lack.find((each) => !each?.proven) ?? lack[0] ?? fault(`it denies nothing to ${denial.principal}`);
    }),
  ];
}
