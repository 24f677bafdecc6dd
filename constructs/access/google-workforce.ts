import { Construct } from "constructs";
import { IamWorkforcePool } from "@cdktf/provider-google/lib/iam-workforce-pool";
import { IamWorkforcePoolProvider } from "@cdktf/provider-google/lib/iam-workforce-pool-provider";
import { workforcePool } from "../../config/google-access";
import type { AccessData } from "../../config/schema/schema";
import { googleOrganization } from "../guardrails/google-fence";
import type { GoogleStack } from "../place/google-stack";
import { metadataDocument } from "./identity";

const HOUR = "3600s";

/** What a sign-in says of the person, beside the name: each is one value. */
const CLAIMS = ["mfa", "person", "ticket", "duty", "dataset"] as const;

/**
 * Where the gatekeeper's people sign in: by the custodian's identity provider, and without an account of Google's.
 *
 * A session lasts an hour, is for one duty on one dataset, and carries its ticket. As on AWS the provider saw the second
 * factor and says so; that it asks for one is the custodian's to hold it to.
 */
export class GoogleWorkforce extends Construct {
  constructor(scope: GoogleStack, id: string, { gatekeeper }: AccessData) {
    super(scope, id);
    const { program } = scope;
    const pool = new IamWorkforcePool(this, "pool", {
      parent: `organizations/${googleOrganization(program)}`,
      location: "global",
      workforcePoolId: workforcePool(program.data),
      displayName: "The gatekeeper's people",
      sessionDuration: HOUR,
      // A deleted pool's name is taken for thirty days, and every policy names it.
      lifecycle: { preventDestroy: !program.data.sandbox },
    });
    new IamWorkforcePoolProvider(this, "provider", {
      workforcePoolId: pool.workforcePoolId,
      location: "global",
      providerId: "custodian",
      attributeMapping: attributeMapping(gatekeeper.oidc ? "oidc" : "saml"),
      attributeCondition: ATTRIBUTE_CONDITION,
      ...(gatekeeper.oidc
        ? {
            oidc: {
              issuerUri: gatekeeper.oidc.issuer,
              clientId: gatekeeper.oidc.clientId,
              // By the browser, and by an id token alone: a code would need a client's secret, which would stand in the state.
              webSsoConfig: { responseType: "ID_TOKEN", assertionClaimsBehavior: "ONLY_ID_TOKEN_CLAIMS" },
            },
          }
        : { saml: { idpMetadataXml: metadataDocument(gatekeeper.metadata ?? "") } }),
    });
  }
}

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
