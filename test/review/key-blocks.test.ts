import type { JsonObject } from "../../review/value";
import { CUSTODY, factsOf, KEY, PARENT, stack } from "./estate";

const THEIRS = KEY.replace(CUSTODY, PARENT);
type Blocks = Record<string, Record<string, JsonObject>>;

/** `HOLDER KIND` of each key. */
const keys = (address: string, resources: Blocks): string[] => {
  const facts = factsOf([stack("s", resources)]);
  const found = facts.resources.find((resource) => resource.address === address);
  if (!found) throw new Error(address);
  return facts.keysOf(found).map(({ holder, kind }) => `${holder} ${kind}`);
};

describe("blocks that repeat each name a key", () => {
  const rule = (key: string) => ({ destination: { bucket: "arn:aws:s3:::c", encryption_configuration: { replica_kms_key_id: key } } });
  it("reads every rule of a replication", () =>
    expect(
      keys("aws_s3_bucket_replication_configuration.r", {
        aws_s3_bucket_replication_configuration: { r: { bucket: "b", rule: [rule(KEY), rule(THEIRS)] } },
      }),
    ).toEqual(["custodian customer", "other customer"]));
  it("says nothing of a rule that leaves it to the bucket that it is written to", () =>
    expect(
      keys("aws_s3_bucket_replication_configuration.r", {
        aws_s3_bucket_replication_configuration: { r: { bucket: "b", rule: [rule(KEY), { destination: { bucket: "arn:aws:s3:::c" } }] } },
      }),
    ).toEqual(["custodian customer"]));
  it("misses no artifact store without a key, which CodePipeline puts under the cloud's own", () =>
    expect(
      keys("aws_codepipeline.p", {
        aws_codepipeline: {
          p: {
            artifact_store: [
              { location: "a", encryption_key: { id: KEY, type: "KMS" } },
              { location: "b", region: "us-west-2" },
            ],
          },
        },
      }),
    ).toEqual(["custodian customer", "other provider"]));
});

describe("what is only carried lies under the key of where it is written to", () => {
  const stream = (more: JsonObject): Blocks => ({
    aws_kinesis_firehose_delivery_stream: { d: { extended_s3_configuration: { bucket_arn: "arn:aws:s3:::b", ...more } } },
  });
  it("a delivery stream that names no key", () => expect(keys("aws_kinesis_firehose_delivery_stream.d", stream({}))).toEqual([]));
  it("one that does", () =>
    expect(keys("aws_kinesis_firehose_delivery_stream.d", stream({ kms_key_arn: THEIRS }))).toEqual(["other customer"]));
  it.each<[string, Blocks]>([
    ["aws_keyspaces_keyspace.k", { aws_keyspaces_keyspace: { k: { name: "k" } } }],
    ["aws_rds_global_cluster.g", { aws_rds_global_cluster: { g: { global_cluster_identifier: "g", storage_encrypted: true } } }],
  ])("%s, which only holds others", (address, blocks) => expect(keys(address, blocks)).toEqual([]));
});

describe("a copy that names no key lies under that of what it was made from", () => {
  const source = { identifier: "source", storage_encrypted: true, kms_key_id: KEY };
  const copy = (more: JsonObject, from: JsonObject = source): Blocks => ({ aws_db_instance: { s: from, c: more } });
  it.each<[string, JsonObject, string]>([
    ["a replica, by reference", { replicate_source_db: "${aws_db_instance.s.identifier}", storage_encrypted: true }, "custodian customer"],
    ["a replica that says nothing of encryption", { replicate_source_db: "source" }, "custodian customer"],
    ["a replica of something that is not here", { replicate_source_db: "elsewhere", storage_encrypted: true }, "unresolved unresolved"],
    ["a snapshot that is not here", { snapshot_identifier: "snap", storage_encrypted: true }, "unresolved unresolved"],
    ["a point in time", { restore_to_point_in_time: { source_db_instance_identifier: "source" } }, "custodian customer"],
    ["nothing", { storage_encrypted: true }, "other provider"],
    ["nothing, unencrypted", {}, "other none"],
    ["a replica under a key of its own", { replicate_source_db: "source", storage_encrypted: true, kms_key_id: THEIRS }, "other customer"],
  ])("%s", (_, more, key) => expect(keys("aws_db_instance.c", copy(more))).toEqual([key]));
  it("a replica of what is not encrypted", () =>
    expect(keys("aws_db_instance.c", copy({ replicate_source_db: "source" }, { identifier: "source" }))).toEqual(["other none"]));
  it("a member of a global datastore whose primary is not here", () =>
    expect(
      keys("aws_elasticache_replication_group.m", {
        aws_elasticache_replication_group: { m: { replication_group_id: "m", global_replication_group_id: "ldgnf-home" } },
      }),
    ).toEqual(["unresolved unresolved"]));
  it("a member whose primary is", () =>
    expect(
      keys("aws_elasticache_replication_group.m", {
        aws_elasticache_replication_group: {
          p: { replication_group_id: "p", at_rest_encryption_enabled: true, kms_key_id: KEY },
          m: {
            replication_group_id: "m",
            global_replication_group_id: "${aws_elasticache_global_replication_group.g.global_replication_group_id}",
          },
        },
        aws_elasticache_global_replication_group: { g: { primary_replication_group_id: "${aws_elasticache_replication_group.p.id}" } },
      }),
    ).toEqual(["custodian customer"]));
});
