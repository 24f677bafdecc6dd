import { Construct } from "constructs";
import { StorageTransferJob } from "@cdktf/provider-google/lib/storage-transfer-job";
import type { GooglePlace } from "../../config/place";
import { googleBucketName } from "../place/google-names";
import type { GoogleStack } from "../place/google-stack";

export interface GoogleRecoveryCopyProps {
  readonly dataset: string;
  readonly from: GooglePlace;
  /** The data loss in minutes that the program accepts. */
  readonly rpoMinutes: number;
}

/** Storage Transfer Service repeats a job once an hour at most (its API reference, Schedule.repeatInterval). */
export const LEAST_RPO_MINUTES = 60;

/**
 * Copies a dataset's bucket to its recovery bucket, again and again, as the recovery project's own transfer agent: it
 * pulls, and the home side grants it nothing but reading.
 *
 * RPO: what was written since the last run that ended. Runs start every `rpoMinutes`, so the loss is that and the time a
 * run takes; a run lists the whole bucket. What home deletes stays here. A run is a state of Google's, not of terraform's.
 */
export class GoogleRecoveryCopy extends Construct {
  constructor(scope: GoogleStack, id: string, props: GoogleRecoveryCopyProps) {
    super(scope, id);
    if (props.rpoMinutes < LEAST_RPO_MINUTES)
      throw new TypeError(
        `${props.dataset} accepts a loss of ${props.rpoMinutes} minutes; Storage Transfer Service starts a run every ${LEAST_RPO_MINUTES} at most`,
      );
    new StorageTransferJob(this, "job", {
      name: `transferJobs/ringfence-${props.dataset}`,
      description: `Recovery copy of ${props.dataset}`,
      status: "ENABLED",
      transferSpec: {
        gcsDataSource: { bucketName: googleBucketName(props.from, props.dataset) },
        gcsDataSink: { bucketName: googleBucketName(scope.place, props.dataset) },
        transferOptions: { overwriteWhen: "DIFFERENT", deleteObjectsUniqueInSink: false, deleteObjectsFromSourceAfterTransfer: false },
      },
      schedule: {
        // A day that is past: the first run comes the day after the job is made (API reference, Schedule.scheduleStartDate).
        scheduleStartDate: { year: 2026, month: 1, day: 1 },
        startTimeOfDay: { hours: 0, minutes: 0, seconds: 0, nanos: 0 },
        repeatInterval: `${props.rpoMinutes * 60}s`,
      },
      loggingConfig: { logActions: ["COPY"], logActionStates: ["FAILED"] },
    });
  }
}
