import { RingfenceError } from "../../config/errors";
import { readable, viewVersions } from "../../evidence/inventory/versions";
import { Engine } from "../../evidence/reconcile/duckdb";
import { literal } from "../../evidence/reconcile/side";
import type { Source } from "../../evidence/reconcile/source";
import { goingOf, type PurgeList } from "../../evidence/gate/purge-list";
import { PURGING_PAGES } from "./pages";
import type { Recorded } from "./record";
import type { Item, Listed } from "./store";

/** What was deleted, as the record has it. */
export interface Counted {
  readonly objects: number;
  readonly versions: number;
  readonly markers: number;
  readonly uploads: number;
  readonly bytes: string;
  /** One by one, since each may hold the whole dataset. */
  readonly backups: readonly Item[];
}

/** What stands in a table of items, shortly. */
export interface Glance {
  readonly count: number;
  readonly bytes: string;
  readonly first: string | null;
  readonly last: string | null;
}

interface Summed {
  readonly n: bigint;
  readonly bytes: string;
  readonly first: string | null;
  readonly last: string | null;
}

/**
 * Three tables side by side: what the evidence lists (`planned`), what stands in the store now (`listed`), and what the
 * record says was deleted (`recorded`). DuckDB holds them, so that ten million items need no more memory than ten.
 */
export class Books {
  private constructor(private readonly engine: Engine) {}

  static async open(folder: string): Promise<Books> {
    const books = new Books(await Engine.open({ threads: 2, memory: "1500MB" }, folder));
    await books.engine.run("CREATE TABLE recorded (key VARCHAR, id VARCHAR, kind VARCHAR, size VARCHAR, live BOOLEAN, deleted BOOLEAN)");
    return books;
  }

  close(): void {
    this.engine.close();
  }

  /** The verified inventory, by key and version. Google's objects need their generation; S3 without versions calls each `null`. */
  async planInventory(source: Source, inventory: string, versionless: "null" | "refused"): Promise<void> {
    await viewVersions(this.engine, source, inventory);
    const id = versionless === "null" ? "coalesce(version, 'null')" : "version";
    await readable(inventory, () =>
      this.engine.run(
        `CREATE TABLE planned AS SELECT key, ${id} AS id, CAST(size AS VARCHAR) AS size, state = 'live' AS live, state = 'deleted' AS marker FROM versions`,
      ),
    );
    const [nameless] = await this.engine.rows<{ key: string }>("SELECT key FROM planned WHERE id IS NULL LIMIT 1");
    if (nameless)
      throw new RingfenceError(PURGING_PAGES.version, {
        at: inventory,
        given: `${JSON.stringify(nameless.key)} without a version`,
        expected: "the generation of each object",
        fix: "List the bucket with its generations, and reconcile again.",
      });
    const [twice] = await this.engine.rows<{ key: string; id: string }>(
      "SELECT key, id FROM planned GROUP BY key, id HAVING count(*) > 1 LIMIT 1",
    );
    if (twice)
      throw new RingfenceError(PURGING_PAGES.doubled, {
        at: inventory,
        given: `${JSON.stringify(twice.key)} version ${twice.id}, twice`,
        expected: "each version once",
        fix: "List the bucket again, and reconcile again.",
      });
  }

  /** The signed list of backups, by ARN and creation. */
  async planBackups(list: PurgeList): Promise<void> {
    await this.engine.run("CREATE TABLE planned (key VARCHAR, id VARCHAR, size VARCHAR, live BOOLEAN, marker BOOLEAN)");
    await this.engine.append(
      "planned",
      goingOf(list).map(({ arn, created }) => [arn, created, null, false, false]),
    );
  }

  /** Reads a listing's file. */
  async list(file: string): Promise<void> {
    await this.engine.run(
      `CREATE OR REPLACE TABLE listed AS SELECT * FROM read_json(${literal(file)}, format = 'newline_delimited', maximum_object_size = 1048576, columns = {key: 'VARCHAR', id: 'VARCHAR', kind: 'VARCHAR', live: 'BOOLEAN', size: 'VARCHAR', modified: 'TIMESTAMP WITH TIME ZONE', held: 'VARCHAR'}) WHERE key IS NOT NULL`,
    );
  }

  /** Takes down items of the record, with what became of them; null where a run ended before the answer. */
  async note(items: readonly (Recorded & { readonly deleted: boolean })[]): Promise<void> {
    await this.engine.append(
      "recorded",
      items.map(({ key, id, kind, size, live, deleted }) => [key, id, kind, size, live, deleted]),
    );
  }

  /** Before the record is read anew. */
  async forget(): Promise<void> {
    await this.engine.run("DELETE FROM recorded");
  }

  /** Which of these are in the listing still, by their positions. */
  async stillListed(items: readonly Item[]): Promise<readonly number[]> {
    await this.engine.run("CREATE OR REPLACE TABLE asked (key VARCHAR, id VARCHAR, kind VARCHAR, position VARCHAR)");
    await this.engine.append(
      "asked",
      items.map(({ key, id, kind }, index) => [key, id, kind, String(index)]),
    );
    const found = await this.engine.rows<{ position: string }>("SELECT position FROM asked SEMI JOIN listed USING (key, id, kind)");
    return found.map(({ position }) => Number(position));
  }

  /**
   * What stands in the store and in no evidence, or was changed since. A version that the inventory calls a delete marker was
   * compared with nothing. Lifecycle rules that expire objects leave markers of their own.
   */
  async arrived(taken: string, own: "markers" | "nothing"): Promise<{ readonly glance: Glance; readonly some: readonly Listed[] }> {
    const late = `l.modified > TIMESTAMPTZ ${literal(taken.replace("T", " ").replace("Z", "+00"))}`;
    await this.engine.run(`CREATE OR REPLACE TABLE arrived AS SELECT l.* FROM listed l LEFT JOIN planned p ON l.key = p.key AND l.id = p.id
      WHERE CASE WHEN l.kind = 'upload' THEN ${late}
        WHEN l.kind = 'marker' AND ${own === "markers"} THEN false
        ELSE p.key IS NULL OR (l.kind = 'marker') <> p.marker OR (l.kind = 'version' AND l.size <> p.size) OR (l.id = 'null' AND ${late}) END`);
    const some = await this.engine.rows<Listed>("SELECT key, id, kind FROM arrived ORDER BY key, id LIMIT 10");
    return { glance: await this.glance("arrived"), some };
  }

  async glance(table: "arrived" | "listed"): Promise<Glance> {
    const [found] = await this.engine.rows<Summed>(
      `SELECT count(*) AS n, CAST(coalesce(sum(CAST(size AS HUGEINT)), 0) AS VARCHAR) AS bytes, min(key) AS first, max(key) AS last FROM ${table}`,
    );
    return { count: Number(found?.n ?? 0), bytes: found?.bytes ?? "0", first: found?.first ?? null, last: found?.last ?? null };
  }

  /** What is held, by key. */
  held(): Promise<readonly Listed[]> {
    return this.engine.rows<Listed>("SELECT key, id, kind, held FROM listed WHERE held IS NOT NULL ORDER BY key, id");
  }

  /**
   * What stands and may go, in batches. What is live is taken from the evidence: it changes while versions go. A snapshot
   * is in use by its image, a recovery point takes its own along, and an instance its backups, after its replicas, so that these go first;
   * a dataset goes once it is empty.
   */
  async *going(batch: number): AsyncGenerator<readonly Recorded[]> {
    let items: Recorded[] = [];
    for await (const row of this.engine.stream<Recorded>(
      `SELECT l.key, l.id, l.kind, l.size, coalesce(p.live, l.live) AS live FROM listed l LEFT JOIN planned p ON l.key = p.key AND l.id = p.id
       WHERE l.held IS NULL ORDER BY CASE WHEN l.kind IN ('recovery-point', 'database-replica') THEN 0 WHEN l.kind IN ('image', 'database-instance') THEN 1 WHEN l.kind = 'warehouse-dataset' THEN 3 ELSE 2 END, l.key, l.id`,
    )) {
      items.push(row);
      if (items.length < batch) continue;
      yield items;
      items = [];
    }
    if (items.length > 0) yield items;
  }

  /** What the evidence lists and neither the store nor the record knows: somebody else deleted it. */
  async vanished(): Promise<number> {
    const [found] = await this.engine.rows<{ n: bigint }>(
      `SELECT count(*) AS n FROM planned ANTI JOIN listed USING (key, id) ANTI JOIN (SELECT key, id FROM recorded WHERE deleted) gone USING (key, id)`,
    );
    return Number(found?.n ?? 0);
  }

  /** Each deleted item once, however often it was asked for. */
  async deleted(): Promise<Counted> {
    const [found] = await this.engine.rows<Readonly<{ [name in keyof Omit<Counted, "backups">]: bigint | string }>>(
      `SELECT count(*) FILTER (WHERE kind = 'version' AND live) AS objects, count(*) FILTER (WHERE kind = 'version' AND NOT live) AS versions,
         count(*) FILTER (WHERE kind = 'marker') AS markers, count(*) FILTER (WHERE kind = 'upload') AS uploads,
         CAST(coalesce(sum(CAST(size AS HUGEINT)), 0) AS VARCHAR) AS bytes
       FROM (SELECT key, id, kind, any_value(size) AS size, bool_or(live) AS live FROM recorded WHERE deleted GROUP BY key, id, kind)`,
    );
    const backups = await this.engine.rows<Item>(
      `SELECT DISTINCT key, id, kind FROM recorded WHERE deleted AND kind NOT IN ('version', 'marker', 'upload') ORDER BY key, id`,
    );
    const of = (name: Exclude<keyof Counted, "bytes" | "backups">) => Number(found?.[name] ?? 0);
    return {
      objects: of("objects"),
      versions: of("versions"),
      markers: of("markers"),
      uploads: of("uploads"),
      bytes: String(found?.bytes ?? 0),
      backups,
    };
  }
}
