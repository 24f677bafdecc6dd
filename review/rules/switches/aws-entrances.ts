import { one, type Switch } from "./switch";

const network = one("network");
const isNot =
  (pattern: RegExp): Switch["on"] =>
  (text) =>
    !pattern.test(text);

const PUBLIC = "it has a public address";
const addressed = (path: string, absent = "false"): Switch => network(path, "false", PUBLIC, { absent });
const PRIVATE_API = network("endpoint_configuration[].types[]", "PRIVATE", "anybody may call it", { absent: "EDGE" });
/** A domain that is in no VPC answers the internet (Amazon OpenSearch Service guide, Launching within a VPC). */
const inNetwork: Switch = {
  ...network("vpc_options[].subnet_ids[]", "subnets", "it stands in no network, and answers the internet"),
  on: (text) => text !== "",
};

/**
 * What stands in a network or beside it, and is open to the internet by how it is set; what the provider or the service takes where the
 * setting is absent (provider schema, aws 5.100.0; each service's API reference).
 */
export const AWS_ENTRANCES: Readonly<Record<string, readonly Switch[]>> = {
  aws_api_gateway_domain_name: [PRIVATE_API],
  aws_api_gateway_rest_api: [PRIVATE_API],
  aws_apprunner_service: [addressed("network_configuration[].ingress_configuration[].is_publicly_accessible", "true")],
  aws_appstream_fleet: [addressed("enable_default_internet_access")],
  aws_appstream_image_builder: [addressed("enable_default_internet_access")],
  aws_appsync_graphql_api: [network("visibility", "PRIVATE", "anybody may call it", { absent: "GLOBAL" })],
  aws_batch_job_definition: [
    { ...network("container_properties", "no public address", PUBLIC), on: isNot(/"assignPublicIp"\s*:\s*"ENABLED"/i) },
  ],
  aws_cloudwatch_event_target: [addressed("ecs_target[].network_configuration[].assign_public_ip")],
  aws_codebuild_project: [network("project_visibility", "PRIVATE", "anybody may read what it builds", { absent: "PRIVATE" })],
  aws_default_subnet: [addressed("map_public_ip_on_launch", "true")],
  aws_dms_replication_instance: [addressed("publicly_accessible")],
  aws_drs_replication_configuration_template: [addressed("create_public_ip")],
  aws_ec2_serial_console_access: [network("enabled", "false", "it opens every machine's console", { absent: "true" })],
  aws_ecs_service: [addressed("network_configuration[].assign_public_ip")],
  aws_ecs_task_set: [addressed("network_configuration[].assign_public_ip")],
  aws_eks_cluster: [addressed("vpc_config[].endpoint_public_access", "true")],
  aws_elasticsearch_domain: [inNetwork],
  aws_emr_block_public_access_configuration: [
    network("block_public_security_group_rules", "true", "clusters may be open to the internet", { absent: "true" }),
  ],
  aws_instance: [addressed("associate_public_ip_address")],
  aws_launch_configuration: [addressed("associate_public_ip_address")],
  aws_launch_template: [addressed("network_interfaces[].associate_public_ip_address")],
  aws_lightsail_database: [addressed("publicly_accessible")],
  aws_m2_environment: [addressed("publicly_accessible")],
  aws_mq_broker: [addressed("publicly_accessible")],
  aws_msk_cluster: [
    network("broker_node_group_info[].connectivity_info[].public_access[].type", "DISABLED", PUBLIC, { absent: "DISABLED" }),
  ],
  aws_neptune_cluster_instance: [addressed("publicly_accessible")],
  aws_neptunegraph_graph: [addressed("public_connectivity")],
  aws_opensearch_domain: [inNetwork],
  aws_opensearchserverless_security_policy: [
    { ...network("policy", "AllowFromPublic false", "it lets in the internet"), on: isNot(/"AllowFromPublic"\s*:\s*true/i) },
  ],
  aws_pipes_pipe: [
    network(
      "target_parameters[].ecs_task_parameters[].network_configuration[].aws_vpc_configuration[].assign_public_ip",
      "DISABLED",
      PUBLIC,
      {
        absent: "DISABLED",
      },
    ),
  ],
  aws_rds_shard_group: [addressed("publicly_accessible")],
  aws_redshift_cluster: [addressed("publicly_accessible", "true")],
  aws_redshiftserverless_workgroup: [addressed("publicly_accessible")],
  aws_sagemaker_domain: [network("app_network_access_type", "VpcOnly", "its apps reach the internet", { absent: "PublicInternetOnly" })],
  aws_sagemaker_notebook_instance: [network("direct_internet_access", "Disabled", "it reaches the internet", { absent: "Enabled" })],
  aws_scheduler_schedule: [addressed("target[].ecs_parameters[].network_configuration[].assign_public_ip")],
  aws_spot_fleet_request: [addressed("launch_specification[].associate_public_ip_address")],
  aws_spot_instance_request: [addressed("associate_public_ip_address")],
  aws_timestreaminfluxdb_db_instance: [addressed("publicly_accessible")],
  aws_transfer_server: [network("endpoint_type", "VPC", "anybody may call it", { absent: "PUBLIC" })],
  // Other servers of names answer what the network's DNS firewall would block (Amazon VPC user guide, DHCP option sets).
  aws_vpc_dhcp_options: [
    network("domain_name_servers[]", "AmazonProvidedDNS", "machines ask others for names, past the DNS firewall", {
      absent: "AmazonProvidedDNS",
    }),
  ],
};
