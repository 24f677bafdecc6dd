import { Construct } from "constructs";
import { S3BucketInventory } from "@cdktf/provider-aws/lib/s3-bucket-inventory";
import type { AwsPlace } from "../../config/place";
import { custodianOrganization } from "../keys/organization";
import type { AwsStack } from "../place/aws-stack";
import { bucketArn } from "../place/names";
import type { Statement } from "../policy/document";
import { bucketPerimeter } from "../policy/perimeter";
import { closedBucket } from "../storage/closed-bucket";
import { purposeTags } from "../storage/tags";

export function evidenceBucketName(place: AwsPlace): string {
  return `ringfence-evidence-${place.accountId}-${place.region.name}`;
}

/** S3 itself writes inventories of this account's home buckets (Amazon S3 user guide, granting permissions for S3 Inventory). */
export function inventoryStatement(evidenceArn: string, homes: readonly string[], accountId: string): Statement {
  return {
    Sid: "TakeInventories",
    Effect: "Allow",
    Principal: { Service: "s3.amazonaws.com" },
    Action: ["s3:PutObject"],
    Resource: `${evidenceArn}/inventory/*`,
    Condition: { StringEquals: { "aws:SourceAccount": accountId }, ArnEquals: { "aws:SourceArn": homes } },
  };
}

export interface EvidenceBucketProps {
  readonly keyArn: string;
  /** The home buckets whose inventories are taken, by dataset. */
  readonly homes: readonly { readonly dataset: string; readonly bucket: string }[];
}

/**
 * Where a place's inventories, task reports and manifests lie, versioned. What proves anything is signed, so that a changed
 * file shows; Object Lock is not known to take what S3 Inventory delivers.
 *
 * An inventory has no checksum values, only the name of the algorithm; those come from a Compute checksum job. Its report is
 * always under S3's own key (Amazon S3 user guide, Examples: S3 Batch Operations completion reports): so nothing here denies
 * objects under another key than the bucket's, as a bucket of data does.
 */
export class EvidenceBucket extends Construct {
  readonly arn: string;

  constructor(scope: AwsStack, id: string, props: EvidenceBucketProps) {
    super(scope, id);
    const { program, place } = scope;
    const name = evidenceBucketName(place);
    this.arn = bucketArn(place, name);
    const homes = props.homes.map(({ bucket }) => bucketArn(place, bucket));
    closedBucket(this, {
      name,
      keyArn: props.keyArn,
      statements: [
        ...bucketPerimeter(this.arn, custodianOrganization(program)),
        ...(homes.length > 0 ? [inventoryStatement(this.arn, homes, place.accountId)] : []),
      ],
      tags: purposeTags("evidence"),
      guarded: !program.data.sandbox,
    });
    for (const { dataset, bucket } of props.homes)
      new S3BucketInventory(this, `${dataset}-inventory`, {
        bucket,
        name: "ringfence",
        includedObjectVersions: "All",
        schedule: { frequency: "Daily" },
        // The fields that 5.100.0 takes and reconciliation reads.
        optionalFields: ["Size", "LastModifiedDate", "ETag", "IsMultipartUploaded", "EncryptionStatus", "ChecksumAlgorithm"],
        destination: {
          bucket: {
            bucketArn: this.arn,
            accountId: place.accountId,
            // The only one that a job of S3 Batch takes for its manifest (Amazon S3 user guide, Specifying a manifest).
            format: "CSV",
            prefix: "inventory",
            encryption: { sseKms: { keyId: props.keyArn } },
          },
        },
      });
  }
}
