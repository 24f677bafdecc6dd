import type { Statement } from "../policy/document";
import { denyEveryone } from "./statements";

/** S3 has keys of its own for these; other services know only `aws:SecureTransport` (aws-samples/resource-control-policy-examples). */
export function requestHygiene(): readonly Statement[] {
  return [
    denyEveryone("NeverInTheClear", ["dynamodb:*", "kms:*", "logs:*", "s3:*", "secretsmanager:*", "sqs:*", "sts:*"], {
      Bool: { "aws:SecureTransport": "false" },
    }),
    denyEveryone("TlsOfToday", ["s3:*"], { NumericLessThan: { "s3:TlsVersion": "1.2" } }),
    // A presigned link lives for ten minutes at most, whatever its author wrote; in milliseconds.
    denyEveryone("SignaturesOfToday", ["s3:*"], { NumericGreaterThan: { "s3:signatureAge": "600000" } }),
    // A key that the caller brings is nobody's custody.
    denyEveryone("NoKeysOfTheCallers", ["s3:PutObject"], { Null: { "s3:x-amz-server-side-encryption-customer-algorithm": "false" } }),
    // A key whose policy locks its own administrators out can never be taken back.
    denyEveryone("NoLockout", ["kms:CreateKey", "kms:PutKeyPolicy"], { Bool: { "kms:BypassPolicyLockoutSafetyCheck": "true" } }),
  ];
}
