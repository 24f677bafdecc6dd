import { Construct } from "constructs";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import type { AwsPlace } from "../../config/place";
import type { AwsStack } from "../place/aws-stack";
import { arn } from "../place/names";
import { policyDocument, type Statement } from "../policy/document";
import { READS_CONFIGURATION } from "./auditor-reads";

/** The boundaries of people's and programs' roles, by what they bound. Bootstrap makes them, and no role of any stack changes one. */
const BOUNDARIES = {
  data: "ringfence-data-boundary",
  hub: "ringfence-hub-boundary",
  auditor: "ringfence-auditor-boundary",
  desk: "ringfence-auditor-desk-boundary",
} as const;
export type HumanBoundary = keyof typeof BOUNDARIES;

export function humanBoundaryName(which: HumanBoundary): string {
  return BOUNDARIES[which];
}

export function humanBoundaryArn(place: AwsPlace, which: HumanBoundary): string {
  return arn(place, "iam", `policy/${BOUNDARIES[which]}`);
}

/** Which of them stand in an account. */
export function boundariesIn(place: AwsPlace): readonly HumanBoundary[] {
  if (place.account.purpose === "home") return ["auditor", "data"];
  if (place.account.purpose === "gatekeeper") return ["auditor", "hub"];
  if (place.account.purpose === "audit") return ["auditor", "desk"];
  return ["auditor"];
}

const WHAT_THE_ROLE_ALLOWS: Statement = { Sid: "WhatTheRoleAllows", Effect: "Allow", Action: ["*"], Resource: "*" };

/**
 * Who works on data never works on what guards it: rights and guardrails, keys, logs and those who watch.
 *
 * An explicit denial, since what a boundary merely leaves out a resource's policy can still give to a role's session
 * (IAM user guide, "Permissions boundaries", evaluating with resource-based policies).
 */
export function dataBoundary(): readonly Statement[] {
  return [
    WHAT_THE_ROLE_ALLOWS,
    {
      Sid: "NeverRightsNorGuardrails",
      Effect: "Deny",
      Action: ["iam:*", "organizations:*", "account:*", "ram:*", "sso:*", "sts:AssumeRole*", "sts:GetFederationToken"],
      Resource: "*",
    },
    {
      // What is left of KMS is use through a service, which the key's own policy admits or not.
      Sid: "NeverKeysThemselves",
      Effect: "Deny",
      Action: [
        "kms:Create*",
        "kms:Connect*",
        "kms:Delete*",
        "kms:Disable*",
        "kms:Disconnect*",
        "kms:Enable*",
        "kms:Import*",
        "kms:Put*",
        "kms:ReplicateKey",
        "kms:RevokeGrant",
        "kms:ScheduleKeyDeletion",
        "kms:Update*",
      ],
      Resource: "*",
    },
    {
      Sid: "NeverLogsNorWatchers",
      Effect: "Deny",
      Action: ["access-analyzer:*", "cloudtrail:*", "cloudwatch:*", "config:*", "events:*", "guardduty:*", "logs:*", "securityhub:*"],
      Resource: "*",
    },
  ];
}

/** A session at the hub goes on to a home, or approves; it does nothing else, and nothing without a ticket. */
export function hubBoundary(): readonly Statement[] {
  return [
    WHAT_THE_ROLE_ALLOWS,
    {
      Sid: "OnlyTheWayOn",
      Effect: "Deny",
      NotAction: ["sts:AssumeRole", "sts:TagSession", "iam:TagRole", "iam:UntagRole"],
      Resource: "*",
    },
    {
      Sid: "NeverWithoutATicket",
      Effect: "Deny",
      Action: ["*"],
      Resource: "*",
      Condition: { Null: { "aws:PrincipalTag/ticket": "true" } },
    },
  ];
}

/** Whatever is not the reading of configuration is denied, so no list of data actions has to be complete. */
export function auditorBoundary(): readonly Statement[] {
  return [WHAT_THE_ROLE_ALLOWS, { Sid: "OnlyConfiguration", Effect: "Deny", NotAction: READS_CONFIGURATION, Resource: "*" }];
}

/** The auditor's people at their desk: the archive of logs and what is in it, and the way to the accounts. Nothing elsewhere. */
export function deskBoundary(place: AwsPlace): readonly Statement[] {
  const archives = `arn:${place.partition}:s3:::ringfence-archive-${place.accountId}-*`;
  return [
    WHAT_THE_ROLE_ALLOWS,
    {
      Sid: "OnlyTheArchiveAndTheWayOn",
      Effect: "Deny",
      NotAction: ["kms:Decrypt", "s3:GetBucketLocation", "s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket", "sts:AssumeRole"],
      Resource: "*",
    },
    {
      Sid: "NeverOtherBuckets",
      Effect: "Deny",
      Action: ["s3:*"],
      NotResource: archives,
    },
    {
      // Without a service between, Decrypt would give plaintext of whatever the auditor holds.
      Sid: "DecryptThroughS3Only",
      Effect: "Deny",
      Action: ["kms:Decrypt"],
      Resource: "*",
      Condition: { StringNotLikeIfExists: { "kms:ViaService": "s3.*.amazonaws.com" } },
    },
  ];
}

/** The boundaries that an account's people and programs are held in. */
export class HumanBoundaries extends Construct {
  constructor(scope: Construct, id: string, { place, program }: AwsStack) {
    super(scope, id);
    const statements: Record<HumanBoundary, () => readonly Statement[]> = {
      data: dataBoundary,
      hub: hubBoundary,
      auditor: auditorBoundary,
      desk: () => deskBoundary(place),
    };
    for (const which of boundariesIn(place))
      new IamPolicy(this, which, {
        name: BOUNDARIES[which],
        description: `The most that a role of people or programs may do: ${which}`,
        policy: policyDocument("managed", statements[which]()),
        lifecycle: { preventDestroy: !program.data.sandbox },
      });
  }
}
