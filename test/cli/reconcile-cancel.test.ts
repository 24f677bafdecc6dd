import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { scratch } from "../evidence/inventories";

const folder = scratch();
const legacy = join(folder, "legacy.parquet");
const home = join(folder, "home.parquet");

/** Two inventories that have no object in common: every row is written down. */
beforeAll(async () => {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  for (const [file, digest] of [
    [legacy, "0a1b2c3d"],
    [home, "ffffffff"],
  ] as const)
    await connection.run(
      `COPY (SELECT concat('k/', i) AS key, 1 AS size, '${digest}' AS crc32c FROM range(600000) t(i)) TO '${file}' (FORMAT parquet)`,
    );
  connection.closeSync();
}, 60_000);

/** When each is killed, by what it has made until then. */
test.each([
  ["while it compares", (temporary: string) => readdirSync(temporary).some((name) => name.startsWith("ringfence-reconcile-"))],
  ["while it writes the rows", (_: string, out: string) => readdirSync(out).some((name) => name.endsWith(".draft"))],
] as const)(
  "a comparison that is cancelled %s leaves what was there, and nothing half-written",
  async (when, reached) => {
    const [out, temporary] = ["out", "temporary"].map((name) => join(folder, `${name} ${when}`)) as [string, string];
    for (const each of [out, temporary]) mkdirSync(each);
    writeFileSync(join(out, "result.json"), "earlier");
    writeFileSync(join(out, "result.rows.jsonl"), "earlier rows");
    const child = spawn(
      "node",
      [resolve("bin/ringfence.js"), "reconcile", legacy, home, "--dataset", "profiles", "--out", join(out, "result.json")],
      { env: { ...process.env, TMPDIR: temporary }, cwd: folder, stdio: ["ignore", "ignore", "pipe"] },
    );
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")));
    const ended = once(child, "exit");
    while (child.exitCode === null && !reached(temporary, out)) await sleep(2);
    child.kill("SIGINT");
    expect([await ended, said]).toEqual([[130, null], ""]);
    expect(readdirSync(out).sort()).toEqual(["result.json", "result.rows.jsonl"]);
    expect(readFileSync(join(out, "result.json"), "utf8")).toBe("earlier");
    expect(readFileSync(join(out, "result.rows.jsonl"), "utf8")).toBe("earlier rows");
    expect(readdirSync(temporary)).toEqual([]);
    expect(existsSync(legacy)).toBe(true);
  },
  120_000,
);
