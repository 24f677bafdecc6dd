import { add, resource, type Block, type StackJson } from "../edit";
import { ACCESS, STORAGE, NETWORK, ORGANIZATION, CUSTODY, BOOTSTRAP, RECOVERY, within, type Change } from "./google-kinds";

const PROJECT = { project: "example-home" };
const DEPLOYER = "serviceAccount:ringfence-deployer@example-home.iam.gserviceaccount.com";
const JOB = "google_storage_transfer_job";
const ZONE: Block = {
  name: "m",
  dns_name: "a.example.",
  visibility: "private",
  private_visibility_config: { networks: [{ network_url: "${google_compute_network.network_C8AC2FB3.id}" }] },
};
const harmless = (text: string, stack: string, change: Change) => ({ of: text, stack, change });
const role =
  (role: string, member: string, type = "google_project_iam_member", block: Block = PROJECT) =>
  (s: StackJson) =>
    add(s, type, "more", { ...block, role, member });

/** What the program's own people, programs and services may be given, and guards that grow. */
export const GOOGLE_GROWN_HARMLESS = [
  harmless(
    "a program's own account on a queue",
    STORAGE,
    role("roles/pubsub.publisher", DEPLOYER, "google_pubsub_topic_iam_member", { topic: "t" }),
  ),
  harmless(
    "a service's agent on a secret",
    STORAGE,
    role(
      "roles/secretmanager.viewer",
      "serviceAccount:service-200000000020@gcp-sa-pubsub.iam.gserviceaccount.com",
      "google_secret_manager_secret_iam_member",
      { secret_id: "s" },
    ),
  ),
  harmless("an auditor until an earlier day", ACCESS, (s) => {
    const condition = resource(s, "google_project_iam_member", /^auditor/)["condition"] as Block;
    condition["expression"] = String(condition["expression"]).replace("2027-10-31", "2027-09-30");
  }),
  harmless(
    "a deployer with fewer permissions",
    "bootstrap-home",
    (s) => void (resource(s, "google_project_iam_custom_role")["permissions"] as string[]).pop(),
  ),
  harmless("keys that are rotated sooner", CUSTODY, (s) => void (resource(s, "google_kms_crypto_key")["rotation_period"] = "2592000s")),
  harmless(
    "one of the team's networks less known",
    ORGANIZATION,
    (s) => void (resource(s, "google_access_context_manager_access_level")["description"] = "the team"),
  ),
  harmless("an own zone more", NETWORK, (s) => add(s, "google_dns_managed_zone", "more", ZONE)),
  harmless("a firewall rule more that refuses", NETWORK, (s) =>
    add(s, "google_compute_firewall", "more", { ...resource(s, "google_compute_firewall", /deny-egress/), name: "m", priority: 60_000 }),
  ),
  harmless("a copy every half hour", RECOVERY, (s) => void (within(resource(s, JOB), "schedule")["repeat_interval"] = "1800s")),
  harmless("a service account more", BOOTSTRAP, (s) => add(s, "google_service_account", "more", { account_id: "another-account" })),
  harmless("the older form of the same policy", ORGANIZATION, (s) =>
    add(s, "google_project_organization_policy", "more", {
      ...PROJECT,
      constraint: "constraints/gcp.resourceLocations",
      list_policy: { allow: { values: ["in:eu-locations"] } },
    }),
  ),
];
