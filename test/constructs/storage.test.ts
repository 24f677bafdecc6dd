import { program as unitedStates } from "../../config/programs/united-states";
import type { ProgramInput } from "../../config/schema/schema";
import { backupSchedule } from "../../constructs/storage/backup";
import { movingMysql } from "../mysql";
import { resources, resolved, stackOf, synthesized, type Block, type Synthesized } from "../synth";

const sandbox = (): ProgramInput => {
  const copy = structuredClone(unitedStates);
  return { ...copy, sandbox: true, datasets: copy.datasets.map((dataset) => ({ ...dataset, legacy: [] })) };
};
const blockStore = (): ProgramInput => {
  const copy = structuredClone(unitedStates);
  const sessions = copy.datasets[2];
  return {
    ...copy,
    datasets: sessions ? [{ ...sessions, store: "block", recovery: undefined, withoutRecovery: "It can be computed again." }] : [],
  };
};

const real = synthesized(unitedStates);
const torn = synthesized(sandbox());
const blocks = synthesized(blockStore());

/** The one resource of a type whose name begins so; none or two is a mistake. */
function one(made: Synthesized, stack: string, type: string, prefix = ""): Block {
  const found = resources(stackOf(made, stack), type).filter(([name]) => name.startsWith(prefix));
  expect(found.map(([name]) => name)).toHaveLength(1);
  return found[0]?.[1] as Block;
}
const filled = (made: Synthesized, stack: string, block: Block): unknown =>
  JSON.parse(resolved(made, stackOf(made, stack), JSON.stringify(block)));

describe.each([
  ["at home", "storage-us-east-1", "user-content-333333333333-us-east-1", "arn:aws:kms:us-east-1:222222222222:key/user-content"],
  ["at recovery", "recovery-us-west-2", "user-content-444444444444-us-west-2", "arn:aws:kms:us-west-2:444444444444:key/user-content"],
])("a bucket %s", (_where, stack, bucket, key) => {
  test("has its name, its dataset and a guard", () =>
    expect(one(real, stack, "aws_s3_bucket")).toMatchObject({
      bucket,
      force_destroy: false,
      tags: { "ringfence:dataset": "user-content" },
      lifecycle: { prevent_destroy: true },
    }));
  test("is never public", () =>
    expect(one(real, stack, "aws_s3_bucket_public_access_block")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    }));
  test("has no ACLs", () =>
    expect(one(real, stack, "aws_s3_bucket_ownership_controls")).toMatchObject({ rule: { object_ownership: "BucketOwnerEnforced" } }));
  test("keeps versions, for as long as the program says", () => {
    expect(one(real, stack, "aws_s3_bucket_versioning")).toMatchObject({ versioning_configuration: { status: "Enabled" } });
    expect(one(real, stack, "aws_s3_bucket_lifecycle_configuration")).toMatchObject({
      rule: [
        {
          status: "Enabled",
          noncurrent_version_expiration: [{ noncurrent_days: 35 }],
          abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
        },
      ],
    });
  });
  test("expires nothing that is current", () =>
    expect(JSON.stringify(one(real, stack, "aws_s3_bucket_lifecycle_configuration"))).not.toContain('"expiration"'));
  test("is encrypted under the custodian's key, by its full ARN", () =>
    expect(filled(real, stack, one(real, stack, "aws_s3_bucket_server_side_encryption_configuration"))).toMatchObject({
      rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms", kms_master_key_id: key }, bucket_key_enabled: true }],
    }));
});

test("a bucket's replica is under the recovery's key, in the recovery's account, encrypted objects included", () => {
  const block = one(real, "storage-us-east-1", "aws_s3_bucket_replication_configuration");
  expect(filled(real, "storage-us-east-1", block)).toMatchObject({
    role: "arn:aws:iam::333333333333:role/ringfence-replication-user-content",
    rule: [
      {
        status: "Enabled",
        source_selection_criteria: { sse_kms_encrypted_objects: { status: "Enabled" } },
        delete_marker_replication: { status: "Enabled" },
        destination: {
          bucket: "arn:aws:s3:::user-content-444444444444-us-west-2",
          account: "444444444444",
          access_control_translation: { owner: "Destination" },
          encryption_configuration: { replica_kms_key_id: "arn:aws:kms:us-west-2:444444444444:key/user-content" },
        },
      },
    ],
  });
  expect(resources(stackOf(real, "recovery-us-west-2"), "aws_s3_bucket_replication_configuration")).toEqual([]);
});

test("a table stays in one region, under its own account's key, restorable and guarded", () => {
  const table = one(real, "storage-us-west-2", "aws_dynamodb_table");
  expect(filled(real, "storage-us-west-2", table)).toMatchObject({
    name: "sessions",
    server_side_encryption: { enabled: true, kms_key_arn: "arn:aws:kms:us-west-2:333333333333:key/sessions" },
    point_in_time_recovery: { enabled: true },
    deletion_protection_enabled: true,
    tags: { "ringfence:dataset": "sessions" },
    lifecycle: { prevent_destroy: true },
  });
  expect(table).not.toHaveProperty("replica");
  expect(table).not.toHaveProperty("stream_enabled");
});

test("a database is private, under the custodian's key, and its password is in no state", () => {
  const cluster = one(real, "storage-us-east-1", "aws_rds_cluster");
  expect(filled(real, "storage-us-east-1", cluster)).toMatchObject({
    storage_encrypted: true,
    kms_key_id: "arn:aws:kms:us-east-1:222222222222:key/profiles",
    manage_master_user_password: true,
    master_user_secret_kms_key_id: "arn:aws:kms:us-east-1:333333333333:key/secrets",
    iam_database_authentication_enabled: true,
    deletion_protection: true,
    skip_final_snapshot: false,
    copy_tags_to_snapshot: true,
    backup_retention_period: 35,
    lifecycle: { prevent_destroy: true },
  });
  expect(cluster).not.toHaveProperty("master_password");
  const instances = resources(stackOf(real, "storage-us-east-1"), "aws_rds_cluster_instance");
  expect(instances.map(([, instance]) => instance["publicly_accessible"])).toEqual([false, false]);
  const parameters = one(real, "storage-us-east-1", "aws_rds_cluster_parameter_group")["parameter"];
  expect(parameters).toContainEqual({ name: "rds.force_ssl", value: "1", apply_method: "immediate" });
});

describe("a database of MySQL", () => {
  const made = synthesized(movingMysql("copy"));
  const differing = (block: Block) => {
    const { engine, engine_version, enabled_cloudwatch_logs_exports, ...same } = block;
    return [same, { engine, engine_version, enabled_cloudwatch_logs_exports }];
  };

  test("is kept as PostgreSQL is, but for its engine, version and log", () => {
    const [same, own] = differing(one(made, "storage-us-east-1", "aws_rds_cluster"));
    expect(same).toEqual(differing(one(real, "storage-us-east-1", "aws_rds_cluster"))[0]);
    expect(own).toEqual({
      engine: "aurora-mysql",
      engine_version: expect.stringMatching(/^8\.0\.mysql_aurora\.3\./) as string,
      enabled_cloudwatch_logs_exports: ["audit"],
    });
    const instances = resources(stackOf(made, "storage-us-east-1"), "aws_rds_cluster_instance");
    expect(instances.map(([, { engine, publicly_accessible }]) => [engine, publicly_accessible])).toEqual([
      ["aurora-mysql", false],
      ["aurora-mysql", false],
    ]);
  });
  test("speaks TLS alone, and writes down who read what", () =>
    expect(one(made, "storage-us-east-1", "aws_rds_cluster_parameter_group")).toMatchObject({
      family: "aurora-mysql8.0",
      parameter: [
        { name: "require_secure_transport", value: "ON" },
        { name: "tls_version", value: "TLSv1.2,TLSv1.3" },
        { name: "server_audit_logging", value: "1" },
        { name: "server_audit_events", value: "CONNECT,QUERY,TABLE" },
      ],
    }));
  test("writes it into a log group under the logs' key, which lets that group in", () => {
    const name = "/aws/rds/cluster/united-states-profiles/audit";
    const logs = one(made, "storage-us-east-1", "aws_cloudwatch_log_group");
    expect(filled(made, "storage-us-east-1", logs)).toMatchObject({ name, kms_key_id: "arn:aws:kms:us-east-1:333333333333:key/logs" });
    expect(stackOf(made, "keys-home-us-east-1").text).toContain(`log-group:${name}`);
  });
  test("has its door on its own port", () =>
    expect(
      resources(stackOf(made, "storage-us-east-1"), "aws_vpc_security_group_ingress_rule").map(([, { from_port, to_port, cidr_ipv4 }]) => [
        from_port,
        to_port,
        cidr_ipv4,
      ]),
    ).toContainEqual([3306, 3306, "10.20.0.0/16"]));
});

test("a file system is encrypted, and mounted from each zone of the network", () => {
  const files = one(real, "storage-us-east-1", "aws_efs_file_system");
  expect(filled(real, "storage-us-east-1", files)).toMatchObject({
    encrypted: true,
    kms_key_id: "arn:aws:kms:us-east-1:333333333333:key/media-archive",
    lifecycle: { prevent_destroy: true },
  });
  expect(resources(stackOf(real, "storage-us-east-1"), "aws_efs_mount_target")).toHaveLength(3);
});

test("every door of a store opens to the network's addresses only", () => {
  const doors = resources(stackOf(real, "storage-us-east-1"), "aws_vpc_security_group_ingress_rule").map(([, rule]) => [
    rule["from_port"],
    rule["to_port"],
    rule["cidr_ipv4"],
  ]);
  expect(doors).toEqual([
    [2049, 2049, "10.20.0.0/16"],
    [5432, 5432, "10.20.0.0/16"],
  ]);
  expect(resources(stackOf(real, "storage-us-east-1"), "aws_vpc_security_group_egress_rule")).toEqual([]);
});

describe("a vault", () => {
  test("is locked for good, three days after it is made", () => {
    for (const stack of ["storage-us-east-1", "recovery-us-west-2"])
      expect(one(real, stack, "aws_backup_vault_lock_configuration")).toMatchObject({
        changeable_for_days: 3,
        min_retention_days: 35,
        max_retention_days: 365,
      });
  });
  test("of a sandbox can be unlocked", () =>
    expect(one(torn, "recovery-us-west-2", "aws_backup_vault_lock_configuration")).not.toHaveProperty("changeable_for_days"));
  test("takes copies of whatever S3 does not replicate", () => {
    const plans = resources(stackOf(real, "storage-us-east-1"), "aws_backup_plan").map(([, plan]) => plan["name"]);
    expect(plans).toEqual(["united-states-media-archive", "united-states-profiles"]);
    for (const [, plan] of resources(stackOf(real, "storage-us-east-1"), "aws_backup_plan"))
      expect(plan).toMatchObject({
        rule: [
          {
            lifecycle: { delete_after: 35 },
            copy_action: [
              {
                destination_vault_arn: "arn:aws:backup:us-west-2:444444444444:backup-vault:ringfence-united-states",
                lifecycle: { delete_after: 35 },
              },
            ],
          },
        ],
      });
  });
});

test.each([
  [60, "cron(0 0/1 * * ? *)"],
  [119, "cron(0 0/1 * * ? *)"],
  [120, "cron(0 0/2 * * ? *)"],
  [1439, "cron(0 0/23 * * ? *)"],
  [1440, "cron(0 5 * * ? *)"],
  [10_080, "cron(0 5 * * ? *)"],
])("an RPO of %i minutes is met by %s", (minutes, cron) => expect(backupSchedule(minutes)).toBe(cron));
test("no schedule meets an RPO of less than an hour", () => expect(() => backupSchedule(59)).toThrow(RangeError));

test("block storage is the region's default: encrypted, and shared with nobody", () => {
  const stack = "storage-us-west-2";
  expect(one(blocks, stack, "aws_ebs_encryption_by_default")).toMatchObject({ enabled: true });
  expect(filled(blocks, stack, one(blocks, stack, "aws_ebs_default_kms_key"))).toMatchObject({
    key_arn: "arn:aws:kms:us-west-2:333333333333:key/sessions",
  });
  expect(one(blocks, stack, "aws_ebs_snapshot_block_public_access")).toMatchObject({ state: "block-all-sharing" });
});

test("every account blocks public buckets, whoever makes them", () => {
  for (const account of ["custody", "home", "recovery"])
    expect(one(real, `bootstrap-${account}`, "aws_s3_account_public_access_block")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
});

test("a sandbox can be torn down", () => {
  const text = [...torn.stacks.values()].map((stack) => stack.text).join();
  expect(text).not.toContain('"prevent_destroy": true');
  expect(one(torn, "storage-us-west-2", "aws_dynamodb_table")).toMatchObject({ deletion_protection_enabled: false });
  expect(one(torn, "storage-us-east-1", "aws_rds_cluster")).toMatchObject({ deletion_protection: false, skip_final_snapshot: true });
});
