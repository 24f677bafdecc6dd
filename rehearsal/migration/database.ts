import { Client } from "pg";
import { setTimeout as sleep } from "node:timers/promises";
import type { Cluster } from "../engines/database-server";

const NAME = "app";

/** Types whose text depends on settings, or that a careless copy rounds, pads or reorders. */
const TABLES = `
CREATE TABLE profiles (id bigint PRIMARY KEY, name text, born timestamptz, score double precision, balance numeric(20, 6),
  photo bytea, tags text[], extra jsonb, visits interval, token uuid);
CREATE TABLE settings (owner bigint, name text, value text, PRIMARY KEY (owner, name));
CREATE TABLE "Odd ""name""" (id int PRIMARY KEY, "with space" text, nothing text);
CREATE SEQUENCE tickets;`;
const ROWS = `
INSERT INTO profiles SELECT i, 'n\u00e4me ' || i, timestamptz '2026-01-01 00:00:00.123456+00' + i * interval '61 minutes',
  i / 3.0, i * 1.000001, decode(md5(i::text), 'hex'), ARRAY['a' || i, NULL, ''], jsonb_build_object('b', i, 'a', NULL),
  i * interval '1 day 90 minutes', md5(i::text)::uuid FROM generate_series(1, 2000) i;
INSERT INTO settings SELECT i, 'theme', CASE WHEN i % 3 = 0 THEN NULL ELSE 'dark' || chr(9) || i END FROM generate_series(1, 1500) i;
INSERT INTO "Odd ""name""" VALUES (1, '', NULL), (2, 'it''s "quoted"', E'line\\nbreak'), (3, 'cafe\u0301', 'caf\u00e9');`;

/** The old database and its successor, with PostgreSQL's own logical replication in DMS's place. */
export class MovedDatabase {
  constructor(
    private readonly legacy: Cluster,
    private readonly home: Cluster,
  ) {}

  async seed(): Promise<void> {
    for (const cluster of [this.legacy, this.home]) {
      await run(cluster, "postgres", `CREATE DATABASE ${NAME}`);
      await run(cluster, NAME, TABLES);
    }
    await run(this.legacy, NAME, ROWS);
  }

  /** Full load, and from then on each change. */
  async replicate(): Promise<void> {
    const { port, user, password } = this.legacy;
    await run(this.legacy, NAME, "CREATE PUBLICATION everything FOR ALL TABLES");
    const source = `host=127.0.0.1 port=${port} user=${user} password=${password} dbname=${NAME}`;
    await run(this.home, NAME, `CREATE SUBSCRIPTION home CONNECTION '${source}' PUBLICATION everything`);
    await this.caughtUp();
  }

  /** What the app writes while the copy runs. */
  async change(): Promise<void> {
    await run(this.legacy, NAME, "UPDATE profiles SET name = name || '!', balance = balance + 0.000001 WHERE id % 50 = 0");
    await run(this.legacy, NAME, "DELETE FROM settings WHERE owner > 1490");
    await run(this.legacy, NAME, `INSERT INTO "Odd ""name""" VALUES (4, 'late', 'change')`);
    await run(this.legacy, NAME, "SELECT nextval('tickets') FROM generate_series(1, 42)");
    await this.caughtUp();
  }

  /** Sequences are not replicated: whoever cuts over sets them. */
  async setSequences(): Promise<void> {
    const [row] = await run(this.legacy, NAME, "SELECT last_value AS at FROM tickets");
    await run(this.home, NAME, `SELECT setval('tickets', ${String(row?.["at"])})`);
  }

  /** Takes the last row away at home, as a copy that broke off would. */
  async loseRow(): Promise<void> {
    await run(this.home, NAME, "DELETE FROM profiles WHERE id = 1999");
  }

  /** Changes one value at home, as an app that was pointed there too early would. */
  async alterRow(): Promise<void> {
    await run(this.home, NAME, "UPDATE profiles SET balance = balance + 0.000001 WHERE id = 1234");
  }

  async stopReplicating(): Promise<void> {
    await run(this.home, NAME, "DROP SUBSCRIPTION home");
    await run(this.legacy, NAME, "DROP PUBLICATION everything");
  }

  /** The old server goes, with its data; throws when anything still answers there. */
  async destroyLegacy(): Promise<void> {
    await this.legacy.stop();
    const answer = await run(this.legacy, NAME, "SELECT 1").then(
      () => "an answer",
      (error: NodeJS.ErrnoException) => error.code ?? String(error),
    );
    if (answer !== "ECONNREFUSED") throw new Error(`the old database was destroyed, and says ${answer}`);
  }

  url(side: "legacy" | "home"): string {
    return this[side].url(NAME);
  }

  /** Until every table is loaded and the home has confirmed what the old side had written when this was asked. */
  private async caughtUp(): Promise<void> {
    const [now] = await run(this.legacy, NAME, "SELECT pg_current_wal_lsn()::text AS at");
    for (const end = Date.now() + 60_000; Date.now() < end; await sleep(100)) {
      const [loading] = await run(this.home, NAME, "SELECT count(*)::int AS n FROM pg_subscription_rel WHERE srsubstate <> 'r'");
      const [behind] = await run(
        this.legacy,
        NAME,
        `SELECT count(*)::int AS n FROM pg_replication_slots WHERE slot_name = 'home' AND confirmed_flush_lsn >= '${String(now?.["at"])}'`,
      );
      if (loading?.["n"] === 0 && behind?.["n"] === 1) return;
    }
    throw new Error("the home's database did not catch up within a minute");
  }
}

async function run({ port, user, password }: Cluster, database: string, text: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ host: "127.0.0.1", port, user, password, database });
  await client.connect();
  try {
    const { rows } = (await client.query(text)) as { readonly rows?: readonly Record<string, unknown>[] };
    return rows ?? [];
  } finally {
    await client.end();
  }
}
