import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Program } from "../config/program";
import { program as example } from "../config/programs/united-states";
import type { ProgramInput } from "../config/schema/schema";
import { synthesize } from "../stacks/program-stacks";
import { bindingsOf, countOf, resourcesOf, synthesizeRaw } from "./raw";
import { stockProject } from "./stock";

/** Median of the wall time of `runs` calls, in milliseconds. */
function median(runs: number, work: () => void): number {
  const times = Array.from({ length: runs }, () => {
    const start = process.hrtime.bigint();
    work();
    return Number(process.hrtime.bigint() - start) / 1e6;
  }).sort((left, right) => left - right);
  return times[Math.floor(runs / 2)] ?? 0;
}

function command({ cwd }: { readonly cwd?: string }, ...args: readonly string[]): () => void {
  return () => {
    const run = spawnSync("node", [...args], { encoding: "utf8", ...(cwd ? { cwd } : {}) });
    if (run.status !== 0) throw new Error(`node ${args.join(" ")}: ${run.stderr}`);
  };
}

/** The example with `count` buckets instead of its datasets. */
function withBuckets(count: number): ProgramInput {
  const template = example.datasets[0];
  if (!template) throw new Error("the example has no dataset");
  return { ...example, datasets: Array.from({ length: count }, (_, index) => ({ ...template, name: `data-${index}` })) };
}

const built = mkdtempSync(join(tmpdir(), "ringfence-bench-"));
synthesize(Program.of(example), built);
const resources = resourcesOf(built);
const types = new Set([...resources.values()].flatMap((byType) => Object.keys(byType)));
const modules = ["provider", ...[...types].map((type) => type.replace(/^aws_/, "").replaceAll("_", "-"))];
const load = `require("cdktf");${modules.map((name) => `require("@cdktf/provider-aws/lib/${name}");`).join("")}`;

const rows: [string, number][] = [
  [`plain node loads cdktf and the ${modules.length} bindings that the example uses`, median(5, command({}, "-e", load))],
  ["`node bin/start.js`: synth, review and report of the example", median(5, command({}, "bin/start.js"))],
  ["`npx ringfence --version`", median(5, command({}, "bin/ringfence.js", "--version"))],
  ["`npx ringfence review cdktf.out`", median(5, command({}, "bin/ringfence.js", "review", "cdktf.out", "--format", "json"))],
  ["`cdktf synth` of the example", median(3, command({}, "node_modules/cdktf-cli/bundle/bin/cdktf.js", "synth"))],
];
const stock = stockProject(resources);
rmSync(built, { recursive: true, force: true });
if ("folder" in stock) {
  const cdktf = resolve("node_modules/cdktf-cli/bundle/bin/cdktf.js");
  const synth = median(3, command({ cwd: stock.folder }, cdktf, "synth"));
  rows.push(["`cdktf synth` of the same resources by plain cdktf, in the stock template on ts-node", synth]);
  rmSync(stock.folder, { recursive: true, force: true });
} else process.stderr.write(`Not measured, the stock template: ${stock.problem}\n`);
for (const count of [10, 100, 1000]) {
  const program = Program.of(withBuckets(count));
  const out = mkdtempSync(join(tmpdir(), "ringfence-bench-"));
  const runs = count > 500 ? 1 : 3;
  const ours = median(runs, () => synthesize(program, out));
  const made = resourcesOf(out);
  const bindings = bindingsOf(made);
  const raw = median(runs, () => synthesizeRaw(made, bindings, join(out, "raw")));
  const named = `${count} buckets with recovery copies (${countOf(made)} resources)`;
  rows.push(
    [`synth of ${named}, in one process`, ours],
    [`raw cdktf synthesizes the same; ours takes ${(ours / raw).toFixed(2)} times that`, raw],
  );
  rmSync(out, { recursive: true, force: true });
}

const text = `# Results

Written by \`npm run bench\` on Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "unknown"}. Median wall time; nothing in the tests asserts it.

| what | ms |
| --- | ---: |
${rows.map(([what, ms]) => `| ${what} | ${Math.round(ms)} |`).join("\n")}
`;
writeFileSync("bench/RESULTS.md", text);
process.stdout.write(text);
