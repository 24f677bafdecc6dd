/** Types that came after 5.100.0. Paths: the bindings, aws 6.25.0. */
export const LATER = `
store s3vectors_vector_bucket key=encryption_configuration[].kms_key_arn
store s3vectors_index key=encryption_configuration[].kms_key_arn inherits=vector_bucket_name/s3vectors_vector_bucket/vector_bucket_name
mover s3tables_table_bucket_replication replication:bucket=rule[].destination[].destination_table_bucket_arn
mover s3tables_table_replication replication:arn=rule[].destination[].destination_table_bucket_arn
mover s3_bucket_metadata_configuration
mover fsx_s3_access_point_attachment
mover appsync_api
store bedrockagentcore_memory key=encryption_key_arn
mover bedrockagentcore_gateway key=kms_key_arn
mover bedrockagentcore_gateway_target
mover bedrockagentcore_agent_runtime
mover bedrockagentcore_browser recordings:bucket=recording[].s3_location[].bucket
mover bedrockagentcore_code_interpreter
mover bedrockagentcore_token_vault_cmk key=kms_configuration[].kms_key_arn
store bedrockagent_flow key=customer_encryption_key_arn passing
mover cognito_log_delivery_configuration logs:arn!=log_configurations[].cloud_watch_logs_configuration[].log_group_arn
    logs:arn!=log_configurations[].firehose_configuration[].stream_arn logs:bucket!=log_configurations[].s3_configuration[].bucket_arn
mover ecs_express_gateway_service
mover observabilityadmin_centralization_rule_for_organization logs:region!=rule[].destination[].region logs:account!=rule[].destination[].account
store odb_cloud_autonomous_vm_cluster
store odb_cloud_exadata_infrastructure
store odb_cloud_vm_cluster
mover odb_network_peering_connection
mover prometheus_query_logging_configuration logs:arn!=destination[].cloudwatch_logs[].log_group_arn
mover quicksight_key_registration key=key_registration[].key_arn
store timestreaminfluxdb_db_cluster logs:bucket!=log_delivery_configuration[].s3_configuration[].bucket_name
mover transfer_web_app
store workspacesweb_portal key=customer_managed_key passing
store workspacesweb_identity_provider passing
mover workspacesweb_session_logger session-logs:bucket!=log_configuration[].s3[].bucket key=customer_managed_key
mover vpn_concentrator
mover networkflowmonitor_monitor
mover networkflowmonitor_scope
mover cloudwatch_log_transformer
mover lambda_capacity_provider key=kms_key_arn
`;
