import { Construct } from "constructs";
import { LoggingProjectBucketConfig } from "@cdktf/provider-google/lib/logging-project-bucket-config";
import { LoggingProjectSink } from "@cdktf/provider-google/lib/logging-project-sink";
import type { GoogleStack } from "../place/google-stack";

const BUCKET = "ringfence";

/**
 * Where a project's logs lie: one bucket in the jurisdiction, under the custodian's key, locked for the program's retention.
 *
 * Without it everything goes to the `_Default` bucket, which is `global` and kept for thirty days. The `_Default` sink
 * cannot be deleted, and the provider takes over the one that is there. The lock can never be undone, the bucket not be
 * deleted before its time; Google keeps its own copy of admin activity in `_Required`, which nobody can move.
 */
export class GoogleLogBucket extends Construct {
  constructor(scope: GoogleStack, id: string, props: { readonly keyName: string }) {
    super(scope, id);
    const { program, place } = scope;
    const { sandbox, retention } = program.data;
    const bucket = new LoggingProjectBucketConfig(this, "bucket", {
      project: place.accountId,
      // A key binds a bucket to one region (Cloud Logging documentation, Configure CMEK for log buckets).
      location: place.region.name,
      bucketId: BUCKET,
      retentionDays: Math.min(retention.logDays, 3650),
      locked: !sandbox,
      cmekSettings: { kmsKeyName: props.keyName },
      lifecycle: { preventDestroy: !sandbox },
    });
    new LoggingProjectSink(this, "default", {
      name: "_Default",
      destination: `logging.googleapis.com/projects/${place.accountId}/locations/${place.region.name}/buckets/${BUCKET}`,
      // Everything, data access and flow logs among it: an empty filter would be left out of the update.
      filter: "severity >= DEFAULT",
      uniqueWriterIdentity: true,
      dependsOn: [bucket],
    });
  }
}
