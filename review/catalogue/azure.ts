import type { Catalogue } from "./model";
import { rows, settings } from "./read";

/** Place is the resource's own `location`; children lie in what they name. Paths: azurerm 4, and 3 for what left. */
const DATA = `
store storage_account place=location key=customer_managed_key[].key_vault_key_id
    satellite=storage_account_customer_managed_key/storage_account_id/key_vault_id/id geo-replication:outside=account_replication_type?GRS
    geo-replication:outside=account_replication_type?RAGRS geo-replication:outside=account_replication_type?GZRS
    geo-replication:outside=account_replication_type?RAGZRS
store storage_container in=storage_account_id/storage_account/id inherits=storage_account_id/storage_account/id
    in=storage_account_name/storage_account/name inherits=storage_account_name/storage_account/name untagged
store storage_blob in=storage_account_name/storage_account/name inherits=storage_account_name/storage_account/name untagged passing
store storage_share in=storage_account_id/storage_account/id inherits=storage_account_id/storage_account/id
    in=storage_account_name/storage_account/name inherits=storage_account_name/storage_account/name untagged
store storage_queue in=storage_account_id/storage_account/id inherits=storage_account_id/storage_account/id
    in=storage_account_name/storage_account/name inherits=storage_account_name/storage_account/name untagged passing
store storage_table in=storage_account_id/storage_account/id inherits=storage_account_id/storage_account/id
    in=storage_account_name/storage_account/name inherits=storage_account_name/storage_account/name untagged
store storage_data_lake_gen2_filesystem in=storage_account_id/storage_account/id inherits=storage_account_id/storage_account/id untagged
mover storage_object_replication replication:beside=destination_storage_account_id
mover storage_account_customer_managed_key key=key_vault_id
store managed_disk place=location key=disk_encryption_set_id source:beside=source_resource_id
store snapshot place=location source:beside=source_resource_id
store image place=location key=os_disk[].disk_encryption_set_id key=data_disk[].disk_encryption_set_id
store shared_image place=location
store shared_image_version place=location replica:region=target_region[].name key=target_region[].disk_encryption_set_id
store linux_virtual_machine place=location key=os_disk[].disk_encryption_set_id passing
store windows_virtual_machine place=location key=os_disk[].disk_encryption_set_id passing
store virtual_machine place=location passing
store linux_virtual_machine_scale_set place=location key=os_disk[].disk_encryption_set_id passing
store windows_virtual_machine_scale_set place=location key=os_disk[].disk_encryption_set_id passing
mover disk_encryption_set place=location key=key_vault_key_id else=provider makes
store mssql_server place=location key=transparent_data_encryption_key_vault_key_id
store mssql_database in=server_id/mssql_server/id key=transparent_data_encryption_key_vault_key_id inherits=server_id/mssql_server/id
    backups:outside=storage_account_type?Geo backups:outside=storage_account_type?GeoZone source:beside=creation_source_database_id
mover mssql_failover_group in=server_id/mssql_server/id failover:arn=partner_server[].id
store mssql_managed_instance place=location backups:outside=storage_account_type?GRS
mover mssql_managed_instance_failover_group place=location failover:arn=partner_managed_instance_id
store mssql_managed_database in=managed_instance_id/mssql_managed_instance/id inherits=managed_instance_id/mssql_managed_instance/id untagged
store postgresql_flexible_server place=location key=customer_managed_key[].key_vault_key_id source:beside=source_server_id
    backups:outside=geo_redundant_backup_enabled?true
store mysql_flexible_server place=location key=customer_managed_key[].key_vault_key_id source:beside=source_server_id
    backups:outside=geo_redundant_backup_enabled?true
store mariadb_server place=location backups:outside=geo_redundant_backup_enabled?true
store cosmosdb_account place=location key=key_vault_key_id replica:region=geo_location[].location
    source:beside=restore[].source_cosmosdb_account_id
store cosmosdb_sql_database in=account_name/cosmosdb_account/name inherits=account_name/cosmosdb_account/name untagged
store cosmosdb_sql_container in=account_name/cosmosdb_account/name inherits=account_name/cosmosdb_account/name untagged
store cosmosdb_mongo_database in=account_name/cosmosdb_account/name inherits=account_name/cosmosdb_account/name untagged
store redis_cache place=location
store redis_enterprise_cluster place=location
mover redis_linked_server replica:region=linked_redis_cache_location
store kusto_cluster place=location
store synapse_workspace place=location key=customer_managed_key[].key_versionless_id
store databricks_workspace place=location key=managed_services_cmk_key_vault_key_id key=managed_disk_cmk_key_vault_key_id
store search_service place=location
store cognitive_account place=location key=customer_managed_key[].key_vault_key_id
mover cognitive_deployment in=cognitive_account_id/cognitive_account/id inference:edges=sku[].name?GlobalStandard
    inference:edges=sku[].name?GlobalBatch inference:edges=sku[].name?GlobalProvisionedManaged
store machine_learning_workspace place=location key=encryption[].key_id
store data_factory place=location key=customer_managed_key_id passing
store purview_account place=location
store netapp_volume place=location replication:region=data_protection_replication[].remote_volume_location
store recovery_services_vault place=location key=encryption[].key_id backups:outside=cross_region_restore_enabled?true
store data_protection_backup_vault place=location backups:outside=redundancy?GeoRedundant
mover site_recovery_replicated_vm recovery:arn=target_recovery_fabric_id
store key_vault place=location
store key_vault_secret in=key_vault_id/key_vault/id inherits=key_vault_id/key_vault/id passing
key key_vault_key in=key_vault_id/key_vault/id
store key_vault_managed_hardware_security_module place=location
store log_analytics_workspace place=location passing
mover log_analytics_data_export_rule export:beside!=destination_resource_id
mover monitor_diagnostic_setting global logs:beside!=storage_account_id logs:beside!=log_analytics_workspace_id
    logs:beside!=eventhub_authorization_rule_id logs:outside=partner_solution_id
store application_insights place=location passing
store eventhub_namespace place=location passing
store eventhub in=namespace_name/eventhub_namespace/name passing untagged
    capture:beside=capture_description[].destination[].storage_account_id inherits=namespace_name/eventhub_namespace/name
mover eventhub_namespace_disaster_recovery_config failover:beside=partner_namespace_id
store servicebus_namespace place=location key=customer_managed_key[].key_vault_key_id passing
store servicebus_queue in=namespace_id/servicebus_namespace/id inherits=namespace_id/servicebus_namespace/id passing untagged
mover servicebus_namespace_disaster_recovery_config failover:beside=partner_namespace_id
store container_registry place=location key=encryption[].key_vault_key_id replica:region=georeplications[].location
store kubernetes_cluster place=location key=disk_encryption_set_id passing
mover cdn_profile global edge:edges=name
mover cdn_frontdoor_profile global edge:edges=name
mover frontdoor global edge:edges=name
mover traffic_manager_profile global
opaque resource_group_template_deployment why=it-makes-resources-from-a-template-that-no-plan-shows
opaque subscription_template_deployment why=it-makes-resources-from-a-template-that-no-plan-shows
`;

const NETWORK = `
virtual_network network_security_group route_table public_ip nat_gateway network_interface private_endpoint
application_gateway lb firewall firewall_policy bastion_host virtual_network_gateway express_route_circuit local_network_gateway`;
const NETWORK_PARTS = `
subnet network_security_rule subnet_network_security_group_association subnet_route_table_association route virtual_network_peering
nat_gateway_public_ip_association subnet_nat_gateway_association private_dns_zone private_dns_zone_virtual_network_link private_dns_a_record
dns_zone dns_a_record dns_cname_record lb_rule lb_probe lb_backend_address_pool network_interface_security_group_association`;
const IDENTITY = `
role_assignment role_definition federated_identity_credential key_vault_access_policy management_lock policy_definition policy_assignment
subscription_policy_assignment resource_policy_assignment management_group management_group_policy_assignment subscription`;

/** The types of Azure that hold or move data, and the settings that go with them. */
export const AZURE: Catalogue = {
  ...settings("azurerm_", "a part of a network: read by the network rules", NETWORK, { place: ["location"] }),
  ...settings("azurerm_", "a part of a network: read by the network rules", NETWORK_PARTS, { global: true }),
  ...settings("azurerm_", "an identity or its permissions: read by the access rules", IDENTITY, { global: true }),
  ...settings(
    "azurerm_",
    "a group or an identity that others lie in: they are judged by themselves",
    "resource_group user_assigned_identity",
    {
      place: ["location"],
    },
  ),
  ...rows("azurerm_", ["tags"], DATA),
};
