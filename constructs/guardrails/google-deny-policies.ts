import { Construct } from "constructs";
import { IamDenyPolicy } from "@cdktf/provider-google/lib/iam-deny-policy";
import { googleDenials } from "../../config/google/denials";
import type { GoogleStack } from "../place/google-stack";
import { policyParents } from "./google-fence";

/** On the fence's folder or on each of its projects; a deny goes before every binding below it. */
export class GoogleDenyPolicies extends Construct {
  constructor(scope: GoogleStack, id: string) {
    super(scope, id);
    const { program } = scope;
    const rules = googleDenials(program.data).map(({ description, principal, permissions }) => ({
      description,
      denyRule: { deniedPrincipals: [principal], deniedPermissions: [...permissions] },
    }));
    if (rules.length === 0) return;
    for (const parent of policyParents(program))
      new IamDenyPolicy(this, parent.replace("/", "-"), {
        // The API takes the attachment point as one part of a path (google 6.50, google_iam_deny_policy).
        parent: encodeURIComponent(`cloudresourcemanager.googleapis.com/${parent}`),
        name: `ringfence-${program.name}`,
        displayName: "Ringfence: people change nothing around the data",
        rules,
      });
  }
}
