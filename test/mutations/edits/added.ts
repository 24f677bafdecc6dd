import { add, type Block, type Edit, type Harmful } from "../edit";

const PARENT = "888888888888";
const STRANGER = "123450987654";
const STORAGE = "storage-us-east-1";
const NETWORK = "network-us-east-1";
const SECURITY = "security-us-east-1";
const RELEASE = "release-us-east-1";
const VPC = "${aws_vpc.network_vpc_4E8F0223.id}";
const BUCKET = "user-content-333333333333-us-east-1";

const policy = (Principal: Block["x"], Action = "*") =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal, Action, Resource: "*" }] });
const lets = (account: string) => policy({ AWS: `arn:aws:iam::${account}:root` }, "s3:GetObject");

type Row = readonly [type: string, block: Block];
const adding = (claim: Harmful["claim"], stack: string, rows: readonly Row[], of = "a resource more"): readonly Harmful[] =>
  rows.map(([type, block]) => ({
    of: `${of}: ${type} ${JSON.stringify(block).slice(0, 80)}`,
    stack,
    claim,
    at: new RegExp(`^${type}[.]more$`),
    change: (s) => add(s, type, "more", block),
  }));

/** Each kind of policy that a resource has, when it lets in an account that is not the program's. */
const POLICIES: readonly Row[] = [PARENT, STRANGER].flatMap((account): Row[] => [
  ["aws_codebuild_resource_policy", { resource_arn: "arn:aws:codebuild:us-east-1:333333333333:project/x", policy: lets(account) }],
  ["aws_dynamodb_resource_policy", { resource_arn: "arn:aws:dynamodb:us-east-1:333333333333:table/x", policy: lets(account) }],
  ["aws_ecr_repository_creation_template", { prefix: "ROOT", applied_for: ["REPLICATION"], repository_policy: lets(account) }],
  ["aws_elasticsearch_domain_policy", { domain_name: "x", access_policies: lets(account) }],
  ["aws_glue_resource_policy", { policy: lets(account) }],
  ["aws_kinesis_resource_policy", { resource_arn: "arn:aws:kinesis:us-east-1:333333333333:stream/x", policy: lets(account) }],
  ["aws_redshift_resource_policy", { resource_arn: "arn:aws:redshift:us-east-1:333333333333:namespace:x", policy: lets(account) }],
  ["aws_s3_access_point", { name: "x", bucket: BUCKET, policy: lets(account) }],
  ["aws_s3control_access_grants_instance_resource_policy", { policy: lets(account) }],
  ["aws_s3control_multi_region_access_point_policy", { details: { name: "x", policy: lets(account) } }],
  ["aws_s3control_object_lambda_access_point_policy", { name: "x", policy: lets(account) }],
  ["aws_sagemaker_model_package_group_policy", { model_package_group_name: "x", resource_policy: lets(account) }],
  ["aws_sqs_queue_policy", { queue_url: "https://sqs.us-east-1.amazonaws.com/333333333333/x", policy: lets(account) }],
]);

/** What names an account by an attribute of its own. */
const NAMES: readonly Row[] = [PARENT, STRANGER].flatMap((account): Row[] => [
  [
    "aws_cloudwatch_log_account_policy",
    {
      policy_name: "x",
      policy_type: "SUBSCRIPTION_FILTER_POLICY",
      policy_document: JSON.stringify({ DestinationArn: `arn:aws:logs:us-east-1:${account}:destination:x` }),
    },
  ],
  ["aws_detective_invitation_accepter", { graph_arn: `arn:aws:detective:us-east-1:${account}:graph:x` }],
  [
    "aws_eks_access_policy_association",
    { cluster_name: "x", policy_arn: "p", principal_arn: `arn:aws:iam::${account}:role/x`, access_scope: { type: "cluster" } },
  ],
  ["aws_glue_catalog_database", { name: "x", target_database: { catalog_id: account, database_name: "x" } }],
  ["aws_lakeformation_data_lake_settings", { admins: [`arn:aws:iam::${account}:role/x`] }],
  ["aws_lambda_event_source_mapping", { function_name: `arn:aws:lambda:us-east-1:${account}:function:x` }],
  [
    "aws_licensemanager_grant",
    { name: "x", allowed_operations: ["CreateToken"], license_arn: "x", principal: `arn:aws:iam::${account}:root` },
  ],
  ["aws_network_interface_permission", { network_interface_id: "eni-1", permission: "INSTANCE-ATTACH", aws_account_id: account }],
  [
    "aws_opensearchserverless_access_policy",
    { name: "x", type: "data", policy: JSON.stringify([{ Principal: [`arn:aws:iam::${account}:root`] }]) },
  ],
  ["aws_signer_signing_profile_permission", { profile_name: "x", action: "signer:StartSigningJob", principal: account }],
  [
    "aws_vpc_security_group_ingress_rule",
    { security_group_id: "sg-1", referenced_security_group_id: `${account}/sg-2`, ip_protocol: "-1" },
  ],
]);

/** What gives rights to a role, or works as one, that no stack makes. */
const UNSEEN: readonly Row[] = [
  ["aws_backup_selection", { name: "x", plan_id: "x", iam_role_arn: "arn:aws:iam::333333333333:role/other" }],
  ["aws_iam_policy_attachment", { name: "x", roles: ["other"], policy_arn: "arn:aws:iam::aws:policy/AmazonS3FullAccess" }],
  ["aws_iam_role_policy", { role: "other", policy: "{}" }],
  ["aws_iam_role_policy_attachment", { role: "other", policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess" }],
  [
    "aws_ssoadmin_account_assignment",
    { permission_set_arn: "arn:aws:sso:::permissionSet/ssoins-1/ps-1", principal_id: "x", target_id: "333333333333" },
  ],
];

const DOORS: readonly Row[] = [
  ["aws_api_gateway_rest_api", { name: "x" }],
  ["aws_apigatewayv2_api", { name: "x", protocol_type: "HTTP" }],
  ["aws_appsync_graphql_api", { name: "x", authentication_type: "API_KEY" }],
  ["aws_ec2_instance_connect_endpoint", { subnet_id: "${aws_subnet.network_subnet-0_6C74219D.id}" }],
  ["aws_ec2_managed_prefix_list", { name: "x", address_family: "IPv4", max_entries: 1, entry: { cidr: "0.0.0.0/0" } }],
  ["aws_ec2_serial_console_access", {}],
  ["aws_ec2_traffic_mirror_session", { network_interface_id: "eni-1", traffic_mirror_target_id: "tmt-1" }],
  ["aws_ecs_service", { name: "x", network_configuration: { subnets: [], assign_public_ip: true } }],
  ["aws_lightsail_container_service", { name: "x", power: "nano", scale: 1 }],
  ["aws_route", { route_table_id: "rtb-1", destination_cidr_block: "0.0.0.0/0", network_interface_id: "eni-1" }],
  ["aws_route53_resolver_endpoint", { direction: "OUTBOUND" }],
  ["aws_spot_fleet_request", { launch_specification: { associate_public_ip_address: true } }],
  ["aws_storagegateway_nfs_file_share", { client_list: ["0.0.0.0/0"], location_arn: `arn:aws:s3:::${BUCKET}` }],
  ["aws_transfer_server", { identity_provider_type: "SERVICE_MANAGED" }],
  ["aws_verifiedaccess_endpoint", { application_domain: "x.example" }],
  ["aws_vpc_dhcp_options", { domain_name_servers: ["8.8.8.8"] }],
  ["aws_vpc_endpoint_connection_accepter", { vpc_endpoint_service_id: "vpce-svc-1", vpc_endpoint_id: "vpce-1" }],
  ["aws_vpc_endpoint_policy", { vpc_endpoint_id: "${aws_vpc_endpoint.network_endpoint-kms_186D690E.id}", policy: policy("*") }],
  ["aws_vpclattice_resource_gateway", { name: "x", vpc_id: VPC, subnet_ids: [] }],
  [
    "aws_route53_resolver_firewall_rule",
    {
      action: "ALLOW",
      firewall_domain_list_id: "rslvr-fdl-1",
      firewall_rule_group_id: "${aws_route53_resolver_firewall_rule_group.network_dns_group_FC012730.id}",
      priority: 1,
    },
  ],
];

const MUTED: readonly Row[] = [
  ["aws_accessanalyzer_archive_rule", { analyzer_name: "x", rule_name: "x" }],
  ["aws_guardduty_filter", { name: "x", action: "ARCHIVE", rank: 1 }],
  ["aws_guardduty_ipset", { name: "x", activate: true, format: "TXT", location: "https://s3.amazonaws.com/x/y" }],
  ["aws_inspector2_filter", { name: "x", action: "SUPPRESS" }],
  ["aws_macie2_findings_filter", { action: "ARCHIVE" }],
  ["aws_securityhub_automation_rule", { rule_name: "x", rule_order: 1 }],
  ["aws_securityhub_standards_control", { control_status: "DISABLED" }],
  ["aws_securityhub_standards_control_association", { association_status: "DISABLED" }],
];

/** What nobody declared, and somebody put beside what stands. */
export const addedEdits: readonly Harmful[] = [
  ...adding("access", STORAGE, POLICIES),
  ...adding("access", STORAGE, NAMES),
  ...adding("access", STORAGE, UNSEEN),
  ...adding("access", STORAGE, [
    ["aws_iam_signing_certificate", { user_name: "x", certificate_body: "y" }],
    ["aws_shield_drt_access_role_arn_association", { role_arn: "arn:aws:iam::333333333333:role/x" }],
    ["aws_ssm_activation", { iam_role: "x", registration_limit: 5 }],
  ]),
  ...adding("access", "organization-us-east-1", [["aws_organizations_account", { name: "x", email: "x@parent.example" }]]),
  ...adding("network", NETWORK, DOORS),
  ...adding("network", "ingress-us-east-1", [
    ["aws_lb_listener_rule", { action: { type: "redirect", redirect: { host: "parent.example", status_code: "HTTP_301" } } }],
    ["aws_wafv2_web_acl_association", { resource_arn: "x", web_acl_arn: "arn:aws:wafv2:us-east-1:222233334444:regional/webacl/x/1" }],
  ]),
  ...adding("audit", SECURITY, MUTED),
  ...adding("location", STORAGE, [
    ["aws_config_remediation_configuration", { config_rule_name: "x", target_id: "AWS-RunShellScript", target_type: "SSM_DOCUMENT" }],
    ["aws_fis_experiment_template", { description: "x", role_arn: "x" }],
    ["aws_ssm_association", { name: "AWS-RunShellScript", parameters: { commands: "curl x" } }],
  ]),
  ...adding("migration", STORAGE, [
    [
      "aws_s3_bucket_lifecycle_configuration",
      {
        bucket: "${aws_s3_bucket.user-content_bucket_26091FEA.id}",
        rule: [{ id: "x", status: "Enabled", noncurrent_version_expiration: { noncurrent_days: 1 } }],
      },
    ],
  ]),
];

const harmless = (stack: string, [type, block]: Row): Edit => ({
  of: `a harmless ${type}`,
  stack,
  change: (s) => add(s, type, "more", block),
});

/** What somebody may put beside what stands, and opens nothing. */
export const ADDED_HARMLESS: readonly Edit[] = [
  harmless(NETWORK, ["aws_api_gateway_rest_api", { name: "x", endpoint_configuration: { types: ["PRIVATE"] } }]),
  harmless(NETWORK, ["aws_ec2_managed_prefix_list", { name: "x", address_family: "IPv4", max_entries: 1, entry: { cidr: "10.0.0.0/16" } }]),
  harmless(NETWORK, ["aws_vpc_dhcp_options", { domain_name_servers: ["AmazonProvidedDNS"] }]),
  harmless(NETWORK, ["aws_vpc_ipv4_cidr_block_association", { vpc_id: VPC, cidr_block: "100.64.0.0/16" }]),
  harmless(SECURITY, ["aws_guardduty_filter", { name: "x", action: "NOOP", rank: 1 }]),
  harmless(STORAGE, [
    "aws_s3_bucket_cors_configuration",
    { bucket: BUCKET, cors_rule: { allowed_methods: ["GET"], allowed_origins: ["https://us.app.example"] } },
  ]),
  harmless(STORAGE, [
    "aws_rds_cluster_endpoint",
    { cluster_identifier: "x", cluster_endpoint_identifier: "y", custom_endpoint_type: "READER" },
  ]),
  harmless(RELEASE, ["aws_ecr_lifecycle_policy", { repository: "x", policy: "{}" }]),
];
