import type { Statement } from "../policy/document";
import { roleArn } from "../../config/guardrails/fence";
import type { Fence } from "../../config/guardrails/fenced";

/** Data actions of the five services that fill in `aws:VpceAccount`; over any other the key is absent, and all would be denied. */
const ACTIONS = [
  "cognito-identity:GetCredentialsForIdentity",
  "ecr:BatchGetImage",
  "ecr:GetDownloadUrlForLayer",
  "ecr:PutImage",
  "kms:Decrypt",
  "kms:Encrypt",
  "kms:GenerateDataKey*",
  "kms:ReEncrypt*",
  "s3:DeleteObject*",
  "s3:GetObject*",
  "s3:PutObject*",
  "sqs:ReceiveMessage",
  "sqs:SendMessage",
];

/**
 * Data is reached through an endpoint of the fence's own networks.
 *
 * Not bound: services for themselves and on a caller's behalf, whose calls come from no network of ours; the roles by
 * which S3 and AWS Backup replicate and movers copy; EC2's own role, which attaches encrypted volumes; deployers and
 * bootstrap, who open state from outside and no data; the auditor's accounts, whose people read at the auditor's; and
 * the roles of declared doors, which push and inspect source from where their people work, and reach no data.
 * Services: aws-samples/data-perimeter-policy-examples, network perimeter, of March 2026.
 */
export function networkPerimeter({ accounts, auditAccounts, doors, roles }: Fence): readonly Statement[] {
  const through = doors.map(({ role }) => role).filter((role) => !auditAccounts.some((account) => role.includes(account)));
  const apart = [
    through,
    roles.bootstrap,
    roles.deployers,
    roles.backup,
    roles.replication,
    roles.movers,
    [roleArn("aws:ec2-infrastructure")],
  ];
  return [
    {
      Sid: "ThroughOurNetworks",
      Effect: "Deny",
      Principal: "*",
      Action: ACTIONS,
      Resource: "*",
      Condition: {
        StringNotEqualsIfExists: {
          "aws:VpceAccount": accounts,
          ...(auditAccounts.length > 0 ? { "aws:PrincipalAccount": auditAccounts } : {}),
        },
        BoolIfExists: { "aws:PrincipalIsAWSService": "false", "aws:ViaAWSService": "false" },
        ArnNotLikeIfExists: { "aws:PrincipalArn": apart.flat() },
      },
    },
  ];
}
