import type { Catalogue } from "./model";
import { rows, settings } from "./read";

/** Tags live in two maps; only free-form ones are ours to set. Place is the provider's region for nearly every type. Paths: oci 8.28.0; test/review/attributes.test.ts says how they were checked. */
const TAGS = ["freeform_tags", "defined_tags"];

const DATA = `
store objectstorage_bucket key=kms_key_id
store objectstorage_object in=bucket/objectstorage_bucket/name inherits=bucket/objectstorage_bucket/name passing untagged
mover objectstorage_replication_policy replication:region=destination_region_name
mover objectstorage_preauthrequest access:outside=access_uri
mover objectstorage_object_lifecycle_policy
store core_volume key=kms_key_id replica:region=block_volume_replicas[].availability_domain key=block_volume_replicas[].xrr_kms_key_id
    key=xrc_kms_key_id
store core_boot_volume key=kms_key_id replica:region=boot_volume_replicas[].availability_domain
    key=boot_volume_replicas[].xrr_kms_key_id key=xrc_kms_key_id
store core_volume_group inherits=source_details/core_volume/id replica:region=volume_group_replicas[].availability_domain passing
    key=volume_group_replicas[].xrr_kms_key_id
mover core_volume_backup_policy copy:region=destination_region
store core_volume_backup key=kms_key_id source:region=source_details[].region
store core_boot_volume_backup key=kms_key_id source:region=source_details[].region
store core_volume_group_backup source:region=source_details[].region
store core_image
store core_instance key=source_details[].kms_key_id key=launch_volume_attachments[].launch_create_volume_details[].kms_key_id passing
mover core_instance_configuration
store file_storage_file_system key=kms_key_id
mover file_storage_replication replication:arn=target_id
store file_storage_snapshot
store lustre_file_storage_lustre_file_system key=kms_key_id
store mysql_mysql_db_system key=encrypt_data[].key_id copy:region=backup_policy[].copy_policies[].copy_to_region
store mysql_mysql_backup source:region=source_details[].region
mover mysql_replica
store psql_db_system copy:region=management_policy[].backup_policy[].copy_policy[].regions[]
store psql_backup
store nosql_table
mover nosql_table_replica replica:region=region
store database_autonomous_database key=kms_key_id remote-recovery:arn=source_id remote-recovery:outside=remote_disaster_recovery_type
    backup-copy:edges=is_replicate_automatic_backups?true
store database_autonomous_database_backup inherits=autonomous_database_id/database_autonomous_database/id untagged
    backup:region=backup_destination_details[].remote_region
store database_autonomous_container_database key=kms_key_id remote-standby:arn=peer_autonomous_exadata_infrastructure_id
    backup:region=backup_config[].backup_destination_details[].remote_region
store database_database tags=database[].freeform_tags tags=database[].defined_tags key=kms_key_id backup:region=database[].db_backup_config[].backup_destination_details[].remote_region
store database_db_system key=kms_key_id backup:region=db_home[].database[].db_backup_config[].backup_destination_details[].remote_region
store database_db_home key=kms_key_id backup:region=database[].db_backup_config[].backup_destination_details[].remote_region
store database_cloud_vm_cluster
store database_exadb_vm_cluster
store database_backup untagged
mover database_data_guard_association standby:arn=peer_db_system_id standby:arn=peer_vm_cluster_id
mover database_migration_migration migration:arn=target_database_connection_id migration:arn=source_database_connection_id
mover database_migration_connection connection:outside=host
store redis_redis_cluster
store opensearch_opensearch_cluster
store data_safe_data_safe_private_endpoint passing
mover disaster_recovery_dr_protection_group recovery:region=association[].peer_region logs:bucket!=log_location[].bucket
store golden_gate_deployment backup:bucket=backup_schedule[].bucket
store golden_gate_deployment_backup backup:bucket=bucket
mover golden_gate_connection connection:outside=host
mover golden_gate_pipeline
mover dataintegration_workspace
mover dataintegration_workspace_export_request export:bucket=bucket export:region=object_storage_region
mover dataintegration_workspace_import_request import:region=object_storage_region
store datacatalog_catalog
store dataflow_application passing output:bucket=logs_bucket_uri
store datascience_notebook_session passing
store datascience_model
mover generative_ai_endpoint
store generative_ai_model
store analytics_analytics_instance key=kms_key_id
store integration_integration_instance passing
store vault_secret key=key_id replica:region=replication_config[].replication_targets[].target_region
key kms_key key-store:outside=external_key_reference[].external_key_id
key kms_key_version
mover kms_vault key-store:outside=external_key_manager_metadata[].external_vault_endpoint_url
mover kms_vault_replication replica:region=replica_region
mover kms_ekms_private_endpoint key-store:outside=external_key_manager_ip
store logging_log_group passing
store logging_log passing
mover sch_service_connector delivery:bucket=target[].bucket delivery:arn=target[].stream_id
    delivery:arn=target[].log_group_id delivery:arn=target[].topic_id delivery:arn=target[].function_id
store streaming_stream passing
store streaming_stream_pool key=custom_encryption_key[].kms_key_id passing
mover streaming_connect_harness
store queue_queue key=custom_encryption_key_id passing
mover ons_notification_topic
mover ons_subscription subscription:outside=endpoint
mover events_rule events:arn=actions[].actions[].topic_id events:arn=actions[].actions[].stream_id events:arn=actions[].actions[].function_id
mover functions_function
store artifacts_container_repository
store devops_repository
store containerengine_cluster key=kms_key_id passing
mover containerengine_node_pool key=node_config_details[].kms_key_id
mover cloud_guard_cloud_guard_configuration findings:region!=reporting_region
mover identity_domain_replication_to_region replica:region=replica_region
store identity_domain replica:region=home_region
mover core_remote_peering_connection peering:region=peer_region_name
mover core_virtual_circuit circuit:region=region
`;

const NETWORK = `
core_vcn core_subnet core_cpe core_drg core_drg_attachment core_drg_route_table core_drg_route_distribution core_drg_route_table_route_rule
core_default_dhcp_options core_default_route_table core_default_security_list core_dhcp_options core_internet_gateway core_ipsec
core_ipsec_connection_tunnel_management core_local_peering_gateway core_nat_gateway core_network_security_group
core_network_security_group_security_rule core_private_ip core_public_ip core_public_ip_pool core_route_table core_route_table_attachment
core_security_list core_service_gateway core_vlan core_vnic_attachment core_volume_attachment core_volume_backup_policy_assignment
core_byoasn core_capture_filter core_vtap dns_zone dns_rrset dns_record dns_view dns_resolver dns_resolver_endpoint
load_balancer_load_balancer load_balancer_backend_set load_balancer_backend load_balancer_listener load_balancer_certificate
network_load_balancer_network_load_balancer network_load_balancer_backend_set network_load_balancer_backend network_load_balancer_listener
network_firewall_network_firewall network_firewall_network_firewall_policy objectstorage_private_endpoint objectstorage_namespace_metadata
waf_web_app_firewall waf_web_app_firewall_policy zpr_configuration zpr_zpr_policy file_storage_mount_target file_storage_export
bastion_bastion bastion_session`;

const IDENTITY = `
identity_compartment identity_group identity_dynamic_group identity_policy identity_user identity_user_group_membership
identity_authentication_policy identity_network_source identity_tag identity_tag_default identity_tag_namespace
identity_identity_provider identity_api_key identity_auth_token limits_quota audit_configuration`;

const WATCH = `
cloud_guard_detector_recipe cloud_guard_responder_recipe cloud_guard_security_recipe cloud_guard_security_zone cloud_guard_target
monitoring_alarm logging_log_saved_search kms_verify kms_sign certificates_management_certificate certificates_management_certificate_authority
vulnerability_scanning_host_scan_recipe vulnerability_scanning_host_scan_target database_migration_job`;

/** The types of Oracle Cloud that hold or move data, and the settings that go with them. */
export const ORACLE: Catalogue = {
  ...settings("oci_", "a part of a network: read by the network rules", NETWORK),
  ...settings("oci_", "an identity or its permissions: read by the access rules", IDENTITY, { global: true }),
  ...settings("oci_", "a detector, an alarm or a certificate: what it finds goes where its own entry says", WATCH),
  ...rows("oci_", TAGS, DATA),
};
