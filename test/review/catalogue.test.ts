import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProviderMirror, terraformEnv, writeCliConfig } from "../../rehearsal/engines/mirror";
import { AWS } from "../../review/catalogue/aws";
import { entryOf } from "../../review/catalogue/catalogue";
import { EXCLUDED } from "../../review/catalogue/excluded";
import { GOOGLE } from "../../review/catalogue/google";
import type { Entry } from "../../review/catalogue/model";
import { RESOURCE_POLICIES } from "../../review/access/documents";
import { isolatedNetwork } from "../../review/rules/network/isolated-network";
import { SWITCHES } from "../../review/rules/switches/switches";
import { describeWithEngines } from "../engines";
import { awsTypes, bindingPaths, settable, type Schema } from "./schemas";

/** What an attribute is called that says where data lies or goes, or what encrypts it. */
const TELLING =
  /(^|_)regions?($|_list|_names?$)|kms|_cmk$|customer_managed_key|customer_encryption_key|encryption_key|(^|_)key_arn$|destination|bucket|s3_(uri|path|url)|output_(location|path|uri)|log_group|delivery_stream|firehose|stream_arn|topic_arn|queue_(arn|url)|sink|target_arn|location_(arn|uri)|function_arn|lambda_arn|replica|replicat|cop(y|ies)($|_)|shared_accounts|snapshot_(arn|identifier)|source_(arn|db|region|cluster)|global_cluster|share|role_arn$/;

/** What an attribute is called that may hold who is let in. */
const POLICY = /(^|[._])(polic(y|ies)|policy_document)$/;
/** Policies of another kind. */
const NO_DOOR = [
  // How something is done: a cipher, a retry, a scaling, a cache.
  /(alpn|archive|autoscaling|block_public|browser|content_security|data_deletion|delivery|dns|filter|image_pull|import|lifecycle|notification|origin_protocol|padding|permission|\bprotocol|protection|redrive|redrive_allow|referrer|replay|routing|security|selection|sizing|snapshot|ssl|stream_exception|termination|tls|https|user_context|viewer_protocol)_policy$|(detach|termination)_policies$/,
  /^aws_(ecr_lifecycle|iam_(user|group)|iam)_policy[.]|^aws_iam_role[.]inline_policy|^aws_iam_role_policy[.]|inline_policy$/, // what an identity may do
  /^aws_(iot_policy|iot_policy_attachment|rolesanywhere_profile|transfer_access|transfer_user)[.]/, // likewise; ACCESS-14 reads the first
  /^aws_vpc_endpoint(_policy)?[.]policy$/, // NETWORK-02 and NETWORK-17 read them
  /^aws_cloudwatch_log_(account|data_protection|index)_policy[.]|^aws_sns_topic_data_protection_policy[.]/, // what is done with logs and messages
  /^aws_glacier_vault_lock[.]|^aws_lightsail_distribution[.]|^aws_ses_receipt_filter[.]|^aws_networkmanager_core_network/,
  /^aws_opensearchserverless_|^aws_verifiedaccess_/, // in a language of its own
];
/** What an attribute is called that gives something an address or an answer on the internet. */
const PUBLIC =
  /publicly_accessible|assign_public_ip|associate_public_ip|create_public_ip|internet_access|public_access$|public_access[.]type|endpoint_public_access|public_connectivity/;
/** OpsWorks ended in 2024 (AWS OpsWorks end-of-life notice), and WorkSpaces are doors by being there. */
const NOT_PUBLIC = /^aws_opsworks_|^aws_workspaces_directory[.]/;

/** Every path that an entry reads. */
function covered(entry: Entry): Set<string> {
  if (entry.kind === "harmless") return new Set(entry.place);
  const { key, destinations = [], place = [], enclosing = [] } = entry;
  return new Set([
    ...(key?.paths ?? []),
    ...(key?.onlyIf ? [key.onlyIf] : []),
    ...(key?.inherits ?? []).map(({ attribute }) => attribute),
    ...enclosing.map(({ attribute }) => attribute),
    ...(key?.makes?.unless ? [key.makes.unless] : []),
    ...destinations.map(({ path }) => path.replace(/\[\]$/, "")),
    ...place.map((path) => path.replace(/\[\]$/, "")),
  ]);
}

const excluded = (type: string, path: string) =>
  EXCLUDED.some(
    (each) =>
      (each.types?.test(type) ?? true) &&
      !(each.settings && entryOf(type)?.kind === "data") &&
      (each.path.test(path) || each.path.test(path.split(".").at(-1) ?? "")),
  );

function gaps(type: string, paths: readonly string[]): string[] {
  const entry = entryOf(type);
  if (!entry) return [`${type} is in no table`];
  const known = covered(entry);
  return paths
    .filter((path) => TELLING.test((path.split(".").at(-1) ?? "").replace("[]", "")))
    .filter((path) => !known.has(path) && !known.has(path.replace(/\[\]$/, "")) && !excluded(type, path))
    .map((path) => `${type}.${path}`);
}

/** What no schema can show: keys of a map, and JSON in a text. */
const WITHIN =
  /^aws_athena_data_catalog\.parameters$|^google_bigquery_data_transfer_config\.params$|policy_document$|connection_properties$|default_arguments$|log_destination$|redrive_policy$/;
/** What the beta provider alone has, whose bindings are not here (google-beta, healthcare_dicom_store). */
const BETA = ["google_healthcare_dicom_store.stream_configs.bigquery_destination.table_uri"];

/** What an entry reads that its type does not have. */
function inventions(type: string, entry: Entry, ...schemas: readonly (readonly string[])[]): string[] {
  const plain = (path: string) => path.replaceAll("[]", "");
  const parents = (path: string) => path.split(".").map((_, at, all) => all.slice(0, at + 1).join("."));
  const known = new Set(schemas.flat().flatMap((path) => parents(plain(path))));
  const isKnown = (path: string) =>
    known.has(path) ||
    BETA.includes(`${type}.${path}`) ||
    // Google's provider reports it beside the labels that may be set, and the bindings' writers know only those.
    (path === "effective_labels" && known.has("labels")) ||
    parents(path).some((each) => each !== path && known.has(each) && WITHIN.test(`${type}.${each}`));
  const read = entry.kind === "data" && entry.tags ? [...covered(entry), ...entry.tags] : [...covered(entry)];
  return read.filter((path) => !isKnown(plain(path))).map((path) => `${type}.${path} is in no schema`);
}

describeWithEngines(["terraform", "the AWS provider"], "the catalogue is complete against the AWS provider's own schema", () => {
  let root: string;
  let schema: Schema;
  /** What version 6 added to types that stood before. */
  const later = bindingPaths("aws", new Set(["aws_dlm_lifecycle_policy"]));
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), "ringfence-schema-"));
    const source = { terraform: { required_providers: { aws: { source: "hashicorp/aws", version: "5.100.0" } } }, provider: { aws: {} } };
    writeFileSync(join(root, "main.tf.json"), JSON.stringify(source));
    const env = terraformEnv(writeCliConfig(root, findProviderMirror() ?? ""));
    const run = (...args: string[]) => spawnSync("terraform", args, { cwd: root, encoding: "utf8", env, maxBuffer: 1 << 28 });
    expect(run("init", "-backend=false", "-input=false").stderr).toBe("");
    const schemas = JSON.parse(run("providers", "schema", "-json").stdout) as {
      provider_schemas: Record<string, { resource_schemas: Schema }>;
    };
    schema = Object.values(schemas.provider_schemas)[0]?.resource_schemas ?? {};
  }, 120_000);
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it("knows every type", () => {
    expect(Object.keys(schema)).toHaveLength(1526);
    expect(Object.keys(schema).filter((type) => !Object.hasOwn(AWS, type))).toEqual([]);
  });
  it("covers, or excludes with a reason, each attribute that sounds like a place, a key or a copy", () =>
    expect(Object.entries(schema).flatMap(([type, { block }]) => gaps(type, [...settable(block)]))).toEqual([]));
  it("reads every policy, or says why it is none that lets somebody in", () =>
    expect(
      Object.entries(schema).flatMap(([type, { block }]) =>
        [...settable(block)]
          .filter((path) => POLICY.test(path) && RESOURCE_POLICIES[type] !== path && !NO_DOOR.some((each) => each.test(`${type}.${path}`)))
          .map((path) => `${type}.${path}`),
      ),
    ).toEqual([]));
  it("judges whatever is public by a setting", () =>
    expect(
      Object.entries(schema).flatMap(([type, { block }]) =>
        [...settable(block)]
          .filter((path) => PUBLIC.test(path) && !isolatedNetwork.concerns?.(type) && !SWITCHES[type]?.some((each) => each.path === path))
          .filter((path) => !NOT_PUBLIC.test(`${type}.${path}`))
          .map((path) => `${type}.${path}`),
      ),
    ).toEqual([]));
  it("reads only what there is", () =>
    expect(
      Object.entries(schema).flatMap(([type, { block }]) =>
        inventions(type, AWS[type] as Entry, [...settable(block, true)], later.get(type) ?? []),
      ),
    ).toEqual([]));
  it("asks for tags where a store takes them, and nowhere else", () => {
    const wrong = Object.entries(schema).filter(([type, { block }]) => {
      const entry = AWS[type] as Entry;
      return entry.kind === "data" && entry.holdsData && (entry.tags !== undefined) !== Object.hasOwn(block.attributes ?? {}, "tags");
    });
    expect(wrong.map(([type]) => type)).toEqual([]);
  });
});

describe("the catalogue against the bindings", () => {
  it("knows every type of AWS that the bindings have", () => expect(awsTypes().filter((type) => !Object.hasOwn(AWS, type))).toEqual([]));
  it("knows every type of Google, and covers what sounds like a place, a key or a copy", () => {
    const all = bindingPaths("google");
    expect(all.size).toBeGreaterThan(1000);
    expect([...all.keys()].filter((type) => !Object.hasOwn(GOOGLE, type))).toEqual([]);
    expect([...all].flatMap(([type, paths]) => gaps(type, paths))).toEqual([]);
  });
  it("reads only what Google's types have", () =>
    expect([...bindingPaths("google")].flatMap(([type, paths]) => inventions(type, GOOGLE[type] as Entry, paths))).toEqual([]));
});

describe("the catalogue's reference files", () => {
  const file = join(process.env["RINGFENCE_REFERENCE"] ?? "../shared/reference", "aws-key-attributes.json");
  it("names each key attribute that the reference lists", () => {
    // The list stands beside the project where it is developed; anywhere else the provider's schema says the same.
    if (!existsSync(file)) return void process.stderr.write("\nNOT PROVED: the list of key attributes is not here\n");
    const keys = JSON.parse(readFileSync(file, "utf8")) as Record<string, string[]>;
    expect(Object.entries(keys).flatMap(([type, paths]) => gaps(type, paths))).toEqual([]);
  });
  it("gives each exclusion a reason", () => expect(EXCLUDED.filter(({ reason }) => reason.length < 10)).toEqual([]));
  it("keeps its tables readable", () =>
    expect(
      readdirSync("review/catalogue", { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".ts"))
        .filter((name) => readFileSync(join("review/catalogue", name), "utf8").split("\n").length > 340),
    ).toEqual([]));
});
