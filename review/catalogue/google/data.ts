/** Data Catalog, Data Fusion, Sensitive Data Protection and Data Pipelines. Paths: google 6.50.0. */
export const DATA = `
store data_catalog_entry in=entry_group/data_catalog_entry_group/name passing untagged
store data_catalog_tag in=parent/data_catalog_entry/name passing untagged
mover data_catalog_policy_tag in=taxonomy/data_catalog_taxonomy/name
store data_fusion_instance place=region key=crypto_key_config[].key_reference events:topic=event_publish_config[].topic
mover data_loss_prevention_discovery_config place=location results:topic=actions[].pub_sub_notification[].topic
    results:dataset=actions[].export_data[].profile_table[].dataset_id
mover data_loss_prevention_job_trigger in=parent/project/id results:topic=inspect_job[].actions[].pub_sub[].topic
    copy:bucket=inspect_job[].actions[].deidentify[].cloud_storage_output
    results:dataset=inspect_job[].actions[].save_findings[].output_config[].table[].dataset_id
    results:dataset=inspect_job[].actions[].deidentify[].transformation_details_storage_config[].table[].dataset_id
mover data_loss_prevention_stored_info_type in=parent/project/id copy:bucket=large_custom_dictionary[].output_path[].path
mover data_pipeline_pipeline place=region run:region=workload[].dataflow_flex_template_request[].location
    run:region=workload[].dataflow_launch_template_request[].location
    run:region=workload[].dataflow_flex_template_request[].launch_parameter[].environment[].worker_region
    run:region=workload[].dataflow_launch_template_request[].launch_parameters[].environment[].worker_region
    key=workload[].dataflow_flex_template_request[].launch_parameter[].environment[].kms_key_name
    key=workload[].dataflow_launch_template_request[].launch_parameters[].environment[].kms_key_name
`;

/** What describes data, and where it lies. */
export const DATA_SETTINGS = "data_catalog_entry_group data_catalog_tag_template data_catalog_taxonomy";

/** What to look for, and what to put in its stead. */
export const DATA_TEMPLATES = "data_loss_prevention_deidentify_template data_loss_prevention_inspect_template";

export const DATA_WITH_BINDINGS = `
    data_catalog_entry_group data_catalog_policy_tag data_catalog_tag_template data_catalog_taxonomy data_fusion_instance`;
