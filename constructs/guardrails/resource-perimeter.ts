import type { Statement } from "../policy/document";
import type { Fence } from "./fence";
import { exceptRoles } from "./statements";

/** Services whose resources take data in, and roles that would be somebody else. */
const ACTIONS = [
  "backup:*",
  "dynamodb:*",
  "ecr:*",
  "events:PutEvents",
  "firehose:Put*",
  "kinesis:*",
  "kms:*",
  "lambda:Invoke*",
  "logs:*",
  "s3:*",
  "secretsmanager:*",
  "sns:*",
  "sqs:*",
  "sts:AssumeRole",
];
/** Image layers of the region's ECR lie in a bucket of AWS's (Amazon ECR user guide, S3 gateway endpoint). */
const AWS_OWNED = ["arn:aws:s3:::prod-*-starport-layer-bucket/*"];

/**
 * Our principals work on the fence's resources and on no others. Movers read legacy copies outside; see legacy-reads.ts.
 *
 * By account, not by organization: the parent's legacy accounts may stand in the same one.
 */
export function resourcePerimeter({ accounts, roles }: Fence): readonly Statement[] {
  const foreign = { StringNotEqualsIfExists: { "aws:ResourceAccount": accounts } };
  return [
    {
      Sid: "OnlyOurResources",
      Effect: "Deny",
      Action: ACTIONS,
      NotResource: AWS_OWNED,
      Condition: { ...foreign, ...exceptRoles(roles.movers) },
    },
  ];
}
