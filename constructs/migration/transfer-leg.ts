import { Construct } from "constructs";
import { DatasyncLocationNfs } from "@cdktf/provider-aws/lib/datasync-location-nfs";
import { DatasyncLocationObjectStorage } from "@cdktf/provider-aws/lib/datasync-location-object-storage";
import { DatasyncLocationS3 } from "@cdktf/provider-aws/lib/datasync-location-s3";
import { DatasyncTask } from "@cdktf/provider-aws/lib/datasync-task";
import type { CopyData } from "../../config/schema/schema";
import { transferTask } from "../../config/migration/mover-names";
import { moverRole } from "../../config/access/role-names";
import { keptLogGroup, logGroupName } from "../network/log-group";
import type { AwsStack } from "../place/aws-stack";
import type { AgentEndpoint } from "./agent-endpoint";
import { agentArns } from "./agents";
import { FileTarget, type HomeFiles } from "./file-target";
import { checkHome, readSecrets, reportTo, writeFiles, writeHome } from "./mover-policies";
import { MoverRole } from "./mover-role";

export type Transferred = Extract<CopyData, { kind: "google-bucket" | "google-bigquery" | "data-centre" }>;

export interface TransferLegProps {
  readonly dataset: string;
  readonly copy: Transferred;
  readonly home: { readonly bucketArn: string; readonly keyArn: string } | HomeFiles;
  readonly evidence: { readonly bucketArn: string; readonly keyArn: string };
  readonly logKeyArn: string;
  /** Where the agents of a private line connect. */
  readonly agents?: AgentEndpoint;
  /** What opens the old side, and the key that it is under. */
  readonly secret?: { readonly arn: string; readonly keyArn: string };
}

/**
 * One DataSync task from an old bucket, an export or a data centre into the home bucket or file system.
 *
 * terraform makes the task and never starts it; `ringfence migrate start` does. Enhanced mode refuses point-in-time
 * verification and object tags between clouds, and terraform's own defaults are exactly those two, so both are written
 * out (AWS DataSync API reference, Options; provider source, internal/service/datasync/task.go).
 */
export class TransferLeg extends Construct {
  constructor(scope: AwsStack, id: string, props: TransferLegProps) {
    super(scope, id);
    const { program, place } = scope;
    const { dataset, copy, home } = props;
    const role = new MoverRole(this, "mover", place, {
      dataset,
      copy: copy.name,
      // DataSync writes no digests that a listing shows, so that S3 Batch computes those of the bucket as the same role.
      service: "bucketArn" in home ? ["datasync.amazonaws.com", "batchoperations.s3.amazonaws.com"] : "datasync.amazonaws.com",
      statements: [
        ...("bucketArn" in home
          ? [...writeHome({ arn: home.bucketArn, region: place.region.name, keyArn: home.keyArn }), checkHome(home.bucketArn)]
          : [writeFiles(home.fileSystemArn)]),
        ...reportTo(props.evidence.bucketArn, props.evidence.keyArn, place.region.name),
        ...(props.secret ? readSecrets([props.secret.arn], props.secret.keyArn, place.region.name) : []),
      ],
    });
    const logs = keptLogGroup(this, "log-group", scope, {
      name: logGroupName(program.name, `datasync/${dataset}/${copy.name}`),
      keyArn: props.logKeyArn,
    });
    const target =
      "bucketArn" in home
        ? new DatasyncLocationS3(this, "home", {
            s3BucketArn: home.bucketArn,
            subdirectory: "/",
            s3Config: { bucketAccessRoleArn: role.arn },
            dependsOn: [role.policy],
          })
        : new FileTarget(this, "home", scope, { ...home, name: moverRole(dataset, copy.name), role });
    const source = this.source(props);
    // A bucket's location is made where its secret is; until it is written down there is nothing to run.
    if (source === undefined) return;
    const files = !("bucketArn" in home);
    // Into file systems, and from object stores on premises, there is Basic mode only (AWS DataSync user guide, Choosing a task mode).
    const enhanced = !files && (copy.kind !== "data-centre" || copy.export === "nfs");
    new DatasyncTask(this, "task", {
      name: transferTask(program.name, dataset, copy.name),
      sourceLocationArn: source,
      destinationLocationArn: target.arn,
      cloudwatchLogGroupArn: logs.arn,
      taskMode: enhanced ? "ENHANCED" : "BASIC",
      options: {
        verifyMode: "ONLY_FILES_TRANSFERRED",
        transferMode: "CHANGED",
        overwriteMode: "ALWAYS",
        // What has gone at the source stays at home: reconciliation names it, nobody deletes it unseen.
        preserveDeletedFiles: "PRESERVE",
        objectTags: "NONE",
        logLevel: "TRANSFER",
        // Owners and modes mean something to a file system and nothing to a bucket.
        uid: files ? "INT_VALUE" : "NONE",
        gid: files ? "INT_VALUE" : "NONE",
        posixPermissions: files ? "PRESERVE" : "NONE",
      },
      taskReportConfig: {
        // The provider reads an empty block back where there is none, and would change it in every plan (terraform-provider-aws, 36016).
        reportOverrides: {},
        outputType: "STANDARD",
        reportLevel: "SUCCESSES_AND_ERRORS",
        s3ObjectVersioning: "INCLUDE",
        s3Destination: {
          bucketAccessRoleArn: role.arn,
          s3BucketArn: props.evidence.bucketArn,
          subdirectory: `reports/${dataset}/${copy.name}`,
        },
      },
      tags: {
        "ringfence:dataset": dataset,
        "ringfence:copy": copy.name,
        "ringfence:source": sourceOf(copy),
        "ringfence:target": files ? home.fileSystemArn : home.bucketArn,
      },
    });
  }

  private source({ dataset, copy, agents: endpoint }: TransferLegProps): string | undefined {
    if (copy.kind !== "data-centre") return copy.location;
    if (copy.agents.length === 0) return undefined;
    const agents = agentArns(this, { dataset, copy, endpoint });
    if (copy.export === "nfs")
      return new DatasyncLocationNfs(this, "source", {
        serverHostname: copy.host,
        subdirectory: copy.path,
        onPremConfig: { agentArns: agents },
        mountOptions: { version: "NFS4_1" },
      }).arn;
    return new DatasyncLocationObjectStorage(this, "source", {
      serverHostname: copy.host,
      bucketName: copy.path.replace(/^\//, ""),
      serverProtocol: "HTTPS",
      serverPort: 443,
      agentArns: agents,
    }).arn;
  }
}

function sourceOf(copy: Transferred): string {
  switch (copy.kind) {
    case "google-bucket":
      return `gs://${copy.bucket}`;
    case "google-bigquery":
      return `gs://${copy.exportBucket ?? ""}`;
    case "data-centre":
      return `${copy.export}://${copy.host}${copy.path}`;
  }
}
