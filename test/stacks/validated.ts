import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { findProviderMirror, terraformEnv, writeCliConfig } from "../../rehearsal/engines/mirror";

interface Said {
  readonly diagnostics: readonly { readonly summary: string; readonly detail: string; readonly range?: { readonly filename: string } }[];
}

/**
 * What terraform has against the stacks in these folders, with the real AWS provider; nothing when all are valid.
 *
 * Each is called as a module of one configuration, so that the provider's schema is loaded once for all of them. Stacks
 * that import stand alone: terraform takes import blocks in a root module only.
 */
export function complaints(folders: readonly string[]): readonly string[] {
  if (folders.length === 0) throw new Error("no stack to validate");
  const root = mkdtempSync(join(tmpdir(), "ringfence-validate-"));
  try {
    const env = terraformEnv(writeCliConfig(root, findProviderMirror() ?? ""));
    const text = (folder: string) =>
      JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8")) as { variable?: object; import?: object };
    const imports = (folder: string) => text(folder).import !== undefined;
    const called = folders.filter((folder) => !imports(folder));
    const modules = called.map((folder, index) => {
      // A variable of the root has no value yet, as those of a stack have none when it is validated.
      const given = Object.keys(text(folder).variable ?? {}).map((name) => [name, "${var.given}"]);
      return [`stack_${index}`, { source: relative(root, folder), ...(Object.fromEntries(given) as object) }];
    });
    writeFileSync(join(root, "main.tf.json"), JSON.stringify({ variable: { given: {} }, module: Object.fromEntries(modules) as object }));
    return [root, ...folders.filter(imports)].flatMap((folder) => complaintsOf(folder, env));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function complaintsOf(cwd: string, env: NodeJS.ProcessEnv): readonly string[] {
  const run = (...args: string[]) => spawnSync("terraform", args, { cwd, encoding: "utf8", env, maxBuffer: 1 << 26 });
  const init = run("init", "-backend=false", "-input=false", "-no-color");
  if (init.status !== 0) return [init.stderr];
  const { diagnostics } = JSON.parse(run("validate", "-json").stdout) as Said;
  // A module's backend is of no effect, and here none is wanted.
  return diagnostics
    .filter(({ summary }) => summary !== "Backend configuration ignored")
    .map(({ summary, detail, range }) => `${range?.filename ?? cwd}: ${summary}: ${detail}`);
}
