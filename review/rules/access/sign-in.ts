import { policyOf } from "../../facts/policy";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { select } from "../../value";
import { builds } from "../fenced";
import { GOOGLE_SIGN_IN } from "./google-sign-in";
import { POSITIVE } from "../narrowed";
import { breach, LEGACY, met, unknown, type ResourceRule, type Verdict } from "../rule";

const BY_TYPE: Readonly<Record<string, (resource: Resource, facts: Facts) => Verdict[]>> = {
  aws_iam_saml_provider: (provider, facts) => [provides(provider, "saml_metadata_document", facts.scope.signIn?.metadata, facts)],
  aws_iam_openid_connect_provider: () => [
    unknown("it signs in whomever it likes, and the program names no such provider", { value: "oidc" }),
  ],
  aws_iam_role: trusted,
  ...GOOGLE_SIGN_IN,
  google_iam_workforce_pool_provider: (provider, facts) => [
    provides(
      provider,
      "saml[].idp_metadata_xml",
      facts.scope.signIn?.issuer === undefined ? facts.scope.signIn?.metadata : undefined,
      facts,
    ),
    provides(provider, "oidc[].issuer_uri", facts.scope.signIn?.issuer, facts),
    ...(GOOGLE_SIGN_IN[provider.type]?.(provider, facts) ?? []),
  ],
};

export const signInKept: ResourceRule = {
  id: "ACCESS-09",
  claim: "access",
  subject: "resource",
  title: "People sign in with the identity provider that the program names, and with a second factor.",
  why: "Whoever holds the identity provider is everybody: its metadata say whose signature is believed, and what it maps decides whom a session stands for (IAM user guide, SAML federation; Google Cloud, workforce identity federation, attribute mappings and conditions).",
  fix: "Put back the program's metadata, the mapping from the assertion and the condition on the second factor.",
  concerns: (type) => Object.hasOwn(BY_TYPE, type),
  judge: (resource, facts) => {
    const judge = BY_TYPE[resource.type];
    const asked = facts.scope.signIn !== undefined || (Object.hasOwn(GOOGLE_SIGN_IN, resource.type) && builds(facts));
    if (!judge || !asked || resource.action === "delete") return [];
    return facts.isLegacy(resource) ? [met(LEGACY)] : judge(resource, facts);
  },
};

function provides(resource: Resource, path: string, wanted: string | undefined, facts: Facts): Verdict {
  const more = { attribute: path, value: path, expected: "what the program names" };
  if (wanted === undefined) return met();
  const text = facts.resolver.text(select(resource.values, path)[0]?.value, resource.stack);
  if (text === undefined) return unknown("whose signatures it believes is not known", more);
  return text === wanted ? met() : breach("it believes signatures of another identity provider than the program's", more);
}

/** Who is signed in by SAML takes a role only when the assertion says that he showed a second factor. */
function trusted(role: Resource, facts: Facts): Verdict[] {
  const policy = policyOf(role, "assume_role_policy", facts);
  if (policy.kind !== "policy") return [];
  return policy.statements
    .filter(
      ({ allow, principals }) =>
        allow && principals.some(({ type, id }) => type === "Federated" && id?.includes(":saml-provider/") !== false),
    )
    .map((statement) => {
      const more = { attribute: `assume_role_policy[${statement.at}]`, value: "mfa", expected: "aws:RequestTag/mfa true" };
      const asks = statement.conditions.some(
        ({ operator, key, values }) =>
          key.toLowerCase() === "aws:requesttag/mfa" && POSITIVE.test(operator) && values.length === 1 && values[0] === "true",
      );
      return asks ? met() : breach(`${statement.at} asks for no second factor`, more);
    });
}
