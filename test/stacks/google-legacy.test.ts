import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { Program } from "../../config/program";
import { program as unitedStates } from "../../config/programs/united-states";
import { purgeAccount } from "../../config/migration/purge-names";
import type { GooglePlace } from "../../config/place";
import { FIND_PERMISSIONS, PURGE_PERMISSIONS, purgeCondition } from "../../constructs/migration/google-purge-identity";
import type { PurgeProof } from "../../evidence/gate/purge-gate";
import { review } from "../../review/review";
import { GooglePurgeStack } from "../../stacks/google/legacy";
import { synthesize } from "../../stacks/program-stacks";
import { CONTENT, type Change } from "../config/refused";
import { migrating } from "../migrating";
import { purgingBigQuery } from "../purge/bigquery-program";
import { prepare, type Prepared } from "../purge/prepared";
import { purgingSql } from "../purge/sql-program";
import { strangersOf } from "./bindings";

const SERVICE_ACCOUNT = "datasync-reader@example-app-legacy.iam.gserviceaccount.com";
const KEYS = [{ accessId: "GOOG1EXAMPLE0000000001", serviceAccount: SERVICE_ACCOUNT }];
type Stack = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>>>;

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "ringfence-google-legacy-"))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let outs = 0;
function built(program: Program): { readonly out: string; read(stack: string): Stack } {
  const out = join(folder, `out-${++outs}`);
  synthesize(program, out);
  return { out, read: (stack) => JSON.parse(readFileSync(join(out, "stacks", stack, "cdk.tf.json"), "utf8")) as Stack };
}
const LEGACY = "legacy-google-us-east4";
const bucketOf = (stack: Stack) => stack["resource"]?.["google_storage_bucket"]?.["user-content-former-cloud"];

/** user-content in purge or closed, both copies proved by one listing. */
async function proved(phase: "purge" | "closed", change: Change = () => undefined): Promise<Program> {
  const rows = [{ key: "a", version: "1", size: 1, crc32c: "0a1b2c3d" }];
  const at = join(folder, `proof-${outs}-${phase}`);
  const stood = { rows, taken: "2026-11-20T06:00:00.000Z", frozenAt: "2026-11-01T00:00:00Z" };
  const prepared = await prepare(at, "former-cloud", stood, (p) => {
    p.datasets[CONTENT].legacy = p.datasets[CONTENT].legacy.slice(0, 1);
    p.datasets[CONTENT].phase = phase;
    p.datasets[CONTENT].legacy[0].hmacKeys = KEYS;
    change(p);
  });
  return Program.of(JSON.parse(readFileSync(prepared.program, "utf8")) as Parameters<typeof Program.of>[0], prepared.program);
}

test("while the copy moves the bucket is taken over by import, versioned, and nothing of the app's is changed", () => {
  const stack = built(Program.of(migrating("copy"))).read(LEGACY);
  expect(stack["import"]).toEqual([{ id: "app-user-content", to: "google_storage_bucket.user-content-former-cloud" }]);
  expect(bucketOf(stack)).toMatchObject({
    name: "app-user-content",
    location: "US-EAST4",
    versioning: { enabled: true },
    force_destroy: false,
    lifecycle: { prevent_destroy: true },
  });
  const bucket = bucketOf(stack) ?? {};
  const ignored = (bucket["lifecycle"] as { ignore_changes: string[] }).ignore_changes;
  for (const kept of ["lifecycle_rule", "retention_policy", "soft_delete_policy", "uniform_bucket_level_access", "cors", "website"])
    expect(ignored).toContain(kept);
  for (const absent of ["lifecycle_rule", "soft_delete_policy", "uniform_bucket_level_access"]) expect(bucket).not.toHaveProperty(absent);
  expect(stack["resource"]).not.toHaveProperty("google_iam_deny_policy");
  // What is known of it stays at home.
  expect(stack["terraform"]?.["backend"]).toHaveProperty("s3");
});

test("from cutover on nobody writes or deletes, whatever he holds in the project", () => {
  const stack = built(Program.of(migrating("cutover"))).read(LEGACY);
  const [policy] = Object.values(stack["resource"]?.["google_iam_deny_policy"] ?? {});
  const condition = {
    title: "ringfence-user-content-former-cloud",
    expression: "resource.matchTag('example-app-legacy/ringfence-user-content-former-cloud', 'frozen')",
  };
  expect(policy).toMatchObject({
    parent: "cloudresourcemanager.googleapis.com%2Fprojects%2Fexample-app-legacy",
    rules: [
      {
        deny_rule: {
          denied_principals: ["principalSet://goog/public:all"],
          denied_permissions: ["storage.googleapis.com/objects.create", "storage.googleapis.com/objects.update"],
          denial_condition: condition,
        },
      },
      {
        deny_rule: {
          denied_principals: ["principalSet://goog/public:all"],
          denied_permissions: ["storage.googleapis.com/buckets.delete", "storage.googleapis.com/objects.delete"],
          denial_condition: condition,
        },
      },
    ],
  });
  expect(JSON.stringify(policy)).not.toContain("exception_principals");
  expect(Object.values(stack["resource"]?.["google_tags_location_tag_binding"] ?? {})).toEqual([
    expect.objectContaining({ parent: "//storage.googleapis.com/projects/_/buckets/app-user-content", location: "us-east4" }),
  ]);
  expect(bucketOf(stack)).toMatchObject({ uniform_bucket_level_access: true, public_access_prevention: "enforced" });
  // Soft delete and retention outlast the soak: they are a way back.
  expect((bucketOf(stack)?.["lifecycle"] as { ignore_changes: string[] }).ignore_changes).toContain("retention_policy");
});

test("in the purge soft delete, holds and retention end, HMAC keys fall silent, and one identity deletes until the day", async () => {
  const program = await proved("purge", (p) => (p.datasets[CONTENT].legacy[0].purgeOfficer = "group:purge@custodian.example"));
  const { read } = built(program);
  const legacy = read(LEGACY);
  expect(bucketOf(legacy)).toMatchObject({
    soft_delete_policy: { retention_duration_seconds: 0 },
    default_event_based_hold: false,
    lifecycle_rule: [{ action: { type: "AbortIncompleteMultipartUpload" }, condition: { age: 1 } }],
  });
  expect((bucketOf(legacy)?.["lifecycle"] as { ignore_changes: string[] }).ignore_changes).not.toContain("retention_policy");
  expect(Object.values(legacy["resource"]?.["google_storage_hmac_key"] ?? {})).toEqual([
    { service_account_email: SERVICE_ACCOUNT, state: "INACTIVE", "//": expect.anything() as unknown },
  ]);
  expect(legacy["import"]).toContainEqual({
    id: "projects/example-app-legacy/hmacKeys/GOOG1EXAMPLE0000000001",
    to: "google_storage_hmac_key.user-content-former-cloud-GOOG1EXAMPLE0000000001",
  });
  expect(Object.values(legacy["resource"]?.["google_org_policy_policy"] ?? {})).toEqual([
    expect.objectContaining({
      name: "projects/example-app-legacy/policies/storage.softDeletePolicySeconds",
      spec: { inherit_from_parent: false, rules: [{ values: { allowed_values: ["0"] } }] },
    }),
  ]);
  const copy = program.data.datasets[CONTENT]?.legacy[0] as Parameters<Program["legacyPlace"]>[0];
  const account = purgeAccount(program.legacyPlace(copy) as GooglePlace, "user-content", "former-cloud");
  const rules = (Object.values(legacy["resource"]?.["google_iam_deny_policy"] ?? {})[0]?.["rules"] ?? []) as {
    deny_rule: { exception_principals?: string[] };
  }[];
  expect(rules.map(({ deny_rule: rule }) => rule.exception_principals)).toEqual([
    undefined,
    [`principal://iam.googleapis.com/projects/-/serviceAccounts/${account}`],
  ]);

  const purge = read("purge-user-content-former-cloud");
  const [identity] = Object.values(purge["resource"]?.["google_service_account"] ?? {});
  expect(account).toBe(`${String(identity?.["account_id"])}@example-app-legacy.iam.gserviceaccount.com`);
  expect(Object.values(purge["resource"]?.["google_project_iam_custom_role"] ?? {})).toEqual([
    expect.objectContaining({ permissions: PURGE_PERMISSIONS["google-bucket"] }),
  ]);
  expect(Object.values(purge["resource"]?.["google_storage_bucket_iam_member"] ?? {})).toEqual([
    expect.objectContaining({
      bucket: "app-user-content",
      condition: { title: "until the regulator's day", expression: 'request.time < timestamp("2027-06-30T23:59:59Z")' },
    }),
  ]);
  expect(Object.values(purge["resource"]?.["google_service_account_iam_binding"] ?? {})).toEqual([
    expect.objectContaining({ role: "roles/iam.serviceAccountTokenCreator", members: ["group:purge@custodian.example"] }),
  ]);
});

test("the right to read an object is no part of the purge, and other stores of the project are out of reach", () => {
  for (const permissions of [...Object.values(PURGE_PERMISSIONS), ...Object.values(FIND_PERMISSIONS)])
    for (const permission of permissions) expect(permission).not.toMatch(/objects\.get$|getData|objects\.create|setIamPolicy|\.update$/);
  expect(PURGE_PERMISSIONS["google-bucket"]).toContain("storage.objects.delete");
  const program = Program.of(unitedStates);
  const sql = program.data.datasets.flatMap(({ legacy }) => legacy).find(({ kind }) => kind === "google-sql");
  expect(purgeCondition(program, "example-app-legacy", sql as Parameters<typeof purgeCondition>[2])).toBe(
    'request.time < timestamp("2027-06-30T23:59:59Z") && resource.service == "sqladmin.googleapis.com" && (resource.name == "projects/example-app-legacy/instances/app-profiles" || resource.name.startsWith("projects/example-app-legacy/instances/app-profiles/"))',
  );
});

describe("a purge by list sees the whole project, and deletes what is named alone, until the day", () => {
  test("instances of Cloud SQL and their backups", async () => {
    const named = ["app-profiles", "reader"].map((name) => andBelow(`projects/example-app-legacy/instances/${name}`));
    await deletesAlone(purgingSql(join(folder, "sql")), {
      stack: "purge-profiles-former-cloud",
      kind: "google-sql",
      named: `resource.service == "sqladmin.googleapis.com" && (${named.join(" || ")})`,
    });
  });

  test("a dataset of BigQuery, and what was made of it elsewhere", async () => {
    const datasets = "projects/example-app-legacy/datasets";
    const outside = ["backup/tables/likes_clone", "archive/tables/likes_snapshot"].map((name) => `resource.name == "${datasets}/${name}"`);
    await deletesAlone(purgingBigQuery(join(folder, "bigquery")), {
      stack: "purge-user-content-former-tables",
      kind: "google-bigquery",
      named: `resource.service == "bigquery.googleapis.com" && (${[andBelow(`${datasets}/events`), ...outside].join(" || ")})`,
    });
  });

  const andBelow = (name: string) => `resource.name == "${name}" || resource.name.startsWith("${name}/")`;

  async function deletesAlone(
    { program: file }: Prepared,
    { stack, kind, named }: { readonly stack: string; readonly kind: keyof typeof FIND_PERMISSIONS; readonly named: string },
  ): Promise<void> {
    const program = Program.of(JSON.parse(readFileSync(file, "utf8")) as Parameters<typeof Program.of>[0], file);
    const { out, read } = built(program);
    const resources = read(stack)["resource"] ?? {};
    const roles = resources["google_project_iam_custom_role"] ?? {};
    expect(Object.values(roles).map((role) => role["permissions"])).toEqual([FIND_PERMISSIONS[kind], PURGE_PERMISSIONS[kind]]);
    const day = 'request.time < timestamp("2027-06-30T23:59:59Z")';
    const grants = Object.values(resources["google_project_iam_member"] ?? {});
    const conditions = grants.map(({ role, condition }) => [role, (condition as { readonly expression: string }).expression]);
    const [finds, deletes] = Object.keys(roles).map((id) => `\${google_project_iam_custom_role.${id}.name}`);
    expect(conditions).toEqual([
      [finds, day],
      [deletes, `${day} && ${named}`],
    ]);
    expect(Object.values(resources["google_service_account_iam_binding"] ?? {})).toEqual([
      expect.objectContaining({ role: "roles/iam.serviceAccountTokenCreator", members: ["group:purge@custodian.example"] }),
    ]);
    expect(strangersOf(out, stack)).toEqual([]);
    const report = await review([out], program.scope(), { asOf: "2026-11-24" });
    expect(report.findings.filter((each) => each.stack.startsWith("purge-")).map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
  }
});

test("expiration takes the place of the command, for live and archived objects", async () => {
  const program = await proved("purge", (p) => (p.datasets[CONTENT].legacy[0].purgeBy = "expiration"));
  expect(bucketOf(built(program).read(LEGACY))?.["lifecycle_rule"]).toContainEqual({
    action: { type: "Delete" },
    condition: { age: 0, send_age_if_zero: true, with_state: "ANY" },
  });
});

test.each([
  ["release", false],
  ["destroy", true],
] as const)("closed, to %s: the bucket leaves under a removed block, its HMAC keys are deleted", async (atClose, destroy) => {
  const program = await proved("closed", (p) => (p.datasets[CONTENT].legacy[0].atClose = atClose));
  const stack = built(program).read(LEGACY);
  expect(stack["removed"]).toEqual([
    { from: "google_storage_bucket.user-content-former-cloud", lifecycle: { destroy } },
    { from: "google_storage_hmac_key.user-content-former-cloud-GOOG1EXAMPLE0000000001", lifecycle: { destroy: true } },
  ]);
  expect(stack["resource"] ?? {}).toEqual({});
});

test("no identity is built without proof of its copy", () => {
  const program = Program.of(migrating("soak"));
  const dataset = program.data.datasets[CONTENT];
  const copy = dataset?.legacy[0];
  if (!dataset || copy?.kind !== "google-bucket") throw new Error("no such copy");
  const move = { dataset, copy, phase: "purge" as const, place: program.legacyPlace(copy) as GooglePlace };
  for (const proof of [undefined, {}, { dataset: "user-content", copy: "former-cloud" }])
    expect(() => new GooglePurgeStack(new App(), program, move, proof as PurgeProof)).toThrow("nothing may destroy it");
});

test("every attribute has a name that the bindings know, and the review finds nothing unclassified", async () => {
  const program = await proved("purge", (p) => {
    p.datasets[CONTENT].legacy[0].purgeOfficer = "group:purge@custodian.example";
    p.datasets[CONTENT].legacy[0].purgeBy = "expiration";
  });
  const { out } = built(program);
  for (const stack of [LEGACY, "purge-user-content-former-cloud"]) expect(strangersOf(out, stack)).toEqual([]);
  const report = await review([out], program.scope(), { asOf: "2026-11-24" });
  expect(report.unclassified).toEqual([]);
  expect(report.findings.map(({ rule, stack, message }) => `${rule} ${stack}: ${message}`)).toEqual([]);
});
