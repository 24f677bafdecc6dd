import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProviderMirror, terraformEnv, writeCliConfig } from "../../../rehearsal/engines/mirror";
import { get, isObject, object, type Json, type JsonObject } from "../../../review/value";
import { changeBehind, isLive, startWorld, type World } from "./world";

export const CASES = join("test", "review", "corpus", "cases");

type Program = "terraform" | "tofu";

/** Cases that begin so were planned by OpenTofu 1.10.10, all others by terraform 1.11.4. */
const engineOf = (name: string): Program => (name.startsWith("tofu-") ? "tofu" : "terraform");

/** The services that a live case asks. */
const ENDPOINTS = ["dynamodb", "iam", "kms", "rds", "s3", "secretsmanager", "sts"];

/** What keeps the provider from asking any cloud while it plans. */
const OFFLINE = {
  access_key: "offline",
  secret_key: "offline",
  skip_credentials_validation: true,
  skip_requesting_account_id: true,
  skip_metadata_api_check: true,
  skip_region_validation: true,
};

/** The plan that terraform makes of a case's source, without what no reviewer reads. */
export async function planOf(name: string): Promise<JsonObject> {
  const folder = mkdtempSync(join(tmpdir(), "ringfence-corpus-"));
  let world: World | undefined;
  try {
    cpSync(join(CASES, name), folder, { recursive: true });
    if (existsSync(join(folder, "state.json"))) renameSync(join(folder, "state.json"), join(folder, "terraform.tfstate"));
    const asked = existsSync(join(folder, "arguments")) ? readFileSync(join(folder, "arguments"), "utf8").trim().split(" ") : [];
    const program = engineOf(name);
    if (isLive(folder)) world = await startWorld();
    for (const inner of foldersIn(folder))
      goOffline(join(folder, inner), inner === "" || inner === "made" || program === "tofu" ? program : undefined, world?.endpoint);
    const env = terraformEnv(writeCliConfig(join(folder, ".cli"), findProviderMirror() ?? ""));
    const run = (cwd: string, ...args: string[]) => spawnSync(program, args, { cwd, encoding: "utf8", env, maxBuffer: 1 << 26 });
    const must = (cwd: string, ...args: string[]) => {
      const done = run(cwd, ...args);
      if (done.status !== 0) throw new Error(`${name}: ${done.stderr}`);
    };
    const apply = (cwd: string) => must(cwd, "apply", "-input=false", "-no-color", "-auto-approve");
    if (existsSync(join(folder, "made"))) {
      must(join(folder, "made"), "init", "-input=false", "-no-color");
      apply(join(folder, "made"));
    }
    must(folder, "init", "-input=false", "-no-color");
    if (world && existsSync(join(folder, "behind.json"))) {
      apply(folder);
      await changeBehind(folder, world);
    }
    const planned = run(folder, "plan", "-input=false", "-no-color", "-out=tfplan", ...asked);
    const shown = run(folder, "show", "-json", "tfplan");
    if (shown.status !== 0 || shown.stdout === "") throw new Error(`${name}: ${planned.stderr}${shown.stderr}`);
    return trimmed(JSON.parse(shown.stdout) as JsonObject);
  } finally {
    world?.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The folder itself, and the modules below it. */
function foldersIn(folder: string): string[] {
  const inner = readdirSync(folder, { encoding: "utf8", recursive: true });
  return ["", ...inner.filter((path) => statSync(join(folder, path)).isDirectory())];
}

/** An override file adds the settings to each provider block that a folder writes (Terraform, override files). */
function goOffline(folder: string, program?: Program, endpoint?: string): void {
  const sources = readdirSync(folder).filter((file) => /\.tf(\.json)?$/.test(file));
  const text = sources.map((file) => readFileSync(join(folder, file), "utf8")).join("\n");
  const blocks = [...text.matchAll(/provider "aws" \{([^}]*)\}/g)].map(([, body = ""]) => /alias\s*=\s*"(\w+)"/.exec(body)?.[1]);
  if (/"provider"\s*:/.test(text)) blocks.push(undefined);
  const settings =
    endpoint === undefined
      ? OFFLINE
      : { ...OFFLINE, s3_use_path_style: true, endpoints: Object.fromEntries(ENDPOINTS.map((service) => [service, endpoint])) };
  const providers = blocks.map((alias) => ({ ...(alias && { alias }), ...settings }));
  // OpenTofu looks for `hashicorp/aws` in a registry of its own, which a mirror made for terraform does not hold.
  const source = program === "tofu" ? "registry.terraform.io/hashicorp/aws" : "hashicorp/aws";
  const required = program ? { terraform: { required_providers: { aws: { source, version: "5.100.0" } } } } : {};
  writeFileSync(
    join(folder, "offline_override.tf.json"),
    JSON.stringify({ ...required, ...(providers.length > 0 && { provider: { aws: providers } }) }),
  );
}

const DROPPED = new Set(["planned_values", "timestamp", "relevant_attributes"]);

function trimmed(plan: JsonObject): JsonObject {
  const kept = Object.fromEntries(Object.entries(plan).filter(([key]) => !DROPPED.has(key)));
  for (const provider of Object.values(object(get(object(get(kept, "configuration")), "provider_config")))) {
    const expressions = get(object(provider), "expressions");
    if (isObject<Json | undefined>(expressions))
      for (const key of [...Object.keys(OFFLINE), "s3_use_path_style", "endpoints"]) Reflect.deleteProperty(expressions, key);
  }
  return kept;
}
