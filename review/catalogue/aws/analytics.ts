/** Catalogues of data, queries, streams, search, and their pipelines. Paths: aws 5.100.0. */
const FIREHOSE_TO = ["elasticsearch", "http_endpoint", "iceberg", "opensearch", "opensearchserverless", "redshift", "snowflake", "splunk"];
/** Each destination of a delivery stream keeps what it could not deliver in a bucket of its own. */
const FIREHOSE = FIREHOSE_TO.map(
  (to) => `
    failed-records:bucket=${to}_configuration[].s3_configuration[].bucket_arn key=${to}_configuration[].s3_configuration[].kms_key_arn
    delivery-logs:beside!=${to}_configuration[].cloudwatch_logging_options[].log_group_name
    delivery-logs:beside!=${to}_configuration[].s3_configuration[].cloudwatch_logging_options[].log_group_name`,
).join("");

export const ANALYTICS = `
mover athena_workgroup query-results:bucket=configuration[].result_configuration[].output_location
    key=configuration[].result_configuration[].encryption_configuration[].kms_key_arn
mover athena_database query-results:bucket=bucket key=encryption_configuration[].kms_key
mover athena_data_catalog connector:arn=parameters.function connector:arn=parameters.metadata-function connector:arn=parameters.record-function
mover glue_catalog_database resource-link:region=target_database[].region data:bucket=location_uri
mover glue_catalog_table resource-link:region=target_table[].region data:bucket=storage_descriptor[].location
mover glue_partition data:bucket=storage_descriptor[].location
mover glue_data_catalog_encryption_settings key=data_catalog_encryption_settings[].encryption_at_rest[].sse_aws_kms_key_id else=provider makes
    key=data_catalog_encryption_settings[].connection_password_encryption[].aws_kms_key_id
mover glue_security_configuration key=encryption_configuration[].s3_encryption[].kms_key_arn
    key=encryption_configuration[].cloudwatch_encryption[].kms_key_arn key=encryption_configuration[].job_bookmarks_encryption[].kms_key_arn
mover glue_connection connection:outside=connection_properties.JDBC_CONNECTION_URL
    connection:outside=connection_properties.KAFKA_BOOTSTRAP_SERVERS connection:outside=connection_properties.CONNECTION_URL
mover glue_crawler crawl:bucket=s3_target[].path events:arn=s3_target[].event_queue_arn events:arn=s3_target[].dlq_event_queue_arn
    events:arn=catalog_target[].event_queue_arn events:arn=catalog_target[].dlq_event_queue_arn
mover glue_job script:bucket=command[].script_location job-output:bucket=default_arguments.--TempDir
    event-logs:bucket!=default_arguments.--spark-event-logs-path
store glue_dev_endpoint else=none passing
store glue_ml_transform else=none
mover glue_resource_policy
store glue_schema else=provider
mover lakeformation_resource data:bucket=arn
mover lakeformation_permissions sharing:account=principal
mover lakeformation_data_cells_filter
store kinesis_stream key=kms_key_id else=none
mover kinesis_firehose_delivery_stream key=server_side_encryption[].key_arn
    delivery:bucket=extended_s3_configuration[].bucket_arn key=extended_s3_configuration[].kms_key_arn
    delivery-logs:beside!=extended_s3_configuration[].cloudwatch_logging_options[].log_group_name
    schema:region=extended_s3_configuration[].data_format_conversion_configuration[].schema_configuration[].region
    backup:bucket=extended_s3_configuration[].s3_backup_configuration[].bucket_arn
    key=extended_s3_configuration[].s3_backup_configuration[].kms_key_arn
    delivery-logs:beside!=extended_s3_configuration[].s3_backup_configuration[].cloudwatch_logging_options[].log_group_name
    backup:bucket=redshift_configuration[].s3_backup_configuration[].bucket_arn
    key=redshift_configuration[].s3_backup_configuration[].kms_key_arn
    delivery-logs:beside!=redshift_configuration[].s3_backup_configuration[].cloudwatch_logging_options[].log_group_name
    source:arn=kinesis_source_configuration[].kinesis_stream_arn source:arn=msk_source_configuration[].msk_cluster_arn
    delivery:arn=elasticsearch_configuration[].domain_arn delivery:arn=elasticsearch_configuration[].cluster_endpoint
    delivery:arn=opensearch_configuration[].domain_arn delivery:arn=opensearch_configuration[].cluster_endpoint
    delivery:arn=opensearchserverless_configuration[].collection_endpoint delivery:arn=http_endpoint_configuration[].url
    delivery:arn=iceberg_configuration[].catalog_arn delivery:outside=redshift_configuration[].cluster_jdbcurl
    delivery:outside=snowflake_configuration[].account_url delivery:outside=splunk_configuration[].hec_endpoint${FIREHOSE}
mover kinesis_stream_consumer source:arn=stream_arn
store kinesis_video_stream key=kms_key_id
mover kinesis_analytics_application output:arn=outputs[].kinesis_firehose[].resource_arn output:arn=outputs[].kinesis_stream[].resource_arn
    output:arn=outputs[].lambda[].resource_arn source:arn=inputs[].kinesis_firehose[].resource_arn
    source:arn=inputs[].kinesis_stream[].resource_arn source:arn=inputs[].processing_configuration[].lambda[].resource_arn
    application-logs:arn!=cloudwatch_logging_options[].log_stream_arn reference-data:bucket=reference_data_sources[].s3[].bucket_arn
store kinesisanalyticsv2_application passing application-logs:arn!=cloudwatch_logging_options[].log_stream_arn
    output:arn=application_configuration[].sql_application_configuration[].output[].kinesis_firehose_output[].resource_arn
    output:arn=application_configuration[].sql_application_configuration[].output[].kinesis_streams_output[].resource_arn
    output:arn=application_configuration[].sql_application_configuration[].output[].lambda_output[].resource_arn
    source:arn=application_configuration[].sql_application_configuration[].input[].kinesis_firehose_input[].resource_arn
    source:arn=application_configuration[].sql_application_configuration[].input[].kinesis_streams_input[].resource_arn
    source:arn=application_configuration[].sql_application_configuration[].input[].input_processing_configuration[].input_lambda_processor[].resource_arn
    reference-data:bucket=application_configuration[].sql_application_configuration[].reference_data_source[].s3_reference_data_source[].bucket_arn
    code:bucket=application_configuration[].application_code_configuration[].code_content[].s3_content_location[].bucket_arn
store kinesisanalyticsv2_application_snapshot inherits=application_name/kinesisanalyticsv2_application/name untagged
store msk_cluster key=encryption_info[].encryption_at_rest_kms_key_arn
    broker-logs:beside!=logging_info[].broker_logs[].cloudwatch_logs[].log_group
    broker-logs:beside!=logging_info[].broker_logs[].firehose[].delivery_stream
    broker-logs:bucket!=logging_info[].broker_logs[].s3[].bucket
store msk_serverless_cluster
mover msk_replicator replication:arn=replication_info_list[].target_kafka_cluster_arn
    source:arn=replication_info_list[].source_kafka_cluster_arn replication:arn=kafka_cluster[].amazon_msk_cluster[].msk_cluster_arn
mover mskconnect_connector connector:outside=kafka_cluster[].apache_kafka_cluster[].bootstrap_servers
    worker-logs:beside!=log_delivery[].worker_log_delivery[].cloudwatch_logs[].log_group
    worker-logs:beside!=log_delivery[].worker_log_delivery[].firehose[].delivery_stream
    worker-logs:bucket!=log_delivery[].worker_log_delivery[].s3[].bucket
mover mskconnect_custom_plugin code:bucket=location[].s3[].bucket_arn
mover msk_vpc_connection
store elasticsearch_domain key=encrypt_at_rest[].kms_key_id on=encrypt_at_rest[].enabled
    logs:arn!=log_publishing_options[].cloudwatch_log_group_arn
store opensearch_domain key=encrypt_at_rest[].kms_key_id on=encrypt_at_rest[].enabled
    logs:arn!=log_publishing_options[].cloudwatch_log_group_arn
mover opensearch_outbound_connection search:region=remote_domain_info[].region search:account=remote_domain_info[].owner_id
    search:region=local_domain_info[].region
mover opensearch_inbound_connection_accepter
store opensearch_package passing untagged import-from:bucket=package_source[].s3_bucket_name
store opensearchserverless_collection else=account-default
mover opensearchserverless_security_policy
mover opensearch_authorize_vpc_endpoint_access sharing:account=account
store osis_pipeline key=encryption_at_rest_options[].kms_key_arn passing
    logs:beside!=log_publishing_options[].cloudwatch_log_destination[].log_group
store cloudsearch_domain untagged
store emr_cluster passing else=none logs:bucket!=log_uri key=log_encryption_kms_key_id
mover emr_security_configuration
store emr_studio key=encryption_key_arn backup:bucket=default_s3_location
mover emrcontainers_job_template key=kms_key_arn
    logs:beside!=job_template_data[].configuration_overrides[].monitoring_configuration[].cloud_watch_monitoring_configuration[].log_group_name
    logs:bucket!=job_template_data[].configuration_overrides[].monitoring_configuration[].s3_monitoring_configuration[].log_uri
store emrserverless_application passing
store datapipeline_pipeline_definition untagged
store finspace_kx_environment key=kms_key_id
store finspace_kx_database inherits=environment_id/finspace_kx_environment/id
store finspace_kx_dataview inherits=environment_id/finspace_kx_environment/id passing
store finspace_kx_volume inherits=environment_id/finspace_kx_environment/id
store finspace_kx_cluster inherits=environment_id/finspace_kx_environment/id passing code:bucket=code[].s3_bucket
store quicksight_account_subscription else=account-default untagged
mover quicksight_data_source copy:arn=credentials[].copy_source_arn data:bucket=parameters[].s3[].manifest_file_location[].bucket
    connection:outside=parameters[].snowflake[].host connection:outside=parameters[].databricks[].host
    connection:outside=parameters[].jira[].site_base_url connection:outside=parameters[].service_now[].site_base_url
store quicksight_data_set else=account-default
mover quicksight_ingestion
store datazone_domain key=kms_key_identifier
mover datazone_environment_blueprint_configuration environment:region=enabled_regions[]
mover datazone_environment environment:region=account_region environment:account=account_identifier
mover datazone_environment_profile environment:region=aws_account_region environment:account=aws_account_id
mover dataexchange_event_action export:bucket=action[].export_revision_to_s3[].revision_destination[].bucket
    key=action[].export_revision_to_s3[].encryption[].kms_key_arn
store dataexchange_data_set
store dataexchange_revision
store dataexchange_revision_assets import-from:bucket=asset[].import_assets_from_s3[].asset_source[].bucket
    import-from:bucket=asset[].create_s3_data_access_from_s3_bucket[].asset_source[].bucket
    key=asset[].create_s3_data_access_from_s3_bucket[].asset_source[].kms_keys_to_grant[].kms_key_arn
mover cleanrooms_collaboration sharing:account=member[].account_id
mover cleanrooms_membership query-results:bucket=default_result_configuration[].output_configuration[].s3[].bucket
mover cleanrooms_configured_table
store customerprofiles_domain key=default_encryption_key dead-letters:arn=dead_letter_queue_url
    export:bucket=matching[].exporting_config[].s3_exporting[].s3_bucket_name
    export:bucket=rule_based_matching[].exporting_config[].s3_exporting[].s3_bucket_name
store customerprofiles_profile inherits=domain_name/customerprofiles_domain/domain_name untagged
`;
