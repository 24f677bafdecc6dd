/** An attribute whose name sounds like a place, a key or a copy and is none: why it need not be covered. */
export interface Exclusion {
  readonly path: RegExp;
  readonly reason: string;
  /** Only of these types. */
  readonly types?: RegExp;
  /** Only of types that hold and move nothing. */
  readonly settings?: true;
}

/** The same for types that hold and move nothing, whose attributes name what they are settings of. */
const ofSettings = (reason: string, path: RegExp): Exclusion => ({ path, reason, settings: true });
const of = (reason: string, path: RegExp, types?: RegExp): Exclusion => ({ path, reason, types });

/** Attributes of the schema that the catalogue leaves out, by pattern. The first that matches counts. */
export const EXCLUDED: readonly Exclusion[] = [
  of(
    "whom the service acts as: read by the access rules",
    /(role_arn|_role|^role|roles?|role_arns|iam_role_arn.*|bucket_access_role_arn)$/,
  ),
  of(
    "an account that is expected to own what is named, which makes another's fail",
    /(expected_(source_)?bucket_owner|bucket_owner(_access|_account_id)?|bucket_account_id|s3_bucket_owner)$/,
  ),
  of("a name inside a bucket, not where the bucket lies", /(bucket_prefix|bucket_folder|s3_path|s3_key_prefix)$/),
  of("the final snapshot stays beside its store", /final_snapshot_identifier$/),
  of(
    "the name that it gets itself",
    /^(snapshot_identifier|db_cluster_snapshot_identifier|db_snapshot_identifier|target_db_(cluster_)?snapshot_identifier|snapshot_copy_grant_name|event_destination_name|destination_name|delivery_destination_name|replicator_name|global_(cluster_identifier|replication_group_.*)|replication_group_id|file_share_name|log_group_class|data_replication_mode)$/,
    /_(snapshot|snapshot_copy|snapshot_copy_grant|event_destination|destination_policy|replicator|global_cluster|global_replication_group|replication_group|file_share|cluster|log_group|broker|standby)$|nfs_file_share|smb_file_share/,
  ),
  of(
    "how many copies, in the same place",
    /(replica(s|_count)?|num_replicas_per_shard|replicas_per_node_group|replication_factor|desired_replication_count|standby_replicas|replica_mode|number_of_buckets|bucket_columns|max_replica_count)$/,
  ),
  of(
    "how a key is used, not which",
    /(kms_data_key_reuse_period_seconds|bucket_key_enabled|kms_encryption_context|kms_encrypted|customer_managed_key_enabled|s3_bucket_encryption_enabled)$/,
  ),
  of(
    "the type of what another attribute names",
    /(destination_type|log_destination_type|replication_type|replication_strategy|pinpoint_.*_type)$/,
  ),
  of(
    "how it copies, not where to",
    /(copy_tags(_to_\w+)?|copy_options|copy_strategy|security_descriptor_copy_flags|copy_if_\w+|delete_marker_replication_status|replication_overwrite|force_overwrite_replica_secret|detect_and_copy_\w+|copy_\w+_for_topics|copy_topic_configurations|consumer_groups_to_replicate|topics_to_replicate|consumer_groups_to_exclude|start_replication(_task)?|pause_replication_tasks|replication_(settings|task_settings|task_id|instance_class|instance_id|config_identifier|subnet_group_\w+)|replicate_to|fail_on_first_destination_error|destination_id|destination_field|destination_parameter_name|prevent_destination_\w+|resolved_output_s3_uri|replication_user|auto_replicate_new_disks|replication_servers?_\w+|use_dedicated_replication_server|copy_allowed|optimized_shared_delivery)$/,
  ),
  of(
    "how a network is shared or routed: read by the network rules",
    /(destination_(cidr_block|ipv6_cidr_block|prefix_list_id|address|ip|port|pool_name|ref_id)|destination|auto_accept_shared_\w+|preshared_key(_storage)?|tunnel\d_preshared_key|shared_secret|shared_directory_id|share_process_namespace|share_decay_seconds|share_distribution|share_identifier|fair_share_policy|unshare_interval(_unit)?|share_principals|share_tag_options|allow_association_to_shareable_service_network|smb_file_share_visibility)$/,
    /^aws_(route|route_table|default_route_table|ec2_|vpc|vpclattice|networkfirewall|networkmonitor|vpn_|directory_service|batch_|dlm_|servicecatalog|storagegateway|sesv2|medialive)/,
  ),
  of("a flag of public access: read by the custody rules", /restrict_public_buckets$/),
  of(
    "the bucket that it is a setting of",
    /^(bucket|s3_bucket|bucket_name|table_bucket_arn|bucket_arn)$/,
    /^aws_(s3|lightsail|s3control|s3tables)/,
  ),
  ofSettings(
    "the resource that it is about, which is judged by itself",
    /(^|\.)(resource_arn|resource_arns|protected_resource_arns|resource_share_arn|share_arn|data_share_arn|queue_url|topic_arn|stream_arn|source_arn|target_arn|log_group_name|log_group_names|log_group_arn_list|sink_identifier|function_arn|lambda_arn|replication_instance_arn|key_arn|data_source_arn|sns_topic_arn|resource_id|data_storage)$/,
  ),
  ofSettings("who is told, not what is kept", /(sns_topic_arns?|topic_arn|notification_target_arn|notification_destinations)$/),
  of("a key of the protocol, not of a store", /(ssl_client_key_arn|kms_key_provider_uri)$/),
  of(
    "which regions an aggregator or a check covers: it keeps findings, no data",
    /((all_)?regions|all_regions|regions|region)$/,
    /config_configuration_aggregator|route53_(health_check|records?_?\w*)|storage_lens|imagebuilder_lifecycle|servicequotas_template|account_primary|identitystore_user|accessanalyzer|opsworks|cloudwatch|ipam/,
  ),
  of(
    "an address for people or a test, no place of data",
    /(state_or_region|cloudwatch_alarm_region|aws_region|signing_region|operating_regions|region_name)$/,
  ),
  of("which code or layout a function runs at the edge, judged with its distribution", /function_association/),
  of(
    "what the setting reads, which is judged by itself",
    /^source_location_arn$|exclude\[\]|include\[\]|buckets$|shared_accounts$/,
    /^aws_(datasync_task|macie2|s3control_storage_lens|imagebuilder_lifecycle)/,
  ),
  of(
    "a switch, not a place",
    /(user_data_shared|multi_region|sample_rate|access_audit_log_level|log_settings\[\]\.destination|delivery_destination_policy)$/,
  ),
  of(
    "what kind of destination it is; which one stands beside it",
    /^destination$/,
    /^aws_(kinesis_firehose_delivery_stream|rum_metrics_destination)$/,
  ),
  of("an id of the source, whose ARN or name stands beside it", /source_(dbi|cluster)_resource_id$/),
  of("a bucket of its own, not of S3", /^bucket$/, /^aws_timestreaminfluxdb/),
  of("read as the satellite of its bucket", /kms_master_key_id$/, /^aws_s3_bucket_server_side_encryption_configuration$/),
  of(
    "where its data comes from, or what it is about: judged by itself",
    /(log_group_arn_list|log_group_name|replication_instance_arn|resource_arns?|target_arn|source_arn|data_source_arn|resource_share_arn|data_share_arn|topic_arn|notification_destinations)$/,
    /^aws_(cloudwatch_log_(anomaly_detector|stream|subscription_filter)|dms_replication_task|fis_experiment_template|grafana_workspace|inspector_assessment_template|lambda_permission|networkfirewall_firewall_policy|quicksight_data_set|ram_principal_association|redshift_data_share_authorization|sns_topic_subscription|wafv2_web_acl_logging_configuration)$/,
  ),
  of("the place of a binding is that of what it binds", /^(region|bucket)$/, /_iam_(binding|member|policy)$/),
  of(
    "who may use a key, or the key of what it was made from",
    /(kms_key_service_account|source_\w+_encryption_key\[\]\.kms_key_self_link|encryption_key_(raw|rsa|value|revocation_action|shutdown_duration)|encryption_key_value\[\]\.kms_key_name|kms_key_revocation_action_type|crypto_key_version)$/,
  ),
  of("a secret of the protocol, not a key of the store", /(kerberos_config\[\]\.\w+|kms_key_uri|cross_realm_\w+)$/),
  of(
    "who or what may come in, not where it lies",
    /(conditions\[\]\.regions|egress_policy\[\]\.regions|^regions|hubs\[\]\.region|source_regions|selected_regions|preferred_regions|(dis)?allowed_regions|flex_shielding_regions|origin_region|service_directory_region|internal_load_balancers\[\]\.region|interconnect_attachment\[\]\.region)$/,
    /^google_(access|beyond|compute|monitoring|migration|identity|network|dns)/,
  ),
  of(
    "a name that only sounds like one",
    /(sharedflow(_id)?|bitbucket_server_config(_resource)?|destination_(format|phase|target_id|ids|ranges)|replication_(interval_ms|slot|enabled|schedule)|delete_destination_volume|share_(type|name|settings)|service_share_type|shared_(secret|deployment_policy|path_pv_count)|max_shared_clients_per_gpu|num_finite_buckets|disable_default_sink|original_destination|source_file_share|external_managed_backend_bucket_\w+|uniform_bucket_level_access|in_sink|kms_(location|project_id|ring)|hybrid_replication_parameters\[\]\.replication|max_shared_\w+)$/,
  ),
  of(
    "a log bucket's id or what is read from it: the bucket is judged by itself",
    /^(bucket_id|bucket|bucket_name|backend_bucket)$/,
    /^google_(logging|compute_backend_bucket_signed)/,
  ),
  of("where a script comes from", /gcs(_object)?\[\]\.bucket$/, /^google_os_config/),
  of("a zone's place in its region", /^region$/, /^google_iap_/),
  of(
    "which buckets a setting, a report or a folder is about",
    /^bucket$|(storage_buckets\[\]\.bucket_\w+|storage_filters\[\]\.bucket|include_newly_created_buckets|aws_s3_data_source\[\]\.bucket_name)$/,
    /^google_storage_/,
  ),
  of(
    "a mode, a path or a size",
    /(read_replicas_mode|replica_names|destination_path|shared_memory_size_mb|destination_ports)$/,
    /^google_/,
  ),
  of(
    "what is searched for personal data, or how it is masked: the searched is judged by itself",
    /(bucket_size|cloud_storage_conditions\[\]\.\w+|bucket_name|bucket_name_regex)$/,
    /^google_data_loss_prevention_/,
  ),
  of("a key that the caller keeps: Google holds none", /customer_encryption\[\]\.encryption_key$/),
];
