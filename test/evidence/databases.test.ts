import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { addressOf } from "../../evidence/databases/address";
import type { DatabaseRow } from "../../evidence/databases/list";
import { writeDatabase } from "../../evidence/databases/write";
import type { Cluster } from "../../rehearsal/engines/database-server";
import { startPostgres } from "../../rehearsal/engines/postgres";
import { describeWithEngines } from "../engines";
import { compareFiles, scratch } from "./inventories";

const folder = scratch();

test("an address with a password is refused, and not repeated", () => {
  for (const address of ["postgres://a:s3cret@h/d", "postgres://h/d?password=s3cret", "s3cret", "oracle://s3cret@h/d"])
    try {
      addressOf(address);
      throw new Error("taken");
    } catch (error) {
      expect(String(error)).toContain("INVENTORY-DATABASE");
      expect(String(error)).not.toContain("s3cret");
    }
  expect(addressOf("postgres://u@db.example.com/app")).toMatchObject({ local: false, shown: "db.example.com/app" });
  expect(addressOf("postgres://u@localhost/app?host=db.example.com")).toMatchObject({ local: false });
  expect(addressOf("postgres://u@127.0.0.1:5433/app")).toMatchObject({ local: true });
});

/** Every kind of value whose text a setting of the server changes, and rows that only their lengths tell apart. */
const SCHEMA = `
CREATE TYPE mood AS ENUM ('calm', 'wild');
CREATE TABLE users (id bigint PRIMARY KEY, name text, born timestamptz, score float8, spent interval, photo bytea, feels mood, paid money);
CREATE TABLE notes (a text, b text);
CREATE TABLE "Odd ""table""" ("select" uuid PRIMARY KEY, nothing int);
CREATE TABLE events (at date, what jsonb, PRIMARY KEY (at, what)) PARTITION BY RANGE (at);
CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE SEQUENCE tickets;
CREATE INDEX by_name ON users (name);
CREATE VIEW known AS SELECT name FROM users;
CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE TABLE empty_one (id int PRIMARY KEY);`;
const ROWS = `
INSERT INTO users SELECT i, 'n' || i, timestamptz '2026-01-01 00:00:00+00' + i * interval '1 hour', i / 3.0, i * interval '90 minutes',
  decode(md5(i::text), 'hex'), CASE i % 2 WHEN 0 THEN 'calm'::mood ELSE 'wild' END, i::numeric::money FROM generate_series(1, 2500) i;
INSERT INTO notes VALUES ('a', 'bc'), ('ab', 'c'), (NULL, ''), ('', NULL), ('twice', 'x'), ('twice', 'x');
INSERT INTO "Odd ""table""" SELECT md5(i::text)::uuid, i FROM generate_series(1, 50) i;
INSERT INTO events VALUES ('2026-02-01', '{"b": 1, "a": 2}');
SELECT nextval('tickets'), lo_from_bytea(4242, '\\xdeadbeef');`;

describeWithEngines(["postgresql"], "an inventory of a database", () => {
  let [legacy, home] = [] as unknown as [Cluster, Cluster];
  beforeAll(async () => {
    // Another clock, another spelling of dates and bytes: what the other side's servers happen to have.
    legacy = await startPostgres(["timezone=Asia/Singapore", "datestyle=SQL,DMY", "bytea_output=escape", "extra_float_digits=-3"]);
    home = await startPostgres();
    // The same rows, in another order, with other columns' order, and pages laid out otherwise.
    await sql(legacy, `${SCHEMA}${ROWS}`);
    await sql(
      home,
      SCHEMA.replace("(a text, b text)", "(b text, gone int, a text)").replace(
        "CREATE SEQUENCE",
        "ALTER TABLE notes DROP COLUMN gone; CREATE SEQUENCE",
      ),
    );
    await sql(home, ROWS.replace("INTO notes VALUES", "INTO notes (a, b) VALUES").replaceAll(") i;", ") i ORDER BY 1 DESC;"));
  });
  afterAll(() => Promise.all([legacy.stop(), home.stop()]));

  async function sql({ port, password }: Cluster, text: string, database = "postgres"): Promise<void> {
    const client = new Client({ host: "127.0.0.1", port, user: "keeper", password, database });
    await client.connect();
    await client.query(text).finally(() => client.end());
  }

  async function list(cluster: Cluster, name: string, tables: readonly string[] = [], database?: string): Promise<readonly DatabaseRow[]> {
    const file = join(folder, name);
    process.env["PGPASSWORD"] = cluster.password;
    const options = { address: cluster.url(database), tables, range: 1000 };
    await writeDatabase(options, file, () => undefined).finally(() => delete process.env["PGPASSWORD"]);
    return readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as DatabaseRow);
  }

  /** Of the legacy side and of a copy of the home's database, after a change to it. */
  async function differences(change: string): Promise<readonly string[]> {
    await sql(home, "DROP DATABASE IF EXISTS changed");
    await sql(home, "CREATE DATABASE changed TEMPLATE postgres");
    await sql(home, change, "changed");
    await list(legacy, "legacy.jsonl");
    await list(home, "home.jsonl", [], "changed");
    return (await compareFiles(folder, join(folder, "legacy.jsonl"), join(folder, "home.jsonl"))).said;
  }

  test("two servers that hold the same say the same", async () => {
    const rows = await list(legacy, "legacy.jsonl");
    const sizes = Object.fromEntries(rows.filter(({ key }) => key.startsWith("rows/public.users")).map(({ key, size }) => [key, size]));
    expect(sizes).toEqual({
      "rows/public.users/keys 0 to 999": 999,
      "rows/public.users/keys 1000 to 1999": 1000,
      "rows/public.users/keys 2000 to 2999": 501,
    });
    const kinds = new Set(rows.map(({ key }) => /^(definition\/)?[^/]+/.exec(key)?.[0]));
    expect([...kinds].sort()).toEqual([
      ...["constraint", "extension", "index", "routine", "sequence", "table", "type", "view"].map((kind) => `definition/${kind}`),
      ...["large-objects", "rows", "sequence"],
    ]);
    expect(rows.filter(({ key }) => key.includes("events_2026"))).toEqual([]);
    expect(rows.every(({ sha256 }) => /^[0-9a-f]{64}$/.test(sha256))).toBe(true);
    expect(await differences("SELECT 1")).toEqual([]);
  });

  test.each([
    [
      "a changed value",
      "UPDATE users SET score = score + 1e-9 WHERE id = 1500",
      /^rows\/public\.users\/keys 1000 to 1999 mismatch digest$/,
    ],
    ["NULL in place of nothing", "UPDATE notes SET a = '' WHERE b = '' AND a IS NULL", /^rows\/public\.notes\/part .. (mismatch|missing)/],
    [
      "a lost row",
      `DELETE FROM "Odd ""table""" WHERE nothing = 7`,
      /^rows\/public\."Odd ""table"""\/part .. (mismatch size|missing absent)$/,
    ],
    ["a row that stands twice", "INSERT INTO notes (a, b) VALUES ('twice', 'x')", /^rows\/public\.notes\/part .. mismatch size$/],
    ["a row in a partition", "UPDATE events SET what = '{}'", /^rows\/public\.events\/part .. missing absent$/],
    ["a sequence that stayed behind", "SELECT setval('tickets', 1, false)", /^sequence\/public\.tickets mismatch digest$/],
    ["a large object", "SELECT lo_put(4242, 0, '\\x00')", /^large-objects\/4000 to 4999 mismatch digest$/],
    ["a lost index", "DROP INDEX by_name", /^definition\/index\/public\.by_name missing absent$/],
    [
      "another function",
      "CREATE OR REPLACE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 2'",
      /^definition\/routine\/public\.one\(\) mismatch digest$/,
    ],
    ["another default", "ALTER TABLE users ALTER name SET DEFAULT 'x'", /^definition\/table\/public\.users mismatch/],
    ["a label too many", "ALTER TYPE mood ADD VALUE 'blue'", /^definition\/type\/public\.mood mismatch/],
  ])("%s shows", async (_, change, said) => {
    const found = await differences(change);
    expect(found.filter((line) => said.test(line))).toHaveLength(1);
    expect(found.filter((line) => !line.endsWith(" extra absent") && !said.test(line))).toEqual([]);
  });

  test("single tables, by name", async () => {
    const rows = await list(legacy, "one.jsonl", ['public."Odd ""table"""']);
    expect(rows.map(({ key }) => key)).toContain('definition/table/public."Odd ""table"""');
    const rest = "not listed/every other table, sequence and definition";
    expect(rows.filter(({ key }) => !key.includes('public."Odd ""table"""')).map(({ key }) => key)).toEqual([rest]);
    // Equal on both sides as it is, it proves the database of none that it leaves out.
    await list(home, "same.jsonl", ['public."Odd ""table"""']);
    const { said, result } = await compareFiles(folder, join(folder, "one.jsonl"), join(folder, "same.jsonl"));
    expect({ said, verdict: result.verdict }).toEqual({ said: [`${rest} unproven no-digest`], verdict: "unknown" });
    for (const end of ["csv", "parquet"]) {
      process.env["PGPASSWORD"] = legacy.password;
      const options = { address: legacy.url(), tables: ["public.notes"], range: 1000 };
      await writeDatabase(options, join(folder, `one.${end}`), () => undefined).finally(() => delete process.env["PGPASSWORD"]);
      const compared = await compareFiles(folder, join(folder, `one.${end}`), join(folder, `one.${end}`));
      expect(compared.said).toEqual([`${rest} unproven no-digest`]);
    }
    await expect(list(legacy, "none.jsonl", ["public.nowhere"])).rejects.toThrow("no table public.nowhere");
  });

  test("rows that a policy hides are an error, never fewer rows", async () => {
    await sql(
      legacy,
      `CREATE ROLE clerk LOGIN PASSWORD 'clerk'; GRANT pg_read_all_data TO clerk; ALTER TABLE notes ENABLE ROW LEVEL SECURITY`,
    );
    const clerk = { ...legacy, password: "clerk", url: () => legacy.url().replace("keeper", "clerk") };
    await expect(list(clerk, "hidden.jsonl")).rejects.toThrow("row-level security");
    await sql(legacy, "ALTER TABLE notes DISABLE ROW LEVEL SECURITY");
    expect(readdirSync(folder).filter((file) => file.includes("hidden"))).toEqual([]);
  });

  test("a key with gaps wants wider ranges", async () => {
    await sql(legacy, "CREATE TABLE gaps (id bigint PRIMARY KEY); INSERT INTO gaps VALUES (1), (9000000000000000000)");
    await expect(list(legacy, "gaps.jsonl")).rejects.toThrow(/--range, at least 45000000000000/);
    await sql(legacy, "DROP TABLE gaps");
  });

  test("the command takes the password from the environment, and says it nowhere", async () => {
    const words = ["bin/ringfence.js", "inventory", "--database", legacy.url(), "--table", "public.notes"];
    const run = spawn("node", words, { env: { ...process.env, PGPASSWORD: legacy.password } });
    let said = "";
    for (const stream of [run.stdout, run.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
    const [status] = (await once(run, "close")) as [number];
    expect({ status, said }).toMatchObject({ status: 0, said: expect.stringContaining("6 rows") });
    expect(said).not.toContain(legacy.password);
    writeFileSync(join(folder, "pgpass"), `127.0.0.1:${legacy.port}:*:keeper:wrong\n`, { mode: 0o600 });
    const refused = spawn("node", words, { env: { ...process.env, PGPASSFILE: join(folder, "pgpass") } });
    let error = "";
    refused.stderr.on("data", (chunk: Buffer) => (error += chunk.toString()));
    expect(await once(refused, "close")).toEqual([2, null]);
    expect(error).toContain("28P01");
  });
});
