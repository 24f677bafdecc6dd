import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/**
 * A folder that holds the aws provider for offline use, or undefined.
 *
 * Looked for where terraform itself looks, then one level below /opt and the home folder, then where the environment
 * variable RINGFENCE_PROVIDER_MIRROR points.
 */
export function findProviderMirror(env: NodeJS.ProcessEnv = process.env): string | undefined {
  return [...configured(env), ...usual(env), ...nearby("/opt"), ...nearby(homedir()), env["RINGFENCE_PROVIDER_MIRROR"]].find(
    (path) => path !== undefined && holdsAws(path),
  );
}

/** Both layouts of a mirror keep a host's providers below its name. */
const holdsAws = (path: string): boolean => existsSync(join(path, "registry.terraform.io", "hashicorp", "aws"));

/** The filesystem_mirror blocks of the user's own CLI configuration. */
function configured(env: NodeJS.ProcessEnv): string[] {
  return [env["TF_CLI_CONFIG_FILE"], join(homedir(), ".terraformrc")].flatMap((file) => {
    if (!file || !existsSync(file)) return [];
    return [...readFileSync(file, "utf8").matchAll(/filesystem_mirror\s*\{[^}]*?path\s*=\s*"([^"]+)"/gs)].map((found) => found[1] ?? "");
  });
}

/** Source: https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories */
function usual(env: NodeJS.ProcessEnv): string[] {
  const data = env["XDG_DATA_HOME"] || join(homedir(), ".local", "share");
  const shared = (env["XDG_DATA_DIRS"] || "/usr/local/share:/usr/share").split(":");
  const mac =
    process.platform === "darwin"
      ? [join(homedir(), "Library/Application Support/io.terraform/plugins"), "/Library/Application Support/io.terraform/plugins"]
      : [];
  return [
    "terraform.d/plugins",
    join(homedir(), ".terraform.d", "plugins"),
    join(data, "terraform", "plugins"),
    ...mac,
    ...shared.map((dir) => join(dir, "terraform", "plugins")),
  ];
}

function nearby(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
      .map((entry) => join(folder, entry.name));
  } catch {
    // A folder that may not be read holds no mirror of ours.
    return [];
  }
}

/** Writes a CLI configuration that installs from the mirror and from nowhere else; its path is TF_CLI_CONFIG_FILE's. */
export function writeCliConfig(dir: string, mirror: string): string {
  mkdirSync(dir, { recursive: true });
  const path = join(dir, "rehearsal.tfrc");
  writeFileSync(
    path,
    `provider_installation {\n  filesystem_mirror {\n    path    = ${JSON.stringify(mirror)}\n    include = ["registry.terraform.io/*/*"]\n  }\n}\ndisable_checkpoint = true\n`,
  );
  return path;
}

/**
 * The environment for a rehearsal's terraform: the user's own, without what would lead it to a real cloud.
 *
 * AWS_CA_BUNDLE goes because the provider refuses it together with a proxy. Terraform and the provider hold the schema of
 * 1,500 resource types in each run, and would spend a third of it on collecting garbage (Go documentation, GOGC).
 */
export function terraformEnv(cliConfig: string, env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(
    ([name]) => !/^AWS_|^(https?|all|no)_proxy$|^TF_(LOG|WORKSPACE|DATA_DIR|CLI_ARGS|REATTACH)/i.test(name),
  );
  return {
    GOGC: "400",
    ...Object.fromEntries(kept),
    TF_CLI_CONFIG_FILE: cliConfig,
    TF_IN_AUTOMATION: "1",
    AWS_EC2_METADATA_DISABLED: "true",
  };
}
