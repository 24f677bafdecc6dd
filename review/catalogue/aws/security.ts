/** Keys, secrets, logs, and what watches them. Paths: aws 5.100.0. */
export const SECURITY = `
key kms_key
key kms_external_key
key kms_replica_key replica-of-a-key:arn=primary_key_arn
key kms_replica_external_key replica-of-a-key:arn=primary_key_arn
key cloudhsm_v2_cluster backup:beside=source_backup_identifier
key paymentcryptography_key
mover kms_custom_key_store
mover kms_ciphertext key=key_id
mover ebs_default_kms_key key=key_arn else=provider
store secretsmanager_secret key=kms_key_id replica:region=replica[].region key=replica[].kms_key_id
store secretsmanager_secret_version inherits=secret_id/secretsmanager_secret/id passing untagged
mover secretsmanager_secret_rotation rotation:arn=rotation_lambda_arn
store ssm_parameter key=key_id passing
opaque config_remediation_configuration why=it-runs-its-document-on-whatever-fails-a-rule
opaque ssm_association why=it-runs-its-document-on-machines output:region=output_location[].s3_region output:bucket=output_location[].s3_bucket_name
mover ssm_maintenance_window_task output:bucket=task_invocation_parameters[].run_command_parameters[].output_s3_bucket
    output:beside!=task_invocation_parameters[].run_command_parameters[].cloudwatch_config[].cloudwatch_log_group_name
    task:arn=task_arn
mover ssm_resource_data_sync inventory:region!=s3_destination[].region inventory:bucket!=s3_destination[].bucket_name
    key=s3_destination[].kms_key_arn
store ssm_document passing
mover ssmincidents_replication_set replica:region=region[].name key=region[].kms_key_arn else=provider
mover ssmincidents_response_plan events:arn=incident_template[].notification_target[].sns_topic_arn
store ssmcontacts_contact
mover ssmcontacts_contact_channel contact:outside=delivery_address[].simple_address
store directory_service_directory
mover directory_service_region replica:region=region_name
mover directory_service_shared_directory sharing:account=target[].id
mover directory_service_log_subscription logs:beside!=log_group_name
store identitystore_user untagged
store acmpca_certificate_authority passing revocation:bucket=revocation_configuration[].crl_configuration[].s3_bucket_name
mover acmpca_permission
store cloudwatch_log_group key=kms_key_id passing
store cloudwatch_log_stream inherits=name/cloudwatch_log_group/log_group_name passing untagged
mover cloudwatch_log_subscription_filter log-subscription:arn!=destination_arn
mover cloudwatch_log_destination log-subscription:arn!=target_arn
mover cloudwatch_log_account_policy log-subscription:arn!=policy_document.DestinationArn
mover cloudwatch_log_delivery delivery:arn!=delivery_destination_arn
mover cloudwatch_log_delivery_destination delivery:arn!=delivery_destination_configuration[].destination_resource_arn
mover cloudwatch_log_delivery_source source:arn=resource_arn
store cloudwatch_log_anomaly_detector key=kms_key_id passing
mover cloudwatch_metric_stream metrics:arn!=firehose_arn
mover oam_link sharing:arn!=sink_identifier
mover oam_sink
mover cloudtrail key=kms_key_id else=none trail:bucket!=s3_bucket_name trail:arn!=cloud_watch_logs_group_arn
    events:arn!=sns_topic_name
store cloudtrail_event_data_store key=kms_key_id
mover config_delivery_channel history:bucket!=s3_bucket_name key=s3_kms_key_arn events:arn=sns_topic_arn
mover config_configuration_aggregator
mover config_aggregate_authorization sharing:account!=account_id sharing:region!=region
mover config_conformance_pack history:bucket!=delivery_s3_bucket template:bucket=template_s3_uri
mover config_organization_conformance_pack history:bucket!=delivery_s3_bucket template:bucket=template_s3_uri
mover config_config_rule function:beside=source[].source_identifier
mover config_organization_custom_rule function:arn=lambda_function_arn
mover guardduty_publishing_destination findings:arn!=destination_arn key=kms_key_arn
mover guardduty_malware_protection_plan scan:bucket=protected_resource[].s3_bucket[].bucket_name
mover macie2_classification_export_configuration findings:bucket!=s3_destination[].bucket_name key=s3_destination[].kms_key_arn
mover macie2_classification_job
mover securityhub_finding_aggregator findings:region!=specified_regions[]
store securitylake_data_lake key=configuration[].encryption_configuration[].kms_key_id
    lake:region!=configuration[].region replica:region=configuration[].replication_configuration[].regions[]
mover securitylake_aws_log_source lake:region!=source[].regions[] sharing:account!=source[].accounts[]
mover securitylake_custom_log_source
mover securitylake_subscriber sharing:account!=subscriber_identity[].principal
mover securitylake_subscriber_notification events:arn!=configuration[].https_notification_configuration[].endpoint
store detective_graph
mover detective_member sharing:account!=account_id
mover auditmanager_account_registration key=kms_key
mover auditmanager_assessment report:bucket!=assessment_reports_destination[].destination
mover auditmanager_framework_share sharing:region=destination_region sharing:account=destination_account
store auditmanager_assessment_report untagged
mover devopsguru_notification_channel events:arn=sns[].topic_arn
mover devopsguru_service_integration key=kms_server_side_encryption[].kms_key_id
opaque fis_experiment_template why=it-breaks-what-it-is-told-to logs:arn!=log_configuration[].cloudwatch_logs_configuration[].log_group_arn
    logs:bucket!=log_configuration[].s3_configuration[].bucket_name
    report:bucket!=experiment_report_configuration[].outputs[].s3_configuration[].bucket_name
mover inspector_assessment_template events:arn=event_subscription[].topic_arn
mover applicationinsights_application events:arn=ops_item_sns_topic_arn
mover internetmonitor_monitor logs:bucket!=internet_measurements_log_delivery[].s3_config[].bucket_name
store prometheus_workspace key=kms_key_arn logs:arn!=logging_configuration[].log_group_arn
mover prometheus_scraper metrics:arn!=destination[].amp[].workspace_arn
mover prometheus_alert_manager_definition
store xray_encryption_config key=key_id passing untagged
store rum_app_monitor passing
mover rum_metrics_destination metrics:arn!=destination_arn
mover bcmdataexports_export export:region!=export[].destination_configurations[].s3_destination[].s3_region
    export:bucket!=export[].destination_configurations[].s3_destination[].s3_bucket
mover cur_report_definition global export:region!=s3_region export:bucket!=s3_bucket
mover budgets_budget global events:arn=notification[].subscriber_sns_topic_arns[]
    mail:outside=notification[].subscriber_email_addresses[]
mover budgets_budget_action global action:region=definition[].ssm_action_definition[].region
mover ram_resource_share
mover ram_principal_association sharing:account=principal
mover ram_sharing_with_organization
mover s3control_access_grant sharing:account=grantee[].grantee_identifier
mover s3control_access_grants_location location:bucket=location_scope
mover account_region region:region=region_name
mover shield_drt_access_log_bucket_association global access-logs:bucket!=log_bucket
mover organizations_resource_policy global
mover storagegateway_cache
`;

/** What carries traffic, and the logs of it. Paths: aws 5.100.0. */
export const NETWORK = `
mover flow_log flow-log:arn!=log_destination flow-log:beside!=log_group_name
mover route53_resolver_query_log_config query-log:arn!=destination_arn
mover route53_query_log global query-log:arn!=cloudwatch_log_group_arn
mover networkfirewall_logging_configuration
    firewall-log:bucket!=logging_configuration[].log_destination_config[].log_destination.bucketName
    firewall-log:beside!=logging_configuration[].log_destination_config[].log_destination.logGroup
    firewall-log:beside!=logging_configuration[].log_destination_config[].log_destination.deliveryStream
mover networkfirewall_firewall
mover networkfirewall_firewall_policy
mover wafv2_web_acl_logging_configuration firewall-log:arn!=log_destination_configs[]
mover waf_web_acl global firewall-log:arn!=logging_configuration[].log_destination
mover wafregional_web_acl firewall-log:arn!=logging_configuration[].log_destination
mover lb access-logs:bucket!=access_logs[].bucket connection-logs:bucket!=connection_logs[].bucket
mover alb access-logs:bucket!=access_logs[].bucket connection-logs:bucket!=connection_logs[].bucket
mover elb access-logs:bucket!=access_logs[].bucket
mover lb_trust_store certificates:bucket=ca_certificates_bundle_s3_bucket
mover lb_trust_store_revocation certificates:bucket=revocations_s3_bucket
mover vpclattice_access_log_subscription access-logs:arn!=destination_arn
mover verifiedaccess_instance_logging_configuration access-logs:bucket!=access_logs[].s3[].bucket_name
    access-logs:beside!=access_logs[].cloudwatch_logs[].log_group access-logs:beside!=access_logs[].kinesis_data_firehose[].delivery_stream
mover verifiedaccess_endpoint key=sse_specification[].kms_key_arn
mover verifiedaccess_group key=sse_configuration[].kms_key_arn
mover verifiedaccess_trust_provider key=sse_specification[].kms_key_arn
mover ec2_client_vpn_endpoint connection-log:beside!=connection_log_options[].cloudwatch_log_group
    hook:arn=client_connect_options[].lambda_function_arn
mover vpn_connection vpn-log:arn!=tunnel1_log_options[].cloudwatch_log_options[].log_group_arn
    vpn-log:arn!=tunnel2_log_options[].cloudwatch_log_options[].log_group_arn
mover ec2_traffic_mirror_session
mover ec2_traffic_mirror_target mirror:arn=network_load_balancer_arn
mover vpc_peering_connection peering:region=peer_region peering:account=peer_owner_id
mover ec2_transit_gateway_peering_attachment peering:region=peer_region peering:account=peer_account_id
mover vpc_endpoint service:region=service_region
mover vpc_endpoint_service sharing:region=supported_regions[]
mover vpc_endpoint_connection_notification events:arn=connection_notification_arn
mover vpc_network_performance_metric_subscription
mover networkmanager_core_network global network:region=base_policy_regions[] network:region=base_policy_region
mover globalaccelerator_accelerator global edge:edges=name flow-log:bucket!=attributes[].flow_logs_s3_bucket
mover globalaccelerator_custom_routing_accelerator global edge:edges=name flow-log:bucket!=attributes[].flow_logs_s3_bucket
mover globalaccelerator_endpoint_group global endpoint:region=endpoint_group_region
mover globalaccelerator_custom_routing_endpoint_group global endpoint:region=endpoint_group_region
mover globalaccelerator_cross_account_attachment global sharing:region=resource[].region sharing:account=principals[]
mover cloudfront_distribution global edge:edges=origin[].domain_name access-logs:bucket!=logging_config[].bucket
    function:arn=default_cache_behavior[].lambda_function_association[].lambda_arn
    function:arn=ordered_cache_behavior[].lambda_function_association[].lambda_arn
    origin-shield:region=origin[].origin_shield[].origin_shield_region
mover cloudfront_realtime_log_config global access-logs:arn!=endpoint[].kinesis_stream_config[].stream_arn
store cloudfront_key_value_store global edge:edges=name untagged passing
store cloudfrontkeyvaluestore_key global edge:edges=key untagged passing
store cloudfrontkeyvaluestore_keys_exclusive global untagged passing
store cloudfront_function global edge:edges=name untagged passing
mover route53_vpc_association_authorization global zone:region=vpc_region
mover route53_zone_association global zone:region=vpc_region
mover route53_zone global zone:region=vpc[].vpc_region
mover dx_gateway_association_proposal
`;
