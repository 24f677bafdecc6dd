import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { StackFolder } from "../manifest";

/** What one AWS stack needs from outside, read from what was synthesized, so that it is what terraform will ask for. */
export interface StackNeeds {
  readonly stack: string;
  readonly account: string;
  readonly region: string;
  /** The role that applies it. */
  readonly roleArn: string;
  /** The bucket of its state; none for bootstrap, whose state is local until then. */
  readonly state?: { readonly bucket: string; readonly region: string; readonly roleArn: string };
  /** How many it makes of each resource type. */
  readonly counts: Readonly<Record<string, number>>;
}

interface SynthesizedStack {
  readonly provider?: {
    readonly aws?: readonly {
      readonly region: string;
      readonly allowed_account_ids: readonly string[];
      readonly assume_role?: readonly { readonly role_arn: string }[];
    }[];
  };
  readonly terraform?: {
    readonly backend?: {
      readonly s3?: { readonly bucket: string; readonly region: string; readonly assume_role?: { readonly role_arn: string } };
    };
  };
  readonly resource?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The needs of a stack on AWS; undefined for one of another cloud. */
export function needsOf({ name, folder }: StackFolder): StackNeeds | undefined {
  const { provider, terraform, resource } = JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8")) as SynthesizedStack;
  const aws = provider?.aws?.[0];
  const roleArn = aws?.assume_role?.[0]?.role_arn;
  const account = aws?.allowed_account_ids[0];
  if (!aws || !roleArn || !account) return undefined;
  const state = terraform?.backend?.s3;
  return {
    stack: name,
    account,
    region: aws.region,
    roleArn,
    ...(state ? { state: { bucket: state.bucket, region: state.region, roleArn: state.assume_role?.role_arn ?? roleArn } } : {}),
    counts: Object.fromEntries(Object.entries(resource ?? {}).map(([type, made]) => [type, Object.keys(made).length])),
  };
}
