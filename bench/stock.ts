import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Resources } from "./raw";

/**
 * A project as `cdktf init --template=typescript` makes it, whose stacks hold the given resources by plain cdktf.
 * Answers its folder, or why it could not be made: ts-node is installed for it alone.
 */
export function stockProject(resources: Resources): { readonly folder: string } | { readonly problem: string } {
  const folder = mkdtempSync(join(tmpdir(), "ringfence-stock-"));
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ name: "stock", private: true, devDependencies: { "ts-node": "10", typescript: "5.9", "@types/node": "20" } }),
  );
  const installed = spawnSync("npm", ["install", "--no-audit", "--no-fund", "--silent"], { cwd: folder, encoding: "utf8" });
  if (installed.status !== 0) return { problem: `npm install of ts-node failed: ${installed.stderr.split("\n")[0] ?? ""}` };
  for (const scope of readdirSync(resolve("node_modules"))) link(folder, scope);
  cpSync(resolve("bench/raw.ts"), join(folder, "raw.ts"));
  writeFileSync(join(folder, "resources.json"), JSON.stringify(Object.fromEntries(resources)));
  writeFileSync(
    join(folder, "main.ts"),
    `import { readFileSync } from "node:fs";
import { bindingsOf, synthesizeRaw, type Resources } from "./raw";
const resources: Resources = new Map(Object.entries(JSON.parse(readFileSync("resources.json", "utf8"))));
synthesizeRaw(resources, bindingsOf(resources), process.env["CDKTF_OUTDIR"] ?? "cdktf.out");
`,
  );
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({
      compilerOptions: {
        target: "ES2022",
        module: "CommonJS",
        moduleResolution: "node",
        strict: true,
        skipLibCheck: true,
        types: ["node"],
      },
    }),
  );
  writeFileSync(
    join(folder, "cdktf.json"),
    JSON.stringify({ language: "typescript", app: "npx ts-node main.ts", sendCrashReports: "false" }),
  );
  return { folder };
}

/** Ours where the install brought none of its own. */
function link(folder: string, entry: string): void {
  const to = join(folder, "node_modules", entry);
  if (entry.startsWith(".")) return;
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  try {
    symlinkSync(resolve("node_modules", entry), to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}
