import type { Catalogue } from "../model";
import { settings } from "../read";

/** Types that hold no user data and send none: each group by its reason and by the attribute that states its place. google 6.50.0. */
export const GOOGLE_SETTINGS: Catalogue = {
  ...settings(
    "google_",
    "a description or an association; code and templates, no user data",
    `
    apigee_api apigee_api_product apigee_app_group apigee_control_plane_access apigee_developer apigee_env_keystore apigee_env_references
    apigee_environment apigee_environment_addons_config apigee_environment_keyvaluemaps apigee_flowhook apigee_instance_attachment
    apigee_keystores_aliases_key_cert_file apigee_keystores_aliases_pkcs12 apigee_keystores_aliases_self_signed_cert
    apigee_security_action apigee_security_monitoring_condition apigee_security_profile_v2 apigee_sharedflow apigee_sharedflow_deployment
    apigee_sync_authorization apigee_target_server dialogflow_cx_entity_type dialogflow_cx_environment dialogflow_cx_flow
    dialogflow_cx_generative_settings dialogflow_cx_generator dialogflow_cx_intent dialogflow_cx_page dialogflow_cx_playbook
    dialogflow_cx_test_case dialogflow_cx_tool dialogflow_cx_version dialogflow_entity_type dialogflow_fulfillment dialogflow_intent
    document_ai_processor_default_version firestore_field firestore_index integration_connectors_managed_zone kms_key_ring_import_job
    kms_secret_ciphertext pubsub_schema sql_database sql_ssl_cert storage_folder storage_managed_folder`,
    { global: true },
  ),
  ...settings(
    "google_",
    "a description or an association; code and templates, no user data",
    `
    apihub_curation apihub_host_project_registration apihub_plugin apihub_plugin_instance cloudbuild_bitbucket_server_config
    cloudbuild_worker_pool cloudbuildv2_connection cloudbuildv2_repository clouddeploy_automation clouddeploy_custom_target_type
    clouddeploy_delivery_pipeline clouddeploy_deploy_policy clouddeploy_target clouddomains_registration
    database_migration_service_private_connection dataplex_aspect_type dataplex_entry_group dataplex_entry_type dataplex_glossary
    dataplex_glossary_category dataplex_glossary_term dataplex_lake dataplex_zone datastream_private_connection
    developer_connect_account_connector developer_connect_connection developer_connect_git_repository_link
    developer_connect_insights_config discovery_engine_recommendation_engine discovery_engine_schema discovery_engine_sitemap
    discovery_engine_target_site document_ai_warehouse_document_schema firebase_app_hosting_backend firebase_app_hosting_build
    firebase_app_hosting_default_domain firebase_app_hosting_traffic firebase_data_connect_service
    integration_connectors_endpoint_attachment integrations_auth_config migration_center_group migration_center_preference_set
    oracle_database_odb_network oracle_database_odb_subnet secure_source_manager_branch_rule transcoder_job_template`,
    { place: ["location"] },
  ),
  ...settings(
    "google_",
    "a description or an association; code and templates, no user data",
    `
    pubsub_lite_reservation`,
    { place: ["region"] },
  ),
  ...settings(
    "google_",
    "a detector, a rule or a label: what it finds goes where its own entry says",
    `
    bigquery_row_access_policy container_analysis_note container_analysis_occurrence firebase_app_check_app_attest_config
    firebase_app_check_debug_token firebase_app_check_device_check_config firebase_app_check_play_integrity_config
    firebase_app_check_recaptcha_enterprise_config firebase_app_check_recaptcha_v3_config firebase_app_check_service_config
    firebaserules_release firebaserules_ruleset logging_billing_account_exclusion logging_folder_exclusion logging_metric
    logging_organization_exclusion logging_project_exclusion monitoring_alert_policy monitoring_custom_service monitoring_dashboard
    monitoring_group monitoring_metric_descriptor monitoring_monitored_project monitoring_service monitoring_slo
    monitoring_uptime_check_config recaptcha_enterprise_key scc_event_threat_detection_custom_module scc_folder_custom_module
    scc_mute_config scc_organization_custom_module scc_project_custom_module scc_source scc_v2_organization_source`,
    { global: true },
  ),
  ...settings(
    "google_",
    "a detector, a rule or a label: what it finds goes where its own entry says",
    `
    bigquery_datapolicy_data_policy chronicle_data_access_label chronicle_data_access_scope chronicle_retrohunt chronicle_rule
    chronicle_rule_deployment contact_center_insights_analysis_rule contact_center_insights_view logging_log_scope logging_log_view
    model_armor_floorsetting model_armor_template scc_management_folder_security_health_analytics_custom_module
    scc_management_organization_event_threat_detection_custom_module scc_management_organization_security_health_analytics_custom_module
    scc_management_project_security_health_analytics_custom_module scc_v2_folder_mute_config scc_v2_organization_mute_config
    scc_v2_project_mute_config`,
    { place: ["location"] },
  ),
  ...settings(
    "google_",
    "a project, folder, service or tag: what stands in it is judged by itself",
    `
    apikeys_key apphub_service_project_attachment billing_budget billing_project_info billing_subaccount binary_authorization_attestor
    binary_authorization_policy cloud_quotas_quota_preference compute_project_cloud_armor_tier compute_project_default_network_tier
    compute_project_metadata_item compute_shared_vpc_host_project compute_shared_vpc_service_project endpoints_service
    essential_contacts_contact folder folder_organization_policy org_policy_custom_constraint org_policy_policy project
    project_default_service_accounts project_organization_policy project_service resource_manager_lien service_networking_connection
    service_networking_peered_dns_domain service_networking_vpc_service_controls storage_control_folder_intelligence_config
    storage_control_organization_intelligence_config storage_control_project_intelligence_config tags_tag_binding tags_tag_key
    tags_tag_value`,
    { global: true },
  ),
  ...settings(
    "google_",
    "a project, folder, service or tag: what stands in it is judged by itself",
    `
    apphub_application apphub_service apphub_workload gemini_code_tools_setting gemini_code_tools_setting_binding
    gemini_data_sharing_with_google_setting gemini_data_sharing_with_google_setting_binding gemini_gemini_gcp_enablement_setting
    gemini_gemini_gcp_enablement_setting_binding gemini_logging_setting gemini_logging_setting_binding gemini_release_channel_setting
    gemini_release_channel_setting_binding gemini_repository_group securityposture_posture securityposture_posture_deployment
    tags_location_tag_binding`,
    { place: ["location"] },
  ),
  ...settings(
    "google_",
    "an identity or its permissions: read by the access rules",
    `
    access_context_manager_access_level access_context_manager_access_level_condition access_context_manager_access_levels
    access_context_manager_access_policy access_context_manager_authorized_orgs_desc access_context_manager_egress_policy
    access_context_manager_gcp_user_access_binding access_context_manager_ingress_policy
    access_context_manager_service_perimeter_dry_run_egress_policy access_context_manager_service_perimeter_dry_run_ingress_policy
    access_context_manager_service_perimeter_dry_run_resource access_context_manager_service_perimeter_egress_policy
    access_context_manager_service_perimeter_ingress_policy access_context_manager_service_perimeter_resource
    access_context_manager_service_perimeters alloydb_user bigquery_dataset_access cloud_identity_group cloud_identity_group_membership
    folder_access_approval_settings iam_access_boundary_policy iam_deny_policy iam_folders_policy_binding iam_oauth_client
    iam_oauth_client_credential iam_organizations_policy_binding iam_principal_access_boundary_policy iam_projects_policy_binding
    iam_workforce_pool iam_workforce_pool_provider iam_workforce_pool_provider_key iam_workload_identity_pool
    iam_workload_identity_pool_provider iap_brand iap_client iap_settings iap_tunnel_dest_group
    identity_platform_default_supported_idp_config identity_platform_inbound_saml_config identity_platform_oauth_idp_config
    identity_platform_tenant_default_supported_idp_config identity_platform_tenant_inbound_saml_config
    identity_platform_tenant_oauth_idp_config managed_kafka_acl organization_access_approval_settings organization_iam_custom_role
    os_login_ssh_public_key privileged_access_manager_entitlement project_access_approval_settings project_iam_custom_role
    project_iam_member_remove public_ca_external_account_key service_account service_account_key site_verification_owner
    site_verification_web_resource sql_user storage_bucket_access_control storage_bucket_acl storage_default_object_access_control
    storage_default_object_acl storage_hmac_key storage_object_access_control storage_object_acl`,
    { global: true },
  ),
  ...settings(
    "google_",
    "a part of a network: read by the network rules",
    `
    apigee_dns_zone apigee_envgroup apigee_envgroup_attachment apigee_nat_address beyondcorp_application
    beyondcorp_security_gateway_application certificate_manager_certificate_map certificate_manager_certificate_map_entry
    compute_backend_service compute_backend_service_signed_url_key compute_external_vpn_gateway compute_firewall compute_firewall_policy
    compute_firewall_policy_association compute_firewall_policy_rule compute_firewall_policy_with_rules compute_global_address
    compute_global_forwarding_rule compute_global_network_endpoint compute_global_network_endpoint_group compute_health_check
    compute_http_health_check compute_https_health_check compute_interconnect_attachment_group compute_interconnect_group
    compute_managed_ssl_certificate compute_network compute_network_firewall_policy compute_network_firewall_policy_association
    compute_network_firewall_policy_rule compute_network_firewall_policy_with_rules compute_network_peering_routes_config
    compute_public_advertised_prefix compute_route compute_security_policy compute_security_policy_rule compute_ssl_certificate
    compute_ssl_policy compute_target_grpc_proxy compute_target_http_proxy compute_target_https_proxy compute_target_ssl_proxy
    compute_target_tcp_proxy compute_url_map dns_managed_zone dns_policy dns_record_set dns_response_policy dns_response_policy_rule
    network_connectivity_group network_connectivity_hub network_connectivity_internal_range network_connectivity_policy_based_route
    network_management_connectivity_test network_services_edge_cache_keyset network_services_endpoint_policy network_services_http_route
    network_services_service_binding network_services_tcp_route network_services_tls_route vmwareengine_external_access_rule
    vmwareengine_external_address vmwareengine_network_peering vmwareengine_subnet`,
    { global: true },
  ),
  ...settings(
    "google_",
    "a part of a network: read by the network rules",
    `
    apigee_endpoint_attachment beyondcorp_security_gateway certificate_manager_certificate certificate_manager_certificate_issuance_config
    certificate_manager_dns_authorization certificate_manager_trust_config cloud_ids_endpoint compute_interconnect
    edgenetwork_interconnect_attachment edgenetwork_network edgenetwork_subnet firebase_app_hosting_domain
    network_connectivity_regional_endpoint network_connectivity_service_connection_policy network_connectivity_spoke
    network_security_address_group network_security_authz_policy network_security_backend_authentication_config
    network_security_client_tls_policy network_security_firewall_endpoint network_security_firewall_endpoint_association
    network_security_gateway_security_policy network_security_gateway_security_policy_rule network_security_intercept_deployment
    network_security_intercept_deployment_group network_security_intercept_endpoint_group
    network_security_intercept_endpoint_group_association network_security_mirroring_deployment
    network_security_mirroring_deployment_group network_security_mirroring_endpoint_group
    network_security_mirroring_endpoint_group_association network_security_security_profile network_security_security_profile_group
    network_security_server_tls_policy network_security_tls_inspection_policy network_security_url_lists network_services_authz_extension
    network_services_gateway network_services_grpc_route network_services_lb_route_extension network_services_lb_traffic_extension
    network_services_mesh privateca_ca_pool privateca_certificate privateca_certificate_template vmwareengine_network
    vmwareengine_network_policy`,
    { place: ["location"] },
  ),
  ...settings(
    "google_",
    "a part of a network: read by the network rules",
    `
    beyondcorp_app_connection beyondcorp_app_connector beyondcorp_app_gateway compute_address compute_forwarding_rule
    compute_ha_vpn_gateway compute_interconnect_attachment compute_network_attachment compute_public_delegated_prefix
    compute_region_backend_service compute_region_health_check compute_region_network_endpoint compute_region_network_endpoint_group
    compute_region_network_firewall_policy compute_region_network_firewall_policy_association compute_region_network_firewall_policy_rule
    compute_region_network_firewall_policy_with_rules compute_region_security_policy compute_region_security_policy_rule
    compute_region_ssl_certificate compute_region_ssl_policy compute_region_target_http_proxy compute_region_target_https_proxy
    compute_region_target_tcp_proxy compute_region_url_map compute_router compute_router_interface compute_router_nat
    compute_router_nat_address compute_router_peer compute_router_route_policy compute_service_attachment compute_subnetwork
    compute_target_pool compute_vpn_gateway compute_vpn_tunnel vpc_access_connector`,
    { place: ["region"] },
  ),
  ...settings(
    "google_",
    "a part of a network: read by the network rules",
    `
    compute_network_endpoint compute_network_endpoint_group compute_network_endpoints compute_target_instance`,
    { place: ["zone"] },
  ),
  ...settings(
    "google_",
    "computing capacity: it keeps nothing of its own",
    `
    active_directory_domain_trust app_engine_application_url_dispatch_rules app_engine_domain_mapping app_engine_firewall_rule
    app_engine_flexible_app_version app_engine_service_network_settings app_engine_service_split_traffic app_engine_standard_app_version
    bigtable_authorized_view bigtable_gc_policy bigtable_logical_view bigtable_schema_bundle compute_backend_bucket_signed_url_key
    gke_hub_fleet gke_hub_namespace gke_hub_scope gke_hub_scope_rbac_role_binding notebooks_location os_config_patch_deployment
    os_config_v2_policy_orchestrator os_config_v2_policy_orchestrator_for_folder os_config_v2_policy_orchestrator_for_organization
    storage_transfer_agent_pool vertex_ai_featurestore_entitytype_feature`,
    { global: true },
  ),
  ...settings(
    "google_",
    "computing capacity: it keeps nothing of its own",
    `
    backup_dr_service_config bigquery_bi_reservation bigquery_capacity_commitment bigquery_reservation_assignment
    blockchain_node_engine_blockchain_nodes cloud_run_domain_mapping container_attached_cluster container_azure_client
    container_azure_node_pool dataproc_autoscaling_policy dataproc_gdc_application_environment dataproc_gdc_service_instance
    dataproc_gdc_spark_application dataproc_metastore_federation edgecontainer_vpn_connection gke_hub_feature gke_hub_feature_membership
    gke_hub_membership gke_hub_membership_binding gkeonprem_bare_metal_admin_cluster gkeonprem_bare_metal_cluster
    gkeonprem_bare_metal_node_pool gkeonprem_vmware_admin_cluster gkeonprem_vmware_cluster gkeonprem_vmware_node_pool
    netapp_active_directory netapp_backup_policy netapp_volume_quota_rule notebooks_environment os_config_os_policy_assignment`,
    { place: ["location"] },
  ),
  ...settings(
    "google_",
    "computing capacity: it keeps nothing of its own",
    `
    compute_node_template compute_region_autoscaler compute_region_commitment compute_region_disk_resource_policy_attachment
    compute_region_instance_group_manager compute_region_per_instance_config memorystore_instance_desired_user_created_endpoints
    redis_cluster_user_created_connections vertex_ai_deployment_resource_pool vertex_ai_feature_group_feature
    vertex_ai_feature_online_store_featureview vertex_ai_index_endpoint vertex_ai_index_endpoint_deployed_index
    vertex_ai_rag_engine_config`,
    { place: ["region"] },
  ),
  ...settings(
    "google_",
    "computing capacity: it keeps nothing of its own",
    `
    compute_attached_disk compute_autoscaler compute_disk_resource_policy_attachment compute_instance_group compute_instance_group_manager
    compute_instance_group_membership compute_instance_group_named_port compute_instance_settings compute_node_group
    compute_per_instance_config compute_reservation compute_resize_request compute_resource_policy_attachment tpu_node`,
    { place: ["zone"] },
  ),
};

/** What has a binding, a member and a policy of its own. */
export const WITH_BINDINGS = `
    access_context_manager_access_policy apigee_environment artifact_registry_repository beyondcorp_application
    beyondcorp_security_gateway beyondcorp_security_gateway_application bigquery_analytics_hub_data_exchange
    bigquery_analytics_hub_listing bigquery_connection bigquery_datapolicy_data_policy bigquery_dataset bigquery_table bigtable_instance
    bigtable_table billing_account binary_authorization_attestor cloud_run_service cloud_run_v2_job cloud_run_v2_service
    cloud_run_v2_worker_pool cloud_tasks_queue cloudbuildv2_connection clouddeploy_custom_target_type clouddeploy_delivery_pipeline
    clouddeploy_target cloudfunctions2_function cloudfunctions_function colab_runtime_template compute_disk compute_image compute_instance
    compute_instance_template compute_instant_snapshot compute_region_disk compute_snapshot compute_storage_pool compute_subnetwork
    container_analysis_note dataplex_aspect_type dataplex_asset dataplex_datascan dataplex_entry_group dataplex_entry_type
    dataplex_glossary dataplex_lake dataplex_task dataplex_zone dataproc_autoscaling_policy dataproc_cluster dataproc_job
    dataproc_metastore_database dataproc_metastore_federation dataproc_metastore_service dataproc_metastore_table dns_managed_zone
    endpoints_service endpoints_service_consumers folder gemini_repository_group gke_backup_backup_plan gke_backup_restore_plan
    gke_hub_feature gke_hub_membership gke_hub_scope healthcare_consent_store healthcare_dataset healthcare_dicom_store
    healthcare_fhir_store healthcare_hl7_v2_store iam_workforce_pool iap_app_engine_service iap_app_engine_version iap_tunnel
    iap_tunnel_dest_group iap_tunnel_instance iap_web iap_web_backend_service iap_web_cloud_run_service iap_web_region_backend_service
    iap_web_type_app_engine iap_web_type_compute kms_crypto_key kms_ekm_connection kms_key_ring logging_log_view
    network_security_address_group notebooks_instance notebooks_runtime organization privateca_ca_pool privateca_certificate_template
    project pubsub_schema pubsub_subscription pubsub_topic scc_source scc_v2_organization_source secret_manager_regional_secret
    secret_manager_secret secure_source_manager_instance secure_source_manager_repository service_account sourcerepo_repository
    spanner_database spanner_instance storage_bucket storage_managed_folder tags_tag_key tags_tag_value workbench_instance`;
