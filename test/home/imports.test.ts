import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const HOME = join(__dirname, "../..");

interface Cruise {
  summary: { violations: { from: string; to: string; rule: { name: string } }[] };
}

/** What our dependency rules say of a project of these files: "rule: from -> to" for each violation. */
function violations(files: Record<string, string>): string[] {
  const project = mkdtempSync(join(tmpdir(), "ringfence-imports-"));
  try {
    for (const name of [".dependency-cruiser.cjs", "tsconfig.json", "package.json"]) cpSync(join(HOME, name), join(project, name));
    symlinkSync(join(HOME, "node_modules"), join(project, "node_modules"));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(project, path)), { recursive: true });
      writeFileSync(join(project, path), text);
    }
    const cruiser = join(HOME, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
    const run = spawnSync(process.execPath, [cruiser, "--config", ".dependency-cruiser.cjs", "--no-cache", "--output-type", "json", "."], {
      cwd: project,
      encoding: "utf8",
      maxBuffer: 1 << 26,
    });
    if (!run.stdout) throw new Error(run.stderr);
    const { summary } = JSON.parse(run.stdout) as Cruise;
    return summary.violations
      .map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to.replace(/.*node_modules\/((@[^/]+\/)?[^/]+).*/, "$1")}`)
      .sort();
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}

describe("imports run one way", () => {
  test("what the design allows passes", () => {
    const allowed = violations({
      "main.ts": `import { s } from "./stacks/s"; import { r } from "./review/r"; console.log(s, r);`,
      "config/c.ts": `export const c = 1;`,
      "constructs/k.ts": `import { TerraformStack } from "cdktf"; import { c } from "../config/c"; export const k = [c, TerraformStack];`,
      "stacks/s.ts": `import { k } from "../constructs/k"; export const s = k;`,
      "review/r.ts": `import { c } from "../config/c"; export const r = c;`,
      "evidence/e.ts": `import { c } from "../config/c"; export const e = c;`,
      "cli/x.ts": `import { r } from "../review/r"; import type { App } from "cdktf"; export const x = async (_: App) => [r, await import("../stacks/s")];`,
    });
    expect(allowed).toEqual([]);
  });

  test("what it forbids does not", () => {
    const forbidden = violations({
      "config/c.ts": `import { k } from "../constructs/k"; export const c = k;`,
      "config/a.ts": `import { b } from "./b"; export const a = (): number => b();`,
      "config/b.ts": `import { a } from "./a"; export const b = (): number => a();`,
      "constructs/k.ts": `import { r } from "../review/r"; export const k = r;`,
      "constructs/all.ts": `import { s3Bucket } from "@cdktf/provider-aws"; export const all = s3Bucket;`,
      "constructs/index.ts": `export const nothing = 1;`,
      "constructs/user.ts": `import { nothing } from "./index"; export const user = nothing;`,
      "review/r.ts": `import { TerraformStack } from "cdktf"; export const r = TerraformStack;`,
      "review/t.ts": `import type { S } from "../stacks/s"; export type T = S;`,
      "stacks/s.ts": `export interface S { a: string }`,
      "evidence/e.ts": `import { r } from "../review/r"; export const e = r;`,
      "cli/x.ts": `import { nothing } from "../constructs/user"; import fc from "fast-check"; export const x = [nothing, fc];`,
    });
    expect(forbidden).toEqual([
      "commands-load-synthesis-when-asked: cli/x.ts -> constructs/user.ts",
      "config-imports-one-way: config/c.ts -> constructs/k.ts",
      "constructs-imports-one-way: constructs/k.ts -> review/r.ts",
      "evidence-imports-one-way: evidence/e.ts -> review/r.ts",
      "no-barrel: constructs/user.ts -> constructs/index.ts",
      "no-cdktf-outside-synthesis: review/r.ts -> cdktf",
      "no-cycle: config/a.ts -> config/b.ts",
      "no-provider-barrel: constructs/all.ts -> @cdktf/provider-aws",
      "review-imports-one-way: review/t.ts -> stacks/s.ts",
      "shipped-code-needs-shipped-packages: cli/x.ts -> fast-check",
    ]);
  });
});
