import { partitionOf } from "../arn";
import { get, type Value } from "../value";
import type { Provider, Resource } from "./model";

type Text = (value: Value | undefined) => string | undefined;

/** The account that a provider works in: the role it assumes, else its pin, else what a plan saw. Google: its project. */
export function accountOf(
  provider: Provider | undefined,
  text: Text,
): { id: string; decidedBy: "constant" | "probe"; why: string } | undefined {
  if (!provider) return undefined;
  if (provider.cloud === "google") {
    const project = text(get(provider.values, "project"));
    return project ? { id: project, decidedBy: "constant", why: "the provider's project" } : undefined;
  }
  const pins = pinsOf(provider, text);
  if (pins?.length === 1) return { id: pins[0] as string, decidedBy: "constant", why: "the provider's allowed_account_ids" };
  if (provider.identity && (!pins || pins.length === 0 || pins.includes(provider.identity)))
    return { id: provider.identity, decidedBy: "probe", why: "data.aws_caller_identity in the plan" };
  return undefined;
}

/** The accounts that a provider allows; undefined where it does not say, or not in plain text. */
export function pinsOf(provider: Provider, text: Text): string[] | undefined {
  const pins = get(provider.values, "allowed_account_ids");
  if (!Array.isArray(pins)) return undefined;
  const texts = pins.map((pin) => text(pin));
  return texts.every((one) => one !== undefined) ? (texts as string[]) : undefined;
}

export function regionOf(provider: Provider | undefined, text: Text): string | undefined {
  return provider && text(get(provider.values, "region"));
}

/** Names that a provider composes from what the configuration states, so that they can be known before the first apply. */
export function derived(resource: Resource, attribute: string, text: Text): string | undefined {
  const own = (name: string) => text(get(resource.values, name));
  const account = accountOf(resource.provider, text)?.id;
  const region = own("region") ?? regionOf(resource.provider, text);
  const partition = partitionOf(region ?? "");
  const arn = (service: string, rest: string | undefined) =>
    account && region && rest ? `arn:${partition}:${service}:${region}:${account}:${rest}` : undefined;
  const named = (prefix: string, name: string | undefined) => (name === undefined ? undefined : `${prefix}${name}`);
  switch (`${resource.mode === "data" ? "data." : ""}${resource.type}.${attribute}`) {
    case "data.aws_caller_identity.account_id":
    case "data.aws_caller_identity.id":
      return account;
    case "data.aws_region.name":
    case "data.aws_region.region":
    case "data.aws_region.id":
      return region;
    case "aws_s3_bucket.id":
      return own("bucket");
    case "aws_s3_bucket.arn":
      return named(`arn:${partition}:s3:::`, own("bucket"));
    case "aws_iam_role.id":
      return own("name");
    case "aws_iam_role.arn":
      return account && own("name") ? `arn:${partition}:iam::${account}:role${own("path") ?? "/"}${own("name")}` : undefined;
    case "aws_dynamodb_table.id":
      return own("name");
    case "aws_dynamodb_table.arn":
      return arn("dynamodb", named("table/", own("name")));
    case "aws_backup_vault.arn":
      return arn("backup", named("backup-vault:", own("name")));
    case "aws_cloudwatch_log_group.arn":
      return arn("logs", named("log-group:", own("name")));
    case "google_storage_bucket.id":
      return own("name");
    case "google_storage_bucket.url":
      return named("gs://", own("name"));
    case "google_kms_key_ring.id":
      return googleName(own("project") ?? account, own("location"), own("name"));
    case "google_kms_crypto_key.id":
      return own("key_ring") && own("name") ? `${own("key_ring")}/cryptoKeys/${own("name")}` : undefined;
    case "google_service_account.email":
      return own("account_id") && (own("project") ?? account)
        ? `${own("account_id")}@${own("project") ?? account}.iam.gserviceaccount.com`
        : undefined;
    case "google_service_account.member":
      return named("serviceAccount:", derived(resource, "email", text));
    case "google_service_account.id":
    case "google_service_account.name":
      return account && named(`projects/${own("project") ?? account}/serviceAccounts/`, derived(resource, "email", text));
    case "google_project_iam_custom_role.id":
    case "google_project_iam_custom_role.name":
      return account && named(`projects/${own("project") ?? account}/roles/`, own("role_id"));
    default:
      return undefined;
  }
}

function googleName(project: string | undefined, location: string | undefined, name: string | undefined): string | undefined {
  return project && location && name ? `projects/${project}/locations/${location}/keyRings/${name}` : undefined;
}
