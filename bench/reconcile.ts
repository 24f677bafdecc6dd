import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Reconciliation of two inventories against the bound (DuckDB only decoding key, size and checksum) and against
 * `sort` and `comm`. Each run is a process of its own, so that its peak memory is its own.
 *
 * node bin/build.js bench/reconcile.ts [MILLIONS]
 */
const MILLIONS = Number(process.argv[2] ?? 10);
const LIMITS = "threads=2, memory_limit=1500MB";

interface Measured {
  readonly wall: number;
  readonly cpu: number;
  /** Peak resident memory in MB. */
  readonly peak: number;
  readonly said: string;
}

/** What one command costs, by GNU time. */
function measure(command: string, ...words: readonly string[]): Measured {
  const run = spawnSync("/usr/bin/time", ["-f", "%e %U %S %M", command, ...words], { encoding: "utf8", maxBuffer: 1 << 26 });
  const lines = run.stderr.trim().split("\n");
  const [wall = 0, user = 0, system = 0, peak = 0] = (lines.at(-1) ?? "").split(" ").map(Number);
  if (run.status !== 0 && run.status !== 1) throw new Error(`${command} ${words.join(" ")}: ${run.stderr}`);
  return { wall, cpu: user + system, peak: peak / 1024, said: run.stdout };
}

const folder = mkdtempSync(join(tmpdir(), "ringfence-bench-reconcile-"));
const at = (name: string) => join(folder, name);

/** Runs DuckDB statements in a process of their own. */
function duckdb(...statements: readonly string[]): Measured {
  writeFileSync(
    at("run.cjs"),
    `const { DuckDBInstance } = require(${JSON.stringify(require.resolve("@duckdb/node-api"))});
(async () => {
  const c = await (await DuckDBInstance.create(":memory:", { threads: "2", memory_limit: "1500MB", temp_directory: ${JSON.stringify(folder)}, preserve_insertion_order: "false" })).connect();
  for (const sql of ${JSON.stringify(statements)}) await c.run(sql);
})();`,
  );
  return measure("node", at("run.cjs"));
}

/** Keys of some 100 characters, sizes, and a CRC32C each; zstd Parquet as the clouds write it. */
function inventory(name: string, changes: string): void {
  const rows = `SELECT concat('users/region-', i % 50, '/', md5(CAST(i AS VARCHAR)), '/media/originals/2025/', i % 365, '/asset-', lpad(CAST(i AS VARCHAR), 10, '0'), '.bin') AS key,
    (i * 7919) % 5000000 AS size, lpad(lower(hex((i * 2654435761) % 4294967296)), 8, '0') AS crc32c, i FROM range(${MILLIONS * 1_000_000}) t(i)`;
  duckdb(`COPY (${changes.replace("ROWS", `(${rows})`)}) TO '${at(name)}' (FORMAT parquet, COMPRESSION zstd)`);
}

const every = MILLIONS * 20_000;
inventory("legacy.parquet", "SELECT key, size, crc32c FROM ROWS");
inventory("equal.parquet", "SELECT key, size, crc32c FROM ROWS");
// 50 differences: half of them altered, half missing.
inventory(
  "altered.parquet",
  `SELECT key, size, CASE WHEN i % ${every * 2} = 1 THEN 'ffffffff' ELSE crc32c END AS crc32c FROM ROWS WHERE i % ${every * 2} <> ${every}`,
);
// 1,000 differences, in buckets of their own.
const few = MILLIONS * 1_000;
inventory("thousand.parquet", `SELECT key, size, CASE WHEN i % ${few} = 1 THEN 'ffffffff' ELSE crc32c END AS crc32c FROM ROWS`);
// One object in a hundred differs, and with them every bucket.
inventory("many.parquet", "SELECT key, size, CASE WHEN i % 100 = 1 THEN 'ffffffff' ELSE crc32c END AS crc32c FROM ROWS");

const file = (name: string) => at(`${name}.parquet`);
const [legacy, equal, altered] = [file("legacy"), file("equal"), file("altered")];
const decode = (file: string) => `SELECT max(strlen(key)), sum(size), max(crc32c) FROM read_parquet('${file}')`;
const reconcile = (home: string) =>
  measure("node", "bin/ringfence.js", "reconcile", "--dataset", "bench", legacy, home, "--format", "json", "--out", at("out.json"));
const text = (file: string, out: string) => `COPY (SELECT key, size, crc32c FROM read_parquet('${file}')) TO '${out}' (HEADER false)`;

spawnSync("node", ["bin/ringfence.js", "--version"]); // compiled beforehand
const rows: [string, Measured][] = [
  ["bound: decode key, size and checksum of both", duckdb(decode(legacy), decode(equal))],
  ["reconcile, equal", reconcile(equal)],
  ["reconcile, 50 differences", reconcile(altered)],
  ["reconcile, 1,000 differences", reconcile(file("thousand"))],
  ["reconcile, one object in a hundred differs", reconcile(file("many"))],
];
duckdb(text(legacy, at("legacy.csv")), text(altered, at("altered.csv")));
const sorting = `export LC_ALL=C; sort -S 1G --parallel=2 -T ${folder} ${at("legacy.csv")} > ${at("l")}; sort -S 1G --parallel=2 -T ${folder} ${at("altered.csv")} > ${at("h")}; comm -3 ${at("l")} ${at("h")} | wc -l`;
rows.push(["`sort` and `comm` over text, 50 differences", measure("sh", "-c", sorting)]);
rmSync(folder, { recursive: true, force: true });

const bound = rows[0]?.[1].cpu ?? 1;
const show = ([what, { wall, cpu, peak }]: [string, Measured]) =>
  `| ${what} | ${wall.toFixed(1)} | ${cpu.toFixed(1)} | ${(cpu / bound).toFixed(2)} | ${Math.round(peak)} |`;
process.stdout
  .write(`${MILLIONS} million objects a side, keys of about 100 characters, ${LIMITS}; Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "unknown"}, load ${loadavg()[0]?.toFixed(1) ?? "?"}. SHA-256 of both files included.

| what | wall s | CPU s | CPU over bound | peak MB |
| --- | ---: | ---: | ---: | ---: |
${rows.map(show).join("\n")}
`);
