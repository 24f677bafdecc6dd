/** Two small stacks by hand, in cdktf's shape: a custodian's key, and a home that stores under it. */
export const CUSTODY = "111111111111";
export const HOME = "222222222222";
export const FOREIGN = "333333333333";
export const ORGANIZATION = "o-custodian01";
export const BUCKET = "ringfence-home-profiles";
const REGION = "us-east-1";

const policy = (...statements: object[]): string => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const arn = (service: string, rest: string): string => `arn:aws:${service}:${REGION}:${HOME}:${rest}`;

function terraform(stack: string): object {
  return {
    required_providers: { aws: { source: "aws", version: ">= 5.100.0, < 7.0.0" } },
    backend: { s3: { bucket: "not-to-be-used", key: `home/${REGION}/${stack}.tfstate`, region: REGION, use_lockfile: true } },
  };
}

/** The provider as a stack emits it: pinned to its account, assuming its deployer. */
const provider = (account: string, role?: string): object => ({
  aws: [
    {
      region: REGION,
      allowed_account_ids: [account],
      ...(role ? { assume_role: [{ role_arn: `arn:aws:iam::${account}:role/${role}` }] } : {}),
    },
  ],
});

export const bootstrap = {
  terraform: terraform("bootstrap"),
  provider: provider(HOME),
  resource: {
    aws_iam_role: {
      deployer: {
        name: "deployer",
        assume_role_policy: policy({ Effect: "Allow", Principal: { AWS: `arn:aws:iam::${HOME}:root` }, Action: "sts:AssumeRole" }),
      },
      app: {
        name: "app",
        assume_role_policy: policy({ Effect: "Allow", Principal: { AWS: `arn:aws:iam::${HOME}:root` }, Action: "sts:AssumeRole" }),
      },
      flow: {
        name: "flow",
        assume_role_policy: policy({ Effect: "Allow", Principal: { Service: "vpc-flow-logs.amazonaws.com" }, Action: "sts:AssumeRole" }),
      },
    },
    aws_iam_policy: { app: { name: "app", policy: policy({ Effect: "Allow", Action: ["s3:GetObject", "kms:Decrypt"], Resource: "*" }) } },
    aws_iam_role_policy_attachment: { app: { role: "${aws_iam_role.app.name}", policy_arn: "${aws_iam_policy.app.arn}" } },
    aws_iam_role_policy: {
      deployer: { role: "${aws_iam_role.deployer.id}", policy: policy({ Effect: "Allow", Action: "*", Resource: "*" }) },
      flow: { role: "${aws_iam_role.flow.id}", policy: policy({ Effect: "Allow", Action: "logs:PutLogEvents", Resource: "*" }) },
    },
    aws_ebs_encryption_by_default: { on: { enabled: true } },
    aws_ebs_snapshot_block_public_access: { on: { state: "block-all-sharing" } },
    aws_vpc_block_public_access_options: { on: { internet_gateway_block_mode: "block-bidirectional" } },
    aws_s3_account_public_access_block: {
      on: { block_public_acls: true, block_public_policy: true, ignore_public_acls: true, restrict_public_buckets: true },
    },
  },
};

export const custody = {
  terraform: terraform("custody"),
  provider: provider(CUSTODY),
  resource: {
    aws_kms_key: {
      data: {
        description: "profiles",
        enable_key_rotation: true,
        deletion_window_in_days: 30,
        policy: policy(
          {
            Sid: "Administer",
            Effect: "Allow",
            Principal: "*",
            Action: [
              "kms:Create*",
              "kms:Describe*",
              "kms:Get*",
              "kms:List*",
              "kms:Put*",
              "kms:Enable*",
              "kms:Disable*",
              "kms:TagResource",
              "kms:ScheduleKeyDeletion",
            ],
            Resource: "*",
            Condition: { StringEquals: { "aws:PrincipalAccount": CUSTODY } },
          },
          {
            Sid: "UseThroughS3",
            Effect: "Allow",
            Principal: "*",
            Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
            Resource: "*",
            Condition: {
              StringEquals: {
                "kms:CallerAccount": HOME,
                "kms:ViaService": `s3.${REGION}.amazonaws.com`,
                "aws:PrincipalOrgID": ORGANIZATION,
              },
            },
          },
        ),
      },
    },
  },
  output: { key_arn: { value: "${aws_kms_key.data.arn}" } },
};

const KEY = "${data.terraform_remote_state.custody.outputs.key_arn}";
const bucketArn = `arn:aws:s3:::${BUCKET}`;
const each = (names: readonly string[], make: (name: string) => object): object =>
  Object.fromEntries(names.map((name) => [name, make(name)]));

const network = {
  aws_vpc: { home: { cidr_block: "10.0.0.0/16", enable_dns_support: true, enable_dns_hostnames: true } },
  aws_subnet: {
    a: { vpc_id: "${aws_vpc.home.id}", cidr_block: "10.0.0.0/24", availability_zone: `${REGION}a` },
    b: { vpc_id: "${aws_vpc.home.id}", cidr_block: "10.0.1.0/24", availability_zone: `${REGION}b` },
  },
  aws_route_table: { private: { vpc_id: "${aws_vpc.home.id}" } },
  aws_route_table_association: { a: { subnet_id: "${aws_subnet.a.id}", route_table_id: "${aws_route_table.private.id}" } },
  aws_default_security_group: { closed: { vpc_id: "${aws_vpc.home.id}" } },
  aws_default_network_acl: {
    closed: { default_network_acl_id: "${aws_vpc.home.default_network_acl_id}", lifecycle: { ignore_changes: ["subnet_ids"] } },
  },
  aws_route53_resolver_firewall_domain_list: {
    all: { name: "all", domains: ["*"], tags: { a: "b" } },
    some: { name: "some", domains: ["*.example"] },
  },
  aws_route53_resolver_firewall_rule_group: { names: { name: "names" } },
  aws_route53_resolver_firewall_rule: {
    allow: {
      name: "allow",
      action: "ALLOW",
      priority: 100,
      firewall_domain_list_id: "${aws_route53_resolver_firewall_domain_list.some.id}",
      firewall_rule_group_id: "${aws_route53_resolver_firewall_rule_group.names.id}",
      firewall_domain_redirection_action: "TRUST_REDIRECTION_DOMAIN",
    },
    block: {
      name: "block",
      action: "BLOCK",
      block_response: "NXDOMAIN",
      priority: 200,
      firewall_domain_list_id: "${aws_route53_resolver_firewall_domain_list.all.id}",
      firewall_rule_group_id: "${aws_route53_resolver_firewall_rule_group.names.id}",
    },
  },
  aws_route53_resolver_firewall_rule_group_association: {
    names: {
      name: "names",
      firewall_rule_group_id: "${aws_route53_resolver_firewall_rule_group.names.id}",
      vpc_id: "${aws_vpc.home.id}",
      priority: 101,
      mutation_protection: "ENABLED",
    },
  },
  aws_route53_resolver_firewall_config: { closed: { resource_id: "${aws_vpc.home.id}", firewall_fail_open: "DISABLED" } },
  aws_route53_resolver_query_log_config: { queries: { name: "queries", destination_arn: "${aws_cloudwatch_log_group.flow.arn}" } },
  aws_route53_resolver_query_log_config_association: {
    queries: { resolver_query_log_config_id: "${aws_route53_resolver_query_log_config.queries.id}", resource_id: "${aws_vpc.home.id}" },
  },
  aws_security_group: { endpoints: { name: "endpoints", description: "from inside", vpc_id: "${aws_vpc.home.id}" } },
  aws_vpc_security_group_ingress_rule: {
    https: {
      security_group_id: "${aws_security_group.endpoints.id}",
      cidr_ipv4: "10.0.0.0/16",
      ip_protocol: "tcp",
      from_port: 443,
      to_port: 443,
    },
  },
  aws_vpc_endpoint: {
    s3: {
      vpc_id: "${aws_vpc.home.id}",
      service_name: `com.amazonaws.${REGION}.s3`,
      vpc_endpoint_type: "Gateway",
      route_table_ids: ["${aws_route_table.private.id}"],
      policy: policy({
        Sid: "OwnOrganization",
        Effect: "Allow",
        Principal: "*",
        Action: "s3:*",
        Resource: "*",
        Condition: { StringEquals: { "aws:PrincipalOrgID": ORGANIZATION, "aws:ResourceOrgID": ORGANIZATION } },
      }),
    },
    ...each(["kms", "logs", "sts"], (service) => ({
      vpc_id: "${aws_vpc.home.id}",
      service_name: `com.amazonaws.${REGION}.${service}`,
      vpc_endpoint_type: "Interface",
      private_dns_enabled: true,
      subnet_ids: ["${aws_subnet.a.id}"],
      security_group_ids: ["${aws_security_group.endpoints.id}"],
      policy: policy({ Effect: "Allow", Principal: "*", Action: `${service}:*`, Resource: "*" }),
    })),
  },
  aws_cloudwatch_log_group: { flow: { name: "/flow", retention_in_days: 365 } },
  aws_flow_log: {
    all: {
      vpc_id: "${aws_vpc.home.id}",
      traffic_type: "ALL",
      log_destination: "${aws_cloudwatch_log_group.flow.arn}",
      iam_role_arn: `arn:aws:iam::${HOME}:role/flow`,
    },
  },
};

const buckets = {
  aws_s3_bucket: { data: { bucket: BUCKET, object_lock_enabled: true }, copy: { bucket: `${BUCKET}-copy` } },
  aws_s3_bucket_versioning: each(["data", "copy"], (name) => ({
    bucket: `\${aws_s3_bucket.${name}.id}`,
    versioning_configuration: { status: "Enabled" },
  })),
  aws_s3_bucket_server_side_encryption_configuration: each(["data", "copy"], (name) => ({
    bucket: `\${aws_s3_bucket.${name}.id}`,
    rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms", kms_master_key_id: KEY }, bucket_key_enabled: true }],
  })),
  aws_s3_bucket_public_access_block: each(["data", "copy"], (name) => ({
    bucket: `\${aws_s3_bucket.${name}.id}`,
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  })),
  aws_s3_bucket_ownership_controls: { data: { bucket: "${aws_s3_bucket.data.id}", rule: { object_ownership: "BucketOwnerEnforced" } } },
  aws_s3_bucket_object_lock_configuration: {
    data: { bucket: "${aws_s3_bucket.data.id}", rule: { default_retention: { mode: "GOVERNANCE", days: 1 } } },
  },
  aws_s3_bucket_replication_configuration: {
    data: {
      bucket: "${aws_s3_bucket.data.id}",
      role: `arn:aws:iam::${HOME}:role/app`,
      depends_on: ["aws_s3_bucket_versioning.data", "aws_s3_bucket_versioning.copy"],
      rule: [
        {
          id: "all",
          status: "Enabled",
          priority: 1,
          filter: {},
          delete_marker_replication: { status: "Enabled" },
          source_selection_criteria: { sse_kms_encrypted_objects: { status: "Enabled" } },
          destination: {
            bucket: "${aws_s3_bucket.copy.arn}",
            storage_class: "STANDARD",
            encryption_configuration: { replica_kms_key_id: KEY },
          },
        },
      ],
    },
  },
  aws_s3_bucket_policy: {
    data: {
      bucket: "${aws_s3_bucket.data.id}",
      policy: policy(
        {
          Sid: "TlsOnly",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: [bucketArn, `${bucketArn}/*`],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
        {
          Sid: "EndpointOnly",
          Effect: "Deny",
          Principal: "*",
          Action: ["s3:GetObject*", "s3:PutObject", "s3:DeleteObject*"],
          Resource: `${bucketArn}/*`,
          Condition: { StringNotEquals: { "aws:SourceVpce": "${aws_vpc_endpoint.s3.id}" } },
        },
      ),
    },
  },
};

const stores = {
  aws_efs_file_system: { files: { creation_token: "files", encrypted: true, kms_key_id: KEY } },
  aws_efs_mount_target: {
    a: {
      file_system_id: "${aws_efs_file_system.files.id}",
      subnet_id: "${aws_subnet.a.id}",
      security_groups: ["${aws_security_group.endpoints.id}"],
    },
  },
  aws_efs_file_system_policy: {
    files: {
      file_system_id: "${aws_efs_file_system.files.id}",
      policy: policy({
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: { AWS: "*" },
        Action: "*",
        Resource: "*",
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      }),
    },
  },
  aws_efs_backup_policy: { files: { file_system_id: "${aws_efs_file_system.files.id}", backup_policy: { status: "ENABLED" } } },
  aws_dynamodb_table: {
    profiles: {
      name: "profiles",
      billing_mode: "PAY_PER_REQUEST",
      hash_key: "id",
      attribute: [{ name: "id", type: "S" }],
      point_in_time_recovery: { enabled: true },
      server_side_encryption: { enabled: true, kms_key_arn: KEY },
      deletion_protection_enabled: false,
    },
  },
  aws_ebs_default_kms_key: { key: { key_arn: KEY } },
  aws_db_subnet_group: { home: { name: "home", subnet_ids: ["${aws_subnet.a.id}", "${aws_subnet.b.id}"] } },
  aws_rds_cluster: {
    ledger: {
      cluster_identifier: "ledger",
      engine: "aurora-postgresql",
      engine_version: "15.4",
      database_name: "ledger",
      master_username: "owner",
      manage_master_user_password: true,
      storage_encrypted: true,
      kms_key_id: KEY,
      db_subnet_group_name: "${aws_db_subnet_group.home.name}",
      backup_retention_period: 35,
      serverlessv2_scaling_configuration: { min_capacity: 0.5, max_capacity: 2 },
      skip_final_snapshot: true,
    },
  },
  aws_rds_cluster_instance: {
    ledger: {
      identifier: "ledger-1",
      cluster_identifier: "${aws_rds_cluster.ledger.id}",
      engine: "${aws_rds_cluster.ledger.engine}",
      engine_version: "15.4",
      instance_class: "db.serverless",
    },
  },
  aws_backup_vault: { home: { name: "home", kms_key_arn: KEY } },
  aws_backup_vault_lock_configuration: {
    home: { backup_vault_name: "${aws_backup_vault.home.name}", min_retention_days: 7, max_retention_days: 365 },
  },
  aws_backup_vault_policy: {
    home: {
      backup_vault_name: "${aws_backup_vault.home.name}",
      policy: policy({ Sid: "NoCopyOut", Effect: "Deny", Principal: "*", Action: "backup:CopyIntoBackupVault", Resource: "*" }),
    },
  },
  aws_backup_plan: {
    daily: {
      name: "daily",
      rule: [
        {
          rule_name: "daily",
          target_vault_name: "${aws_backup_vault.home.name}",
          schedule: "cron(0 5 * * ? *)",
          lifecycle: { delete_after: 35 },
        },
      ],
    },
  },
  aws_backup_selection: {
    all: {
      name: "all",
      plan_id: "${aws_backup_plan.daily.id}",
      iam_role_arn: `arn:aws:iam::${HOME}:role/app`,
      resources: [arn("dynamodb", "table/profiles")],
    },
  },
};

export const home = {
  terraform: terraform("home"),
  provider: provider(HOME, "deployer"),
  data: {
    terraform_remote_state: {
      custody: { backend: "s3", config: { bucket: "not-to-be-used", key: `custody/${REGION}/custody.tfstate`, region: REGION } },
    },
    aws_caller_identity: { me: {} },
  },
  resource: { ...network, ...buckets, ...stores },
  output: { endpoint: { value: "${aws_vpc_endpoint.s3.id}" }, me: { value: "${data.aws_caller_identity.me.account_id}" } },
};
