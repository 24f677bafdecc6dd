import type { AwsPlace } from "../../config/place";
import type { Program } from "../../config/program";
import { arn } from "../place/names";
import type { Statement } from "../policy/document";
import { notAfter } from "./window";

export const SNAPSHOT_BOUNDARY = "ringfence-snapshot-boundary";

export function snapshotBoundaryArn(place: AwsPlace): string {
  return arn(place, "iam", `policy/${SNAPSHOT_BOUNDARY}`);
}

/** The most that a mover of snapshots may do: it copies them and sees that they came; no policy of its own lets it share, restore or delete one. */
export function snapshotBoundaryStatements(program: Program): readonly Statement[] {
  return [
    {
      Sid: "CopySnapshots",
      Effect: "Allow",
      Action: [
        "ec2:CopyImage",
        "ec2:CopySnapshot",
        "ec2:CreateTags",
        "ec2:DescribeImages",
        "ec2:DescribeSnapshots",
        "ec2:DescribeTags",
        "kms:Decrypt",
        "kms:DescribeKey",
        "kms:GenerateDataKeyWithoutPlaintext",
        "kms:ReEncrypt*",
        "rds:AddTagsToResource",
        "rds:CopyDBClusterSnapshot",
        "rds:CopyDBSnapshot",
        "rds:DescribeDBClusterSnapshot*",
        "rds:DescribeDBSnapshot*",
        "rds:ListTagsForResource",
      ],
      Resource: "*",
    },
    {
      Sid: "LetServicesKeepTheKey",
      Effect: "Allow",
      Action: ["kms:CreateGrant"],
      Resource: "*",
      Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
    notAfter(program),
  ];
}
