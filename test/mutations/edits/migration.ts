import { resource, type Block, type Harmful } from "../edit";

const of = (text: string, stack: string, at: RegExp, change: Harmful["change"]): Harmful => ({
  of: text,
  stack,
  claim: "migration",
  at,
  change,
});

const GUARDED: readonly [stack: string, type: string][] = [
  ["storage-us-east-1", "aws_s3_bucket"],
  ["storage-us-east-1", "aws_rds_cluster"],
  ["storage-us-east-1", "aws_efs_file_system"],
  ["storage-us-east-1", "aws_backup_vault"],
  ["storage-us-west-2", "aws_dynamodb_table"],
  ["recovery-us-west-2", "aws_s3_bucket"],
  ["recovery-us-east-1", "aws_backup_vault"],
  ["custody-us-east-1", "aws_kms_key"],
  ["bootstrap-home", "aws_s3_bucket"],
];

export const migrationEdits: readonly Harmful[] = [
  ...GUARDED.flatMap(([stack, type]) => [
    of(`${type} of ${stack} is no longer guarded`, stack, new RegExp(`^${type}[.]`), (s) => void delete resource(s, type)["lifecycle"]),
    of(
      `${type} of ${stack} may be destroyed`,
      stack,
      new RegExp(`^${type}[.]`),
      (s) => void ((resource(s, type)["lifecycle"] as Block)["prevent_destroy"] = false),
    ),
  ]),
  ...GUARDED.filter(([, type]) => type !== "aws_kms_key").map(([stack, type]) =>
    of(`${type} of ${stack} says nothing of its dataset`, stack, new RegExp(`^${type}[.]`), (s) => void delete resource(s, type)["tags"]),
  ),
  of(
    "the bucket empties itself when it is destroyed",
    "storage-us-east-1",
    /^aws_s3_bucket[.]/,
    (s) => void (resource(s, "aws_s3_bucket")["force_destroy"] = true),
  ),
  of(
    "the cluster's deletion protection is off",
    "storage-us-east-1",
    /^aws_rds_cluster[.]/,
    (s) => void (resource(s, "aws_rds_cluster")["deletion_protection"] = false),
  ),
  of("the table's deletion protection is off", "storage-us-west-2", /^aws_dynamodb_table[.]/, (s) => {
    resource(s, "aws_dynamodb_table")["deletion_protection_enabled"] = false;
  }),
  of("the bucket's versions are off", "storage-us-east-1", /^aws_s3_bucket/, (s) => {
    (resource(s, "aws_s3_bucket_versioning")["versioning_configuration"] as Block)["status"] = "Suspended";
  }),
  of("the bucket is gone", "storage-us-east-1", /user-content/, (s) => void delete s.resource["aws_s3_bucket"]),
  of(
    "a dataset that no program names",
    "storage-us-east-1",
    /^aws_s3_bucket[.]/,
    (s) => void (resource(s, "aws_s3_bucket")["tags"] = { "ringfence:dataset": "invented" }),
  ),
];
