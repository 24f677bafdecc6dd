import { Construct } from "constructs";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import type { AwsStack } from "../place/aws-stack";

/**
 * The slow way to empty a bucket: S3 itself expires what lies in it, at no charge a request, within days.
 *
 * No bucket policy holds lifecycle rules back (S3 user guide, "Managing the lifecycle of objects"), so that these stand
 * beside the freeze. An expired version leaves a marker, which the second rule takes: the two settings bear no third beside them.
 */
export class Expiration extends Construct {
  constructor(scope: AwsStack, id: string, bucket: string) {
    super(scope, id);
    new S3BucketLifecycleConfiguration(this, "rules", {
      bucket,
      rule: [
        {
          id: "versions",
          status: "Enabled",
          filter: [{ prefix: "" }],
          expiration: [{ days: 1 }],
          noncurrentVersionExpiration: [{ noncurrentDays: 1 }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 1 }],
        },
        { id: "markers", status: "Enabled", filter: [{ prefix: "" }], expiration: [{ expiredObjectDeleteMarker: true }] },
      ],
    });
  }
}
