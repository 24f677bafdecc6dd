import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { first, select, type Value } from "../../value";
import { isFenced } from "../fenced";
import { breach, LEGACY, met, unknown, type ResourceRule, type Verdict } from "../rule";

/** What each is, as a person would say it. */
const LASTING: Readonly<Record<string, string>> = {
  aws_iam_user: "a user of IAM",
  aws_iam_access_key: "an access key",
  aws_iam_user_login_profile: "a user's password",
  aws_iam_service_specific_credential: "a service's own password",
  aws_iam_user_policy: "a user's policy",
  aws_iam_user_policy_attachment: "a user's policy",
  aws_appsync_api_key: "a key of an API",
  aws_grafana_workspace_api_key: "a key of an API",
  aws_grafana_workspace_service_account_token: "a key of an API",
  aws_iam_signing_certificate: "a user's certificate",
  aws_iam_user_ssh_key: "a user's key",
  aws_lightsail_bucket_access_key: "an access key",
  aws_ssm_activation: "a code by which a machine elsewhere becomes a role",
  aws_iam_user_group_membership: "a user's group",
  aws_iam_group: "a group of users",
  aws_iam_group_membership: "a group of users",
  aws_iam_group_policy: "a policy of a group of users",
  aws_iam_group_policy_attachment: "a policy of a group of users",
  aws_rolesanywhere_trust_anchor: "a certificate authority whose certificates become roles",
  aws_transfer_user: "a user of a file server",
  aws_transfer_ssh_key: "a key of a file server's user",
  google_service_account_key: "a service account's key",
  google_storage_hmac_key: "an HMAC key",
  google_apikeys_key: "a key of an API",
  google_os_login_ssh_public_key: "a person's key to machines",
  google_public_ca_external_account_key: "a key of a certificate authority's account",
  google_sql_ssl_cert: "a certificate that logs in to a database",
  google_sql_user: "a user of a database",
};

export const credentialsShort: ResourceRule = {
  id: "ACCESS-03",
  claim: "access",
  subject: "resource",
  title: "Nobody holds a credential that lasts.",
  why: "A key or a password outlives the ticket, the person's time in the team and the network that it was meant for, and it works from anywhere (IAM user guide, security best practices; Google Cloud, service account keys).",
  fix: "Let people sign in by federation, and programs by the role or service account of what they run on.",
  concerns: (type) => Object.hasOwn(LASTING, type) || type === DATABASE,
  judge: (resource, facts) => {
    if (resource.type === DATABASE) return loggedInTo(resource, facts);
    const what = Object.hasOwn(LASTING, resource.type) ? LASTING[resource.type] : undefined;
    if (what === undefined) return [];
    if (resource.action === "delete" || resource.action === "forget") return [met(`${what}, which goes`)];
    return [facts.isLegacy(resource) ? met(LEGACY) : breach(`it is ${what}`, { value: resource.type })];
  },
};

const DATABASE = "google_sql_database_instance";
/** PostgreSQL's and MySQL's flag (Cloud SQL documentation, IAM database authentication). */
const BY_IAM = /^cloudsql[._]iam_authentication$/;

/** A database that does not ask Cloud IAM asks for passwords. */
function loggedInTo(instance: Resource, facts: Facts): Verdict[] {
  if (!isFenced(instance, facts) || facts.dataset(instance).kind === "none") return [];
  const text = (value: Value | undefined) => facts.resolver.text(value, instance.stack);
  const flags = select(instance.values, "settings[].database_flags[]").map(({ value }) => [
    text(first(value, "name")),
    text(first(value, "value")),
  ]);
  const more = { attribute: "settings.database_flags", value: "iam_authentication", expected: "cloudsql.iam_authentication on" };
  if (flags.some(([name, value]) => name !== undefined && BY_IAM.test(name) && value?.toLowerCase() === "on")) return [met()];
  return [
    flags.some((flag) => flag.includes(undefined))
      ? unknown("how people log in to it is not known", more)
      : breach("people log in to it by a password", more),
  ];
}
