import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";

/**
 * `ringfence inventory` of a file tree, which takes MD5, SHA-256 and CRC-32C in one read, beside `md5sum` and `sha256sum`.
 *
 * node bin/build.js bench/inventory.ts
 */
const SMALL = 100_000;
const GIBIBYTES = 4;

const folder = mkdtempSync(join(tmpdir(), "ringfence-bench-inventory-"));
const tree = (name: string) => {
  const at = join(folder, name);
  mkdirSync(at);
  return at;
};
const [small, large] = [tree("small"), tree("large")];
for (let file = 0; file < SMALL; file++) writeFileSync(join(small, `asset-${file}.bin`), Buffer.alloc(file % 8192, file & 255));
for (let file = 0; file < GIBIBYTES; file++) writeFileSync(join(large, `film-${file}.bin`), Buffer.alloc(1 << 30, file));

function measure(what: string, command: string, ...words: readonly string[]): string {
  const run = spawnSync("/usr/bin/time", ["-f", "%e %U %S %M", command, ...words], { encoding: "utf8", maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(run.stderr);
  const [wall = 0, user = 0, system = 0, peak = 0] = (run.stderr.trim().split("\n").at(-1) ?? "").split(" ").map(Number);
  return `| ${what} | ${wall.toFixed(1)} | ${(user + system).toFixed(1)} | ${Math.round(peak / 1024)} |`;
}

spawnSync("node", ["bin/ringfence.js", "inventory", join(folder, "large"), "--out", join(folder, "warm.csv")]);
const rows = (["small", "large"] as const).flatMap((name) => {
  const [what, at] = [
    name === "small" ? `${SMALL.toLocaleString("en")} files of up to 8 KiB` : `${GIBIBYTES} files of 1 GiB`,
    join(folder, name),
  ];
  return [
    measure(`inventory, ${what}`, "node", "bin/ringfence.js", "inventory", at, "--out", join(folder, `${name}.parquet`)),
    measure(
      `\`md5sum\` and then \`sha256sum\`, ${what}`,
      "sh",
      "-c",
      `cd ${at} && find . -type f | xargs md5sum > /dev/null && find . -type f | xargs sha256sum > /dev/null`,
    ),
  ];
});
rmSync(folder, { recursive: true, force: true });
process.stdout.write(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "unknown"}.

| what | wall s | CPU s | peak MB |
| --- | ---: | ---: | ---: |
${rows.join("\n")}
`);
