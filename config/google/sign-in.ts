/** What a sign-in says of the person, beside the name: each is one value. */
const CLAIMS = ["mfa", "person", "ticket", "duty", "dataset"] as const;

/** SAML's attributes are lists; OpenID Connect's claims are not (IAM documentation, workforce identity, attribute mapping). */
export function attributeMapping(kind: "saml" | "oidc"): Record<string, string> {
  const claim = (name: string) => (kind === "saml" ? `assertion.attributes['${name}'][0]` : `assertion.${name}`);
  return {
    "google.subject": kind === "saml" ? "assertion.subject" : "assertion.sub",
    ...Object.fromEntries(CLAIMS.map((name) => [`attribute.${name}`, claim(name)])),
    // One attribute, since a principal set names one: who signed in for another dataset is no member.
    "attribute.grant": `${claim("duty")} + '.' + ${claim("dataset")}`,
  };
}

/** Nobody without a second factor, a name of his own and a ticket. */
export const ATTRIBUTE_CONDITION = "attribute.mfa == 'true' && attribute.person != '' && attribute.ticket != ''";
