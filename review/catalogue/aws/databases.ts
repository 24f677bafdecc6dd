/** Tables, relational and graph databases, caches and warehouses. Paths: aws 5.100.0. */
export const DATABASES = `
store dynamodb_table key=server_side_encryption[].kms_key_arn on=server_side_encryption[].enabled
    inherits=restore_source_name/dynamodb_table/name
    replica:region=replica[].region_name key=replica[].kms_key_arn import-from:bucket=import_table[].s3_bucket_source[].bucket
store dynamodb_table_item inherits=table_name/dynamodb_table/name passing untagged
store dynamodb_table_replica key=kms_key_arn replica-of:arn=global_table_arn
mover dynamodb_global_table replica:region=replica[].region_name
mover dynamodb_table_export export:bucket=s3_bucket key=s3_sse_kms_key_id export:account=s3_bucket_owner
mover dynamodb_kinesis_streaming_destination change-stream:arn=stream_arn
mover keyspaces_keyspace replica:region=replication_specification[].region_list[]
store keyspaces_table key=encryption_specification[].kms_key_identifier
store dsql_cluster key=kms_encryption_key witness:region=multi_region_properties[].witness_region
    peer:arn=multi_region_properties[].clusters[]
mover dsql_cluster_peering witness:region=witness_region peer:arn=clusters[]
store simpledb_domain untagged
store qldb_ledger key=kms_key
mover qldb_stream change-stream:arn=kinesis_configuration[].stream_arn
store timestreamwrite_database key=kms_key_id
store timestreamwrite_table inherits=database_name/timestreamwrite_database/database_name
    rejected-records:bucket=magnetic_store_write_properties[].magnetic_store_rejected_data_location[].s3_configuration[].bucket_name
    key=magnetic_store_write_properties[].magnetic_store_rejected_data_location[].s3_configuration[].kms_key_id
mover timestreamquery_scheduled_query key=kms_key_id error-report:bucket=error_report_configuration[].s3_configuration[].bucket_name
    events:arn=notification_configuration[].sns_configuration[].topic_arn
store timestreaminfluxdb_db_instance logs:bucket!=log_delivery_configuration[].s3_configuration[].bucket_name
store db_instance key=kms_key_id on=storage_encrypted inherits=replicate_source_db/db_instance/identifier
    inherits=snapshot_identifier/db_snapshot/db_snapshot_identifier
    inherits=restore_to_point_in_time[].source_db_instance_identifier/db_instance/identifier
    replication-source:beside=replicate_source_db
    key=master_user_secret_kms_key_id key=performance_insights_kms_key_id
    snapshot:beside=snapshot_identifier import-from:bucket=s3_import[].bucket_name
    restore:arn=restore_to_point_in_time[].source_db_instance_automated_backups_arn
    restore:beside=restore_to_point_in_time[].source_db_instance_identifier
store db_snapshot inherits=db_instance_identifier/db_instance/identifier sharing:account=shared_accounts[]
store db_snapshot_copy key=kms_key_id copy:region=destination_region source:beside=source_db_snapshot_identifier
    sharing:account=shared_accounts[]
store db_cluster_snapshot inherits=db_cluster_identifier/rds_cluster/cluster_identifier sharing:account=shared_accounts[]
mover db_instance_automated_backups_replication key=kms_key_id else=provider makes replication-source:arn=source_db_instance_arn
mover db_event_subscription events:arn=sns_topic
mover db_proxy
store rds_cluster key=kms_key_id on=storage_encrypted inherits=snapshot_identifier/db_cluster_snapshot/db_cluster_snapshot_identifier
    inherits=restore_to_point_in_time[].source_cluster_identifier/rds_cluster/cluster_identifier
    source-region:region=source_region
    key=master_user_secret_kms_key_id key=performance_insights_kms_key_id
    replication-source:beside=replication_source_identifier snapshot:beside=snapshot_identifier
    global-database:outside=global_cluster_identifier import-from:bucket=s3_import[].bucket_name
    restore:beside=restore_to_point_in_time[].source_cluster_identifier
store rds_cluster_instance inherits=cluster_identifier/rds_cluster/cluster_identifier key=performance_insights_kms_key_id passing
store rds_cluster_snapshot_copy key=kms_key_id copy:region=destination_region source:beside=source_db_cluster_snapshot_identifier
    sharing:account=shared_accounts[]
mover rds_global_cluster source:arn=source_db_cluster_identifier
mover rds_cluster_activity_stream key=kms_key_id activity-stream:arn=resource_arn
mover rds_export_task export:bucket=s3_bucket_name key=kms_key_id source:arn=source_arn
mover rds_integration source:arn=source_arn integration:arn=target_arn key=kms_key_id
store rds_custom_db_engine_version key=kms_key_id passing import-from:bucket=database_installation_files_s3_bucket_name
store rds_shard_group inherits=db_cluster_identifier/rds_cluster/cluster_identifier passing
store docdb_cluster key=kms_key_id on=storage_encrypted
    inherits=snapshot_identifier/docdb_cluster_snapshot/db_cluster_snapshot_identifier snapshot:beside=snapshot_identifier global-database:outside=global_cluster_identifier
    restore:beside=restore_to_point_in_time[].source_cluster_identifier
store docdb_cluster_instance inherits=cluster_identifier/docdb_cluster/cluster_identifier key=performance_insights_kms_key_id passing
store docdb_cluster_snapshot inherits=db_cluster_identifier/docdb_cluster/cluster_identifier untagged
mover docdb_global_cluster source:arn=source_db_cluster_identifier
mover docdb_event_subscription events:arn=sns_topic_arn
store docdbelastic_cluster key=kms_key_id
store neptune_cluster key=kms_key_arn on=storage_encrypted replication-source:beside=replication_source_identifier
    snapshot:beside=snapshot_identifier global-database:outside=global_cluster_identifier
store neptune_cluster_instance inherits=cluster_identifier/neptune_cluster/cluster_identifier passing
store neptune_cluster_snapshot inherits=db_cluster_identifier/neptune_cluster/cluster_identifier untagged
mover neptune_global_cluster source:arn=source_db_cluster_identifier
mover neptune_event_subscription events:arn=sns_topic_arn
store neptunegraph_graph key=kms_key_identifier
store elasticache_cluster inherits=replication_group_id/elasticache_replication_group/replication_group_id else=none
    restore:bucket=snapshot_arns[] events:arn=notification_topic_arn logs:beside!=log_delivery_configuration[].destination
store elasticache_replication_group key=kms_key_id on=at_rest_encryption_enabled
    inherits=global_replication_group_id/elasticache_global_replication_group/global_replication_group_id restore:bucket=snapshot_arns[]
    global-datastore:beside=global_replication_group_id events:arn=notification_topic_arn
    logs:beside!=log_delivery_configuration[].destination
store elasticache_global_replication_group inherits=primary_replication_group_id/elasticache_replication_group/id untagged
    global-datastore:beside=primary_replication_group_id
store elasticache_serverless_cache key=kms_key_id restore:arn=snapshot_arns_to_restore[]
store memorydb_cluster key=kms_key_arn restore:bucket=snapshot_arns[] events:arn=sns_topic_arn
    replica:beside=multi_region_cluster_name snapshot:beside=snapshot_name
mover memorydb_multi_region_cluster global replica:outside=multi_region_cluster_name_suffix
store memorydb_snapshot key=kms_key_arn
store dax_cluster else=none events:arn=notification_topic_arn passing
store redshift_cluster key=kms_key_id on=encrypted snapshot-copy:region=snapshot_copy[].destination_region
    key=master_password_secret_kms_key_id snapshot:arn=snapshot_arn snapshot:beside=snapshot_identifier
    audit-logs:bucket!=logging[].bucket_name
store redshift_cluster_snapshot inherits=cluster_identifier/redshift_cluster/cluster_identifier
mover redshift_snapshot_copy snapshot-copy:region=destination_region
mover redshift_snapshot_copy_grant key=kms_key_id else=provider makes
mover redshift_logging audit-logs:bucket!=bucket_name
mover redshift_data_share_authorization data-share:account=consumer_identifier
mover redshift_data_share_consumer_association data-share:region=consumer_region data-share:arn=consumer_arn source:arn=data_share_arn
    data-share:edges=associate_entire_account?true
mover redshift_endpoint_authorization sharing:account=account
mover redshift_integration source:arn=source_arn integration:arn=target_arn key=kms_key_id
mover redshift_event_subscription events:arn=sns_topic_arn
opaque redshiftdata_statement why=it-runs-a-statement-when-it-is-applied
store redshiftserverless_namespace key=kms_key_id key=admin_password_secret_kms_key_id
store redshiftserverless_snapshot inherits=namespace_name/redshiftserverless_namespace/namespace_name untagged
mover redshiftserverless_workgroup
store dms_replication_instance key=kms_key_arn passing
mover dms_replication_config replication:arn=target_endpoint_arn source:arn=source_endpoint_arn key=compute_config[].kms_key_id else=provider makes
mover dms_replication_task replication:arn=target_endpoint_arn source:arn=source_endpoint_arn
mover dms_endpoint key=kms_key_arn replication:bucket=s3_settings[].bucket_name replication:arn=kinesis_settings[].stream_arn
    staging:bucket=redshift_settings[].bucket_name key=redshift_settings[].server_side_encryption_kms_key_id
    key=s3_settings[].server_side_encryption_kms_key_id replication:outside=kafka_settings[].broker
    replication:arn=elasticsearch_settings[].endpoint_uri replication:outside=server_name
mover dms_s3_endpoint key=kms_key_arn replication:bucket=bucket_name key=server_side_encryption_kms_key_id
mover dms_event_subscription events:arn=sns_topic_arn
`;
