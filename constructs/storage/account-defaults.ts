import { Construct } from "constructs";
import { EbsDefaultKmsKey } from "@cdktf/provider-aws/lib/ebs-default-kms-key";
import { EbsEncryptionByDefault } from "@cdktf/provider-aws/lib/ebs-encryption-by-default";
import { EbsSnapshotBlockPublicAccess } from "@cdktf/provider-aws/lib/ebs-snapshot-block-public-access";
import { S3AccountPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-account-public-access-block";
import type { AwsStack } from "../place/aws-stack";

/** What the region's new volumes and snapshots are by default: encrypted under the custodian's key, and never public. */
export class BlockDefaults extends Construct {
  constructor(scope: AwsStack, id: string, props: { readonly keyArn: string }) {
    super(scope, id);
    new EbsEncryptionByDefault(this, "encryption", { enabled: true });
    new EbsDefaultKmsKey(this, "key", { keyArn: props.keyArn });
    new EbsSnapshotBlockPublicAccess(this, "snapshots", { state: "block-all-sharing" });
  }
}

/** No bucket of the account is ever public, whoever makes it. */
export class AccountDefaults extends Construct {
  constructor(scope: AwsStack, id: string) {
    super(scope, id);
    new S3AccountPublicAccessBlock(this, "public-access", {
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
  }
}
