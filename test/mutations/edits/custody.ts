import { add, editPolicy, resource, type Block, type Harmful, type StackJson } from "../edit";

const PARENTS_KEY = "arn:aws:kms:us-east-1:888888888888:key/11111111-2222-3333-4444-555555555555";
const of = (text: string, stack: string, at: RegExp, change: Harmful["change"]): Harmful => ({
  of: text,
  stack,
  claim: "custody",
  at,
  change,
});

interface KeyedStore {
  readonly name: string;
  readonly stack: string;
  readonly at: RegExp;
  readonly block: (stack: StackJson) => Block;
  readonly attribute: string;
}

const sse = (s: StackJson) =>
  (resource(s, "aws_s3_bucket_server_side_encryption_configuration")["rule"] as Block[])[0]?.[
    "apply_server_side_encryption_by_default"
  ] as Block;

const STORES: readonly KeyedStore[] = [
  { name: "the bucket", stack: "storage-us-east-1", at: /^aws_s3_bucket/, block: sse, attribute: "kms_master_key_id" },
  { name: "the replica", stack: "recovery-us-west-2", at: /^aws_s3_bucket/, block: sse, attribute: "kms_master_key_id" },
  {
    name: "the cluster",
    stack: "storage-us-east-1",
    at: /^aws_rds_cluster[.]/,
    block: (s) => resource(s, "aws_rds_cluster"),
    attribute: "kms_key_id",
  },
  {
    name: "the file system",
    stack: "storage-us-east-1",
    at: /^aws_efs_file_system[.]/,
    block: (s) => resource(s, "aws_efs_file_system"),
    attribute: "kms_key_id",
  },
  {
    name: "the vault",
    stack: "storage-us-east-1",
    at: /^aws_backup_vault[.]/,
    block: (s) => resource(s, "aws_backup_vault"),
    attribute: "kms_key_arn",
  },
  {
    name: "the second vault",
    stack: "recovery-us-east-1",
    at: /^aws_backup_vault[.]/,
    block: (s) => resource(s, "aws_backup_vault"),
    attribute: "kms_key_arn",
  },
  {
    name: "the table",
    stack: "storage-us-west-2",
    at: /^aws_dynamodb_table[.]/,
    block: (s) => resource(s, "aws_dynamodb_table")["server_side_encryption"] as Block,
    attribute: "kms_key_arn",
  },
  {
    name: "the flow logs",
    stack: "network-us-east-1",
    at: /^aws_cloudwatch_log_group[.]/,
    block: (s) => resource(s, "aws_cloudwatch_log_group"),
    attribute: "kms_key_id",
  },
];

const everyStore: readonly Harmful[] = STORES.flatMap(({ name, stack, at, block, attribute }) => [
  of(`${name} under the parent's key`, stack, at, (s) => void (block(s)[attribute] = PARENTS_KEY)),
  of(`${name} under no key of ours`, stack, at, (s) => void Reflect.deleteProperty(block(s), attribute)),
  of(`${name} under Amazon's key`, stack, at, (s) => void (block(s)[attribute] = "alias/aws/s3")),
  of(`${name} under a key that nobody can resolve`, stack, at, (s) => void (block(s)[attribute] = "${var.key}")),
]);

const KEY_STACKS = [
  "custody-us-east-1",
  "keys-home-us-east-1",
  "keys-home-us-west-2",
  "keys-recovery-us-east-1",
  "keys-recovery-us-west-2",
  "bootstrap-home",
];

const everyKey: readonly Harmful[] = KEY_STACKS.flatMap((stack) => {
  const at = /^aws_kms_key[.]/;
  const key = (s: StackJson) => resource(s, "aws_kms_key");
  const statement = (text: string, added: Block) =>
    of(`${stack}: ${text}`, stack, at, (s) =>
      editPolicy(key(s), "policy", (statements) => void statements.push({ Effect: "Allow", Resource: "*", ...added })),
    );
  return [
    statement("the account's root has everything", { Sid: "Root", Principal: { AWS: "arn:aws:iam::222222222222:root" }, Action: "kms:*" }),
    statement("the parent decrypts", { Sid: "Parent", Principal: { AWS: "arn:aws:iam::888888888888:role/app" }, Action: "kms:Decrypt" }),
    statement("everybody decrypts", { Sid: "All", Principal: "*", Action: "kms:Decrypt" }),
    of(`${stack}: a key in many regions`, stack, at, (s) => void (key(s)["multi_region"] = true)),
    of(`${stack}: a week until deletion`, stack, at, (s) => void (key(s)["deletion_window_in_days"] = 7)),
    of(`${stack}: no policy of its own`, stack, at, (s) => void delete key(s)["policy"]),
  ];
});

const BY_HAND: readonly Harmful[] = [
  of("a key store behind the parent's proxy", "custody-us-east-1", /^aws_kms_custom_key_store[.]more$/, (s) =>
    add(s, "aws_kms_custom_key_store", "more", {
      custom_key_store_name: "m",
      custom_key_store_type: "EXTERNAL_KEY_STORE",
      xks_proxy_uri_endpoint: "https://xks.parent.example",
      xks_proxy_uri_path: "/kms/xks/v1",
    }),
  ),
  of("the bucket under S3's own key", "storage-us-east-1", /^aws_s3_bucket/, (s) => void (sse(s)["sse_algorithm"] = "AES256")),
  of(
    "no encryption of the bucket",
    "storage-us-east-1",
    /^aws_s3_bucket/,
    (s) => void delete s.resource["aws_s3_bucket_server_side_encryption_configuration"],
  ),
  of(
    "a cluster without encryption",
    "storage-us-east-1",
    /^aws_rds_cluster[.]/,
    (s) => void (resource(s, "aws_rds_cluster")["storage_encrypted"] = false),
  ),
  of(
    "a file system without encryption",
    "storage-us-east-1",
    /^aws_efs_file_system[.]/,
    (s) => void (resource(s, "aws_efs_file_system")["encrypted"] = false),
  ),
  of("a table without encryption of its own", "storage-us-west-2", /^aws_dynamodb_table[.]/, (s) => {
    (resource(s, "aws_dynamodb_table")["server_side_encryption"] as Block)["enabled"] = false;
  }),
  of(
    "the database's password under Amazon's key",
    "storage-us-east-1",
    /^aws_rds_cluster[.]/,
    (s) => void delete resource(s, "aws_rds_cluster")["master_user_secret_kms_key_id"],
  ),
  of("a grant to the parent", "custody-us-east-1", /^aws_kms_grant[.]/, (s) =>
    add(s, "aws_kms_grant", "parent", {
      key_id: "${aws_kms_key.user-content_key_ACF432B8.key_id}",
      grantee_principal: "arn:aws:iam::888888888888:role/app",
      operations: ["Decrypt"],
    }),
  ),
  of("a key policy by a resource of its own", "custody-us-east-1", /^aws_kms_key_policy[.]|^aws_kms_key[.]/, (s) =>
    add(s, "aws_kms_key_policy", "late", { key_id: "${aws_kms_key.user-content_key_ACF432B8.key_id}", policy: "{}" }),
  ),
  of("a new volume's encryption is off", "bootstrap-home", /^aws_ebs_encryption_by_default[.]/, (s) =>
    add(s, "aws_ebs_encryption_by_default", "off", { enabled: false }),
  ),
  ...["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"].map((flag) =>
    of(`the account's ${flag} is off`, "bootstrap-home", /^aws_s3_account_public_access_block[.]/, (s) => {
      resource(s, "aws_s3_account_public_access_block")[flag] = false;
    }),
  ),
  of("the bucket's public policy is no longer blocked", "storage-us-east-1", /^aws_s3_bucket_public_access_block[.]/, (s) => {
    resource(s, "aws_s3_bucket_public_access_block")["block_public_policy"] = false;
  }),
  of("a replica under the parent's key", "storage-us-east-1", /replication/, (s) => {
    const [rule] = resource(s, "aws_s3_bucket_replication_configuration")["rule"] as Block[];
    ((rule?.["destination"] as Block)["encryption_configuration"] as Block)["replica_kms_key_id"] = PARENTS_KEY;
  }),
];

export const custodyEdits: readonly Harmful[] = [...everyStore, ...everyKey, ...BY_HAND];
