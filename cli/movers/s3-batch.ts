import { createReadStream, statSync } from "node:fs";
import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { CreateJobCommand, DescribeJobCommand, UpdateJobStatusCommand, type S3ControlClient } from "@aws-sdk/client-s3-control";
import { asked } from "../refused";
import type { Manifest, Manifests } from "./manifest";
import type { Job, JobState, Mover, Seen } from "./mover";
import { MOVE_PAGES } from "./pages";

const STATES: Readonly<Record<string, JobState>> = {
  New: "waiting",
  Preparing: "waiting",
  Suspended: "waiting",
  Ready: "waiting",
  Paused: "waiting",
  Active: "running",
  Completing: "running",
  Pausing: "running",
  Cancelling: "running",
  Failing: "running",
  Complete: "done",
  Cancelled: "stopped",
  Failed: "failed",
};

export interface BatchProps {
  readonly s3: S3Client;
  readonly control: S3ControlClient;
  readonly accountId: string;
  /** Buckets by name: the evidence bucket takes manifests and reports. */
  readonly home: string;
  readonly evidence: string;
  readonly roleArn: string;
  /** `dataset/copy`. */
  readonly path: string;
  readonly manifests: () => Promise<Manifests>;
}

/** Two jobs of S3 Batch Copy, one after the other: noncurrent versions, then current ones; together they would invert history. */
export class BatchMover implements Mover {
  constructor(private readonly props: BatchProps) {}

  async start(before: readonly (Job & Seen)[]): Promise<Job | undefined> {
    const { noncurrent, current } = await this.props.manifests();
    const due = [
      { what: "noncurrent versions", manifest: noncurrent },
      { what: "current versions", manifest: current },
    ].map((each) => ({ ...each, what: `${each.manifest.versions} ${each.what} (${each.manifest.digest.slice(0, 12)})` }));
    // A job that failed or was stopped is submitted again; what it had copied is copied once more, to the same key.
    const next = due.find(
      ({ what, manifest }) => manifest.versions > 0 && !before.some((job) => job.what === what && job.state === "done"),
    );
    return next && this.submit(next.what, next.manifest, before.filter(({ what }) => what === next.what).length);
  }

  private async submit(what: string, manifest: Manifest, attempt: number): Promise<Job> {
    const { accountId, home, evidence, path, roleArn } = this.props;
    const key = `manifests/${path}/${manifest.digest}.csv`;
    const { ETag } = await asked(
      evidence,
      "s3:PutObject",
      () =>
        this.props.s3.send(
          new PutObjectCommand({
            Bucket: evidence,
            Key: key,
            Body: createReadStream(manifest.file),
            ContentLength: statSync(manifest.file).size,
            ContentType: "text/csv",
          }),
        ),
      MOVE_PAGES.refused,
    );
    const bucket = (name: string) => `arn:aws:s3:::${name}`;
    const { JobId } = await asked(
      home,
      "s3:CreateJob",
      () =>
        this.props.control.send(
          new CreateJobCommand({
            AccountId: accountId,
            // The same manifest is never submitted twice at once, even if the record is lost.
            ClientRequestToken: `${manifest.digest.slice(0, 48)}-${attempt}`,
            ConfirmationRequired: false,
            Description: `ringfence ${path}: ${what}`,
            Priority: 10,
            RoleArn: roleArn,
            Operation: { S3PutObjectCopy: { TargetResource: bucket(home), ChecksumAlgorithm: "CRC64NVME", BucketKeyEnabled: true } },
            Manifest: {
              Spec: { Format: "S3BatchOperations_CSV_20180820", Fields: ["Bucket", "Key", "VersionId"] },
              Location: { ObjectArn: `${bucket(evidence)}/${key}`, ETag: (ETag ?? "").replaceAll('"', "") },
            },
            Report: {
              Enabled: true,
              Bucket: bucket(evidence),
              Prefix: `reports/${path}`,
              Format: "Report_CSV_20180820",
              ReportScope: "AllTasks",
            },
          }),
        ),
      MOVE_PAGES.refused,
    );
    return { tool: "s3-batch", id: JobId ?? "", what };
  }

  async look({ id }: Job): Promise<Seen> {
    const { Job: seen } = await asked(
      id,
      "s3:DescribeJob",
      () => this.props.control.send(new DescribeJobCommand({ AccountId: this.props.accountId, JobId: id })),
      MOVE_PAGES.refused,
    );
    const { TotalNumberOfTasks = 0, NumberOfTasksSucceeded = 0, NumberOfTasksFailed = 0 } = seen?.ProgressSummary ?? {};
    const state = STATES[seen?.Status ?? ""] ?? "running";
    return {
      // A job is complete for S3 even when objects of it failed.
      state: state === "done" && NumberOfTasksFailed > 0 ? "failed" : state,
      detail: [
        `${(seen?.Status ?? "unknown").toLowerCase()}; ${NumberOfTasksSucceeded} of ${TotalNumberOfTasks} versions, ${NumberOfTasksFailed} failed`,
        ...(seen?.FailureReasons ?? []).map(({ FailureReason }) => FailureReason ?? "no reason"),
      ].join("; "),
    };
  }

  async stop({ id }: Job): Promise<void> {
    await asked(
      id,
      "s3:UpdateJobStatus",
      () =>
        this.props.control.send(
          new UpdateJobStatusCommand({ AccountId: this.props.accountId, JobId: id, RequestedJobStatus: "Cancelled" }),
        ),
      MOVE_PAGES.refused,
    );
  }
}
