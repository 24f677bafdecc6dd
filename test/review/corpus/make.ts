import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProviderMirror, terraformEnv, writeCliConfig } from "../../../rehearsal/engines/mirror";
import { get, isObject, object, type Json, type JsonObject } from "../../../review/value";

export const CASES = join("test", "review", "corpus", "cases");

type Program = "terraform" | "tofu";

/** Cases that begin so were planned by OpenTofu 1.10.10, all others by terraform 1.11.4. */
const engineOf = (name: string): Program => (name.startsWith("tofu-") ? "tofu" : "terraform");

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
export function planOf(name: string): JsonObject {
  const folder = mkdtempSync(join(tmpdir(), "ringfence-corpus-"));
  try {
    cpSync(join(CASES, name), folder, { recursive: true });
    if (existsSync(join(folder, "state.json"))) renameSync(join(folder, "state.json"), join(folder, "terraform.tfstate"));
    const asked = existsSync(join(folder, "arguments")) ? readFileSync(join(folder, "arguments"), "utf8").trim().split(" ") : [];
    const program = engineOf(name);
    for (const inner of [
      "",
      ...readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name),
    ])
      goOffline(join(folder, inner), inner === "" || program === "tofu" ? program : undefined);
    const env = terraformEnv(writeCliConfig(join(folder, ".cli"), findProviderMirror() ?? ""));
    const run = (...args: string[]) => spawnSync(program, args, { cwd: folder, encoding: "utf8", env, maxBuffer: 1 << 26 });
    const ready = run("init", "-input=false", "-no-color");
    if (ready.status !== 0) throw new Error(`${name}: ${ready.stderr}`);
    const planned = run("plan", "-input=false", "-no-color", "-out=tfplan", ...asked);
    const shown = run("show", "-json", "tfplan");
    if (shown.status !== 0 || shown.stdout === "") throw new Error(`${name}: ${planned.stderr}${shown.stderr}`);
    return trimmed(JSON.parse(shown.stdout) as JsonObject);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** An override file adds the settings to each provider block that a folder writes (Terraform, override files). */
function goOffline(folder: string, program?: Program): void {
  const sources = readdirSync(folder).filter((file) => /\.tf(\.json)?$/.test(file));
  const text = sources.map((file) => readFileSync(join(folder, file), "utf8")).join("\n");
  const blocks = [...text.matchAll(/provider "aws" \{([^}]*)\}/g)].map(([, body = ""]) => /alias\s*=\s*"(\w+)"/.exec(body)?.[1]);
  if (/"provider"\s*:/.test(text)) blocks.push(undefined);
  const providers = blocks.map((alias) => ({ ...(alias && { alias }), ...OFFLINE }));
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
    if (isObject<Json | undefined>(expressions)) for (const key of Object.keys(OFFLINE)) Reflect.deleteProperty(expressions, key);
  }
  return kept;
}
