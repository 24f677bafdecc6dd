import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DATASET, type CopyName } from "./program";

/** What the synthesized task says of a transfer: from where, to where, and how. */
export interface Task {
  /** `gs://bucket`, or `nfs://host/path`. */
  readonly source: string;
  readonly target: { readonly bucket: string; readonly folder: string };
  readonly overwrites: boolean;
  /** What is gone at the source stays at home. */
  readonly keepsDeleted: boolean;
}

interface Synthesized {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Resource>>>>;
}
type Resource = Readonly<Record<string, unknown>>;

const stackOf = (outdir: string, stack: string): Synthesized =>
  JSON.parse(readFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), "utf8")) as Synthesized;

function only(stack: Synthesized, type: string): Resource {
  const found = Object.values(stack.resource[type] ?? {});
  const [first] = found;
  if (!first || found.length > 1) throw new Error(`${found.length} resources ${type} where one was expected`);
  return first;
}

const bucketIn = (arn: unknown): string =>
  String(arn)
    .replace(/^arn:aws[a-z-]*:s3:::/, "")
    .replace(/\/.*$/, "");

/** DataSync's task of one copy. The location of a Google bucket is made outside of terraform: the task's tag names what it is of. */
export function readTask(outdir: string, copy: CopyName): Task {
  const stack = stackOf(outdir, `migration-${DATASET}-${copy}`);
  const [task, target] = [only(stack, "aws_datasync_task"), only(stack, "aws_datasync_location_s3")];
  const options = task["options"] as Readonly<Record<string, string>>;
  const tags = task["tags"] as Readonly<Record<string, string>>;
  const nfs = stack.resource["aws_datasync_location_nfs"] && only(stack, "aws_datasync_location_nfs");
  return {
    source: nfs ? `nfs://${String(nfs["server_hostname"])}${String(nfs["subdirectory"])}` : (tags["ringfence:source"] ?? ""),
    target: { bucket: bucketIn(target["s3_bucket_arn"]), folder: String(target["subdirectory"]) },
    overwrites: options["overwrite_mode"] === "ALWAYS",
    keepsDeleted: options["preserve_deleted_files"] === "PRESERVE",
  };
}

/** What the mover of a Batch Copy may read and write: its job is no terraform resource, its role is. */
export function readBatchLeg(outdir: string, copy: CopyName): { readonly source: string; readonly target: string } {
  const policy = JSON.parse(String(only(stackOf(outdir, `migration-${DATASET}-${copy}`), "aws_iam_role_policy")["policy"])) as {
    readonly Statement: readonly { readonly Sid: string; readonly Resource: string }[];
  };
  const at = (sid: string) => bucketIn(policy.Statement.find(({ Sid }) => Sid === sid)?.Resource);
  return { source: at("ReadLegacy"), target: at("WriteHome") };
}

/** The old S3 bucket's policy at this phase, as it would be applied. The Google bucket has a stack of its own. */
export function readLegacyPolicy(outdir: string): string {
  const legacy = readdirSync(join(outdir, "stacks")).filter((name) => name.startsWith("legacy-"));
  const [stack = "", ...others] = legacy.filter((name) => stackOf(outdir, name).resource["aws_s3_bucket_policy"]);
  if (others.length > 0) throw new Error(`more than one stack of an old bucket: ${[stack, ...others].join(", ")}`);
  return String(only(stackOf(outdir, stack), "aws_s3_bucket_policy")["policy"]);
}

/** The role that deletes, as it would be made. */
export function readPurgeRole(outdir: string, copy: CopyName) {
  const stack = stackOf(outdir, `purge-${DATASET}-${copy}`);
  const [role, policy] = [only(stack, "aws_iam_role"), only(stack, "aws_iam_role_policy")];
  return {
    name: String(role["name"]),
    path: String(role["path"]),
    trust: String(role["assume_role_policy"]),
    policy: String(policy["policy"]),
  };
}
