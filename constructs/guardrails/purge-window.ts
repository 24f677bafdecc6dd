import type { ProgramData } from "../../config/schema/schema";
import type { Statement } from "../policy/document";
import type { Fence } from "./fence";
import { roleArn } from "./fence";
import { regionDeny } from "./region-deny";

/** The one role that works outside the jurisdiction: it deletes old copies there. Its path is protected; see protection.ts. */
export const PURGE_ROLE = "residency/ResidencyPurge";

/** Finding what is to go, and letting it go. */
const DELETIONS = [
  "backup:DeleteRecoveryPoint",
  "backup:Describe*",
  "backup:List*",
  "ec2:DeleteSnapshot",
  "ec2:DeregisterImage",
  "ec2:DescribeImages",
  "ec2:DescribeSnapshots",
  "kms:DescribeKey",
  "kms:ScheduleKeyDeletion",
  "rds:DeleteDBClusterSnapshot",
  "rds:DeleteDBSnapshot",
  "rds:DescribeDB*",
  "s3:AbortMultipartUpload",
  "s3:DeleteBucket",
  "s3:DeleteObject",
  "s3:DeleteObjectVersion",
  "s3:GetBucketVersioning",
  "s3:GetObjectLegalHold",
  "s3:GetObjectRetention",
  "s3:ListBucket",
  "s3:ListBucketMultipartUploads",
  "s3:ListBucketVersions",
];

/** Instants, as `2027-03-01T00:00:00Z`. */
export interface PurgeWindow {
  readonly from: string;
  readonly until: string;
}

/**
 * The region deny with a window for the purge: the role may list and delete outside between two instants, and nothing
 * else. A deletion without the other two statements would be a right to copy.
 */
export function regionDenyWithPurge(
  fence: Fence,
  exceptions: ProgramData["guardrails"]["regionExceptions"],
  besides: readonly string[],
  { from, until }: PurgeWindow,
): readonly Statement[] {
  const purger = roleArn(PURGE_ROLE);
  const asPurger = (Sid: string, what: Partial<Statement>, when: Statement["Condition"]): Statement => ({
    Sid,
    Effect: "Deny",
    ...what,
    Resource: "*",
    Condition: { StringNotEquals: { "aws:RequestedRegion": fence.regions }, ArnLike: { "aws:PrincipalArn": purger }, ...when },
  });
  return [
    ...regionDeny(fence, { exceptions, stock: false, besides: [...besides, purger] }),
    asPurger("PurgeOnlyDeletes", { NotAction: DELETIONS }, {}),
    asPurger("PurgeNotBefore", { Action: ["*"] }, { DateLessThan: { "aws:CurrentTime": from } }),
    asPurger("PurgeNotAfter", { Action: ["*"] }, { DateGreaterThan: { "aws:CurrentTime": until } }),
  ];
}
