import { identityCenterOf } from "../../config/access/permission-sets";
import type { AwsPlace } from "../../config/place";
import type { Program } from "../../config/program";
import type { Statement } from "../policy/document";

/**
 * The access admin of the account that Identity Center is administered from: sets of this instance, assigned to the
 * gatekeeper's accounts and to no other. Each call names the instance, the set and the account among its resources, and all
 * of them have to be allowed (service authorization reference, IAM Identity Center), so the account's line is the fence.
 */
export function permissionSetStatements(place: AwsPlace, program: Program): readonly Statement[] {
  const identity = identityCenterOf(program.data);
  if (!identity || identity.account !== place.accountName) return [];
  const hubs = Object.values(program.data.accounts).filter(({ cloud, purpose }) => cloud === "aws" && purpose === "gatekeeper");
  const sso = `arn:${place.partition}:sso:::`;
  return [
    {
      Sid: "SayWhoMayBecomeWhat",
      Effect: "Allow",
      Action: [
        "sso:CreateAccountAssignment",
        "sso:CreateInstanceAccessControlAttributeConfiguration",
        "sso:CreatePermissionSet",
        "sso:DeleteAccountAssignment",
        "sso:DeleteInlinePolicyFromPermissionSet",
        "sso:DeleteInstanceAccessControlAttributeConfiguration",
        "sso:DeletePermissionSet",
        "sso:DeletePermissionsBoundaryFromPermissionSet",
        "sso:Describe*",
        "sso:GetInlinePolicyForPermissionSet",
        "sso:GetPermissionsBoundaryForPermissionSet",
        "sso:List*",
        "sso:ProvisionPermissionSet",
        "sso:PutInlinePolicyToPermissionSet",
        "sso:PutPermissionsBoundaryToPermissionSet",
        "sso:TagResource",
        "sso:UntagResource",
        "sso:UpdateInstanceAccessControlAttributeConfiguration",
        "sso:UpdatePermissionSet",
      ],
      Resource: [
        identity.instance,
        `${sso}permissionSet/${identity.instance.replace(/^.*\//, "")}/*`,
        ...hubs.map(({ id }) => `${sso}account/${id}`),
      ],
    },
  ];
}
