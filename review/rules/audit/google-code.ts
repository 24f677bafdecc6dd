/** Where on Google it stands what runs, by type: images, repositories of code, scripts and archives (google 6.50.0, provider schema). */

type Paths = Readonly<Record<string, readonly string[]>>;

export const IMAGES: Paths = {
  google_app_engine_flexible_app_version: ["deployment[].container[].image"],
  google_cloud_run_service: ["template[].spec[].containers[].image"],
  google_cloud_run_v2_job: ["template[].template[].containers[].image"],
  google_cloud_run_v2_service: ["template[].containers[].image"],
  google_cloud_run_v2_worker_pool: ["template[].containers[].image"],
  google_dataproc_batch: ["runtime_config[].container_image"],
};

export const REPOSITORIES: Paths = {
  google_artifact_registry_repository: ["mode"],
  google_cloudbuild_bitbucket_server_config: ["host_uri"],
  google_cloudbuild_trigger: [
    "bitbucket_server_trigger_config[]",
    "build[].source[].repo_source[]",
    "git_file_source[]",
    "github[]",
    "repository_event_config[]",
    "source_to_build[]",
    "trigger_template[]",
  ],
  google_cloudbuildv2_repository: ["remote_uri"],
  google_cloudfunctions2_function: ["build_config[].source[].repo_source[]"],
  google_cloudfunctions_function: ["source_repository[]"],
  google_developer_connect_git_repository_link: ["clone_uri"],
  google_firebase_app_hosting_backend: ["codebase[]"],
  google_firebase_app_hosting_build: ["source[]"],
};

const STEPS = ["pre_step", "post_step"].flatMap((step) =>
  ["linux", "windows"].map((system) => `patch_config[].${step}[].${system}_exec_step_config[].gcs_object[].bucket`),
);
const FILES = [
  "exec[].enforce[].file[]",
  "exec[].validate[].file[]",
  "file[].file[]",
  ...["deb", "msi", "rpm"].map((kind) => `pkg[].${kind}[].source[]`),
]
  .flatMap((file) => [`${file}.gcs[].bucket`, `${file}.remote[].uri`])
  .map((path) => `os_policies[].resource_groups[].resources[].${path}`);
const ARCHIVES = ["deployment[].zip[].source_url", "deployment[].files[].source_url"];
const STARTUP = ["metadata.startup-script-url", "metadata.windows-startup-script-url"];

export const CODE: Paths = {
  google_app_engine_flexible_app_version: ARCHIVES,
  google_app_engine_standard_app_version: ARCHIVES,
  google_compute_instance: STARTUP,
  google_compute_instance_template: STARTUP,
  google_compute_region_instance_template: STARTUP,
  google_dataplex_task: ["spark[].main_jar_file_uri", "spark[].python_script_file", "spark[].sql_script_file"],
  google_dataproc_batch: ["pyspark_batch[].main_python_file_uri", "spark_batch[].main_jar_file_uri"],
  google_dataproc_cluster: ["cluster_config[].initialization_action[].script"],
  google_notebooks_instance: ["post_startup_script"],
  google_os_config_os_policy_assignment: FILES,
  google_os_config_patch_deployment: STEPS,
};
