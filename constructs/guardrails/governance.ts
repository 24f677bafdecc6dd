import type { Statement } from "../policy/document";
import type { Fence } from "../../config/guardrails/fenced";
import { deny, exceptRoles } from "./statements";

/** No resource is handed to anybody outside by the ways that are no policy of its own. */
export function governance({ roles }: Fence): readonly Statement[] {
  return [
    // Shares inside the organization as well: keys can be shared so, beside their policies (AWS KMS API reference, AWS_RAM).
    deny("NoShares", ["ram:AssociateResourceShare", "ram:CreateResourceShare", "ram:EnableSharingWithAwsOrganization"]),
    // AWS Backup shares snapshots of the types that it does not fully manage while it copies them to recovery.
    deny(
      "NoSharedSnapshots",
      ["ec2:ModifyImageAttribute", "ec2:ModifySnapshotAttribute", "rds:ModifyDBClusterSnapshotAttribute", "rds:ModifyDBSnapshotAttribute"],
      exceptRoles(roles.backup),
    ),
    // Services go on by grants of their own; a grant to anybody else is a key handed over.
    deny("NoGrantsToOthers", ["kms:CreateGrant"], { BoolIfExists: { "kms:GrantIsForAWSResource": "false" } }),
    deny("NoOpenFunctions", ["lambda:AddPermission", "lambda:CreateFunctionUrlConfig", "lambda:UpdateFunctionUrlConfig"], {
      StringEquals: { "lambda:FunctionUrlAuthType": "NONE" },
    }),
  ];
}
