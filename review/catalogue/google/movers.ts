/** Keys, and what carries data elsewhere on Google Cloud. Paths: google 6.50.0. */
export const MOVERS = `
key kms_crypto_key in=key_ring/kms_key_ring/name
key kms_crypto_key_version in=crypto_key/kms_crypto_key/id passing
mover kms_key_ring place=location
mover kms_ekm_connection place=location
mover kms_key_handle place=location
mover kms_autokey_config global
mover assured_workloads_workload place=location
mover apigee_addons_config global
mover backup_dr_backup_plan place=location backups:arn=backup_vault
mover backup_dr_backup_plan_association place=location
mover backup_dr_management_server place=location
mover bigquery_analytics_hub_data_exchange place=location
mover bigquery_analytics_hub_listing place=location sharing:dataset=bigquery_dataset[].dataset sharing:topic=pubsub_topic[].topic
    sharing:region=pubsub_topic[].data_affinity_regions[]
mover bigquery_analytics_hub_listing_subscription place=location sharing:region=destination_dataset[].location
    sharing:account=destination_dataset[].dataset_reference[].project_id
mover bigquery_connection place=location key=kms_key_name connection:outside=aws[].access_role[].iam_role_id
    connection:outside=azure[].customer_tenant_id connection:beside=cloud_sql[].instance_id
    connection:account=cloud_spanner[].database
mover bigquery_data_transfer_config place=location key=encryption_configuration[].kms_key_name without=US
    transfer:dataset=destination_dataset_id events:topic=notification_pubsub_topic query:query=params.query
mover bigquery_job place=location key=copy[].destination_encryption_configuration[].kms_key_name
    key=load[].destination_encryption_configuration[].kms_key_name
    key=query[].destination_encryption_configuration[].kms_key_name without=US copy:dataset=copy[].destination_table[].dataset_id
    load:dataset=load[].destination_table[].dataset_id query:dataset=query[].destination_table[].dataset_id
    export:bucket=extract[].destination_uris[] query:query=query[].query copy:account=copy[].destination_table[].project_id
    load:account=load[].destination_table[].project_id query:account=query[].destination_table[].project_id
mover bigquery_reservation place=location failover:region=secondary_location
mover bigquery_routine global remote:arn=remote_function_options[].endpoint
mover bigtable_app_profile global
mover bigtable_materialized_view global
mover cloud_asset_folder_feed global feed:topic!=feed_output_config[].pubsub_destination[].topic
mover cloud_asset_organization_feed global feed:topic!=feed_output_config[].pubsub_destination[].topic
mover cloud_asset_project_feed global feed:topic!=feed_output_config[].pubsub_destination[].topic
mover cloud_run_service place=location
mover cloud_run_v2_job place=location key=template[].template[].encryption_key
    mount:bucket=template[].template[].volumes[].gcs[].bucket
mover cloud_run_v2_service place=location key=template[].encryption_key mount:bucket=template[].volumes[].gcs[].bucket
mover cloud_run_v2_worker_pool place=location key=template[].encryption_key mount:bucket=template[].volumes[].gcs[].bucket
mover cloud_scheduler_job place=region target:arn=http_target[].uri target:topic=pubsub_target[].topic_name
mover cloud_tasks_queue place=location
mover cloudbuild_trigger place=location key=build[].secret[].kms_key_name build-logs:bucket!=build[].logs_bucket
    source:bucket=build[].source[].storage_source[].bucket artifacts:bucket=build[].artifacts[].objects[].location
mover cloudfunctions_function place=region key=kms_key_name code:bucket=source_archive_bucket
mover cloudfunctions2_function place=location key=kms_key_name code:bucket=build_config[].source[].storage_source[].bucket
    trigger:region=event_trigger[].trigger_region
mover colab_notebook_execution place=location output:bucket=gcs_output_uri source:bucket=gcs_notebook_source[].uri
mover colab_schedule place=location output:bucket=create_notebook_execution_job_request[].notebook_execution_job[].gcs_output_uri
    source:bucket=create_notebook_execution_job_request[].notebook_execution_job[].gcs_notebook_source[].uri
mover compute_backend_bucket global cache:edges=enable_cdn?true origin:bucket=bucket_name
mover compute_disk_async_replication in=primary_disk/compute_disk/id replication:arn=secondary_disk[].disk
mover compute_instance_template place=region key=disk[].disk_encryption_key[].kms_key_self_link
mover compute_region_instance_template place=region key=disk[].disk_encryption_key[].kms_key_self_link
mover compute_packet_mirroring place=region
mover compute_resource_policy place=region
    snapshots:multi-region=snapshot_schedule_policy[].snapshot_properties[].storage_locations[]
mover compute_snapshot_settings global snapshots:region=storage_location[].locations[].location
    snapshots:edges=storage_location[].policy?NEAREST_MULTI_REGION
mover compute_network_peering global
mover container_node_pool place=location key=node_config[].boot_disk_kms_key
mover database_migration_service_connection_profile place=location connection:outside=mysql[].host
    connection:outside=postgresql[].host connection:outside=oracle[].host connection:region=cloudsql[].settings[].zone
mover database_migration_service_migration_job place=location migration:arn=destination migration:arn=source
    dump:bucket=dump_path
mover dataflow_job place=region place=zone key=kms_key_name staging:bucket=temp_gcs_location template:bucket=template_gcs_path
mover dataplex_asset place=location
mover dataplex_datascan place=location results:region=data_discovery_spec[].bigquery_publishing_config[].location
mover dataplex_task place=location key=execution_spec[].kms_key
mover dataproc_batch place=location key=environment_config[].execution_config[].kms_key
    staging:bucket=environment_config[].execution_config[].staging_bucket
mover dataproc_job place=region
mover dataproc_workflow_template place=location key=encryption_config[].kms_key
    key=placement[].managed_cluster[].config[].encryption_config[].gce_pd_kms_key_name
    staging:bucket=placement[].managed_cluster[].config[].staging_bucket
    staging:bucket=placement[].managed_cluster[].config[].temp_bucket
mover dataproc_session_template place=location key=environment_config[].execution_config[].kms_key
    staging:bucket=environment_config[].execution_config[].staging_bucket
mover datastream_connection_profile place=location connection:bucket=gcs_profile[].bucket
    connection:outside=oracle_profile[].hostname connection:outside=mysql_profile[].hostname
    connection:outside=postgresql_profile[].hostname connection:outside=sql_server_profile[].hostname
mover dialogflow_conversation_profile place=location events:topic=notification_config[].topic
    events:topic=new_message_event_notification_config[].topic
    events:topic=human_agent_assistant_config[].notification_config[].topic
mover dialogflow_cx_security_settings place=location audio:bucket=audio_export_settings[].gcs_bucket
mover dialogflow_cx_webhook in=parent/dialogflow_cx_agent/id hook:arn=generic_web_service[].uri
    hook:arn=service_directory[].generic_web_service[].uri
mover dialogflow_encryption_spec place=location key=encryption_spec[].kms_key
mover discovery_engine_cmek_config place=location key=kms_key key=single_region_keys[].kms_key
mover eventarc_enrollment place=location events:arn=destination
mover eventarc_google_api_source place=location key=crypto_key_name events:arn=destination
mover eventarc_google_channel_config place=location key=crypto_key_name
mover eventarc_pipeline place=location key=crypto_key_name events:topic=destinations[].topic
    events:arn=destinations[].http_endpoint[].uri events:arn=destinations[].message_bus events:arn=destinations[].workflow
mover eventarc_trigger place=location events:region=destination[].cloud_run_service[].region
    events:region=destination[].gke[].location events:arn=destination[].http_endpoint[].uri
    events:topic=transport[].pubsub[].topic events:arn=destination[].workflow
mover firestore_backup_schedule in=database/firestore_database/name
mover gke_backup_backup_channel place=location backups:account=destination_project
mover gke_backup_backup_plan place=location key=backup_config[].encryption_key[].gcp_kms_encryption_key
mover gke_backup_restore_channel place=location backups:account=destination_project
mover gke_backup_restore_plan place=location
mover healthcare_pipeline_job place=location output:beside=mapping_pipeline_job[].fhir_store_destination
    output:beside=mapping_pipeline_job[].reconciliation_destination
    output:beside=reconciliation_pipeline_job[].fhir_store_destination
mover integration_connectors_connection place=location key=config_variable[].encryption_key_value[].kms_key_name
    connection:outside=destination_config[].destination[].host
mover logging_billing_account_sink global log-sink:sink!=destination
mover logging_folder_settings key=kms_key_name place=storage_location without=global
mover logging_folder_sink global log-sink:sink!=destination
mover logging_linked_dataset place=location
mover logging_organization_settings key=kms_key_name place=storage_location without=global
mover logging_organization_sink global log-sink:sink!=destination
mover logging_project_sink global log-sink:sink!=destination
mover monitoring_notification_channel global channel:outside=type
mover netapp_kmsconfig place=location key=crypto_key_name
mover netapp_volume_replication place=location replication:arn=destination_volume_parameters[].storage_pool
mover network_management_vpc_flow_logs_config place=location
mover network_services_edge_cache_origin global edge:edges=origin_address
mover network_services_edge_cache_service global edge:edges=name
mover project_usage_export_bucket global export:bucket!=bucket_name
mover pubsub_lite_subscription place=region place=zone
mover scc_folder_notification_config global findings:topic!=pubsub_topic
mover scc_folder_scc_big_query_export global findings:dataset!=dataset
mover scc_notification_config global findings:topic!=pubsub_topic
mover scc_organization_scc_big_query_export global findings:dataset!=dataset
mover scc_project_notification_config global findings:topic!=pubsub_topic
mover scc_project_scc_big_query_export global findings:dataset!=dataset
mover scc_v2_folder_notification_config place=location without=global findings:topic!=pubsub_topic
mover scc_v2_folder_scc_big_query_export place=location without=global findings:dataset!=dataset
mover scc_v2_organization_notification_config place=location without=global findings:topic!=pubsub_topic
mover scc_v2_organization_scc_big_query_export place=location without=global findings:dataset!=dataset
mover scc_v2_organization_scc_big_query_exports place=location without=global findings:dataset!=dataset
mover scc_v2_project_notification_config place=location without=global findings:topic!=pubsub_topic
mover scc_v2_project_scc_big_query_export place=location without=global findings:dataset!=dataset
mover spanner_backup_schedule key=encryption_config[].kms_key_name key=encryption_config[].kms_key_names
    in=instance/spanner_instance/name
mover spanner_instance_config global replica:region=replicas[].location
mover spanner_instance_partition place=config
mover sql_source_representation_instance place=region
mover storage_batch_operations_job key=rewrite_object[].kms_key global job:bucket=bucket_list[].buckets[].bucket
    manifest:bucket=bucket_list[].buckets[].manifest[].manifest_location
mover storage_insights_dataset_config place=location
mover storage_insights_report_config place=location
    inventory:bucket!=object_metadata_report_options[].storage_destination_options[].bucket
mover storage_notification in=bucket/storage_bucket/name events:topic=topic
mover storage_transfer_job key=replication_spec[].transfer_options[].metadata_options[].kms_key
    key=transfer_spec[].transfer_options[].metadata_options[].kms_key global
    transfer:bucket=transfer_spec[].gcs_data_sink[].bucket_name transfer:bucket=replication_spec[].gcs_data_sink[].bucket_name
    source:bucket=transfer_spec[].gcs_data_source[].bucket_name source:bucket=replication_spec[].gcs_data_source[].bucket_name
    events:topic=notification_config[].pubsub_topic transfer:outside=transfer_spec[].sink_agent_pool_name
mover transcoder_job place=location output:bucket=config[].output[].uri source:bucket=config[].inputs[].uri
    events:topic=config[].pubsub_destination[].topic
mover vertex_ai_endpoint place=location place=region key=encryption_spec[].kms_key_name
    logs:table!=predict_request_response_logging_config[].bigquery_destination[].output_uri
mover vertex_ai_endpoint_with_model_garden_deployment place=location
mover vertex_ai_feature_group place=region
mover vmwareengine_cluster in=parent/vmwareengine_private_cloud/id
mover workflows_workflow place=region key=crypto_key_name
mover compute_project_metadata global
mover organization_policy global
mover access_context_manager_service_perimeter global
mover edgecontainer_node_pool place=location key=local_disk_encryption[].kms_key
mover container_aws_node_pool place=location key=config[].config_encryption[].kms_key_arn key=config[].root_volume[].kms_key_arn
mover privateca_certificate_authority place=location key=key_spec[].cloud_kms_key_version publication:bucket=gcs_bucket
opaque deployment_manager_deployment
`;
