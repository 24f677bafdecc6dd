import { isProject } from "../../access/google-known";
import type { Facts } from "../../facts/facts";
import type { Door } from "../access/door";

const never = () => false;
const isOff = (text: string) => /^(|0|no|false)$/i.test(text);
const isOurOrganization = (text: string, { scope: { googleGuards: guards } }: Facts) =>
  guards === undefined || text.replace(/^organizations\//, "") === guards.organization;
const onFolder = ({ scope }: Facts) => scope.googleGuards?.denyOn.filter((on) => on.startsWith("folders/")) ?? [];

/** What lets somebody into every machine, or into one (Compute Engine documentation, SSH keys in metadata and the serial console). */
const keys = (says: string, within = "metadata"): readonly Door[] => [
  ...["ssh-keys", "sshKeys"].map((key) => ({ path: `${within}.${key}`, closed: never, says: `it lets into ${says} the keys` })),
  { path: `${within}.serial-port-enable`, closed: isOff, says: `the serial console of ${says} is` },
];

const isScopeOfOurs = (text: string, facts: Facts) => {
  const id = text.replace(/^locations\/global\/metricsScopes\//, "");
  return isProject(id, facts) || facts.scope.accounts.some(({ number, owner, legacy }) => number === id && owner !== "parent" && !legacy);
};

/** Ways in on Google beside policies and lists of access (google 6.50.0, provider schema). */
export const GOOGLE_OPENED: Readonly<Record<string, readonly Door[]>> = {
  google_assured_workloads_workload: [
    { path: "organization", closed: isOurOrganization, says: "it makes a folder in the organization" },
    { path: "partner", closed: (text) => text === "PARTNER_UNSPECIFIED", says: "it lets in, to control and to look, the partner" },
  ],
  google_bigquery_analytics_hub_data_exchange: [
    { path: "discovery_type", closed: (text) => text !== "DISCOVERY_TYPE_PUBLIC", says: "who finds it is" },
  ],
  google_compute_instance: keys("it"),
  google_compute_instance_settings: keys("the zone's machines", "metadata[].items"),
  google_compute_instance_template: keys("its machines"),
  google_compute_project_metadata: keys("every machine"),
  google_compute_project_metadata_item: [
    {
      path: "key",
      closed: (text) => !/^(ssh-?keys|startup-script|windows-keys|enable-oslogin|serial-port-enable)/i.test(text),
      says: "it sets for every machine",
    },
  ],
  google_compute_region_instance_template: keys("its machines"),
  google_folder: [
    {
      path: "parent",
      closed: (text, facts) => !text.startsWith("organizations/") || isOurOrganization(text, facts),
      says: "it lies in the organization",
    },
  ],
  google_gemini_data_sharing_with_google_setting: ["enable_data_sharing", "enable_preview_data_sharing"].map((path) => ({
    path,
    closed: isOff,
    says: "whether Google keeps what people ask it is",
  })),
  google_managed_kafka_acl: [{ path: "acl_entries[].principal", closed: (text) => text !== "User:*", says: "it lets in" }],
  google_monitoring_monitored_project: [{ path: "metrics_scope", closed: isScopeOfOurs, says: "its metrics are seen from the project" }],
  google_project: [
    {
      path: "org_id",
      closed: (text, facts) => isOurOrganization(text, facts) && onFolder(facts).length === 0,
      says: "it lies outside of what guards the program's projects, in the organization",
    },
    {
      path: "folder_id",
      closed: (text, facts) => onFolder(facts).every((on) => on === `folders/${text.replace(/^folders\//, "")}`),
      says: "it lies outside of what guards the program's projects, in the folder",
    },
  ],
};
