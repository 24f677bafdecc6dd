/** Functions, containers, applications, builds and the virtual desktops that people work on. Paths: aws 5.100.0. */
const INSTANCE_DISKS = [
  "custom",
  "ecs_cluster",
  "ganglia",
  "haproxy",
  "java_app",
  "memcached",
  "mysql",
  "nodejs_app",
  "php_app",
  "rails_app",
  "static_web",
];
/** OpsWorks ended in 2024; its layers still stand in old configurations. */
const OPSWORKS = INSTANCE_DISKS.map(
  (layer) => `mover opsworks_${layer}_layer logs:beside!=cloudwatch_configuration[].log_streams[].log_group_name`,
).join("\n");

export const COMPUTE = `
mover lambda_function key=kms_key_arn dead-letters:arn=dead_letter_config[].target_arn logs:beside!=logging_config[].log_group
    code:bucket=s3_bucket mount:arn=file_system_config[].arn
mover lambda_event_source_mapping source:arn=event_source_arn failures:arn=destination_config[].on_failure[].destination_arn key=kms_key_arn
mover lambda_function_event_invoke_config failures:arn=destination_config[].on_failure[].destination
    results:arn=destination_config[].on_success[].destination
opaque lambda_invocation why=it-calls-a-function-when-it-is-applied
mover lambda_function_url
mover lambda_permission
mover lambda_layer_version code:bucket=s3_bucket
mover ecs_cluster key=configuration[].managed_storage_configuration[].fargate_ephemeral_storage_kms_key_id
    key=configuration[].managed_storage_configuration[].kms_key_id key=configuration[].execute_command_configuration[].kms_key_id
    session-logs:beside!=configuration[].execute_command_configuration[].log_configuration[].cloud_watch_log_group_name
    session-logs:bucket!=configuration[].execute_command_configuration[].log_configuration[].s3_bucket_name
mover ecs_service key=volume_configuration[].managed_ebs_volume[].kms_key_id
    key=service_connect_configuration[].service[].tls[].kms_key
mover ecs_task_definition
mover ecs_task_set
store eks_cluster key=encryption_config[].provider[].key_arn
mover eks_node_group
mover eks_fargate_profile
mover eks_addon
mover batch_compute_environment
mover batch_job_definition
store apprunner_service key=encryption_configuration[].kms_key passing
store elastic_beanstalk_environment else=account-default passing
mover elastic_beanstalk_application_version code:bucket=bucket
mover autoscaling_group events:arn=initial_lifecycle_hook[].notification_target_arn
mover autoscaling_lifecycle_hook events:arn=notification_target_arn
mover autoscaling_notification events:arn=topic_arn
mover ec2_fleet
store ec2_instance_state inherits=instance_id/instance/id passing untagged
store lightsail_bucket
store lightsail_database snapshot:edges=publicly_accessible?true
store lightsail_disk
store lightsail_instance passing
mover lightsail_container_service
mover lightsail_distribution global edge:edges=origin[].name
mover lightsail_bucket_resource_access
store opsworks_instance else=account-default passing untagged
mover opsworks_stack stack:region=region
mover opsworks_application data-source:arn=data_source_arn
${OPSWORKS}
mover amplify_app global edge:edges=name
mover amplify_branch
store appconfig_hosted_configuration_version inherits=configuration_profile_id/appconfig_configuration_profile/configuration_profile_id passing untagged
mover appconfig_configuration_profile key=kms_key_identifier source:arn=location_uri
mover appconfig_deployment key=kms_key_identifier
store appstream_fleet passing
store appstream_image_builder
mover appstream_stack storage:outside=storage_connectors[].domains[]
store workspaces_workspace key=volume_encryption_key on=user_volume_encryption_enabled
mover workspaces_connection_alias
store workspacesweb_browser_settings key=customer_managed_key passing
store workspacesweb_data_protection_settings key=customer_managed_key passing
store workspacesweb_ip_access_settings key=customer_managed_key passing
mover workspacesweb_user_access_logging_settings session-logs:arn!=kinesis_stream_arn
store workspacesweb_user_settings key=customer_managed_key passing
mover worklink_fleet session-logs:arn!=audit_stream_arn
store cloud9_environment_ec2 else=account-default passing
store codecatalyst_dev_environment untagged passing
store codecatalyst_source_repository untagged
store codecommit_repository key=kms_key_id
mover codecommit_trigger events:arn=trigger[].destination_arn
store codeartifact_domain key=encryption_key
store codeartifact_repository inherits=domain/codeartifact_domain/domain
mover codebuild_project key=encryption_key else=provider makes build-logs:bucket!=logs_config[].s3_logs[].location
    build-logs:beside!=logs_config[].cloudwatch_logs[].group_name artifacts:bucket=artifacts[].location
    artifacts:bucket=secondary_artifacts[].location cache:bucket=cache[].location
mover codebuild_report_group export:bucket=export_config[].s3_destination[].bucket key=export_config[].s3_destination[].encryption_key
mover codedeploy_deployment_group events:arn=trigger_configuration[].trigger_target_arn
mover codepipeline artifacts:region=artifact_store[].region artifacts:bucket=artifact_store[].location
    action:region=stage[].action[].region key=artifact_store[].encryption_key[].id else=provider makes
    action:region=stage[].before_entry[].condition[].rule[].region action:region=stage[].on_failure[].condition[].rule[].region
    action:region=stage[].on_success[].condition[].rule[].region
mover codegurureviewer_repository_association key=kms_key_details[].kms_key_id source:bucket=repository[].s3_bucket[].bucket_name
store codeguruprofiler_profiling_group
mover devicefarm_project
store devicefarm_upload untagged passing
mover gamelift_build code:bucket=storage_location[].bucket
mover gamelift_script code:bucket=storage_location[].bucket
mover gamelift_fleet
mover gamelift_game_session_queue placement:arn=destinations[] events:arn=notification_target
store m2_application key=kms_key_id
store m2_environment key=kms_key_id
store mwaa_environment key=kms_key code:bucket=source_bucket_arn
store grafana_workspace
mover synthetics_canary artifacts:bucket=artifact_s3_location key=artifact_config[].s3_encryption[].kms_key_arn code:bucket=s3_bucket
opaque cloudcontrolapi_resource why=it-makes-resources-from-a-template-that-no-plan-shows
opaque cloudformation_stack why=it-makes-resources-from-a-template-that-no-plan-shows
opaque cloudformation_stack_set why=it-makes-resources-from-a-template-that-no-plan-shows
mover cloudformation_stack_instances fan-out:region=regions[] fan-out:account=accounts[]
mover cloudformation_stack_set_instance fan-out:region=region fan-out:account=account_id
mover cloudformation_type logs:beside!=logging_config[].log_group_name
opaque serverlessapplicationrepository_cloudformation_stack why=it-makes-resources-from-a-template-that-no-plan-shows
opaque servicecatalog_provisioned_product why=it-makes-resources-from-a-template-that-no-plan-shows fan-out:region=stack_set_provisioning_preferences[].regions[]
    fan-out:account=stack_set_provisioning_preferences[].accounts[] events:arn=notification_arns[]
mover servicecatalog_portfolio_share sharing:account=principal_id
mover signer_signing_job output:bucket=destination[].s3[].bucket source:bucket=source[].s3[].bucket
mover evidently_project delivery:beside!=data_delivery[].cloudwatch_logs[].log_group delivery:bucket!=data_delivery[].s3_destination[].bucket
mover appsync_datasource resolver:region=dynamodb_config[].region resolver:region=elasticsearch_config[].region
    resolver:region=opensearchservice_config[].region resolver:arn=lambda_config[].function_arn
    resolver:region=relational_database_config[].http_endpoint_config[].region resolver:arn=http_config[].endpoint
    resolver:region=http_config[].authorization_config[].aws_iam_config[].signing_region
    resolver:arn=opensearchservice_config[].endpoint resolver:arn=elasticsearch_config[].endpoint
    resolver:arn=event_bridge_config[].event_bus_arn
store appsync_api_cache untagged passing
mover appsync_graphql_api users:region=user_pool_config[].aws_region users:region=additional_authentication_provider[].user_pool_config[].aws_region
    authorizer:arn=lambda_authorizer_config[].authorizer_uri
mover api_gateway_rest_api edge:edges=endpoint_configuration[].types[]?EDGE
mover api_gateway_domain_name edge:edges=endpoint_configuration[].types[]?EDGE
mover api_gateway_stage access-logs:arn!=access_log_settings[].destination_arn
mover api_gateway_integration integration:arn=uri
mover api_gateway_vpc_link target:arn=target_arns[]
mover api_gateway_authorizer authorizer:arn=authorizer_uri
mover apigatewayv2_stage access-logs:arn!=access_log_settings[].destination_arn
mover apigatewayv2_integration integration:arn=integration_uri
mover apigatewayv2_authorizer authorizer:arn=authorizer_uri
`;

/** Models, what trains them, and where their answers go. Paths: aws 5.100.0. */
export const MACHINE_LEARNING = `
mover bedrock_inference_profile inference:model=model_source[].copy_from
mover bedrock_provisioned_model_throughput inference:model=model_arn
store bedrock_custom_model key=custom_model_kms_key_id output:bucket=output_data_config[].s3_uri source:bucket=training_data_config[].s3_uri
    source:bucket=validation_data_config[].validator[].s3_uri
store bedrock_guardrail key=kms_key_arn passing
mover bedrock_model_invocation_logging_configuration invocation-logs:beside!=logging_config[].cloudwatch_config[].log_group_name
    invocation-logs:bucket!=logging_config[].s3_config[].bucket_name
    invocation-logs:bucket!=logging_config[].cloudwatch_config[].large_data_delivery_s3_config[].bucket_name
store bedrockagent_agent key=customer_encryption_key_arn passing inference:model=foundation_model
mover bedrockagent_agent_action_group function:arn=action_group_executor[].lambda schema:bucket=api_schema[].s3[].s3_bucket_name
mover bedrockagent_agent_collaborator agent:arn=agent_descriptor[].alias_arn
mover bedrockagent_data_source key=server_side_encryption_configuration[].kms_key_arn else=provider makes
    source:bucket=data_source_configuration[].s3_configuration[].bucket_arn
    source:account=data_source_configuration[].s3_configuration[].bucket_owner_account_id
    staging:bucket=vector_ingestion_configuration[].custom_transformation_configuration[].intermediate_storage[].s3_location[].uri
    function:arn=vector_ingestion_configuration[].custom_transformation_configuration[].transformation[].transformation_function[].transformation_lambda_configuration[].lambda_arn
    inference:model=vector_ingestion_configuration[].parsing_configuration[].bedrock_foundation_model_configuration[].model_arn
mover bedrockagent_knowledge_base vectors:arn=storage_configuration[].rds_configuration[].resource_arn
    vectors:arn=storage_configuration[].opensearch_serverless_configuration[].collection_arn
    vectors:outside=storage_configuration[].pinecone_configuration[].connection_string
    vectors:outside=storage_configuration[].redis_enterprise_cloud_configuration[].endpoint
    inference:model=knowledge_base_configuration[].vector_knowledge_base_configuration[].embedding_model_arn
store bedrockagent_prompt key=customer_encryption_key_arn passing
store comprehend_document_classifier key=model_kms_key_id key=volume_kms_key_id source:bucket=input_data_config[].s3_uri
    source:bucket=input_data_config[].test_s3_uri source:bucket=input_data_config[].augmented_manifests[].s3_uri
    source:bucket=input_data_config[].augmented_manifests[].annotation_data_s3_uri
    source:bucket=input_data_config[].augmented_manifests[].source_documents_s3_uri
    output:bucket=output_data_config[].s3_uri key=output_data_config[].kms_key_id
store comprehend_entity_recognizer key=model_kms_key_id key=volume_kms_key_id source:bucket=input_data_config[].annotations[].s3_uri
    source:bucket=input_data_config[].annotations[].test_s3_uri source:bucket=input_data_config[].augmented_manifests[].s3_uri
    source:bucket=input_data_config[].augmented_manifests[].annotation_data_s3_uri
    source:bucket=input_data_config[].augmented_manifests[].source_documents_s3_uri
    source:bucket=input_data_config[].documents[].s3_uri source:bucket=input_data_config[].documents[].test_s3_uri
    source:bucket=input_data_config[].entity_list[].s3_uri
store kendra_index key=server_side_encryption_configuration[].kms_key_id
mover kendra_data_source source:bucket=configuration[].s3_configuration[].bucket_name
    hook:arn=custom_document_enrichment_configuration[].pre_extraction_hook_configuration[].lambda_arn
    hook:arn=custom_document_enrichment_configuration[].post_extraction_hook_configuration[].lambda_arn
    staging:bucket=custom_document_enrichment_configuration[].pre_extraction_hook_configuration[].s3_bucket
    staging:bucket=custom_document_enrichment_configuration[].post_extraction_hook_configuration[].s3_bucket
store kendra_faq inherits=index_id/kendra_index/id source:bucket=s3_path[].bucket
mover kendra_query_suggestions_block_list source:bucket=source_s3_path[].bucket
mover kendra_thesaurus source:bucket=source_s3_path[].bucket
store qbusiness_application key=encryption_configuration[].kms_key_id
store rekognition_collection
store rekognition_project
mover rekognition_stream_processor key=kms_key_id output:bucket=output[].s3_destination[].bucket
    output:arn=output[].kinesis_data_stream[].arn events:arn=notification_channel[].sns_topic_arn source:arn=input[].kinesis_video_stream[].arn
mover transcribe_language_model source:bucket=input_data_config[].s3_uri source:bucket=input_data_config[].tuning_data_s3_uri
store sagemaker_domain key=kms_key_id sharing:bucket=default_user_settings[].sharing_settings[].s3_output_path
    key=default_user_settings[].sharing_settings[].s3_kms_key_id
    key=default_user_settings[].canvas_app_settings[].workspace_settings[].s3_kms_key_id
    artifacts:bucket=default_user_settings[].canvas_app_settings[].workspace_settings[].s3_artifact_path
    registry:account=default_user_settings[].canvas_app_settings[].model_register_settings[].cross_account_model_register_role_arn
store sagemaker_user_profile inherits=domain_id/sagemaker_domain/id sharing:bucket=user_settings[].sharing_settings[].s3_output_path
    key=user_settings[].sharing_settings[].s3_kms_key_id key=user_settings[].canvas_app_settings[].workspace_settings[].s3_kms_key_id
    artifacts:bucket=user_settings[].canvas_app_settings[].workspace_settings[].s3_artifact_path
store sagemaker_space inherits=domain_id/sagemaker_domain/id
store sagemaker_app inherits=domain_id/sagemaker_domain/id passing
store sagemaker_notebook_instance key=kms_key_id
mover sagemaker_model artifacts:bucket=primary_container[].model_data_source[].s3_data_source[].s3_uri
    artifacts:bucket=container[].model_data_source[].s3_data_source[].s3_uri artifacts:bucket=primary_container[].model_data_url
    artifacts:bucket=container[].model_data_url
store sagemaker_endpoint_configuration key=kms_key_arn passing capture:bucket=data_capture_config[].destination_s3_uri
    key=data_capture_config[].kms_key_id output:bucket=async_inference_config[].output_config[].s3_output_path
    output:bucket=async_inference_config[].output_config[].s3_failure_path key=async_inference_config[].output_config[].kms_key_id
    events:arn=async_inference_config[].output_config[].notification_config[].error_topic
    events:arn=async_inference_config[].output_config[].notification_config[].success_topic
    dumps:bucket=production_variants[].core_dump_config[].destination_s3_uri key=production_variants[].core_dump_config[].kms_key_id
    dumps:bucket=shadow_production_variants[].core_dump_config[].destination_s3_uri
    key=shadow_production_variants[].core_dump_config[].kms_key_id
mover sagemaker_endpoint
mover sagemaker_data_quality_job_definition output:bucket=data_quality_job_output_config[].monitoring_outputs[].s3_output[].s3_uri
    key=data_quality_job_output_config[].kms_key_id key=job_resources[].cluster_config[].volume_kms_key_id
    source:bucket=data_quality_baseline_config[].constraints_resource[].s3_uri
    source:bucket=data_quality_baseline_config[].statistics_resource[].s3_uri
    source:bucket=data_quality_job_input[].batch_transform_input[].data_captured_destination_s3_uri
mover sagemaker_monitoring_schedule
mover sagemaker_device_fleet output:bucket=output_config[].s3_output_location key=output_config[].kms_key_id
store sagemaker_feature_group key=online_store_config[].security_config[].kms_key_id
    offline-store:bucket=offline_store_config[].s3_storage_config[].s3_uri key=offline_store_config[].s3_storage_config[].kms_key_id
    offline-store:bucket=offline_store_config[].s3_storage_config[].resolved_output_s3_uri
mover sagemaker_flow_definition output:bucket=output_config[].s3_output_path key=output_config[].kms_key_id
store sagemaker_hub passing catalogue:bucket=s3_storage_config[].s3_output_path
store sagemaker_mlflow_tracking_server artifacts:bucket=artifact_store_uri
mover sagemaker_pipeline definition:bucket=pipeline_definition_s3_location[].bucket
store sagemaker_model_package_group passing
store sagemaker_image_version untagged passing
mover sagemaker_workteam events:arn=notification_configuration[].notification_topic_arn
`;
