import type { Facts } from "../facts/facts";
import type { Resource } from "../facts/model";
import { select, type Value } from "../value";
import { standing, textOf } from "./google-guards";
import type { SetRule } from "./rule";

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
          wrong: (policy) => wrong(policy, facts.scope.googleGuards?.denied ?? [], facts),
        },
        facts,
      ),
    ),
};

/** The API takes the attachment point as one part of a path, with its slashes written as %2F. */
function isOn(attached: string | undefined, parent: string): boolean | undefined {
  return attached === undefined ? undefined : attached.replace(/%2F/gi, "/") === `cloudresourcemanager.googleapis.com/${parent}`;
}

function wrong(policy: Resource, wanted: readonly string[], facts: Facts): string | undefined {
  const texts = (value: Value, path: string) => select(value, path).map((found) => facts.resolver.text(found.value, policy.stack));
  const rules = select(policy.values, "rules[].deny_rule[]").map(({ value }) => value);
  const denied = rules.flatMap((rule) =>
    texts(rule, "denied_permissions[]").length > 0 && select(rule, "denial_condition").length === 0
      ? texts(rule, "denied_principals[]")
      : [],
  );
  if (rules.some((rule) => [...texts(rule, "exception_principals[]"), ...texts(rule, "exception_permissions[]")].length > 0))
    return "it makes exceptions";
  const missed = wanted.filter((principal) => !denied.includes(principal));
  return missed.length === 0 ? undefined : `it denies nothing to ${missed.join(" and ")}`;
}
