import type { Scope } from "../../config/scope";
import { ask, bucket, CUSTODY, encryption, KEY, PARENT, stack } from "./estate";

type Mode = NonNullable<Scope["custodyMode"]>;
type Keys = Parameters<typeof stack>[1];
type Document = ReturnType<typeof stack>;

const of = (mode: Mode | undefined, documents: readonly Document[], more: Partial<Scope> = {}) =>
  ask("CUSTODY-05", documents, { ...(mode ? { custodyMode: mode } : {}), ...more });
const verdict = (answers: readonly string[]) => answers.map((answer) => answer.split(" ")[0]);

/** A bucket of protected data under the key of another stack, as the blueprint joins them. */
function under(type: string, values: object, tags = "profiles"): Document[] {
  const state = { backend: "s3", config: { bucket: "state", key: "keys.tfstate", region: "us-east-1" } };
  const store = stack(
    "s",
    {
      aws_s3_bucket: { b: bucket({ tags: { "ringfence:dataset": tags } }) },
      aws_s3_bucket_server_side_encryption_configuration: { e: encryption("${data.terraform_remote_state.keys.outputs.arn}") },
    },
    { data: { terraform_remote_state: { keys: state } } },
  );
  const keys = stack("keys", { [type]: { k: values } } as Keys, { account: CUSTODY, output: { arn: { value: `\${${type}.k.arn}` } } });
  return [store, keys];
}
const XKS = { custom_key_store_id: "${data.aws_kms_custom_key_store.s.id}", xks_key_id: "hsm-1" };

describe("CUSTODY-05", () => {
  const table: readonly (readonly [Mode, string, object, string])[] = [
    ["external", "aws_kms_key", XKS, "met"],
    ["external", "aws_kms_external_key", {}, "breach"],
    ["external", "aws_kms_key", {}, "breach"],
    // AWS CloudHSM is a store too, and its HSM is AWS's.
    ["external", "aws_kms_key", { custom_key_store_id: "cks-1" }, "breach"],
    ["imported", "aws_kms_external_key", {}, "met"],
    ["imported", "aws_kms_key", XKS, "met"],
    ["imported", "aws_kms_key", {}, "breach"],
    ["custodian-account", "aws_kms_key", {}, "met"],
    ["external", "aws_kms_key", { xks_key_id: "hsm-1" }, "unknown"],
    ["external", "aws_kms_replica_key", {}, "unknown"],
  ];
  it.each(table)("in mode %s, %s %j is %s", (mode, type, values, expected) =>
    expect(verdict(of(mode, under(type, values)))).toEqual([expected]),
  );

  it("says what the key is of, and what was demanded", () =>
    expect(of("external", under("aws_kms_key", {}))).toEqual(["breach aws_s3_bucket.b: its key is of material that the cloud made"]));

  it("does not know a key that is only named", () => {
    const named = stack("s", {
      aws_s3_bucket: { b: bucket() },
      aws_s3_bucket_server_side_encryption_configuration: { e: encryption(KEY) },
    });
    expect(of("external", [named])[0]).toMatch(/^unknown .*none of the inputs/);
    expect(of("custodian-account", [named])).toEqual(["met aws_s3_bucket.b"]);
  });

  it("judges the vault that keeps backups of protected data", () => {
    const vault = (purpose: string) =>
      stack("s", {
        aws_kms_key: { k: {} },
        aws_backup_vault: { v: { kms_key_arn: "${aws_kms_key.k.arn}", tags: { "ringfence:purpose": purpose } } },
      });
    expect(verdict(of("external", [vault("backups")]))).toEqual(["breach"]);
    expect(of("external", [vault("logs")])).toEqual([]);
    expect(of("external", [vault("backups")], { datasets: [{ name: "a", protected: false, phase: "copy" }] })).toEqual([]);
  });

  it("judges the key of a bucket's replicas", () => {
    const rule = (tag: string, values: object) =>
      stack("s", {
        aws_kms_key: { k: values as never },
        aws_s3_bucket: { b: bucket({ tags: { "ringfence:dataset": tag } }) },
        aws_s3_bucket_server_side_encryption_configuration: { e: encryption("${aws_kms_key.k.arn}") },
        aws_s3_bucket_replication_configuration: {
          r: {
            bucket: "${aws_s3_bucket.b.id}",
            rule: [{ destination: [{ encryption_configuration: [{ replica_kms_key_id: "${aws_kms_key.k.arn}" }] }] }],
          },
        },
      });
    expect(verdict(of("external", [rule("profiles", XKS)]))).toEqual(["met", "met"]);
    expect(verdict(of("external", [rule("profiles", {})]))).toEqual(["breach", "breach"]);
    expect(of("external", [rule("other", {})], { datasets: [{ name: "other", protected: false, phase: "copy" }] })).toEqual([]);
  });

  it("has nothing to say without a program, of data that is not protected, and of what is deleted", () => {
    expect(of(undefined, under("aws_kms_key", {}))).toEqual([]);
    expect(of("external", under("aws_kms_key", {}), { datasets: [{ name: "profiles", protected: false, phase: "copy" }] })).toEqual([]);
    expect(of("external", [stack("s", { aws_vpc: { v: {} } })])).toEqual([]);
  });

  it("does not know what an untagged store holds", () => {
    const untagged = stack("s", { aws_backup_vault: { v: { kms_key_arn: KEY } } });
    expect(verdict(of("external", [untagged]))).toEqual(["unknown"]);
    expect(of("custodian-account", [untagged])).toEqual([]);
  });

  it("tolerates the legacy estate", () =>
    expect(of("external", [stack("s", { aws_backup_vault: { v: { kms_key_arn: KEY } } }, { account: PARENT })])[0]).toMatch(
      /^met .*legacy/,
    ));

  describe("on Google", () => {
    const store = (values: object): Document[] => [
      stack(
        "s",
        {
          google_storage_bucket: {
            b: {
              name: "b",
              location: "US-CENTRAL1",
              labels: { ringfence_dataset: "profiles" },
              encryption: { default_kms_key_name: "projects/keys-project/locations/us-central1/keyRings/r/cryptoKeys/k" },
            },
          },
        },
        { provider: { google: [{ project: "home-project" }] } },
      ),
      stack(
        "keys",
        {
          google_kms_key_ring: { r: { name: "r", location: "us-central1" } },
          google_kms_crypto_key: { k: { name: "k", key_ring: "${google_kms_key_ring.r.id}", ...values } },
        },
        { provider: { google: [{ project: "keys-project" }] } },
      ),
    ];
    it.each([
      ["external", { version_template: [{ protection_level: "EXTERNAL_VPC" }] }, "met"],
      ["external", { version_template: [{ protection_level: "HSM" }] }, "breach"],
      ["external", {}, "breach"],
      ["external", { version_template: [{ protection_level: "${var.level}" }] }, "unknown"],
      ["external", { name: "another" }, "unknown"],
      ["imported", { import_only: true, version_template: [{ protection_level: "HSM" }] }, "met"],
      ["imported", { version_template: [{ protection_level: "HSM" }] }, "breach"],
      ["imported", { import_only: "${var.only}", version_template: [{ protection_level: "HSM" }] }, "unknown"],
    ] as const)("in mode %s, %j is %s", (mode, values, expected) => expect(verdict(of(mode, store(values)))).toEqual([expected]));
  });
});
