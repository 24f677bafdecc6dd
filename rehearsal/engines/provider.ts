import { writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Writes the AWS configuration by which every service's calls lead to the router; its path is the provider's.
 *
 * s3control puts the account's id before its host, which then resolves nowhere: the proxy takes the call instead.
 * Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function writeAwsConfig(folder: string, endpoint: string): string {
  const path = join(folder, "aws-config");
  writeFileSync(
    path,
    `[default]\nendpoint_url = ${endpoint}\nservices = rehearsal\n\n[services rehearsal]\ns3_control =\n  endpoint_url = http://s3control.rehearsal.invalid\n`,
  );
  return path;
}

export interface Loopback {
  readonly endpoint: string;
  /** As `writeAwsConfig` wrote it. */
  readonly config: string;
}

/**
 * The provider block that turns a stack to the loopback. Terraform merges it into the stack's own, argument by
 * argument: an `assume_role` block there stays, and its call goes to the router as well.
 *
 * Endpoints stand in a file: an `endpoints` block, of however few, costs the provider some six seconds of a processor in
 * each run (docs/traps.md).
 */
export function providerOverride({ endpoint, config }: Loopback, accountId: string, region: string, roleArn?: string): object {
  const provider = {
    region,
    access_key: accountId,
    secret_key: "rehearsal",
    skip_credentials_validation: true,
    skip_metadata_api_check: "true",
    skip_region_validation: true,
    s3_use_path_style: true,
    // A refusal is an answer, and a rehearsal has no throttling to wait out.
    max_retries: 4,
    http_proxy: endpoint,
    // An empty HTTPS proxy says that none is meant; without it the provider warns in every run.
    https_proxy: "",
    no_proxy: "127.0.0.1,localhost",
    shared_config_files: [config],
    shared_credentials_files: [],
    ...(roleArn === undefined ? {} : { assume_role: [{ role_arn: roleArn, session_name: "rehearsal" }] }),
  };
  return { aws: [provider] };
}
