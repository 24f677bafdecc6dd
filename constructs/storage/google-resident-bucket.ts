import { Construct } from "constructs";
import { StorageBucket } from "@cdktf/provider-google/lib/storage-bucket";
import { StorageBucketIamPolicy } from "@cdktf/provider-google/lib/storage-bucket-iam-policy";
import { googleBucketName } from "../place/google-names";
import type { GoogleStack } from "../place/google-stack";
import { googlePolicy, type GoogleBinding } from "./google-bucket-policy";
import { storeLabels } from "./google-labels";

const DAY = 86_400;

export interface GoogleResidentBucketProps {
  /** The dataset's name. */
  readonly dataset: string;
  /** The full name of the dataset's key, of the bucket's own region. */
  readonly keyName: string;
  /** Who reaches the bucket; nobody unless a layer above adds its own. */
  readonly bindings: readonly GoogleBinding[];
}

/**
 * A bucket that keeps one dataset inside the jurisdiction: no ACLs, never public, under the dataset's key, old versions
 * kept for the program's retention.
 *
 * A bucket has no TLS-only setting, and none that refuses objects under another key. The organization's policies do both:
 * `gcp.restrictTLSVersion`, and `gcp.restrictNonCmekServices` with `gcp.restrictCmekCryptoKeyProjects`.
 */
export class GoogleResidentBucket extends Construct {
  readonly name: string;

  constructor(scope: GoogleStack, id: string, props: GoogleResidentBucketProps) {
    super(scope, id);
    const { program, place } = scope;
    const { versionDays } = program.data.retention;
    this.name = googleBucketName(place, props.dataset);
    const bucket = new StorageBucket(this, "bucket", {
      name: this.name,
      // The API answers in capitals whatever it was given; in them a plan shows no difference.
      location: place.region.name.toUpperCase(),
      storageClass: "STANDARD",
      uniformBucketLevelAccess: true,
      publicAccessPrevention: "enforced",
      versioning: { enabled: true },
      encryption: { defaultKmsKeyName: props.keyName },
      softDeletePolicy: { retentionDurationSeconds: softDeleteDays(versionDays) * DAY },
      lifecycleRule: [
        { action: { type: "Delete" }, condition: { daysSinceNoncurrentTime: versionDays, withState: "ARCHIVED" } },
        { action: { type: "AbortIncompleteMultipartUpload" }, condition: { age: 7 } },
      ],
      labels: storeLabels(props.dataset),
      forceDestroy: false,
      lifecycle: { preventDestroy: !program.data.sandbox },
    });
    new StorageBucketIamPolicy(this, "policy", { bucket: bucket.name, policyData: googlePolicy(props.bindings) });
  }
}

/** Soft delete takes 7 to 90 days (Cloud Storage documentation, "Soft delete"); it saves the bucket itself too, which versions do not. */
export function softDeleteDays(days: number): number {
  return Math.min(90, Math.max(7, days));
}
