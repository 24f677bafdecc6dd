/** Objects, files, blocks, backups, images and what moves them. Paths: aws 5.100.0. */
export const STORAGE = `
store s3_bucket
    replication:bucket=replication_configuration[].rules[].destination[].bucket
    key=server_side_encryption_configuration[].rule[].apply_server_side_encryption_by_default[].kms_master_key_id
    sent=replication_configuration[].rules[].destination[].replica_kms_key_id access-logs:bucket!=logging[].target_bucket
    satellite=s3_bucket_server_side_encryption_configuration/bucket/rule[].apply_server_side_encryption_by_default[].kms_master_key_id/id,bucket
    edge:edges=acceleration_status?Enabled
store s3_directory_bucket untagged
    satellite=s3_bucket_server_side_encryption_configuration/bucket/rule[].apply_server_side_encryption_by_default[].kms_master_key_id/id,bucket
store s3_object key=kms_key_id inherits=bucket/s3_bucket/bucket passing
store s3_bucket_object key=kms_key_id inherits=bucket/s3_bucket/bucket passing
store s3_object_copy key=kms_key_id inherits=bucket/s3_bucket/bucket passing
mover s3_bucket_replication_configuration
    replication:bucket=rule[].destination[].bucket replication:account=rule[].destination[].account
    key=rule[].destination[].encryption_configuration[].replica_kms_key_id
mover s3_bucket_logging access-logs:bucket!=target_bucket
mover s3_bucket_inventory inventory:bucket!=destination[].bucket[].bucket_arn
    key=destination[].bucket[].encryption[].sse_kms[].key_id
mover s3_bucket_analytics_configuration
    analytics-export:bucket!=storage_class_analysis[].data_export[].destination[].s3_bucket_destination[].bucket_arn
mover s3_bucket_notification events:arn=lambda_function[].lambda_function_arn events:arn=queue[].queue_arn events:arn=topic[].topic_arn
mover s3_bucket_accelerate_configuration edge:edges=status?Enabled
mover s3_bucket_website_configuration website-redirect:outside=redirect_all_requests_to[].host_name
mover s3_access_point access-point:bucket=bucket
mover s3control_multi_region_access_point global access-point:bucket=details[].region[].bucket
    access-point:account=details[].region[].bucket_account_id
mover s3control_object_lambda_access_point
    transformation:arn=configuration[].transformation_configuration[].content_transformation[].aws_lambda[].function_arn
mover s3control_storage_lens_configuration
    storage-lens:bucket!=storage_lens_configuration[].data_export[].s3_bucket_destination[].arn
    key=storage_lens_configuration[].data_export[].s3_bucket_destination[].encryption[].sse_kms[].key_id
store s3control_bucket
store s3tables_table_bucket key=encryption_configuration.kms_key_arn untagged
store s3tables_table key=encryption_configuration.kms_key_arn inherits=table_bucket_arn/s3tables_table_bucket/arn untagged
store glacier_vault events:arn=notification[].sns_topic
store efs_file_system key=kms_key_id on=encrypted
mover efs_replication_configuration replication:region=destination[].region replication:beside=destination[].file_system_id
    key=destination[].kms_key_id else=provider makes=destination[].file_system_id
store fsx_lustre_file_system key=kms_key_id audit-logs:arn!=log_configuration[].destination
    repository:bucket=import_path repository:bucket=export_path backup:arn=backup_id
store fsx_ontap_file_system key=kms_key_id
store fsx_openzfs_file_system key=kms_key_id
store fsx_windows_file_system key=kms_key_id audit-logs:arn!=audit_log_configuration[].audit_log_destination
store fsx_file_cache key=kms_key_id passing repository:bucket=data_repository_association[].data_repository_path
store fsx_backup inherits=file_system_id/fsx_windows_file_system/id
store fsx_ontap_volume inherits=storage_virtual_machine_id/fsx_ontap_storage_virtual_machine/id
store fsx_ontap_storage_virtual_machine inherits=file_system_id/fsx_ontap_file_system/id
store fsx_openzfs_volume source:arn=origin_snapshot[].snapshot_arn inherits=parent_volume_id/fsx_openzfs_file_system/root_volume_id
store fsx_openzfs_snapshot inherits=volume_id/fsx_openzfs_volume/id
mover fsx_data_repository_association repository:bucket=data_repository_path
store ebs_volume key=kms_key_id else=ebs-default place=availability_zone
store ebs_snapshot inherits=volume_id/ebs_volume/id
store ebs_snapshot_copy key=kms_key_id on=encrypted else=account-default source:region=source_region
store ebs_snapshot_import key=kms_key_id else=account-default import-from:bucket=disk_container[].user_bucket[].s3_bucket
store ami else=account-default
store ami_copy key=kms_key_id on=encrypted else=account-default source:region=source_ami_region
    copy:arn=destination_outpost_arn
store ami_from_instance else=account-default inherits=source_instance_id/instance/id
mover ami_launch_permission sharing:account=account_id sharing:arn=organization_arn sharing:arn=organizational_unit_arn
    sharing:edges=group?all
mover snapshot_create_volume_permission sharing:account=account_id
mover ebs_fast_snapshot_restore place=availability_zone
mover dlm_lifecycle_policy copy:region=policy_details[].schedule[].cross_region_copy_rule[].target
    copy:region=policy_details[].action[].cross_region_copy[].target
    copy:region=policy_details[].schedule[].cross_region_copy_rule[].target_region
    sharing:account=policy_details[].schedule[].share_rule[].target_accounts[]
    key=policy_details[].schedule[].cross_region_copy_rule[].cmk_arn
    key=policy_details[].action[].cross_region_copy[].encryption_configuration[].cmk_arn else=account-default
mover drs_replication_configuration_template key=ebs_encryption_key_arn
store backup_vault key=kms_key_arn
store backup_logically_air_gapped_vault
mover backup_plan backup-copy:arn=rule[].copy_action[].destination_vault_arn
mover backup_report_plan report:bucket!=report_delivery_channel[].s3_bucket_name report:region=report_setting[].regions[]
mover backup_vault_notifications events:arn=sns_topic_arn
store storagegateway_cached_iscsi_volume key=kms_key on=kms_encrypted snapshot:beside=snapshot_id
store storagegateway_stored_iscsi_volume key=kms_key on=kms_encrypted snapshot:beside=snapshot_id
store storagegateway_tape_pool
mover storagegateway_nfs_file_share key=kms_key_arn share:region=bucket_region share:bucket=location_arn
    audit-logs:arn!=audit_destination_arn
mover storagegateway_smb_file_share key=kms_key_arn share:region=bucket_region share:bucket=location_arn
    audit-logs:arn!=audit_destination_arn
mover storagegateway_file_system_association share:arn=location_arn audit-logs:arn!=audit_destination_arn
mover storagegateway_gateway gateway-logs:arn!=cloudwatch_log_group_arn
mover datasync_task transfer:arn=destination_location_arn task-logs:arn!=cloudwatch_log_group_arn
    task-report:bucket!=task_report_config[].s3_destination[].s3_bucket_arn
mover datasync_location_s3 transfer:bucket=s3_bucket_arn
mover datasync_location_efs transfer:arn=efs_file_system_arn
mover datasync_location_fsx_lustre_file_system transfer:arn=fsx_filesystem_arn
mover datasync_location_fsx_ontap_file_system transfer:arn=storage_virtual_machine_arn
mover datasync_location_fsx_openzfs_file_system transfer:arn=fsx_filesystem_arn
mover datasync_location_fsx_windows_file_system transfer:arn=fsx_filesystem_arn
mover datasync_location_azure_blob transfer:outside=container_url
mover datasync_location_hdfs transfer:outside=name_node[].hostname
mover datasync_location_nfs transfer:outside=server_hostname
mover datasync_location_object_storage transfer:outside=server_hostname transfer:outside=bucket_name
mover datasync_location_smb transfer:outside=server_hostname
mover datasync_agent
mover transfer_server logs:arn!=structured_log_destinations[]
mover transfer_workflow copy:bucket=steps[].copy_step_details[].destination_file_location[].s3_file_location[].bucket
    copy:bucket=steps[].decrypt_step_details[].destination_file_location[].s3_file_location[].bucket
    copy:bucket=on_exception_steps[].copy_step_details[].destination_file_location[].s3_file_location[].bucket
    copy:bucket=on_exception_steps[].decrypt_step_details[].destination_file_location[].s3_file_location[].bucket
    function:arn=steps[].custom_step_details[].target function:arn=on_exception_steps[].custom_step_details[].target
    copy:beside=steps[].copy_step_details[].destination_file_location[].efs_file_location[].file_system_id
    copy:beside=steps[].decrypt_step_details[].destination_file_location[].efs_file_location[].file_system_id
    copy:beside=on_exception_steps[].copy_step_details[].destination_file_location[].efs_file_location[].file_system_id
    copy:beside=on_exception_steps[].decrypt_step_details[].destination_file_location[].efs_file_location[].file_system_id
mover transfer_connector transfer:outside=url
mover transfer_user transfer:bucket=home_directory_mappings[].target
mover transfer_access transfer:bucket=home_directory_mappings[].target
mover transfer_agreement transfer:bucket=base_directory
`;

/** Containers' images and machines' images; instances with the disks they bring. */
export const IMAGES = `
store ecr_repository key=encryption_configuration[].kms_key
mover ecr_replication_configuration replication:region=replication_configuration[].rule[].destination[].region
    replication:account=replication_configuration[].rule[].destination[].registry_id
mover ecr_pull_through_cache_rule
mover ecr_repository_creation_template key=encryption_configuration[].kms_key
store ecrpublic_repository global gallery:edges=repository_name
mover imagebuilder_distribution_configuration distribution:region=distribution[].region
    sharing:account=distribution[].ami_distribution_configuration[].target_account_ids[]
    sharing:account=distribution[].ami_distribution_configuration[].launch_permission[].user_ids[]
    export:bucket=distribution[].s3_export_configuration[].s3_bucket key=distribution[].ami_distribution_configuration[].kms_key_id
store imagebuilder_component key=kms_key_id passing
store imagebuilder_container_recipe key=kms_key_id key=instance_configuration[].block_device_mapping[].ebs[].kms_key_id passing
store imagebuilder_image_recipe key=block_device_mapping[].ebs[].kms_key_id else=account-default passing
store imagebuilder_workflow key=kms_key_id passing
mover imagebuilder_infrastructure_configuration build-logs:bucket!=logging[].s3_logs[].s3_bucket_name events:arn=sns_topic_arn
mover imagebuilder_image
mover imagebuilder_image_pipeline
store instance key=root_block_device[].kms_key_id else=account-default passing place=availability_zone
    key=ebs_block_device[].kms_key_id
store spot_instance_request key=root_block_device[].kms_key_id else=account-default passing place=availability_zone
    key=ebs_block_device[].kms_key_id
mover spot_fleet_request key=launch_specification[].root_block_device[].kms_key_id
    key=launch_specification[].ebs_block_device[].kms_key_id
mover launch_template key=block_device_mappings[].ebs[].kms_key_id
mover launch_configuration
mover spot_datafeed_subscription data-feed:bucket!=bucket
`;
