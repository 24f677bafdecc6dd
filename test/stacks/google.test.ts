import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { Program } from "../../config/program";
import { program as europe } from "../../config/programs/european-union";
import { program as unitedStates } from "../../config/programs/united-states";
import type { ProgramInput } from "../../config/schema/schema";
import { googleStacks } from "../../stacks/google";
import { synthesize } from "../../stacks/program-stacks";

type Json = Record<string, any>;

function built(input: ProgramInput = europe): { readonly names: readonly string[]; readonly manifest: Json; stack(name: string): Json } {
  const outdir = mkdtempSync(join(tmpdir(), "ringfence-google-"));
  const app = new App({ outdir });
  const names = googleStacks(app, Program.of(input)).map((stack) => stack.node.id);
  app.synth();
  return {
    names,
    manifest: JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")),
    // cdktf notes each construct's path under "//", and sorts blocks by name.
    stack: (name) => JSON.parse(readFileSync(join(outdir, "stacks", name, "cdk.tf.json"), "utf8"), (key, value) => (key === "//" ? undefined : value)),
  };
}

const one = (stack: Json, type: string): Json => {
  const all = Object.values(stack.resource[type] ?? {}) as Json[];
  expect(all).toHaveLength(1);
  return all[0]!;
};
const all = (stack: Json, type: string): Json[] => Object.values(stack.resource[type] ?? {});

const estate = built();

describe("the stacks of a program on Google", () => {
  it("stand in the order in which they are applied", () => {
    expect(estate.names).toEqual([
      "bootstrap-custody",
      "bootstrap-home",
      "bootstrap-recovery",
      "custody-europe-west3",
      "custody-europe-west4",
      "network-europe-west3",
      "storage-europe-west3",
      "recovery-europe-west4",
    ]);
  });

  it("say what they use, since cdktf cannot see it in plain strings", () => {
    const uses = Object.fromEntries(Object.entries(estate.manifest.stacks as Record<string, Json>).map(([name, { dependencies }]) => [name, [...dependencies].sort()]));
    const bootstraps = ["bootstrap-custody", "bootstrap-home", "bootstrap-recovery"];
    expect(uses).toEqual({
      "bootstrap-custody": [],
      "bootstrap-home": ["bootstrap-custody"],
      "bootstrap-recovery": ["bootstrap-custody"],
      "custody-europe-west3": bootstraps,
      "custody-europe-west4": bootstraps,
      "network-europe-west3": bootstraps,
      // The bootstraps through these.
      "storage-europe-west3": ["custody-europe-west3", "network-europe-west3"],
      "recovery-europe-west4": ["custody-europe-west4", "storage-europe-west3"],
    });
  });

  it("are none for a program without a dataset on Google, and stand in every synthesis of one that has", () => {
    const outdir = mkdtempSync(join(tmpdir(), "ringfence-google-"));
    synthesize(Program.of(europe), outdir);
    expect(Object.keys(JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")).stacks).sort()).toEqual([...estate.names].sort());
    expect(googleStacks(new App({ outdir: mkdtempSync(join(tmpdir(), "ringfence-google-")) }), Program.of(unitedStates))).toEqual([]);
  });

  it("pin project, region and deployer, and keep state in the project's own bucket", () => {
    const { provider, terraform } = estate.stack("storage-europe-west3");
    expect(provider.google).toEqual([
      {
        project: "example-home",
        region: "europe-west3",
        impersonate_service_account: "ringfence-deployer@example-home.iam.gserviceaccount.com",
        default_labels: { ringfence_program: "european-union", ringfence_stack: "storage-europe-west3" },
        add_terraform_attribution_label: false,
      },
    ]);
    expect(terraform.backend).toEqual({
      gcs: {
        bucket: "ringfence-state-example-home",
        prefix: "european-union/storage-europe-west3",
        impersonate_service_account: "ringfence-deployer@example-home.iam.gserviceaccount.com",
      },
    });
    expect(terraform.required_providers).toEqual({ google: { source: "google", version: ">= 6.50.0, < 7.0.0" } });
  });

  it("apply keys as the key admin, with state through the custody project's deployer", () => {
    const { provider, terraform } = estate.stack("custody-europe-west4");
    expect(provider.google[0]).toMatchObject({ project: "example-custody", region: "europe-west4", impersonate_service_account: "ringfence-key-admin@example-custody.iam.gserviceaccount.com" });
    expect(terraform.backend.gcs).toEqual({
      bucket: "ringfence-state-example-custody",
      prefix: "european-union/custody-europe-west4",
      impersonate_service_account: "ringfence-deployer@example-custody.iam.gserviceaccount.com",
    });
  });

  it("give no resource a project or a region of another place", () => {
    for (const name of estate.names) {
      const { provider, resource } = estate.stack(name);
      const { project, region } = provider.google[0];
      for (const [type, bodies] of Object.entries(resource as Record<string, Record<string, Json>>))
        for (const body of Object.values(bodies)) {
          if (body.project !== undefined) expect([name, type, body.project]).toEqual([name, type, project]);
          if (body.region !== undefined) expect([name, type, body.region]).toEqual([name, type, region]);
          if (body.location !== undefined) expect([name, type, String(body.location).toLowerCase()]).toEqual([name, type, region]);
        }
    }
  });

  it("name nothing of the parent's", () => {
    for (const name of estate.names) expect(JSON.stringify(estate.stack(name))).not.toMatch(/900000000009|C0parent9|o-parentcorp2|999999999999/);
  });

  it("take nobody's state but their own, and hold no token of another stack", () => {
    for (const name of estate.names) expect(estate.stack(name).data?.terraform_remote_state).toBeUndefined();
  });
});

describe("bootstrap", () => {
  it("runs as whoever starts it, with its state beside the program", () => {
    const { provider, terraform } = estate.stack("bootstrap-home");
    expect(provider.google[0].impersonate_service_account).toBeUndefined();
    expect(terraform.backend).toEqual({ local: { path: "../../../bootstrap-home.tfstate" } });
  });

  it("makes the state bucket under a key of its own, open to the deployer alone", () => {
    const stack = estate.stack("bootstrap-recovery");
    expect(one(stack, "google_storage_bucket")).toMatchObject({
      name: "ringfence-state-example-recovery",
      location: "EUROPE-WEST3",
      uniform_bucket_level_access: true,
      public_access_prevention: "enforced",
      versioning: { enabled: true },
      force_destroy: false,
      encryption: { default_kms_key_name: "projects/example-recovery/locations/europe-west3/keyRings/terraform-state/cryptoKeys/state" },
      labels: { ringfence_purpose: "state" },
      lifecycle: { prevent_destroy: true },
    });
    expect(JSON.parse(one(stack, "google_storage_bucket_iam_policy").policy_data)).toEqual({
      bindings: [{ role: "roles/storage.objectUser", members: ["serviceAccount:ringfence-deployer@example-recovery.iam.gserviceaccount.com"] }],
    });
    expect(one(stack, "google_kms_crypto_key_iam_binding").members).toEqual(["serviceAccount:service-200000000030@gs-project-accounts.iam.gserviceaccount.com"]);
  });

  it("lets only the custodian's operators act as the deployer", () => {
    expect(one(estate.stack("bootstrap-home"), "google_service_account_iam_binding")).toMatchObject({
      role: "roles/iam.serviceAccountTokenCreator",
      members: ["serviceAccount:ringfence-operator@example-custody.iam.gserviceaccount.com"],
    });
  });

  it("makes the key admin in the custody project alone", () => {
    const stack = estate.stack("bootstrap-custody");
    expect(all(stack, "google_service_account").map((account) => account.account_id).sort()).toEqual(["ringfence-deployer", "ringfence-key-admin", "ringfence-key-officer", "ringfence-operator"]);
    expect(all(estate.stack("bootstrap-home"), "google_service_account").map((account) => account.account_id)).toEqual(["ringfence-deployer"]);
    expect(all(stack, "google_service_account_iam_binding").map(({ members }) => members[0]).sort()).toEqual([
      "serviceAccount:ringfence-key-officer@example-custody.iam.gserviceaccount.com",
      "serviceAccount:ringfence-operator@example-custody.iam.gserviceaccount.com",
    ]);
  });

  it("gives the deployer no permission on data, on keys or on its own rights", () => {
    for (const name of ["bootstrap-custody", "bootstrap-home", "bootstrap-recovery"]) {
      const { permissions } = one(estate.stack(name), "google_project_iam_custom_role") as { permissions: string[] };
      const forbidden = permissions.filter((permission) =>
        /^(storage\.objects|bigquery\.(tables|jobs|rowAccess)|cloudsql\.(instances\.(connect|login|export|clone|delete)|users)|cloudkms|iam|compute\.(instances|routers|vpnTunnels))\b|\*|buckets\.delete|projects\.setIamPolicy/.test(permission),
      );
      expect([name, forbidden]).toEqual([name, []]);
    }
    expect(one(estate.stack("bootstrap-custody"), "google_project_iam_custom_role").permissions).toEqual(["resourcemanager.projects.get"]);
  });

  it("enables a service only where a stack calls it, and brings the service agents into being", () => {
    const services = (name: string) => all(estate.stack(name), "google_project_service").map(({ service }) => service.replace(".googleapis.com", ""));
    const always = ["cloudkms", "cloudresourcemanager", "iam", "iamcredentials", "serviceusage", "storage"];
    expect(services("bootstrap-custody")).toEqual(always);
    expect(services("bootstrap-recovery")).toEqual([...always, "storagetransfer"]);
    expect(services("bootstrap-home")).toEqual([...always, "bigquery", "compute", "dns", "servicedirectory", "sqladmin"].sort());
    expect(Object.keys(estate.stack("bootstrap-home").data)).toEqual(["google_bigquery_default_service_account", "google_storage_project_service_account"]);
    expect(Object.keys(estate.stack("bootstrap-recovery").data)).toEqual(["google_storage_project_service_account", "google_storage_transfer_project_service_account"]);
  });
});

describe("custody", () => {
  const home = estate.stack("custody-europe-west3");

  it("holds one HSM key a dataset, in the region of its store", () => {
    expect(one(home, "google_kms_key_ring")).toMatchObject({ name: "ringfence-european-union", location: "europe-west3", lifecycle: { prevent_destroy: true } });
    expect(all(home, "google_kms_crypto_key").map(({ name }) => name)).toEqual(["profiles", "statistics", "user-content"]);
    for (const key of all(home, "google_kms_crypto_key"))
      expect(key).toMatchObject({
        purpose: "ENCRYPT_DECRYPT",
        rotation_period: "7776000s",
        destroy_scheduled_duration: "2592000s",
        version_template: { algorithm: "GOOGLE_SYMMETRIC_ENCRYPTION", protection_level: "HSM" },
        lifecycle: { prevent_destroy: true },
      });
    expect(all(estate.stack("custody-europe-west4"), "google_kms_crypto_key").map(({ name }) => name)).toEqual(["user-content"]);
  });

  it("lets exactly the store's service agent use each", () => {
    const keys: Record<string, string> = Object.fromEntries(Object.entries(home.resource.google_kms_crypto_key as Record<string, Json>).map(([id, { name }]) => [`\${google_kms_crypto_key.${id}.id}`, name]));
    const use = Object.fromEntries(all(home, "google_kms_crypto_key_iam_binding").map(({ crypto_key_id, role, members }) => [keys[crypto_key_id], [role, ...members]]));
    const role = "roles/cloudkms.cryptoKeyEncrypterDecrypter";
    expect(use).toEqual({
      "user-content": [role, "serviceAccount:service-200000000020@gs-project-accounts.iam.gserviceaccount.com"],
      profiles: [role, "serviceAccount:service-200000000020@gcp-sa-cloud-sql.iam.gserviceaccount.com"],
      statistics: [role, "serviceAccount:bq-200000000020@bigquery-encryption.iam.gserviceaccount.com"],
    });
    expect(one(estate.stack("custody-europe-west4"), "google_kms_crypto_key_iam_binding").members).toEqual(["serviceAccount:service-200000000030@gs-project-accounts.iam.gserviceaccount.com"]);
  });

  it("is administered by the key admin alone", () => {
    expect(one(home, "google_kms_key_ring_iam_binding")).toMatchObject({ role: "roles/cloudkms.admin", members: ["serviceAccount:ringfence-key-admin@example-custody.iam.gserviceaccount.com"] });
  });
});

describe("the network", () => {
  const network = estate.stack("network-europe-west3");

  it("has no way out", () => {
    expect(one(network, "google_compute_network")).toMatchObject({ name: "ringfence-europe-west3", auto_create_subnetworks: false, delete_default_routes_on_create: true });
    expect(Object.keys(network.resource).filter((type) => /router|nat|route$|peering|vpn|instance|service_networking/.test(type))).toEqual([]);
    expect(all(network, "google_compute_global_address").map(({ address_type }) => address_type)).toEqual(["INTERNAL"]);
  });

  it("has one private subnet with every flow on record", () => {
    expect(one(network, "google_compute_subnetwork")).toMatchObject({
      ip_cidr_range: "10.40.0.0/17",
      private_ip_google_access: true,
      log_config: { aggregation_interval: "INTERVAL_5_SEC", flow_sampling: 1, metadata: "INCLUDE_ALL_METADATA" },
    });
  });

  it("denies what it does not list", () => {
    const rules = all(network, "google_compute_firewall").map(({ name, direction, priority, allow, deny, destination_ranges, source_ranges }) => [name, direction, priority, allow ? "allow" : "deny", allow ?? deny, destination_ranges ?? source_ranges]);
    const every = [{ protocol: "all" }];
    expect(rules).toEqual([
      ["ringfence-europe-west3-apis", "EGRESS", 1000, "allow", [{ ports: ["443"], protocol: "tcp" }], ["10.40.192.0/32"]],
      ["ringfence-europe-west3-deny-egress", "EGRESS", 65000, "deny", every, ["0.0.0.0/0"]],
      ["ringfence-europe-west3-deny-ingress", "INGRESS", 65000, "deny", every, ["0.0.0.0/0"]],
      ["ringfence-europe-west3-within-in", "INGRESS", 1000, "allow", every, ["10.40.0.0/17"]],
      ["ringfence-europe-west3-within-out", "EGRESS", 1000, "allow", every, ["10.40.0.0/17"]],
    ]);
  });

  it("reaches Google's APIs at one private endpoint, by every name", () => {
    expect(one(network, "google_compute_global_address")).toMatchObject({ purpose: "PRIVATE_SERVICE_CONNECT", address: "10.40.192.0" });
    expect(one(network, "google_compute_global_forwarding_rule")).toMatchObject({ name: "rfeuropewest3", target: "vpc-sc", load_balancing_scheme: "" });
    expect(all(network, "google_dns_managed_zone").map(({ dns_name, visibility }) => [dns_name, visibility])).toEqual([
      ["googleapis.com.", "private"],
      ["europe-west3.sql.goog.", "private"],
    ]);
    expect(all(network, "google_dns_record_set").map(({ name, type, rrdatas }) => [name, type, rrdatas])).toEqual([
      ["googleapis.com.", "A", ["10.40.192.0"]],
      ["*.googleapis.com.", "CNAME", ["googleapis.com."]],
    ]);
  });
});

describe("the stores", () => {
  const storage = estate.stack("storage-europe-west3");

  it("are a bucket that only the recovery project's transfer agent reads", () => {
    expect(one(storage, "google_storage_bucket")).toMatchObject({
      name: "user-content-example-home",
      location: "EUROPE-WEST3",
      uniform_bucket_level_access: true,
      public_access_prevention: "enforced",
      versioning: { enabled: true },
      encryption: { default_kms_key_name: "projects/example-custody/locations/europe-west3/keyRings/ringfence-european-union/cryptoKeys/user-content" },
      soft_delete_policy: { retention_duration_seconds: 35 * 86_400 },
      lifecycle_rule: [
        { action: { type: "Delete" }, condition: { days_since_noncurrent_time: 35, with_state: "ARCHIVED" } },
        { action: { type: "AbortIncompleteMultipartUpload" }, condition: { age: 7 } },
      ],
      labels: { ringfence_dataset: "user-content" },
      force_destroy: false,
      lifecycle: { prevent_destroy: true },
    });
    const agent = "serviceAccount:project-200000000030@storage-transfer-service.iam.gserviceaccount.com";
    expect(JSON.parse(one(storage, "google_storage_bucket_iam_policy").policy_data)).toEqual({
      bindings: [
        { role: "roles/storage.legacyBucketReader", members: [agent] },
        { role: "roles/storage.objectViewer", members: [agent] },
      ],
    });
  });

  it("are a database with a private endpoint, TLS and backups in the recovery region", () => {
    expect(one(storage, "google_sql_database_instance")).toEqual({
      name: "european-union-profiles",
      region: "europe-west3",
      database_version: "POSTGRES_16",
      encryption_key_name: "projects/example-custody/locations/europe-west3/keyRings/ringfence-european-union/cryptoKeys/profiles",
      deletion_protection: true,
      lifecycle: { prevent_destroy: true },
      settings: {
        tier: "db-custom-4-16384",
        edition: "ENTERPRISE",
        availability_type: "REGIONAL",
        disk_autoresize: true,
        deletion_protection_enabled: true,
        retain_backups_on_delete: true,
        ip_configuration: { ipv4_enabled: false, ssl_mode: "ENCRYPTED_ONLY", psc_config: [{ psc_enabled: true, allowed_consumer_projects: ["example-home"] }] },
        backup_configuration: {
          enabled: true,
          location: "europe-west4",
          point_in_time_recovery_enabled: true,
          transaction_log_retention_days: 7,
          backup_retention_settings: { retained_backups: 35, retention_unit: "COUNT" },
        },
        database_flags: [
          { name: "cloudsql.iam_authentication", value: "on" },
          { name: "cloudsql.enable_pgaudit", value: "on" },
          { name: "pgaudit.log", value: "read,write,role,ddl" },
        ],
        user_labels: { ringfence_dataset: "profiles" },
      },
    });
    expect(one(storage, "google_compute_forwarding_rule")).toMatchObject({ network: "projects/example-home/global/networks/ringfence-europe-west3", load_balancing_scheme: "" });
    expect(one(storage, "google_compute_address")).toMatchObject({ address_type: "INTERNAL", subnetwork: "projects/example-home/regions/europe-west3/subnetworks/ringfence-europe-west3" });
    expect(one(storage, "google_dns_record_set")).toMatchObject({ managed_zone: "ringfence-europe-west3-sql", type: "A" });
  });

  it("are a warehouse that a project's readers and writers do not share", () => {
    expect(one(storage, "google_bigquery_dataset")).toEqual({
      dataset_id: "statistics",
      location: "europe-west3",
      default_encryption_configuration: { kms_key_name: "projects/example-custody/locations/europe-west3/keyRings/ringfence-european-union/cryptoKeys/statistics" },
      max_time_travel_hours: "168",
      access: [{ role: "OWNER", special_group: "projectOwners" }],
      delete_contents_on_destroy: false,
      labels: { ringfence_dataset: "statistics" },
      lifecycle: { prevent_destroy: true },
    });
  });
});

describe("recovery", () => {
  const recovery = estate.stack("recovery-europe-west4");

  it("is a bucket of another project and region, under a key of its own", () => {
    expect(one(recovery, "google_storage_bucket")).toMatchObject({
      name: "user-content-example-recovery",
      location: "EUROPE-WEST4",
      encryption: { default_kms_key_name: "projects/example-custody/locations/europe-west4/keyRings/ringfence-european-union/cryptoKeys/user-content" },
      labels: { ringfence_dataset: "user-content" },
    });
  });

  it("pulls every hour, and never deletes at either end", () => {
    expect(one(recovery, "google_storage_transfer_job")).toMatchObject({
      name: "transferJobs/ringfence-user-content",
      status: "ENABLED",
      schedule: { repeat_interval: "3600s" },
      transfer_spec: {
        gcs_data_source: { bucket_name: "user-content-example-home" },
        gcs_data_sink: { bucket_name: "user-content-example-recovery" },
        transfer_options: { overwrite_when: "DIFFERENT", delete_objects_from_source_after_transfer: false, delete_objects_unique_in_sink: false },
      },
    });
  });

  it("is refused when the program accepts less loss than a job an hour can keep, or wants a warehouse twice", () => {
    const changed = (change: (input: any) => void) => {
      const copy = structuredClone(europe) as any;
      change(copy);
      return copy as ProgramInput;
    };
    expect(() => built(changed((input) => (input.datasets[0].recovery.rpoMinutes = 15)))).toThrow(/accepts a loss of 15 minutes/);
    expect(() => built(changed((input) => (input.datasets[2].recovery = { account: "recovery", region: "europe-west4", rpoMinutes: 60 })))).toThrow(/a warehouse has no recovery copy/);
  });
});

describe("a sandbox on Google", () => {
  it("can be torn down", () => {
    const input = structuredClone(europe) as any;
    input.sandbox = true;
    input.datasets[0].legacy = [];
    const sandbox = built(input as ProgramInput);
    for (const name of sandbox.names) expect(JSON.stringify(sandbox.stack(name))).not.toContain('"prevent_destroy":true');
    expect(one(sandbox.stack("storage-europe-west3"), "google_sql_database_instance")).toMatchObject({ deletion_protection: false, settings: { deletion_protection_enabled: false } });
  });
});
