import type { Statement } from "../policy/document";
import type { Fence } from "../../config/guardrails/fenced";
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

/**
 * Nobody from outside reaches a resource inside, whatever its own policy says.
 *
 * The organization keeps out strangers and accounts that left it; the list of accounts keeps out what stands in the same
 * organization and outside the fence, such as a legacy account. Services that call for themselves pass both, and are
 * bound by the confused-deputy control.
 *
 * A role with a declared door is let out of both, and is assumed by the roles that the program names and by nobody else:
 * neither a neighbour of theirs, nor a service for their sake, nor a role of ours. What it may do then is the role's own.
 */
export function identityPerimeter({ accounts, organizations, doors }: Fence): readonly Statement[] {
  const outside = (key: string, ours: readonly string[]) => ({
    StringNotEqualsIfExists: { [key]: ours },
    BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
  });
  const organization = outside("aws:PrincipalOrgID", organizations);
  const fence = outside("aws:PrincipalAccount", accounts);
  const roles = (Sid: string, Condition: NonNullable<Statement["Condition"]>): Statement => ({
    Sid,
    Effect: "Deny",
    Principal: "*",
    Action: ["sts:AssumeRole"],
    ...(doors.length > 0 ? { NotResource: doors.map(({ role }) => role) } : { Resource: "*" }),
    Condition,
  });
  return [
    denyEveryone("FromTheOrganization", ACTIONS, organization),
    denyEveryone("FromTheFence", ACTIONS, fence),
    roles("RolesFromTheOrganization", organization),
    roles("RolesFromTheFence", fence),
    ...doors.map(({ name, role, from }): Statement => ({
      Sid: `Only${name}`,
      Effect: "Deny",
      Principal: "*",
      Action: ["sts:AssumeRole"],
      Resource: role,
      Condition: { ArnNotEquals: { "aws:PrincipalArn": from } },
    })),
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
