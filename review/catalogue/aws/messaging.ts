/** Queues, topics, events, mail, contact centres, devices and flows between services. Paths: aws 5.100.0. */
export const MESSAGING = `
store sns_topic key=kms_master_key_id else=none passing
mover sns_topic_subscription subscription:arn=endpoint dead-letters:arn=redrive_policy.deadLetterTargetArn
mover sns_platform_application push:outside=platform events:arn=event_delivery_failure_topic_arn events:arn=event_endpoint_created_topic_arn
    events:arn=event_endpoint_deleted_topic_arn events:arn=event_endpoint_updated_topic_arn
mover sns_sms_preferences usage-report:bucket!=usage_report_s3_bucket
store sqs_queue key=kms_master_key_id passing
store cloudwatch_event_bus key=kms_key_identifier passing dead-letters:arn=dead_letter_config[].arn
store cloudwatch_event_archive untagged source:arn=event_source_arn
mover cloudwatch_event_target target:arn!=arn dead-letters:arn=dead_letter_config[].arn
mover cloudwatch_event_api_destination target:outside=invocation_endpoint
mover cloudwatch_event_connection key=kms_key_identifier else=provider makes
mover cloudwatch_event_endpoint replication:region=routing_config[].failover_config[].secondary[].route replication:arn=event_bus[].event_bus_arn
mover cloudwatch_event_permission sharing:account=principal
mover scheduler_schedule target:arn=target[].arn dead-letters:arn=target[].dead_letter_config[].arn key=kms_key_arn
mover pipes_pipe target:arn=target source:arn=source enrichment:arn=enrichment key=kms_key_identifier
    logs:arn!=log_configuration[].cloudwatch_logs_log_destination[].log_group_arn
    logs:arn!=log_configuration[].firehose_log_destination[].delivery_stream_arn
    logs:bucket!=log_configuration[].s3_log_destination[].bucket_name
store mq_broker key=encryption_options[].kms_key_id replication:arn=data_replication_primary_broker_arn
mover iot_topic_rule rule:arn=lambda[].function_arn rule:arn=sns[].target_arn rule:arn=sqs[].queue_url rule:bucket=s3[].bucket_name
    rule:beside=firehose[].delivery_stream_name rule:arn=kafka[].destination_arn rule:beside=cloudwatch_logs[].log_group_name
    rule:beside=dynamodb[].table_name rule:beside=dynamodbv2[].put_item[].table_name rule:beside=kinesis[].stream_name
    rule:arn=elasticsearch[].endpoint rule:arn=http[].url rule:beside=timestream[].database_name rule:arn=step_functions[].state_machine_name
    rule:arn=republish[].topic rule:beside=iot_analytics[].channel_name rule:beside=iot_events[].input_name
    error:arn=error_action[].lambda[].function_arn error:arn=error_action[].sns[].target_arn error:arn=error_action[].sqs[].queue_url
    error:bucket=error_action[].s3[].bucket_name error:beside=error_action[].firehose[].delivery_stream_name
    error:arn=error_action[].kafka[].destination_arn error:beside=error_action[].cloudwatch_logs[].log_group_name
    error:beside=error_action[].dynamodb[].table_name error:beside=error_action[].dynamodbv2[].put_item[].table_name
    error:beside=error_action[].kinesis[].stream_name error:arn=error_action[].elasticsearch[].endpoint error:arn=error_action[].http[].url
    error:beside=error_action[].timestream[].database_name
mover iot_topic_rule_destination
mover iot_provisioning_template hook:arn=pre_provisioning_hook[].target_arn
mover iot_authorizer authorizer:arn=authorizer_function_arn
store iot_thing untagged
mover ses_receipt_rule mail:bucket=s3_action[].bucket_name key=s3_action[].kms_key_arn mail:arn=lambda_action[].function_arn
    mail:arn=sns_action[].topic_arn mail:arn=lambda_action[].topic_arn mail:arn=s3_action[].topic_arn mail:arn=bounce_action[].topic_arn
    mail:arn=stop_action[].topic_arn mail:arn=workmail_action[].organization_arn mail:arn=workmail_action[].topic_arn
mover ses_event_destination events:arn=kinesis_destination[].stream_arn events:arn=sns_destination[].topic_arn
mover ses_identity_notification_topic events:arn=topic_arn
mover sesv2_configuration_set_event_destination events:arn=event_destination[].kinesis_firehose_destination[].delivery_stream_arn
    events:arn=event_destination[].sns_destination[].topic_arn events:arn=event_destination[].event_bridge_destination[].event_bus_arn
    events:arn=event_destination[].pinpoint_destination[].application_arn
store sesv2_contact_list
store pinpoint_app campaign-hook:arn=campaign_hook[].lambda_function_name
mover pinpoint_adm_channel push:outside=application_id
mover pinpoint_apns_channel push:outside=application_id
mover pinpoint_apns_sandbox_channel push:outside=application_id
mover pinpoint_apns_voip_channel push:outside=application_id
mover pinpoint_apns_voip_sandbox_channel push:outside=application_id
mover pinpoint_baidu_channel push:outside=application_id
mover pinpoint_gcm_channel push:outside=application_id
mover pinpoint_event_stream events:arn=destination_stream_arn
store pinpoint_email_template passing
mover pinpointsmsvoicev2_phone_number two-way:arn=two_way_channel_arn
store pinpointsmsvoicev2_opt_out_list
store connect_instance
mover connect_instance_storage_config recordings:bucket=storage_config[].s3_config[].bucket_name
    key=storage_config[].s3_config[].encryption_config[].key_id records:arn=storage_config[].kinesis_firehose_config[].firehose_arn
    records:arn=storage_config[].kinesis_stream_config[].stream_arn
    key=storage_config[].kinesis_video_stream_config[].encryption_config[].key_id
mover connect_bot_association bot:region=lex_bot[].lex_region
mover connect_lambda_function_association function:arn=function_arn
mover connect_phone_number target:arn=target_arn
store connect_user
mover lex_bot_alias conversation-logs:arn!=conversation_logs[].log_settings[].resource_arn key=conversation_logs[].log_settings[].kms_key_arn
store lex_bot untagged passing
mover lexv2models_bot
mover lexv2models_slot_type import-from:bucket=external_source_setting[].grammar_slot_type_setting[].source[].s3_bucket_name
    key=external_source_setting[].grammar_slot_type_setting[].source[].kms_key_arn
mover chime_voice_connector calls:region=aws_region
mover chime_voice_connector_logging
mover chime_voice_connector_origination calls:outside=route[].host
mover chime_voice_connector_streaming
mover chime_voice_connector_termination calls:outside=calling_regions[]
mover chimesdkvoice_global_settings records:bucket=voice_connector[].cdr_bucket
mover chimesdkvoice_sip_media_application calls:region=aws_region calls:arn=endpoints[].lambda_arn
mover chimesdkvoice_sip_rule calls:region=target_applications[].aws_region
store chimesdkvoice_voice_profile_domain key=server_side_encryption_configuration[].kms_key_arn
mover chimesdkmediapipelines_media_insights_pipeline_configuration recordings:bucket=elements[].s3_recording_sink_configuration[].destination
    transcripts:bucket=elements[].amazon_transcribe_call_analytics_processor_configuration[].post_call_analytics_settings[].output_location
    key=elements[].amazon_transcribe_call_analytics_processor_configuration[].post_call_analytics_settings[].output_encryption_kms_key_id
    events:arn=elements[].kinesis_data_stream_sink_configuration[].insights_target
    events:arn=elements[].lambda_function_sink_configuration[].insights_target
    events:arn=elements[].sns_topic_sink_configuration[].insights_target
    events:arn=elements[].sqs_queue_sink_configuration[].insights_target
mover chatbot_slack_channel_configuration chat:outside=slack_channel_id events:arn=sns_topic_arns[]
mover chatbot_teams_channel_configuration chat:outside=channel_id events:arn=sns_topic_arns[]
mover appflow_flow key=kms_arn transfer:bucket=destination_flow_config[].destination_connector_properties[].s3[].bucket_name
    transfer:bucket=destination_flow_config[].destination_connector_properties[].upsolver[].bucket_name
    staging:bucket=destination_flow_config[].destination_connector_properties[].redshift[].intermediate_bucket_name
    staging:bucket=destination_flow_config[].destination_connector_properties[].snowflake[].intermediate_bucket_name
    transfer:outside=destination_flow_config[].destination_connector_properties[].snowflake[].object
    transfer:outside=destination_flow_config[].destination_connector_properties[].salesforce[].object
    transfer:outside=destination_flow_config[].destination_connector_properties[].zendesk[].object
    transfer:outside=destination_flow_config[].destination_connector_properties[].marketo[].object
    transfer:outside=destination_flow_config[].destination_connector_properties[].honeycode[].object
    transfer:outside=destination_flow_config[].destination_connector_properties[].sapo_data[].object_path
    transfer:outside=destination_flow_config[].destination_connector_properties[].custom_connector[].entity_name
    transfer:beside=destination_flow_config[].destination_connector_properties[].event_bridge[].object
    transfer:beside=destination_flow_config[].destination_connector_properties[].redshift[].object
    source:bucket=source_flow_config[].source_connector_properties[].s3[].bucket_name
    errors:bucket=destination_flow_config[].destination_connector_properties[].custom_connector[].error_handling_config[].bucket_name
    errors:bucket=destination_flow_config[].destination_connector_properties[].event_bridge[].error_handling_config[].bucket_name
    errors:bucket=destination_flow_config[].destination_connector_properties[].honeycode[].error_handling_config[].bucket_name
    errors:bucket=destination_flow_config[].destination_connector_properties[].marketo[].error_handling_config[].bucket_name
    errors:bucket=destination_flow_config[].destination_connector_properties[].redshift[].error_handling_config[].bucket_name
    errors:bucket=destination_flow_config[].destination_connector_properties[].salesforce[].error_handling_config[].bucket_name
    errors:bucket=destination_flow_config[].destination_connector_properties[].sapo_data[].error_handling_config[].bucket_name
    errors:bucket=destination_flow_config[].destination_connector_properties[].sapo_data[].success_response_handling_config[].bucket_name
    errors:bucket=destination_flow_config[].destination_connector_properties[].snowflake[].error_handling_config[].bucket_name
    errors:bucket=destination_flow_config[].destination_connector_properties[].zendesk[].error_handling_config[].bucket_name
mover appflow_connector_profile key=kms_arn
    connection:outside=connector_profile_config[].connector_profile_properties[].snowflake[].region
    staging:bucket=connector_profile_config[].connector_profile_properties[].snowflake[].bucket_name
    staging:bucket=connector_profile_config[].connector_profile_properties[].redshift[].bucket_name
    connection:outside=connector_profile_config[].connector_profile_properties[].salesforce[].instance_url
    connection:outside=connector_profile_config[].connector_profile_properties[].zendesk[].instance_url
mover appintegrations_data_integration key=kms_key source:outside=source_uri
mover appintegrations_event_integration
mover appfabric_app_bundle key=customer_managed_key_arn
mover appfabric_ingestion
mover appfabric_ingestion_destination delivery:bucket!=destination_configuration[].audit_log[].destination[].s3_bucket[].bucket_name
    delivery:beside!=destination_configuration[].audit_log[].destination[].firehose_stream[].stream_name
mover sfn_state_machine key=encryption_configuration[].kms_key_id logs:arn!=logging_configuration[].log_destination
store sfn_activity key=encryption_configuration[].kms_key_id passing
store cognito_user_pool hook:arn=lambda_config[].create_auth_challenge hook:arn=lambda_config[].custom_message
    hook:arn=lambda_config[].define_auth_challenge hook:arn=lambda_config[].post_authentication hook:arn=lambda_config[].post_confirmation
    hook:arn=lambda_config[].pre_authentication hook:arn=lambda_config[].pre_sign_up hook:arn=lambda_config[].pre_token_generation
    hook:arn=lambda_config[].user_migration hook:arn=lambda_config[].verify_auth_challenge_response
    hook:arn=lambda_config[].custom_email_sender[].lambda_arn hook:arn=lambda_config[].custom_sms_sender[].lambda_arn
    hook:arn=lambda_config[].pre_token_generation_config[].lambda_arn key=lambda_config[].kms_key_id
    mail:arn=email_configuration[].source_arn messages:region=sms_configuration[].sns_region
store cognito_user inherits=user_pool_id/cognito_user_pool/id untagged
store cognito_identity_pool
mover cognito_risk_configuration mail:arn=account_takeover_risk_configuration[].notify_configuration[].source_arn
mover cognito_user_pool_client analytics:arn=analytics_configuration[].application_arn
mover cognito_managed_user_pool_client analytics:arn=analytics_configuration[].application_arn
store ivschat_room
mover ivschat_logging_configuration chat-logs:bucket!=destination_configuration[].s3[].bucket_name
    chat-logs:beside!=destination_configuration[].cloudwatch_logs[].log_group_name
    chat-logs:beside!=destination_configuration[].firehose[].delivery_stream_name
mover ivs_channel
mover ivs_recording_configuration recordings:bucket=destination_configuration[].s3[].bucket_name
store media_store_container
mover media_package_channel
mover media_packagev2_channel_group
mover medialive_channel output:arn=destinations[].settings[].url output:beside=destinations[].media_package_settings[].channel_id
mover medialive_input source:outside=sources[].url
mover elastictranscoder_pipeline output:bucket=output_bucket source:bucket=input_bucket output:bucket=content_config[].bucket
    output:bucket=thumbnail_config[].bucket key=aws_kms_key_arn events:arn=notifications[].completed events:arn=notifications[].error
    events:arn=notifications[].progressing events:arn=notifications[].warning
store location_geofence_collection key=kms_key_id
store location_tracker key=kms_key_id
mover location_tracker_association target:arn=consumer_arn
mover notifications_notification_hub notifications:region=notification_hub_region
mover notifications_event_rule notifications:region=regions[]
mover notifications_channel_association channel:outside=arn
mover notificationscontacts_email_contact mail:outside=email_address
mover codestarnotifications_notification_rule events:arn=target[].address
`;
