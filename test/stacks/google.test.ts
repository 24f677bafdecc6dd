import { readFileSync } from "node:fs";
import { join } from "node:path";
import { App } from "cdktf";
import { Program } from "../../config/program";
import { program as europe } from "../../config/programs/european-union";
import { program as unitedStates } from "../../config/programs/united-states";
import { googleStacks } from "../../stacks/google";
import { synthesize } from "../../stacks/program-stacks";
import { all, built, one, outdir, type Json } from "./google-estate";

const estate = built();

describe("the stacks of a program on Google", () => {
  it("stand in the order in which they are applied", () => {
    expect(estate.names).toEqual([
      "bootstrap-custody",
      "bootstrap-home",
      "bootstrap-recovery",
      "custody-europe-west3",
      "custody-europe-west4",
      "logs-europe-west3",
      "logs-recovery-europe-west4",
      "logs-custody-europe-west3",
      "network-europe-west3",
      "storage-europe-west3",
      "recovery-europe-west4",
      "google-organization-europe-west3",
      "access-custody-europe-west3",
      "access-europe-west3",
      "access-recovery-europe-west3",
    ]);
  });

  it("say what they use, since cdktf cannot see it in plain strings", () => {
    const uses = Object.fromEntries(
      Object.entries(estate.manifest.stacks as Record<string, Json>).map(([name, { dependencies }]) => [name, [...dependencies].sort()]),
    );
    const bootstraps = ["bootstrap-custody", "bootstrap-home", "bootstrap-recovery"];
    expect(uses).toEqual({
      "access-custody-europe-west3": bootstraps,
      // The pool, in which people have their names.
      "access-europe-west3": ["access-custody-europe-west3"],
      "access-recovery-europe-west3": ["access-custody-europe-west3"],
      "bootstrap-custody": [],
      "bootstrap-home": ["bootstrap-custody"],
      "bootstrap-recovery": ["bootstrap-custody"],
      "custody-europe-west3": bootstraps,
      "custody-europe-west4": bootstraps,
      "google-organization-europe-west3": bootstraps,
      // The bootstraps through these.
      "logs-europe-west3": ["custody-europe-west3"],
      "logs-recovery-europe-west4": ["custody-europe-west4"],
      "logs-custody-europe-west3": ["custody-europe-west3"],
      "network-europe-west3": ["logs-europe-west3"],
      "storage-europe-west3": ["custody-europe-west3", "network-europe-west3"],
      "recovery-europe-west4": ["custody-europe-west4", "storage-europe-west3"],
    });
  });

  it("are none for a program without a dataset on Google, and stand in every synthesis of one that has", () => {
    const folder = outdir();
    synthesize(Program.of(europe), folder);
    expect(Object.keys(JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")).stacks).sort()).toEqual([...estate.names].sort());
    expect(googleStacks(new App({ outdir: outdir() }), Program.of(unitedStates))).toEqual([]);
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
    expect(provider.google[0]).toMatchObject({
      project: "example-custody",
      region: "europe-west4",
      impersonate_service_account: "ringfence-key-admin@example-custody.iam.gserviceaccount.com",
    });
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
          // A directory of people lies nowhere, and so does what lets them in.
          if (/^google_(iam_workforce_pool|privileged_access_manager)/.test(type)) continue;
          if (body.location !== undefined) expect([name, type, String(body.location).toLowerCase()]).toEqual([name, type, region]);
        }
    }
  });

  it("name nothing of the parent's", () => {
    for (const name of estate.names)
      expect(JSON.stringify(estate.stack(name))).not.toMatch(/900000000009|C0parent9|o-parentcorp2|999999999999/);
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
      bindings: [
        { role: "roles/storage.objectUser", members: ["serviceAccount:ringfence-deployer@example-recovery.iam.gserviceaccount.com"] },
      ],
    });
    expect(one(stack, "google_kms_crypto_key_iam_binding").members).toEqual([
      "serviceAccount:service-200000000030@gs-project-accounts.iam.gserviceaccount.com",
    ]);
  });

  it("lets only the custodian's operators act as the deployer", () => {
    expect(one(estate.stack("bootstrap-home"), "google_service_account_iam_binding")).toMatchObject({
      role: "roles/iam.serviceAccountTokenCreator",
      members: ["serviceAccount:ringfence-operator@example-custody.iam.gserviceaccount.com"],
    });
  });

  it("makes the key admin in the custody project alone", () => {
    const stack = estate.stack("bootstrap-custody");
    expect(
      all(stack, "google_service_account")
        .map((account) => account.account_id)
        .sort(),
    ).toEqual([
      "ringfence-access-admin",
      "ringfence-access-officer",
      "ringfence-deployer",
      "ringfence-key-admin",
      "ringfence-key-officer",
      "ringfence-operator",
      "ringfence-organization-admin",
    ]);
    expect(all(estate.stack("bootstrap-home"), "google_service_account").map((account) => account.account_id)).toEqual([
      "ringfence-deployer",
    ]);
    expect(
      all(stack, "google_service_account_iam_binding")
        .map(({ members }) => members[0])
        .sort(),
    ).toEqual([
      "serviceAccount:ringfence-access-officer@example-custody.iam.gserviceaccount.com",
      "serviceAccount:ringfence-key-officer@example-custody.iam.gserviceaccount.com",
      "serviceAccount:ringfence-operator@example-custody.iam.gserviceaccount.com",
      "serviceAccount:ringfence-operator@example-custody.iam.gserviceaccount.com",
    ]);
  });

  it("gives the deployer no permission on data, on keys or on its own rights", () => {
    for (const name of ["bootstrap-custody", "bootstrap-home", "bootstrap-recovery"]) {
      const { permissions } = one(estate.stack(name), "google_project_iam_custom_role");
      const forbidden = permissions.filter((permission: string) =>
        /^(storage\.objects|bigquery\.(tables|jobs|rowAccess)|cloudsql\.(instances\.(connect|login|export|clone|delete)|users)|cloudkms|iam|compute\.(instances|routers|vpnTunnels))\b|\*|buckets\.delete|projects\.setIamPolicy/.test(
          permission,
        ),
      );
      expect([name, forbidden]).toEqual([name, []]);
    }
    expect(one(estate.stack("bootstrap-custody"), "google_project_iam_custom_role").permissions).toEqual([
      "logging.buckets.create",
      "logging.buckets.get",
      "logging.buckets.update",
      "logging.sinks.create",
      "logging.sinks.get",
      "logging.sinks.update",
      "resourcemanager.projects.get",
    ]);
  });

  it("enables a service only where a stack calls it, and brings the service agents into being", () => {
    const services = (name: string) =>
      all(estate.stack(name), "google_project_service").map(({ service }) => service.replace(".googleapis.com", ""));
    const always = ["cloudkms", "cloudresourcemanager", "iam", "iamcredentials", "logging", "serviceusage", "storage"];
    // Guardrails and rights are set from there.
    const governing = ["accessapproval", "accesscontextmanager", "assuredworkloads", "compute", "orgpolicy", "privilegedaccessmanager"];
    expect(services("bootstrap-custody")).toEqual([...always, ...governing, "pubsub", "securitycenter"].sort());
    expect(services("bootstrap-recovery")).toEqual([...always, "storagetransfer"]);
    expect(services("bootstrap-home")).toEqual([...always, "bigquery", "compute", "dns", "servicedirectory", "sqladmin"].sort());
    expect(Object.keys(estate.stack("bootstrap-home").data)).toEqual([
      "google_bigquery_default_service_account",
      "google_logging_project_cmek_settings",
      "google_storage_project_service_account",
    ]);
    expect(Object.keys(estate.stack("bootstrap-recovery").data)).toEqual([
      "google_logging_project_cmek_settings",
      "google_storage_project_service_account",
      "google_storage_transfer_project_service_account",
    ]);
  });
});

describe("custody", () => {
  const home = estate.stack("custody-europe-west3");

  it("holds one HSM key a dataset, in the region of its store", () => {
    expect(one(home, "google_kms_key_ring")).toMatchObject({
      name: "ringfence-european-union",
      location: "europe-west3",
      lifecycle: { prevent_destroy: true },
    });
    expect(all(home, "google_kms_crypto_key").map(({ name }) => name)).toEqual(["logs", "profiles", "statistics", "user-content"]);
    for (const key of all(home, "google_kms_crypto_key"))
      expect(key).toMatchObject({
        purpose: "ENCRYPT_DECRYPT",
        rotation_period: "7776000s",
        destroy_scheduled_duration: "2592000s",
        version_template: { algorithm: "GOOGLE_SYMMETRIC_ENCRYPTION", protection_level: "HSM" },
        lifecycle: { prevent_destroy: true },
      });
    expect(all(estate.stack("custody-europe-west4"), "google_kms_crypto_key").map(({ name }) => name)).toEqual(["logs", "user-content"]);
  });

  it("lets exactly the store's service agent use each", () => {
    const keys: Record<string, string> = Object.fromEntries(
      Object.entries(home.resource.google_kms_crypto_key as Record<string, Json>).map(([id, { name }]) => [
        `\${google_kms_crypto_key.${id}.id}`,
        name,
      ]),
    );
    const use = Object.fromEntries(
      all(home, "google_kms_crypto_key_iam_binding").map(({ crypto_key_id, role, members }) => [keys[crypto_key_id], [role, ...members]]),
    );
    const role = "roles/cloudkms.cryptoKeyEncrypterDecrypter";
    expect(use).toEqual({
      "user-content": [role, "serviceAccount:service-200000000020@gs-project-accounts.iam.gserviceaccount.com"],
      profiles: [role, "serviceAccount:service-200000000020@gcp-sa-cloud-sql.iam.gserviceaccount.com"],
      statistics: [role, "serviceAccount:bq-200000000020@bigquery-encryption.iam.gserviceaccount.com"],
      logs: [
        role,
        "serviceAccount:service-200000000020@gcp-sa-logging.iam.gserviceaccount.com",
        "serviceAccount:service-200000000010@gcp-sa-logging.iam.gserviceaccount.com",
      ],
    });
    const members = all(estate.stack("custody-europe-west4"), "google_kms_crypto_key_iam_binding").flatMap((binding) => binding.members);
    expect(members.sort()).toEqual([
      "serviceAccount:service-200000000030@gcp-sa-logging.iam.gserviceaccount.com",
      "serviceAccount:service-200000000030@gs-project-accounts.iam.gserviceaccount.com",
    ]);
  });

  it("is administered by the key admin alone", () => {
    expect(one(home, "google_kms_key_ring_iam_binding")).toMatchObject({
      role: "roles/cloudkms.admin",
      members: ["serviceAccount:ringfence-key-admin@example-custody.iam.gserviceaccount.com"],
    });
  });
});
