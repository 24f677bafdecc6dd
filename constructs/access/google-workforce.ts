import { Construct } from "constructs";
import { IamWorkforcePool } from "@cdktf/provider-google/lib/iam-workforce-pool";
import { IamWorkforcePoolProvider } from "@cdktf/provider-google/lib/iam-workforce-pool-provider";
import { workforcePool } from "../../config/google/access";
import { ATTRIBUTE_CONDITION, attributeMapping } from "../../config/google/sign-in";
import type { AccessData } from "../../config/schema/schema";
import { googleOrganization } from "../guardrails/google-fence";
import type { GoogleStack } from "../place/google-stack";
import { metadataDocument } from "./identity";

const HOUR = "3600s";

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
