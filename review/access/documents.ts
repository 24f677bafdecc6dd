import { Expression } from "../expression";
import type { Facts } from "../facts/facts";
import type { Resource } from "../facts/model";
import { parseJson } from "../read/json";
import { first, isAbsent, isObject, type Value } from "../value";
import type { PolicyDocument } from "./types";

/** The attributes that hold a resource's policy: who may use it, or become it (aws 5.100.0 and 6.25.0, provider schema). */
export const RESOURCE_POLICIES: Readonly<Record<string, string>> = {
  aws_acmpca_policy: "policy",
  aws_api_gateway_domain_name: "policy",
  aws_api_gateway_rest_api: "policy",
  aws_api_gateway_rest_api_policy: "policy",
  aws_backup_vault_policy: "policy",
  aws_cloudsearch_domain_service_access_policy: "access_policy",
  aws_cloudwatch_event_bus_policy: "policy",
  aws_cloudwatch_log_delivery_destination_policy: "delivery_destination_policy",
  aws_cloudwatch_log_destination_policy: "access_policy",
  aws_cloudwatch_log_resource_policy: "policy_document",
  aws_codeartifact_domain_permissions_policy: "policy_document",
  aws_codeartifact_repository_permissions_policy: "policy_document",
  aws_codebuild_resource_policy: "policy",
  aws_dynamodb_resource_policy: "policy",
  aws_ecr_registry_policy: "policy",
  aws_ecr_repository_creation_template: "repository_policy",
  aws_ecr_repository_policy: "policy",
  aws_ecrpublic_repository_policy: "policy",
  aws_efs_file_system_policy: "policy",
  aws_elasticsearch_domain: "access_policies",
  aws_elasticsearch_domain_policy: "access_policies",
  aws_glacier_vault: "access_policy",
  aws_glue_resource_policy: "policy",
  aws_iam_role: "assume_role_policy",
  aws_kinesis_resource_policy: "policy",
  aws_kms_external_key: "policy",
  aws_kms_key: "policy",
  aws_kms_key_policy: "policy",
  aws_kms_replica_external_key: "policy",
  aws_kms_replica_key: "policy",
  aws_media_store_container_policy: "policy",
  aws_msk_cluster_policy: "policy",
  aws_networkfirewall_resource_policy: "policy",
  aws_oam_sink_policy: "policy",
  aws_opensearch_domain: "access_policies",
  aws_opensearch_domain_policy: "access_policies",
  aws_organizations_resource_policy: "content",
  aws_prometheus_resource_policy: "policy_document",
  aws_redshift_resource_policy: "policy",
  aws_redshiftserverless_resource_policy: "policy",
  aws_s3_access_point: "policy",
  aws_s3_bucket: "policy",
  aws_s3_bucket_policy: "policy",
  aws_s3control_access_grants_instance_resource_policy: "policy",
  aws_s3control_access_point_policy: "policy",
  aws_s3control_bucket_policy: "policy",
  aws_s3control_multi_region_access_point_policy: "details[].policy",
  aws_s3control_object_lambda_access_point_policy: "policy",
  aws_s3tables_table_bucket_policy: "resource_policy",
  aws_s3tables_table_policy: "resource_policy",
  aws_s3vectors_vector_bucket_policy: "policy",
  aws_sagemaker_model_package_group_policy: "resource_policy",
  aws_schemas_registry_policy: "policy",
  aws_secretsmanager_secret: "policy",
  aws_secretsmanager_secret_policy: "policy",
  aws_ses_identity_policy: "policy",
  aws_sesv2_email_identity_policy: "policy",
  aws_sns_topic: "policy",
  aws_sns_topic_policy: "policy",
  aws_sqs_queue: "policy",
  aws_sqs_queue_policy: "policy",
  aws_vpclattice_auth_policy: "policy",
  aws_vpclattice_resource_policy: "policy",
  aws_xray_resource_policy: "policy_document",
};

/** What a reference stands for until its provider mints it: the same text wherever the same attribute of the same resource is meant. */
function symbol(value: Value | undefined, from: Resource, facts: Facts): string | undefined {
  const resolved = facts.resolver.resolve(value, from.stack);
  if (resolved.kind === "resource") return `ref/${resolved.resource.stack.name}/${resolved.resource.address}/${resolved.attribute}`;
  return resolved.kind === "value" && typeof resolved.value === "string" ? resolved.value : undefined;
}

/** A policy that can be evaluated. What nobody knows stands in it as `${…}`, which makes the evaluator answer unknown. */
export function documentOf(resource: Resource, attribute: string, facts: Facts): PolicyDocument | "absent" | "unresolved" {
  return documentIn(first(resource.values, attribute), resource, facts);
}

/** The same, of a value that stands deeper in a resource. */
export function documentIn(value: Value | undefined, resource: Resource, facts: Facts): PolicyDocument | "absent" | "unresolved" {
  if (isAbsent(value)) return "absent";
  const text =
    value instanceof Expression && !value.sole
      ? value.parts
          .map((part) => (typeof part === "string" ? part : (symbol(new Expression("", [part]), resource, facts) ?? "${unresolved}")))
          .join("")
      : symbol(value as Value, resource, facts);
  if (text === undefined || text.startsWith("ref/")) return "unresolved";
  try {
    const json = parseJson(text, "a policy");
    return isObject(json) && Object.hasOwn(json, "Statement") ? (json as unknown as PolicyDocument) : "unresolved";
  } catch {
    return "unresolved";
  }
}
