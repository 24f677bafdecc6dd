import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { Engines } from "./engines";

export interface OverrideProps {
  readonly engines: Pick<Engines, "providerOverride">;
  readonly accountId: string;
  readonly region: string;
  /** One folder for the states of all stacks of a rehearsal. */
  readonly stateDir: string;
  readonly roleArn?: string;
}

interface StackJson {
  readonly data?: { readonly terraform_remote_state?: Readonly<Record<string, { readonly config?: { readonly key?: string } }>> };
}

/**
 * Turns a stack to the loopback by a file beside its `cdk.tf.json`, which stays byte for byte what was judged.
 *
 * Terraform reads `*_override.tf.json` last: a backend of another type replaces the stack's own, and a remote state's
 * `backend` and `config` are arguments like any other. The stack's name is its folder's, as cdktf lays them out.
 * Source: https://developer.hashicorp.com/terraform/language/files/override
 */
export function writeOverride(stackDir: string, props: OverrideProps): string {
  const stateDir = resolve(props.stateDir);
  mkdirSync(stateDir, { recursive: true });
  const stateOf = (stack: string): string => join(stateDir, `${stack}.tfstate`);
  const stack = JSON.parse(readFileSync(join(stackDir, "cdk.tf.json"), "utf8")) as StackJson;
  const remote = Object.entries(stack.data?.terraform_remote_state ?? {}).map(([id, { config }]) => [
    id,
    { backend: "local", config: { path: stateOf(upstreamOf(id, config?.key)) } },
  ]);
  const path = join(stackDir, "loopback_override.tf.json");
  const override = {
    terraform: { backend: { local: { path: stateOf(basename(resolve(stackDir))) } } },
    provider: props.engines.providerOverride(props.accountId, props.region, props.roleArn),
    ...(remote.length > 0 ? { data: { terraform_remote_state: Object.fromEntries(remote) } } : {}),
  };
  writeFileSync(path, `${JSON.stringify(override, null, 2)}\n`);
  return path;
}

/** `home/us-east-1/storage.tfstate` is the state of the stack `storage`. */
function upstreamOf(id: string, key: string | undefined): string {
  const name = key
    ?.split("/")
    .pop()
    ?.replace(/\.tfstate$/, "");
  if (!name)
    throw new Error(
      `data.terraform_remote_state.${id} has no config.key, so that its stack is not known; give it the key <path>/<stack>.tfstate`,
    );
  return name;
}
