import type { Statement } from "../policy/document";
import { roleArn, type Fence } from "./fence";
import { denyEveryone } from "./statements";

/**
 * Services on which RCPs have an effect, as in aws-samples/resource-control-policy-examples of March 2026. `sts:*` would
 * lock out everybody who signs in through an identity provider, whose requests name no organization yet.
 */
const SERVICES = ["aoss", "cognito-identity", "cognito-idp", "dynamodb", "ecr", "kms", "logs", "s3", "secretsmanager", "sqs"];
const STS = [
  "DecodeAuthorizationMessage",
  "GetAccessKeyInfo",
  "GetFederationToken",
  "GetServiceBearerToken",
  "GetSessionToken",
  "SetContext",
];
const ACTIONS = [...SERVICES.map((service) => `${service}:*`), ...STS.map((action) => `sts:${action}`)];
/** The one role that is assumed from the auditor's own accounts, which stand in the auditor's organization. */
const AUDITORS_DESK = roleArn("ringfence-auditor-desk");

/**
 * Nobody from outside reaches a resource inside, whatever its own policy says.
 *
 * The organization keeps out strangers and accounts that left it; the list of accounts keeps out what stands in the same
 * organization and outside the fence, such as a legacy account. Services that call for themselves pass both, and are
 * bound by the confused-deputy control.
 */
export function identityPerimeter({ accounts, organizations }: Fence): readonly Statement[] {
  const outside = (key: string, ours: readonly string[]) => ({
    StringNotEqualsIfExists: { [key]: ours },
    BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
  });
  return [
    denyEveryone("FromTheOrganization", [...ACTIONS, "sts:AssumeRole"], outside("aws:PrincipalOrgID", organizations)),
    denyEveryone("FromTheFence", ACTIONS, outside("aws:PrincipalAccount", accounts)),
    {
      Sid: "RolesFromTheFence",
      Effect: "Deny",
      Principal: "*",
      Action: ["sts:AssumeRole"],
      NotResource: AUDITORS_DESK,
      Condition: outside("aws:PrincipalAccount", accounts),
    },
  ];
}

/**
 * A service may act on ours only for ours.
 *
 * Both guards are needed: without the first, services that name no source are refused (CloudWatch Logs on a key), without
 * the second our own principals are, who have no source either (aws-samples/data-perimeter-policy-examples).
 */
export function confusedDeputy({ organizations }: Fence): readonly Statement[] {
  return [
    denyEveryone(
      "ServicesForOurs",
      [...SERVICES, "sts"].map((service) => `${service}:*`),
      {
        StringNotEqualsIfExists: { "aws:SourceOrgID": organizations },
        Null: { "aws:SourceAccount": "false" },
        Bool: { "aws:PrincipalIsAWSService": "true" },
      },
    ),
  ];
}
