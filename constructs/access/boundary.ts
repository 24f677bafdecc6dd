import { Construct } from "constructs";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import type { AwsPlace } from "../../config/place";
import type { AwsStack } from "../place/aws-stack";
import { arn } from "../place/names";
import { policyDocument, type Statement } from "../policy/document";

/** The name of the policy. */
export const BOUNDARY = "ringfence-boundary";

/** The most that a role of an account's stacks may do, whatever its own policies say. */
export function boundaryArn(place: AwsPlace): string {
  return arn(place, "iam", `policy/${BOUNDARY}`);
}

/**
 * A boundary grants nothing; what it does not deny, a role's own policy has to allow.
 *
 * Deployers write the policies of the roles that they hand to AWS's services. Without this, one could give a service,
 * and so itself, what it may not do itself: change rights or keys, or open data.
 */
export function boundaryStatements(place: AwsPlace): readonly Statement[] {
  return [
    { Sid: "WhatTheRoleAllows", Effect: "Allow", Action: ["*"], Resource: "*" },
    {
      Sid: "NeverRightsNorOtherRoles",
      Effect: "Deny",
      Action: ["iam:*", "organizations:*", "account:*", "sts:AssumeRole*", "ram:*"],
      Resource: "*",
    },
    {
      Sid: "NeverKeysThemselves",
      Effect: "Deny",
      Action: [
        "kms:PutKeyPolicy",
        "kms:ScheduleKeyDeletion",
        "kms:DisableKey",
        "kms:ReplicateKey",
        "kms:ImportKeyMaterial",
        "kms:DeleteImportedKeyMaterial",
      ],
      Resource: "*",
    },
    {
      // Replication and backup read by actions of their own, so none of these stops them.
      Sid: "NeverData",
      Effect: "Deny",
      Action: [
        "dynamodb:BatchGetItem",
        "dynamodb:GetItem",
        "dynamodb:GetRecords",
        "dynamodb:PartiQL*",
        "dynamodb:Query",
        "dynamodb:Scan",
        "secretsmanager:BatchGetSecretValue",
        "secretsmanager:GetSecretValue",
      ],
      Resource: "*",
    },
    {
      Sid: "NeverObjects",
      Effect: "Deny",
      Action: ["s3:GetObject", "s3:GetObjectVersion", "s3:GetObjectTorrent"],
      NotResource: `arn:${place.partition}:s3:::ringfence-*`,
    },
  ];
}

/** The boundary of one account; bootstrap makes it, and no deployer may change it. */
export class ServiceBoundary extends Construct {
  constructor(scope: Construct, id: string, { place, program }: AwsStack) {
    super(scope, id);
    new IamPolicy(this, "policy", {
      name: BOUNDARY,
      description: "The most that a role of Ringfence's stacks may do",
      policy: policyDocument("managed", boundaryStatements(place)),
      lifecycle: { preventDestroy: !program.data.sandbox },
    });
  }
}
