import type { Statement } from "../policy/document";
import { denyAll } from "../policy/perimeter";

export interface ArchiveAccess {
  readonly arn: string;
  /** The auditor's account: the only one whose principals come in. By account, since it may stand in an organization of its own. */
  readonly account: string;
  /** Can the archive be torn down? Then its objects may be deleted. */
  readonly sandbox: boolean;
  /** Who fills it: a trail, or the role that replicates another archive. */
  readonly filledBy:
    | { readonly trailArn: string; readonly organization: string; readonly managementAccount: string }
    | { readonly replicationRoleArn: string };
}

/** What everybody is denied on a bucket in the auditor's account, whoever fills it. */
export function auditorsPerimeter(arn: string, account: string): readonly Statement[] {
  const both = [arn, `${arn}/*`];
  return [
    denyAll("DenyWithoutTls", ["s3:*"], both, { Bool: { "aws:SecureTransport": "false" } }),
    denyAll("DenyOtherAccounts", ["s3:*"], both, {
      StringNotEqualsIfExists: { "aws:PrincipalAccount": account },
      BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
    }),
  ];
}

/** A locked archive: one writer, no deletion, readers of one account. */
export function archiveStatements(access: ArchiveAccess): readonly Statement[] {
  const objects = `${access.arn}/*`;
  const { filledBy } = access;
  return [
    ...auditorsPerimeter(access.arn, access.account),
    ...("trailArn" in filledBy
      ? [
          ...trailDelivers(access.arn, filledBy),
          // A log that others can write is no evidence; of CloudTrail's own deliveries the grant above takes one trail's.
          denyAll("OnlyCloudTrailWrites", ["s3:PutObject", "s3:ReplicateObject", "s3:ReplicateDelete"], objects, {
            StringNotEquals: { "aws:PrincipalServiceName": "cloudtrail.amazonaws.com" },
          }),
        ]
      : [
          // Replicas are written by an action of their own, and by one role.
          { Sid: "NobodyWritesDirectly", Effect: "Deny", Principal: "*", Action: ["s3:PutObject"], Resource: objects } as const,
          denyAll("OnlyReplicasAreWritten", ["s3:ReplicateObject", "s3:ReplicateDelete"], objects, {
            ArnNotEquals: { "aws:PrincipalArn": filledBy.replicationRoleArn },
          }),
        ]),
    ...(access.sandbox
      ? []
      : [
          // The lock keeps versions; this keeps anybody from hiding them under delete markers as well.
          {
            Sid: "NobodyDeletes",
            Effect: "Deny",
            Principal: "*",
            Action: ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:BypassGovernanceRetention"],
            Resource: objects,
          } as const,
        ]),
  ];
}

/**
 * What CloudTrail needs to deliver an organization trail: one folder for the management account, one for the organization
 * (CloudTrail user guide, Amazon S3 bucket policy for CloudTrail, organization trails).
 */
function trailDelivers(
  arn: string,
  trail: { readonly trailArn: string; readonly organization: string; readonly managementAccount: string },
): readonly Statement[] {
  const cloudtrail = { Service: "cloudtrail.amazonaws.com" };
  const own = { StringEquals: { "aws:SourceArn": trail.trailArn } };
  return [
    { Sid: "TrailLooksAtTheBucket", Effect: "Allow", Principal: cloudtrail, Action: ["s3:GetBucketAcl"], Resource: arn, Condition: own },
    {
      Sid: "TrailDelivers",
      Effect: "Allow",
      Principal: cloudtrail,
      Action: ["s3:PutObject"],
      Resource: [`${arn}/AWSLogs/${trail.managementAccount}/*`, `${arn}/AWSLogs/${trail.organization}/*`],
      Condition: { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control", ...own.StringEquals } },
    },
  ];
}
