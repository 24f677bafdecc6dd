import { Construct } from "constructs";
import { StorageBucket } from "@cdktf/provider-google/lib/storage-bucket";
import { StorageHmacKey } from "@cdktf/provider-google/lib/storage-hmac-key";
import { legacyId } from "../../config/migration/purge-names";
import type { CopyData } from "../../config/schema/schema";
import { PHASES, type Phase } from "../../config/scope";
import type { GoogleStack } from "../place/google-stack";
import { storeLabels } from "../storage/google-labels";

export interface GoogleLegacyBucketProps {
  readonly dataset: string;
  readonly copy: Extract<CopyData, { kind: "google-bucket" }>;
  readonly phase: Exclude<Phase, "closed">;
  /** Whether lifecycle rules empty it, which takes a proof. */
  readonly expires: boolean;
}

/** The old app's own affair, which a takeover neither knows nor changes. */
const OF_THE_APP = [
  "autoclass",
  "cors",
  "custom_placement_config",
  "encryption",
  "logging",
  "requester_pays",
  "rpo",
  "storage_class",
  "website",
];
/** What the app may still need until nothing writes any more. */
const UNTIL_CUTOVER = [
  "lifecycle_rule",
  "public_access_prevention",
  "retention_policy",
  "soft_delete_policy",
  "uniform_bucket_level_access",
];

/**
 * An old Google bucket, taken over by import: versioned, so that the freeze shows what came late; from cutover on without
 * ACLs, public readers and rules that delete; from the purge on without soft delete, holds and retention, which each would
 * keep what is to go (Cloud Storage documentation, "Soft delete", "Object holds", "Bucket Lock").
 */
export class GoogleLegacyBucket extends Construct {
  constructor(scope: GoogleStack, id: string, { dataset, copy, phase, expires }: GoogleLegacyBucketProps) {
    super(scope, id);
    const from = (since: Phase) => PHASES.indexOf(phase) >= PHASES.indexOf(since);
    const purging = from("purge");
    const bucket = new StorageBucket(this, "bucket", {
      name: copy.bucket,
      location: copy.region.toUpperCase(),
      versioning: { enabled: true },
      labels: { ...storeLabels(dataset), ringfence_legacy: "true" },
      forceDestroy: false,
      ...(from("cutover")
        ? {
            uniformBucketLevelAccess: true,
            publicAccessPrevention: "enforced",
            defaultEventBasedHold: false,
            lifecycleRule: [
              { action: { type: "AbortIncompleteMultipartUpload" }, condition: { age: 1 } },
              ...(expires ? [{ action: { type: "Delete" }, condition: { age: 0, sendAgeIfZero: true, withState: "ANY" } }] : []),
            ],
          }
        : {}),
      // It binds what is deleted from now on, and nothing that is soft-deleted already: read its effectiveTime, and wait.
      ...(purging ? { softDeletePolicy: { retentionDurationSeconds: 0 } } : {}),
      lifecycle: {
        preventDestroy: true,
        // Until the purge a retention that stands is a hold of somebody's; left out of the block, terraform takes it away.
        ignoreChanges: [...OF_THE_APP, ...(from("cutover") ? [] : UNTIL_CUTOVER), ...(purging || !from("cutover") ? [] : KEPT_UNTIL_PURGE)],
      },
    });
    bucket.overrideLogicalId(legacyId(dataset, copy.name));
    bucket.importFrom(copy.bucket);
    if (purging) this.silence(dataset, copy);
  }

  /** Keys that open the bucket from elsewhere, the mover's among them; only an inactive one can be deleted later. */
  private silence(dataset: string, { name, hmacKeys = [] }: GoogleLegacyBucketProps["copy"]): void {
    for (const { accessId, serviceAccount } of hmacKeys) {
      const key = new StorageHmacKey(this, `hmac-${accessId}`, { serviceAccountEmail: serviceAccount, state: "INACTIVE" });
      key.overrideLogicalId(`${legacyId(dataset, name)}-${accessId}`);
      key.importFrom(`projects/${(this.node.scope as GoogleStack).place.accountId}/hmacKeys/${accessId}`);
    }
  }
}

const KEPT_UNTIL_PURGE = ["retention_policy", "soft_delete_policy"];
