import { attributeMapping } from "../../../config/google/sign-in";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { get, isObject, select, type Value, type ValueObject } from "../../value";
import { textOf } from "../guardrails/google-guards";
import { breach, met, unknown, type Verdict } from "../rule";

const SECOND_FACTOR = /^attribute\.mfa\s*==\s*(['"])true\1$/;

/** Others than the program's pool sign in whomever they like. */
const strange = () => [unknown("it signs in whomever it likes, and the program names no such", { value: "another way to sign in" })];

/** Ways to sign in to Google Cloud, beside accounts of Google's own (google 6.50.0). */
export const GOOGLE_SIGN_IN: Readonly<Record<string, (resource: Resource, facts: Facts) => Verdict[]>> = {
  google_iam_oauth_client: strange,
  google_iam_oauth_client_credential: strange,
  google_iam_workforce_pool: pool,
  google_iam_workforce_pool_provider: workforce,
  google_iam_workforce_pool_provider_key: strange,
  google_iam_workload_identity_pool: strange,
  google_iam_workload_identity_pool_provider: strange,
  google_identity_platform_config: strange,
  google_identity_platform_inbound_saml_config: strange,
  google_identity_platform_oauth_idp_config: strange,
  google_identity_platform_tenant: strange,
  google_iap_client: strange,
};

/** The gatekeeper's pool, of the custodian's organization. */
function pool(resource: Resource, facts: Facts): Verdict[] {
  const { pool: own, organization } = facts.scope.googleGuards ?? {};
  const [id, parent] = [textOf(resource, "workforce_pool_id", facts), textOf(resource, "parent", facts)];
  if (id === undefined || parent === undefined) return [unknown("whose people sign in to it is not known", { value: "unresolved" })];
  if (id !== own) return [breach("it is a pool that the program does not name", { attribute: "workforce_pool_id", value: id })];
  return parent === `organizations/${organization ?? ""}`
    ? [met()]
    : [breach("it is another organization's", { attribute: "parent", value: parent, expected: "the custodian's organization" })];
}

function workforce(provider: Resource, facts: Facts): Verdict[] {
  const condition = textOf(provider, "attribute_condition", facts);
  const all = condition?.split("&&").map((part) => part.trim()) ?? [];
  const asks = all.some((part) => SECOND_FACTOR.test(part)) && !condition?.includes("||");
  const more = { attribute: "attribute_condition", value: "mfa", expected: "attribute.mfa == 'true'" };
  return [
    asks ? met() : breach("it asks for no second factor", more),
    ...mapped(provider, facts),
    ...select(provider.values, "extra_attributes_oauth2_client[]").map(() =>
      breach("it asks somebody else for attributes", { attribute: "extra_attributes_oauth2_client", value: "some" }),
    ),
  ];
}

/** Each attribute comes from the claim of its own name, or says nothing of what a person may do. */
function mapped(provider: Resource, facts: Facts): Verdict[] {
  const mapping = get(provider.values, "attribute_mapping");
  if (!isObject(mapping)) return [];
  const wanted = (["saml", "oidc"] as const).map(attributeMapping);
  return Object.entries(mapping as ValueObject).flatMap(([name, value]): Verdict[] => {
    const text = facts.resolver.text(value as Value, provider.stack);
    const same = wanted.some((each) => each[name] === text);
    if (same) return [];
    const known = wanted.some((each) => Object.hasOwn(each, name));
    if (!known && text?.includes("assertion.") === true) return [];
    return [
      breach(text?.includes("assertion.") === true ? `${name} comes from another claim` : `${name} does not come from the assertion`, {
        attribute: "attribute_mapping",
        value: name,
      }),
    ];
  });
}
