import type { Statement } from "../policy/document";
import type { Fence } from "../../config/guardrails/fenced";
import { deny, exceptRoles } from "./statements";

/** Services whose resources take data in. */
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
];
/** Image layers of the region's ECR lie in a bucket of AWS's (Amazon ECR user guide, S3 gateway endpoint). */
const AWS_OWNED = ["arn:aws:s3:::prod-*-starport-layer-bucket/*"];

/**
 * Our principals work on the fence's resources and become its roles, and no others. Movers read legacy copies outside; see
 * legacy-reads.ts.
 *
 * In the old accounts the custodian's operators become named roles, which apply what stands there and purge it: without that
 * no old bucket could be frozen or emptied, since an SCP binds the caller wherever the role is (IAM user guide, policy
 * evaluation for requests across accounts). Nobody else becomes one, whatever the old account's trust says.
 *
 * By account, not by organization: the parent's legacy accounts may stand in the same one.
 */
export function resourcePerimeter({ accounts, oldRoles, roles }: Fence): readonly Statement[] {
  const foreign = { StringNotEqualsIfExists: { "aws:ResourceAccount": accounts } };
  return [
    {
      Sid: "OnlyOurResources",
      Effect: "Deny",
      Action: ACTIONS,
      NotResource: AWS_OWNED,
      Condition: { ...foreign, ...exceptRoles(roles.movers) },
    },
    {
      Sid: "OnlyOurRoles",
      Effect: "Deny",
      Action: ["sts:AssumeRole"],
      ...(oldRoles.length > 0 ? { NotResource: oldRoles } : { Resource: "*" }),
      Condition: foreign,
    },
    ...(oldRoles.length > 0 ? [deny("OldRolesForOperators", ["sts:AssumeRole"], exceptRoles(roles.operators), oldRoles)] : []),
  ];
}
