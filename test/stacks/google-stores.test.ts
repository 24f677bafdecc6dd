import { all, built, changed, one } from "./google-estate";

const estate = built();

describe("the network", () => {
  const network = estate.stack("network-europe-west3");

  it("has no way out", () => {
    expect(one(network, "google_compute_network")).toMatchObject({
      name: "ringfence-europe-west3",
      auto_create_subnetworks: false,
      delete_default_routes_on_create: true,
    });
    expect(Object.keys(network.resource).filter((type) => /router|nat|route$|peering|vpn|instance|service_networking/.test(type))).toEqual(
      [],
    );
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
    const rules = all(network, "google_compute_firewall").map(
      ({ name, direction, priority, allow, deny, destination_ranges, source_ranges }) => [
        name,
        direction,
        priority,
        allow ? "allow" : "deny",
        allow ?? deny,
        destination_ranges ?? source_ranges,
      ],
    );
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
    expect(one(network, "google_compute_global_forwarding_rule")).toMatchObject({
      name: "rfeuropewest3",
      target: "vpc-sc",
      load_balancing_scheme: "",
    });
    expect(all(network, "google_dns_managed_zone").map(({ dns_name, visibility }) => [dns_name, visibility])).toEqual([
      ["googleapis.com.", "private"],
      ["europe-west3.sql.goog.", "private"],
      [".", "private"],
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
      encryption: {
        default_kms_key_name: "projects/example-custody/locations/europe-west3/keyRings/ringfence-european-union/cryptoKeys/user-content",
      },
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
        ip_configuration: {
          ipv4_enabled: false,
          ssl_mode: "ENCRYPTED_ONLY",
          psc_config: [{ psc_enabled: true, allowed_consumer_projects: ["example-home"] }],
        },
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
    expect(one(storage, "google_compute_forwarding_rule")).toMatchObject({
      network: "projects/example-home/global/networks/ringfence-europe-west3",
      load_balancing_scheme: "",
    });
    expect(one(storage, "google_compute_address")).toMatchObject({
      address_type: "INTERNAL",
      subnetwork: "projects/example-home/regions/europe-west3/subnetworks/ringfence-europe-west3",
    });
    expect(one(storage, "google_dns_record_set")).toMatchObject({ managed_zone: "ringfence-europe-west3-sql", type: "A" });
  });

  it("are a warehouse that a project's readers and writers do not share", () => {
    expect(one(storage, "google_bigquery_dataset")).toEqual({
      dataset_id: "statistics",
      location: "europe-west3",
      default_encryption_configuration: {
        kms_key_name: "projects/example-custody/locations/europe-west3/keyRings/ringfence-european-union/cryptoKeys/statistics",
      },
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
      encryption: {
        default_kms_key_name: "projects/example-custody/locations/europe-west4/keyRings/ringfence-european-union/cryptoKeys/user-content",
      },
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
        transfer_options: {
          overwrite_when: "DIFFERENT",
          delete_objects_from_source_after_transfer: false,
          delete_objects_unique_in_sink: false,
        },
      },
    });
  });

  it("is refused when the program accepts less loss than a job an hour can keep, or wants a warehouse twice", () => {
    expect(() => built(changed((input) => (input.datasets[0].recovery.rpoMinutes = 15)))).toThrow(/PROGRAM-RPO/);
    expect(() =>
      built(changed((input) => (input.datasets[2].recovery = { account: "recovery", region: "europe-west4", rpoMinutes: 60 }))),
    ).toThrow(/PROGRAM-STORE/);
  });
});

describe("a sandbox on Google", () => {
  it("can be torn down", () => {
    const sandbox = built(
      changed((input) => {
        input.sandbox = true;
        input.datasets[0].legacy = [];
      }),
    );
    for (const name of sandbox.names) expect(JSON.stringify(sandbox.stack(name))).not.toContain('"prevent_destroy":true');
    expect(one(sandbox.stack("storage-europe-west3"), "google_sql_database_instance")).toMatchObject({
      deletion_protection: false,
      settings: { deletion_protection_enabled: false },
    });
  });
});
