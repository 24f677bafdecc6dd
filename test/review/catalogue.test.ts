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
import { describeWithEngines } from "../engines";
import { awsTypes, bindingPaths, settable, type Schema } from "./schemas";

/** What an attribute is called that says where data lies or goes, or what encrypts it. */
const TELLING =
  /(^|_)regions?($|_list|_names?$)|kms|_cmk$|customer_managed_key|customer_encryption_key|encryption_key|(^|_)key_arn$|destination|bucket|s3_(uri|path|url)|output_(location|path|uri)|log_group|delivery_stream|firehose|stream_arn|topic_arn|queue_(arn|url)|sink|target_arn|location_(arn|uri)|function_arn|lambda_arn|replica|replicat|cop(y|ies)($|_)|shared_accounts|snapshot_(arn|identifier)|source_(arn|db|region|cluster)|global_cluster|share|role_arn$/;

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
