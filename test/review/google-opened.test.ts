import type { JsonObject } from "../../review/value";
import { ask, GOOGLE_GUARDS, plan, stack } from "./estate";

const provider = { google: [{ project: "home-project", region: "us-east1" }] };
const guards = { ...GOOGLE_GUARDS, organization: "42", denyOn: ["folders/1"] };
const of = (rule: string, type: string, body: JsonObject, scope: object = { googleGuards: guards }) =>
  ask(rule, [stack("s", { [type]: { x: body } }, { provider })], scope);
const verdict = (...asked: Parameters<typeof of>) => of(...asked).map((text) => text.split(" ")[0]);

describe("ACCESS-08: what opens something on Google beside its policies", () => {
  it.each<[string, JsonObject, JsonObject]>([
    ["google_assured_workloads_workload", { organization: "42" }, { organization: "43" }],
    ["google_assured_workloads_workload", { partner: "PARTNER_UNSPECIFIED" }, { partner: "LOCAL_CONTROLS_BY_S3NS" }],
    [
      "google_bigquery_analytics_hub_data_exchange",
      { discovery_type: "DISCOVERY_TYPE_PRIVATE" },
      { discovery_type: "DISCOVERY_TYPE_PUBLIC" },
    ],
    ["google_compute_instance", { metadata: { "serial-port-enable": "FALSE" } }, { metadata: { "serial-port-enable": "TRUE" } }],
    ["google_compute_instance_template", { metadata: { note: "x" } }, { metadata: { "ssh-keys": "me:ssh-rsa x" } }],
    ["google_compute_instance_settings", { metadata: [{ items: {} }] }, { metadata: [{ items: { sshKeys: "me:ssh-rsa x" } }] }],
    ["google_compute_project_metadata", { metadata: {} }, { metadata: { "serial-port-enable": "1" } }],
    ["google_compute_project_metadata_item", { key: "note" }, { key: "serial-port-enable" }],
    ["google_folder", { parent: "organizations/42" }, { parent: "organizations/43" }],
    ["google_gemini_data_sharing_with_google_setting", { enable_data_sharing: false }, { enable_preview_data_sharing: true }],
    ["google_managed_kafka_acl", { acl_entries: [{ principal: "User:a@b.example" }] }, { acl_entries: [{ principal: "User:*" }] }],
    ["google_monitoring_monitored_project", { metrics_scope: "home-project" }, { metrics_scope: "parent-project" }],
    ["google_project", { folder_id: "1" }, { org_id: "42" }],
  ])("knows whether %s does", (type, closed, open) => {
    expect(verdict("ACCESS-08", type, open)).toEqual(["breach"]);
    for (const answer of verdict("ACCESS-08", type, closed)) expect(answer).toBe("met");
  });
  it("does not know what cannot be read", () =>
    expect(verdict("ACCESS-08", "google_monitoring_monitored_project", { metrics_scope: "${var.scope}" })).toEqual(["unknown"]));
  it("says nothing of an organization that nobody named", () => {
    expect(verdict("ACCESS-08", "google_project", { org_id: "43" }, {})).toEqual(["met"]);
    expect(verdict("ACCESS-08", "google_folder", { parent: "organizations/43" }, {})).toEqual(["met"]);
  });
});

describe("ACCESS-18: rights that are taken away", () => {
  const right = { member: "group:examiners@auditor.example", role: "roles/logging.viewAccessor" };
  const scope = { googleGuards: { ...guards, rights: [right] } };
  const REMOVE = "google_project_iam_member_remove";
  it("is a breach where the program gives it, and met by others", () => {
    expect(of("ACCESS-18", REMOVE, right, scope)[0]).toMatch(/^breach .* it takes roles\/logging.viewAccessor from group:examiners/);
    expect(of("ACCESS-18", REMOVE, { ...right, role: "roles/editor" }, scope)).toEqual([`met ${REMOVE}.x`]);
    expect(of("ACCESS-18", REMOVE, { ...right, member: "${var.member}" }, scope)[0]).toMatch(/^unknown/);
    expect(of("ACCESS-18", REMOVE, right, {})).toEqual([]);
  });
});

describe("ACCESS-20: the assured folder", () => {
  const scope = { googleGuards: { ...guards, assured: "US_REGIONAL_ACCESS" } };
  const WORKLOAD = "google_assured_workloads_workload";
  const workload = (compliance_regime: string, organization = "42") =>
    of("ACCESS-20", WORKLOAD, { organization, compliance_regime }, scope);
  it("stands under the program's regime", () => {
    expect(workload("US_REGIONAL_ACCESS")).toEqual([`met ${WORKLOAD}.x`]);
    expect(workload("COMPLIANCE_REGIME_UNSPECIFIED")[0]).toMatch(/^breach .* its regime is COMPLIANCE_REGIME_UNSPECIFIED/);
    expect(workload("${var.regime}")[0]).toMatch(/^unknown/);
    expect(ask("ACCESS-20", [stack("s", {})], scope, true)[0]).toMatch(/^breach/);
    expect(of("ACCESS-20", WORKLOAD, { organization: "42", compliance_regime: "X" })).toEqual([]);
  });
});

describe("MIGRATION-02: versions of keys", () => {
  const VERSION = "google_kms_crypto_key_version";
  it.each(["DESTROYED", "DESTROY_SCHEDULED"])("is a breach where one is %s", (state) => {
    expect(of("MIGRATION-02", VERSION, { state }, {})[0]).toMatch(/^breach .* it destroys a version of a key/);
    expect(of("MIGRATION-02", VERSION, { state }, { headline: "SANDBOX" })[0]).toMatch(/^met/);
  });
  it("is met by one that stands, and does not know one that cannot be read", () => {
    expect(of("MIGRATION-02", VERSION, { state: "ENABLED" }, {})).toEqual([`met ${VERSION}.x`]);
    expect(of("MIGRATION-02", VERSION, {}, {})).toEqual([]);
    expect(of("MIGRATION-02", VERSION, { state: "${var.state}" }, {})[0]).toMatch(/^unknown/);
    expect(ask("MIGRATION-02", [plan([{ address: `${VERSION}.x`, actions: ["delete"], before: { state: "DESTROYED" } }])])).toEqual([]);
  });
});

test("AUDIT-07 asks for the retention of buckets above projects too", () => {
  for (const kind of ["folder", "organization", "billing_account"]) {
    const type = `google_logging_${kind}_bucket_config`;
    expect(of("AUDIT-07", type, { retention_days: 1 }, { logDays: 365 })).toEqual([
      expect.stringMatching(/^breach .* keeps logs for 1 days/),
    ]);
    expect(of("AUDIT-07", type, { retention_days: 400 }, { logDays: 365 })).toEqual([`met ${type}.x`]);
  }
});
test("NETWORK-12 asks a project for no network of its own", () => {
  expect(verdict("NETWORK-12", "google_project", {})).toEqual(["breach"]);
  expect(verdict("NETWORK-12", "google_project", { auto_create_network: false })).toEqual(["met"]);
});
