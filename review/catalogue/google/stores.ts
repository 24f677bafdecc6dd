/** What holds data on Google Cloud. Paths: google 6.50.0. */
export const STORES = `
store active_directory_domain global
store alloydb_backup place=location key=encryption_config[].kms_key_name source:beside=cluster_name
store alloydb_cluster key=encryption_config[].kms_key_name place=location
    key=automated_backup_policy[].encryption_config[].kms_key_name
    key=continuous_backup_config[].encryption_config[].kms_key_name backups:region=automated_backup_policy[].location
    secondary-of:beside=secondary_config[].primary_cluster_name
store alloydb_instance passing in=cluster/alloydb_cluster/name inherits=cluster/alloydb_cluster/name
store apigee_organization key=runtime_database_encryption_key_name key=api_consumer_data_encryption_key_name
    key=control_plane_encryption_key_name untagged place=api_consumer_data_location place=analytics_region without=global
    analytics:region=analytics_region
store apigee_instance place=location key=disk_encryption_key_name untagged
store apigee_environment_keyvaluemaps_entries untagged without=global
store apihub_api_hub_instance place=location key=config[].cmek_key_name search:region=config[].vertex_location
store app_engine_application place=location_id untagged
store artifact_registry_repository place=location key=kms_key_name
store backup_dr_backup_vault place=location
store biglake_catalog place=location untagged
store biglake_database untagged in=catalog/biglake_catalog/id inherits=catalog/biglake_catalog/id
    data:bucket=hive_options[].location_uri
store biglake_table untagged in=database/biglake_database/id inherits=database/biglake_database/id
    data:bucket=hive_options[].storage_descriptor[].location_uri
store bigquery_dataset place=location key=default_encryption_configuration[].kms_key_name without=US
    data:bucket=external_catalog_dataset_options[].default_storage_location_uri
store bigquery_table key=encryption_configuration[].kms_key_name in=dataset_id/bigquery_dataset/dataset_id
    inherits=dataset_id/bigquery_dataset/dataset_id data:bucket=biglake_configuration[].storage_uri
    data:bucket=external_data_configuration[].source_uris[] replica-of:beside=table_replication_info[].source_dataset_id
    data:bucket=external_catalog_table_options[].storage_descriptor[].location_uri
store bigtable_instance key=cluster[].kms_key_name place=cluster[].zone replica:region=cluster[].zone
store bigtable_table untagged in=instance_name/bigtable_instance/name inherits=instance_name/bigtable_instance/name
store chronicle_reference_list place=location untagged
store chronicle_watchlist place=location untagged
store colab_runtime place=location untagged
store colab_runtime_template place=location key=encryption_spec[].kms_key_name
store composer_environment place=region key=config[].encryption_config[].kms_key_name data:bucket=storage_config[].bucket
    snapshots:bucket=config[].recovery_config[].scheduled_snapshots_config[].snapshot_location
store composer_user_workloads_config_map place=region untagged
store composer_user_workloads_secret place=region untagged
store compute_disk place=zone key=disk_encryption_key[].kms_key_self_link
store compute_image key=image_encryption_key[].kms_key_self_link place=storage_locations[] without=global
    copy:region=storage_locations[]
store compute_instance passing place=zone key=boot_disk[].kms_key_self_link key=attached_disk[].kms_key_self_link
    key=instance_encryption_key[].kms_key_self_link
store compute_instance_from_template passing place=zone key=boot_disk[].kms_key_self_link key=attached_disk[].kms_key_self_link
    key=instance_encryption_key[].kms_key_self_link
store compute_instant_snapshot place=zone
store compute_region_disk place=region key=disk_encryption_key[].kms_key_name replica:region=replica_zones[]
store compute_snapshot place=zone key=snapshot_encryption_key[].kms_key_self_link place=storage_locations[]
    copy:multi-region=storage_locations[]
store compute_storage_pool place=zone
store container_cluster key=database_encryption[].key_name passing place=location
    key=cluster_autoscaling[].auto_provisioning_defaults[].boot_disk_kms_key key=node_config[].boot_disk_kms_key
    key=node_pool[].node_config[].boot_disk_kms_key untagged key=user_managed_keys_config[].control_plane_disk_encryption_key
    key=user_managed_keys_config[].gkeops_etcd_backup_encryption_key nodes:region=node_locations[]
store container_registry place=location untagged without=US
store dataplex_entry place=location untagged
store dataproc_cluster passing place=region key=cluster_config[].encryption_config[].kms_key_name
    staging:bucket=virtual_cluster_config[].staging_bucket staging:bucket=cluster_config[].staging_bucket
    staging:bucket=cluster_config[].temp_bucket nodes:region=cluster_config[].gce_cluster_config[].zone
store dataproc_metastore_service place=location key=encryption_config[].kms_key backups:bucket=scheduled_backup[].backup_location
store datastream_stream passing place=location key=customer_managed_encryption_key
    key=destination_config[].bigquery_destination_config[].source_hierarchy_datasets[].dataset_template[].kms_key_name
    stream:bucket=destination_config[].bigquery_destination_config[].blmt_config[].bucket
    stream:beside=destination_config[].destination_connection_profile
    stream:region=destination_config[].bigquery_destination_config[].source_hierarchy_datasets[].dataset_template[].location
    stream:beside=destination_config[].bigquery_destination_config[].single_target_dataset[].dataset_id
store dialogflow_agent untagged without=global
store dialogflow_cx_agent place=location untagged audio:bucket=advanced_settings[].audio_export_gcs_destination[].uri
    git:outside=git_integration_settings[].github_settings[].repository_uri
store discovery_engine_chat_engine place=location untagged search:edges=chat_engine_config[].allow_cross_region?true
store discovery_engine_data_store place=location key=kms_key_name untagged
store discovery_engine_search_engine place=location untagged
store document_ai_processor place=location key=kms_key_name untagged
store document_ai_warehouse_location place=location key=kms_key untagged
store eventarc_channel passing place=location key=crypto_key_name untagged
store eventarc_message_bus passing place=location key=crypto_key_name
store filestore_backup place=location
store filestore_instance place=location place=zone key=kms_key_name
store filestore_snapshot place=location
store firestore_database place=location_id key=cmek_config[].kms_key_name untagged
store firestore_document untagged in=database/firestore_database/name inherits=database/firestore_database/name
store healthcare_consent_store in=dataset/healthcare_dataset/id inherits=dataset/healthcare_dataset/id
store healthcare_dataset place=location key=encryption_spec[].kms_key_name untagged
store healthcare_dicom_store in=dataset/healthcare_dataset/id inherits=dataset/healthcare_dataset/id
    events:arn=notification_config[].pubsub_topic stream:arn=stream_configs[].bigquery_destination[].table_uri
store healthcare_fhir_store in=dataset/healthcare_dataset/id inherits=dataset/healthcare_dataset/id
    events:arn=notification_config[].pubsub_topic events:arn=notification_configs[].pubsub_topic
    stream:arn=stream_configs[].bigquery_destination[].dataset_uri
store healthcare_hl7_v2_store in=dataset/healthcare_dataset/id inherits=dataset/healthcare_dataset/id
    events:arn=notification_config[].pubsub_topic events:arn=notification_configs[].pubsub_topic
store healthcare_workspace in=dataset/healthcare_dataset/id inherits=dataset/healthcare_dataset/id
store identity_platform_config untagged without=global hook:arn=blocking_functions[].triggers[].function_uri
    tenants:region=multi_tenant[].default_tenant_location
store identity_platform_tenant untagged without=global
store integrations_client place=location untagged key=cloud_kms_config[].key
store logging_billing_account_bucket_config place=location key=cmek_settings[].kms_key_name untagged
store logging_folder_bucket_config place=location key=cmek_settings[].kms_key_name untagged
store logging_organization_bucket_config place=location key=cmek_settings[].kms_key_name untagged
store logging_project_bucket_config place=location key=cmek_settings[].kms_key_name untagged
store looker_instance place=region key=encryption_config[].kms_key_name untagged
store lustre_instance place=location
store managed_kafka_cluster place=location key=gcp_config[].kms_key
store managed_kafka_topic place=location untagged inherits=cluster/managed_kafka_cluster/cluster_id
store memcache_instance passing place=region nodes:region=zones[]
store memorystore_instance place=location key=kms_key nodes:region=zone_distribution_config[].zone
    replica:arn=cross_instance_replication_config[].primary_instance[].instance
    replica:arn=cross_instance_replication_config[].secondary_instances[].instance backups:arn=managed_backup_source[].backup
    source:bucket=gcs_source[].uris[]
store ml_engine_model place=regions[] without=us-central1
store netapp_backup place=location inherits=vault_name/netapp_backup_vault/name source:beside=source_volume
store netapp_backup_vault place=location backups:region=backup_region
store netapp_storage_pool place=location place=zone replica:region=replica_zone key=kms_config
store netapp_volume place=location inherits=storage_pool/netapp_storage_pool/name
    replication:region=hybrid_replication_parameters[].cluster_location
store netapp_volume_snapshot place=location in=volume_name/netapp_volume/name inherits=volume_name/netapp_volume/name
store notebooks_instance place=location key=kms_key
store notebooks_runtime place=location key=virtual_machine[].virtual_machine_config[].encryption_config[].kms_key
store oracle_database_autonomous_database place=location
store oracle_database_cloud_exadata_infrastructure place=location zone:region=gcp_oracle_zone
store oracle_database_cloud_vm_cluster place=location
store parallelstore_instance place=location
store parameter_manager_parameter key=kms_key without=global
store parameter_manager_parameter_version untagged in=parameter/parameter_manager_parameter/id
    inherits=parameter/parameter_manager_parameter/id
store parameter_manager_regional_parameter place=location key=kms_key
store parameter_manager_regional_parameter_version untagged in=parameter/parameter_manager_regional_parameter/id
    inherits=parameter/parameter_manager_regional_parameter/id
store pubsub_lite_topic place=region place=zone untagged
store pubsub_subscription passing in=topic/pubsub_topic/name inherits=topic/pubsub_topic/name
    delivery:bucket=cloud_storage_config[].bucket delivery:table=bigquery_config[].table push:arn=push_config[].push_endpoint
    dead-letters:topic=dead_letter_policy[].dead_letter_topic
store pubsub_topic passing key=kms_key_name place=message_storage_policy[].allowed_persistence_regions[] without=global
    storage:region=message_storage_policy[].allowed_persistence_regions[]
    ingestion:bucket=ingestion_data_source_settings[].cloud_storage[].bucket
    ingestion:outside=ingestion_data_source_settings[].confluent_cloud[].bootstrap_server
    ingestion:outside=ingestion_data_source_settings[].aws_msk[].cluster_arn
    ingestion:outside=ingestion_data_source_settings[].aws_kinesis[].stream_arn
    ingestion:outside=ingestion_data_source_settings[].azure_event_hubs[].event_hub
store redis_cluster place=region key=kms_key untagged nodes:region=zone_distribution_config[].zone
    replica:arn=cross_cluster_replication_config[].primary_cluster[].cluster
    replica:arn=cross_cluster_replication_config[].secondary_clusters[].cluster
store redis_instance place=region place=location_id key=customer_managed_key nodes:region=location_id
    nodes:region=alternative_location_id
store secret_manager_regional_secret place=location key=customer_managed_encryption[].kms_key_name
store secret_manager_regional_secret_version passing untagged in=secret/secret_manager_regional_secret/id
    inherits=secret/secret_manager_regional_secret/id
store secret_manager_secret key=replication[].auto[].customer_managed_encryption[].kms_key_name
    key=replication[].user_managed[].replicas[].customer_managed_encryption[].kms_key_name
    place=replication[].user_managed[].replicas[].location without=global
    replica:region=replication[].user_managed[].replicas[].location events:arn=topics[].name
store secret_manager_secret_version passing untagged in=secret/secret_manager_secret/id inherits=secret/secret_manager_secret/id
store secure_source_manager_instance place=location key=kms_key
store secure_source_manager_repository place=location untagged
store sourcerepo_repository untagged without=global events:topic=pubsub_configs[].topic
store spanner_database key=encryption_config[].kms_key_name key=encryption_config[].kms_key_names untagged
    in=instance/spanner_instance/name
store spanner_instance place=config
    replica:region=autoscaling_config[].asymmetric_autoscaling_options[].replica_selection[].location
    inherits=name/spanner_database/instance
store sql_database_instance place=region key=encryption_key_name tags=settings[].user_labels
    backups:region=settings[].backup_configuration[].location replica-of:beside=master_instance_name
    replica:arn=replication_cluster[].failover_dr_replica_name audit-logs:bucket=settings[].sql_server_audit_config[].bucket
    zone:region=settings[].location_preference[].zone zone:region=settings[].location_preference[].secondary_zone
    clone:beside=clone[].source_instance_name
store storage_anywhere_cache passing place=zone untagged inherits=bucket/storage_bucket/name
store storage_bucket place=location key=encryption[].default_kms_key_name tags=labels tags=effective_labels
    dual-region:region=custom_placement_config[].data_locations[] access-logs:bucket!=logging[].log_bucket
store storage_bucket_object passing key=kms_key_name untagged in=bucket/storage_bucket/name inherits=bucket/storage_bucket/name
store vertex_ai_dataset place=region key=encryption_spec[].kms_key_name
store vertex_ai_featurestore place=region key=encryption_spec[].kms_key_name
store vertex_ai_featurestore_entitytype in=featurestore/vertex_ai_featurestore/id inherits=featurestore/vertex_ai_featurestore/id
store vertex_ai_feature_online_store place=region
store vertex_ai_index place=region source:bucket=metadata[].contents_delta_uri
store vertex_ai_tensorboard place=region key=encryption_spec[].kms_key_name
store vmwareengine_private_cloud place=location untagged
    stretched:region=management_cluster[].stretched_cluster_config[].secondary_location
    stretched:region=management_cluster[].stretched_cluster_config[].preferred_location
store workbench_instance place=location key=gce_setup[].boot_disk[].kms_key key=gce_setup[].data_disks[].kms_key
store container_aws_cluster place=location key=control_plane[].config_encryption[].kms_key_arn
    key=control_plane[].database_encryption[].kms_key_arn key=control_plane[].main_volume[].kms_key_arn
    key=control_plane[].root_volume[].kms_key_arn untagged cluster:outside=aws_region
store container_azure_cluster place=location untagged cluster:outside=azure_region
store edgecontainer_cluster passing place=location key=control_plane_encryption[].kms_key
store gemini_code_repository_index place=location key=kms_key
`;
