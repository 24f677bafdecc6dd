import { booleanSelector, loadConfig, SelectorType } from "@smithy/core/config";
import type { Predicate } from "../../evidence/sign/predicates";

/** Variables that lead the clouds' SDKs elsewhere than to the clouds' own addresses (AWS SDKs reference guide, Service-specific endpoints; google-cloud-storage and gcloud). */
const VARIABLES = { aws: /^AWS_ENDPOINT_URL(_\w+)?$/, google: /^(STORAGE_EMULATOR_HOST|CLOUDSDK_API_ENDPOINT_OVERRIDES_(SQL|BIGQUERY))$/ };

/** Where a purge of this store was led to, as `NAME=address`. An emulator deletes as readily as a cloud does, and its word is not the cloud's. */
export async function redirected({ kind }: Predicate<"destruction">["store"]): Promise<readonly string[]> {
  const aws = kind.startsWith("aws-");
  if (aws && (await ignored())) return [];
  const variables = Object.entries(process.env).filter(([name]) => VARIABLES[aws ? "aws" : "google"].test(name));
  const settings = aws ? await inProfile() : [];
  return [...variables, ...settings]
    .filter(([, address]) => address)
    .map(([name, address = ""]) => `${name}=${address.replace(/\/\/[^/@]*@/, "//")}`) // an address may hold a password
    .sort();
}

/** The SDK takes no heed of any of them then (AWS SDKs reference guide, Service-specific endpoints). */
const ignored = (): Promise<boolean> =>
  loadConfig({
    environmentVariableSelector: (env) => booleanSelector(env, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", SelectorType.ENV),
    configFileSelector: (profile) => booleanSelector(profile, "ignore_configured_endpoint_urls", SelectorType.CONFIG),
    default: false,
  })();

/** What the profile in use says, as the SDK reads it from the shared files: `endpoint_url`, and those of its section of services. */
const inProfile = (): Promise<readonly (readonly [string, string | undefined])[]> =>
  loadConfig<readonly (readonly [string, string | undefined])[]>({
    environmentVariableSelector: () => undefined,
    configFileSelector: (profile, file) => [
      ["endpoint_url", profile["endpoint_url"]],
      ...Object.entries(file?.[`services.${profile["services"]}`] ?? {}).filter(([name]) => name.endsWith(".endpoint_url")),
    ],
    default: [],
  })();
