import type { AwsPlace } from "../../config/place";
import type { Program } from "../../config/program";
import { arn } from "../place/names";
import type { Statement } from "../policy/document";
import { notAfter } from "./window";

export const MOVER_BOUNDARY = "ringfence-mover-boundary";

export function moverBoundaryArn(place: AwsPlace): string {
  return arn(place, "iam", `policy/${MOVER_BOUNDARY}`);
}

/**
 * The most that a mover may do. It reads and writes objects, unlike every other service role, so that it may nothing
 * else: no rights, no keys, no deletion, and nothing after the window.
 */
export function moverBoundaryStatements(program: Program): readonly Statement[] {
  return [
    {
      Sid: "MoveAndReport",
      Effect: "Allow",
      Action: [
        "s3:Get*",
        "s3:List*",
        "s3:Put*",
        "s3:AbortMultipartUpload",
        "kms:Decrypt",
        "kms:GenerateDataKey",
        "logs:*",
        "secretsmanager:GetSecretValue",
        "elasticfilesystem:Client*",
      ],
      Resource: "*",
    },
    {
      Sid: "NeverConfigure",
      Effect: "Deny",
      Action: [
        "s3:PutBucket*",
        "s3:PutEncryptionConfiguration",
        "s3:PutReplicationConfiguration",
        "s3:PutLifecycleConfiguration",
        "s3:PutObjectAcl",
      ],
      Resource: "*",
    },
    notAfter(program),
  ];
}
