import { resource, type Block, type Harmful, type StackJson } from "../edit";

const of = (text: string, claim: Harmful["claim"], stack: string, at: RegExp, change: Harmful["change"]): Harmful => ({
  of: text,
  stack,
  claim,
  at,
  change,
  anywhere: true,
});

/** Takes every resource of a type out of its stack. */
const gone =
  (type: string, named = /./) =>
  (s: StackJson) => {
    resource(s, type, named);
    s.resource[type] = Object.fromEntries(Object.entries(s.resource[type] ?? {}).filter(([name]) => !named.test(name)));
  };

/** Guards that are resources of their own: whoever takes one away changes nothing in what it guarded. */
export const leftOutEdits: readonly Harmful[] = [
  ...["home", "custody", "recovery", "audit", "gatekeeper"].flatMap((account) => [
    of(`the account block of ${account}`, "custody", `bootstrap-${account}`, /^aws_s3_account/, gone("aws_s3_account_public_access_block")),
    of(
      `the bucket block of ${account}'s state`,
      "custody",
      `bootstrap-${account}`,
      /^aws_s3_bucket[.]/,
      gone("aws_s3_bucket_public_access_block"),
    ),
  ]),
  of("the bucket block of the store", "custody", "storage-us-east-1", /^aws_s3_bucket[.]/, gone("aws_s3_bucket_public_access_block")),
  of("the bucket block of the replica", "custody", "recovery-us-west-2", /^aws_s3_bucket[.]/, gone("aws_s3_bucket_public_access_block")),
  of("the bucket block of the archive", "custody", "audit-us-east-1", /^aws_s3_bucket[.]/, gone("aws_s3_bucket_public_access_block")),
  ...["network-us-east-1", "network-us-west-2", "network-release-us-east-1", "edge-us-east-1"].map((stack) =>
    of(`flow logs of ${stack}`, "audit", stack, /^aws_vpc[.]/, gone("aws_flow_log")),
  ),
  of("objects that expire after a day", "migration", "storage-us-east-1", /^aws_s3_bucket_lifecycle_configuration[.]/, (s) => {
    const rules = resource(s, "aws_s3_bucket_lifecycle_configuration")["rule"] as Block[];
    rules.push({ id: "gone", status: "Enabled", filter: [{ prefix: "" }], expiration: [{ days: 1 }] });
  }),
  of("objects that expire on a day", "migration", "storage-us-east-1", /^aws_s3_bucket_lifecycle_configuration[.]/, (s) => {
    const rules = resource(s, "aws_s3_bucket_lifecycle_configuration")["rule"] as Block[];
    rules.push({ id: "gone", status: "Enabled", filter: [{ prefix: "" }], expiration: [{ date: "2027-01-01T00:00:00Z" }] });
  }),
  of("metadata of another identity provider", "access", "access-us-east-1", /^aws_iam_saml_provider[.]/, (s) => {
    const provider = resource(s, "aws_iam_saml_provider");
    provider["saml_metadata_document"] = String(provider["saml_metadata_document"]).replace(
      /X509Certificate>[^<]*/,
      "X509Certificate>AAAA",
    );
  }),
  ...["approver", "operator", "read", "restore", "write"].map((duty) =>
    of(`a ${duty} without a second factor`, "access", "access-us-east-1", /^aws_iam_role[.]/, (s) => {
      const role = resource(s, "aws_iam_role", new RegExp(`^hub_${duty}_`));
      role["assume_role_policy"] = String(role["assume_role_policy"]).replace(',"aws:RequestTag/mfa":"true"', "");
    }),
  ),
];

const HOME = "storage-europe-west3";
const sql = (s: StackJson) => resource(s, "google_sql_database_instance")["settings"] as Block;
const store = (s: StackJson) => resource(s, "google_storage_bucket");
const people = (s: StackJson) => resource(s, "google_iam_workforce_pool_provider");
const ACCESS = "access-custody-europe-west3";

const googleLeftOutEdits: readonly Harmful[] = [
  ...["home", "custody", "recovery"].map((project) =>
    of(`no data access logs of ${project}`, "audit", `bootstrap-${project}`, /^google_/, gone("google_project_iam_audit_config")),
  ),
  ...["europe-west3", "custody-europe-west3", "recovery-europe-west4"].flatMap((place) => [
    of(`no locked logs in logs-${place}`, "audit", `logs-${place}`, /^google_/, gone("google_logging_project_bucket_config")),
    of(`no sink in logs-${place}`, "audit", `logs-${place}`, /^google_/, gone("google_logging_project_sink")),
  ]),
  of(
    "lists of access on objects",
    "custody",
    HOME,
    /^google_storage_bucket[.]/,
    (s) => void (store(s)["uniform_bucket_level_access"] = false),
  ),
  of("no versions", "migration", HOME, /^google_storage_bucket[.]/, (s) => void (store(s)["versioning"] = { enabled: false })),
  of("objects that expire", "migration", HOME, /^google_storage_bucket[.]/, (s) => {
    store(s)["lifecycle_rule"] = [{ action: { type: "Delete" }, condition: { age: 1 } }];
  }),
  of("a warehouse that empties itself", "migration", HOME, /^google_bigquery_dataset[.]/, (s) => {
    resource(s, "google_bigquery_dataset")["delete_contents_on_destroy"] = true;
  }),
  of("a database without backups", "migration", HOME, /^google_sql_database_instance[.]/, (s) => {
    (sql(s)["backup_configuration"] as Block)["enabled"] = false;
  }),
  of("connections in the clear", "custody", HOME, /^google_sql_database_instance[.]/, (s) => {
    (sql(s)["ip_configuration"] as Block)["ssl_mode"] = "ALLOW_UNENCRYPTED_AND_ENCRYPTED";
  }),
  of("a consumer of the parent's", "network", HOME, /^google_sql_database_instance[.]/, (s) => {
    ((sql(s)["ip_configuration"] as Block)["psc_config"] as Block[])[0] = {
      psc_enabled: true,
      allowed_consumer_projects: ["parent-project-9"],
    };
  }),
  of("backups in Asia", "location", HOME, /^google_sql_database_instance[.]/, (s) => {
    (sql(s)["backup_configuration"] as Block)["location"] = "asia-southeast1";
  }),
  of("backups in a multi-region of the world", "location", HOME, /^google_sql_database_instance[.]/, (s) => {
    (sql(s)["backup_configuration"] as Block)["location"] = "us";
  }),
  of("a bucket of two regions", "location", HOME, /^google_storage_bucket[.]/, (s) => {
    store(s)["location"] = "EU";
    store(s)["custom_placement_config"] = { data_locations: ["EUROPE-WEST3", "ASIA-SOUTHEAST1"] };
  }),
  of("a bucket in the multi-region of America", "location", HOME, /^google_storage_bucket[.]/, (s) => void (store(s)["location"] = "US")),
  of("a warehouse in America", "location", HOME, /^google_bigquery_dataset[.]/, (s) => {
    resource(s, "google_bigquery_dataset")["location"] = "US";
  }),
  of("people without a second factor", "access", ACCESS, /^google_iam_workforce_pool_provider[.]/, (s) => {
    people(s)["attribute_condition"] = "attribute.person != '' && attribute.ticket != ''";
  }),
  of("a second factor or none", "access", ACCESS, /^google_iam_workforce_pool_provider[.]/, (s) => {
    people(s)["attribute_condition"] = "attribute.mfa == 'true' || true";
  }),
  of("a second factor that everybody has", "access", ACCESS, /^google_iam_workforce_pool_provider[.]/, (s) => {
    (people(s)["attribute_mapping"] as Block)["attribute.mfa"] = "'true'";
  }),
  of("everybody may read profiles", "access", ACCESS, /^google_iam_workforce_pool_provider[.]/, (s) => {
    (people(s)["attribute_mapping"] as Block)["attribute.grant"] = "'read.profiles'";
  }),
  of("another identity provider", "access", ACCESS, /^google_iam_workforce_pool_provider[.]/, (s) => {
    people(s)["saml"] = { idp_metadata_xml: "<EntityDescriptor entityID='https://login.parent.example'/>" };
  }),
  of("a provider that acts as the parent", "location", HOME, /^provider[.]google/, (s) => {
    const provider = s.provider["google"]?.[0] as Block;
    provider["impersonate_service_account"] = "deployer@parent-project-9.iam.gserviceaccount.com";
  }),
  of("an endpoint of the parent's", "location", HOME, /^provider[.]google/, (s) => {
    const provider = s.provider["google"]?.[0] as Block;
    provider["storage_custom_endpoint"] = "https://storage.parent.example/";
  }),
  of("a provider of somebody else's", "location", HOME, /^terraform[.]required_providers/, (s) => {
    (s as unknown as { terraform: Block }).terraform["required_providers"] = { google: { source: "parent/google" } };
  }),
];

/** Resources more on Google, which a store has no use for. */
const MORE: readonly [text: string, claim: Harmful["claim"], type: string, block: Block][] = [
  [
    "a list that lets in everybody",
    "access",
    "google_storage_bucket_acl",
    { bucket: "user-content-example-home", predefined_acl: "publicRead" },
  ],
  [
    "an entity of everybody's",
    "access",
    "google_storage_bucket_access_control",
    { bucket: "user-content-example-home", entity: "allUsers", role: "READER" },
  ],
  [
    "an entity of objects",
    "access",
    "google_storage_default_object_access_control",
    { bucket: "user-content-example-home", entity: "user-stranger@example.com", role: "READER" },
  ],
  [
    "a member of everybody's on the bucket",
    "access",
    "google_storage_bucket_iam_member",
    { bucket: "user-content-example-home", role: "roles/storage.objectViewer", member: "allUsers" },
  ],
  [
    "a reader of the warehouse",
    "access",
    "google_bigquery_dataset_iam_member",
    { dataset_id: "statistics", role: "roles/bigquery.dataViewer", member: "allAuthenticatedUsers" },
  ],
  [
    "a decrypter of the parent's",
    "custody",
    "google_kms_crypto_key_iam_member",
    {
      crypto_key_id: "projects/example-custody/locations/europe-west3/keyRings/x/cryptoKeys/y",
      role: "roles/cloudkms.cryptoKeyDecrypter",
      member: "serviceAccount:x@parent-project-9.iam.gserviceaccount.com",
    },
  ],
  [
    "a replica in Asia",
    "location",
    "google_sql_database_instance",
    {
      name: "more",
      region: "asia-southeast1",
      master_instance_name: "european-union-profiles",
      database_version: "POSTGRES_16",
      settings: { tier: "x" },
    },
  ],
  [
    "a sink into the parent's bucket",
    "location",
    "google_logging_project_sink",
    { name: "more", destination: "storage.googleapis.com/parents-logs" },
  ],
  ["a topic of the whole world", "location", "google_pubsub_topic", { name: "more" }],
  [
    "a subscription that pushes to the parent",
    "location",
    "google_pubsub_subscription",
    { name: "more", topic: "x", push_config: { push_endpoint: "https://collector.parent.example" } },
  ],
  ["a secret in every region", "location", "google_secret_manager_secret", { secret_id: "more", replication: { auto: {} } }],
  [
    "a transfer out",
    "location",
    "google_storage_transfer_job",
    {
      description: "x",
      transfer_spec: { gcs_data_source: { bucket_name: "user-content-example-home" }, gcs_data_sink: { bucket_name: "parents-bucket" } },
    },
  ],
  ["a snapshot kept in America", "location", "google_compute_snapshot", { name: "more", source_disk: "x", storage_locations: ["us"] }],
  ["a registry in Asia", "location", "google_artifact_registry_repository", { repository_id: "more", location: "asia", format: "DOCKER" }],
  [
    "a queue of changes to the parent",
    "location",
    "google_storage_notification",
    {
      bucket: "user-content-example-home",
      payload_format: "JSON_API_V1",
      topic: "//pubsub.googleapis.com/projects/parent-project-9/topics/x",
    },
  ],
  ["a spanner of three continents", "location", "google_spanner_instance", { config: "nam-eur-asia1", display_name: "x", num_nodes: 1 }],
  ["a function abroad", "location", "google_cloudfunctions2_function", { name: "more", location: "us-central1" }],
];

const moreEdits: readonly Harmful[] = MORE.map(([text, claim, type, block]) => ({
  of: text,
  stack: HOME,
  claim,
  at: new RegExp(`^${type}[.]unseen$`),
  change: (s: StackJson) => void (s.resource[type] = { ...s.resource[type], unseen: block }),
}));

export const googleUnseenEdits: readonly Harmful[] = [...googleLeftOutEdits, ...moreEdits];
