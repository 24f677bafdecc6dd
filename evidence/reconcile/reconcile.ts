import { renameSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { KeyForm } from "../../config/migration/key-form";
import { RingfenceError } from "../../config/errors";
import { EVIDENCE_PAGES } from "../errors";
import { draftName, inTemporaryFolder } from "../file";
import { columnsOf, type Columns } from "./columns";
import { Engine, refusedByEngine, scanOf, type Limits } from "./duckdb";
import type { Bringing } from "./fetch";
import { BUCKETS, DUCKDB_PRELUDE } from "./prelude";
import { compareBuckets, judgeRows, queryDigest, type Plan } from "./query";
import { verdictOf, type Reconciliation } from "./result";
import { DIFFERING, writeRows } from "./rows-file";
import { holdToBucket, holdToManifest } from "./said";
import { ALGORITHMS, identifier, literal, sideQuery, type Algorithm } from "./side";
import { openSource, type Source } from "./source";
import { makeFolder } from "../../config/folder";

export interface ReconcileOptions extends Bringing {
  readonly dataset: string;
  readonly copy: string | null;
  readonly program: string | null;
  /** Paths, or s3:// addresses, of the two inventories. */
  readonly legacy: string;
  readonly home: string;
  /** When each listing began, where its manifest does not say. */
  readonly taken: { readonly legacy: string | null; readonly home: string | null };
  /** The buckets that the program names, where it names any. */
  readonly buckets?: { readonly legacy?: string | undefined; readonly home?: string | undefined };
  readonly keys: KeyForm;
  /** `auto` picks the rows of the buckets that differ, and when more than a tenth of them do, looks at every key's. */
  readonly plan: "auto" | Plan;
  readonly limits: Limits;
  /** Where the rows that do not match are written: .parquet, else JSON lines. */
  readonly rowsFile?: string;
  readonly version: string;
}

/** Some 1,400 objects that differ, each in a bucket of its own. */
const FEW = BUCKETS / 10;

/** Compares two inventories, and writes the rows that do not match. Throws RingfenceError when it cannot judge. */
export async function reconcile(options: ReconcileOptions): Promise<Reconciliation> {
  const draft = options.rowsFile === undefined ? undefined : draftName(resolve(options.rowsFile));
  if (draft !== undefined) makeFolder(dirname(draft));
  const compare = async (folder: string) => {
    const legacy = await openSource(options.legacy, "legacy", folder, options);
    const home = await openSource(options.home, "home", folder, options);
    for (const [side, source] of [
      ["legacy", legacy],
      ["home", home],
    ] as const)
      holdToManifest(source, options[side], { taken: options.taken[side], bucket: options.buckets?.[side] });
    const engine = await Engine.open(options.limits, folder);
    if (options.told) await engine.watch(options.told);
    try {
      const sides = { legacy: await sideOf(engine, options, "legacy", legacy), home: await sideOf(engine, options, "home", home) };
      const { digests, respelt } = await inCommon(engine, sides);
      const plan = await judge(engine, sides, { digests, respelt }, options);
      const result = await collect(engine, { options, legacy, home, digests, plan, draft });
      legacy.unchanged();
      home.unchanged();
      if (draft !== undefined && options.rowsFile !== undefined) renameSync(draft, options.rowsFile);
      return result;
    } finally {
      engine.close();
    }
  };
  return inTemporaryFolder("reconcile", compare, draft === undefined ? [] : [draft]);
}

type SideName = "legacy" | "home";

interface Side {
  readonly name: SideName;
  readonly source: Source;
  readonly path: string;
  readonly taken: string | null;
  view(algorithms: readonly Algorithm[], respelt?: readonly Algorithm[]): string;
  readonly columns: Columns;
}

/** Learns a side's columns, and how its rows are normalised. */
async function sideOf(engine: Engine, options: ReconcileOptions, name: SideName, source: Source): Promise<Side> {
  const [path, scan] = [options[name], scanOf(source)];
  const described = await asked(path, () => engine.rows<{ column_name: string }>(`DESCRIBE SELECT * FROM ${scan}`));
  const columns = columnsOf(
    described.map(({ column_name }) => column_name),
    path,
    source.form === "json",
  );
  if (columns.bucket) {
    const named = identifier(columns.bucket[0] ?? "");
    const sql = `SELECT DISTINCT ${named} AS bucket FROM ${scan} WHERE ${named} <> '' LIMIT 2`;
    const found = await asked(path, () => engine.rows<{ bucket: string }>(sql));
    holdToBucket(
      found.map(({ bucket }) => bucket),
      path,
      options.buckets?.[name],
    );
  }
  const taken = options.taken[name] ?? source.taken;
  const view = (algorithms: readonly Algorithm[], respelt: readonly Algorithm[] = []) =>
    sideQuery({ side: name, scan, columns, urlEncoded: source.urlEncoded, taken, keys: options.keys, algorithms, respelt });
  return { name, source, path, taken, view, columns };
}

interface InCommon {
  readonly digests: readonly Algorithm[];
  /** Those of them whose first digests the sides write in different ways. */
  readonly respelt: readonly Algorithm[];
}

/** The algorithms of which both sides hold at least one digest. */
async function inCommon(engine: Engine, sides: Readonly<Record<SideName, Side>>): Promise<InCommon> {
  const some = async (side: Side, algorithm: Algorithm) => {
    const { columns } = side;
    if (!columns[algorithm] && !(algorithm === "md5" && columns.etag)) return []; // each question opens the file
    const usable = `NOT composite AND digest_of(${algorithm}, ${ALGORITHMS[algorithm]}) IS NOT NULL`;
    const sql = `SELECT ${algorithm} AS written FROM (${side.view([algorithm])}) WHERE ${usable} LIMIT 16`;
    return (await asked(side.path, () => engine.rows<{ written: string }>(sql))).map(({ written }) => written);
  };
  const [digests, respelt]: [Algorithm[], Algorithm[]] = [[], []];
  for (const algorithm of Object.keys(ALGORITHMS) as Algorithm[]) {
    const legacy = await some(sides.legacy, algorithm);
    const home = legacy.length === 0 ? [] : await some(sides.home, algorithm);
    if (home.length === 0) continue;
    digests.push(algorithm);
    if (spelling(legacy) !== spelling(home)) respelt.push(algorithm);
  }
  return { digests, respelt };
}

/** By some digests, how a file writes them: figures alone tell no case. Where they mislead, only more rows are looked at. */
function spelling(digests: readonly string[]): string {
  if (digests.some((digest) => digest.endsWith("="))) return "base64";
  return digests.some((digest) => /[A-F]/.test(digest)) ? "upper" : "lower";
}

/** Runs the text, and answers the plan that it took. */
async function judge(
  engine: Engine,
  sides: Readonly<Record<SideName, Side>>,
  { digests, respelt }: InCommon,
  options: ReconcileOptions,
): Promise<Plan> {
  const both = `${options.legacy} and ${options.home}`;
  for (const side of [sides.legacy, sides.home]) await engine.run(`CREATE VIEW ${side.name} AS ${side.view(digests, respelt)}`);
  const run = async (statements: readonly string[]) => {
    for (const statement of statements) await asked(both, () => engine.run(statement));
  };
  engine.step = "digests of buckets";
  await run(compareBuckets(options.keys));
  const [differing] = await engine.rows<{ n: bigint }>("SELECT count(*) AS n FROM compared WHERE differs");
  const plan = options.plan !== "auto" ? options.plan : number(differing?.n) > FEW ? "keys" : "buckets";
  engine.step = `rows that may differ, by ${plan}`;
  await run(judgeRows(plan));
  const nameless = await engine.rows("SELECT 1 FROM outcome WHERE key IS NULL AND judgement NOT LIKE 'match%' LIMIT 1");
  if (nameless.length === 0) return plan;
  throw new RingfenceError(EVIDENCE_PAGES.columns, {
    at: both,
    given: "a row without a key",
    expected: "a key in every row",
    fix: "Write the inventory again.",
  });
}

async function asked<T>(inventory: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof RingfenceError ? error : refusedByEngine(inventory, error);
  }
}

interface Collected {
  readonly options: ReconcileOptions;
  readonly legacy: Source;
  readonly home: Source;
  readonly digests: readonly Algorithm[];
  readonly plan: Plan;
  readonly draft: string | undefined;
}

const PROOFS = ["sha256", "md5", "crc64nvme", "crc32c"] as const;
/** Objects by the strongest digest that their rows have, as the text numbers it. */
const strengths = PROOFS.map((name, index) => `sum(CASE WHEN strength = ${PROOFS.length - index} THEN objects ELSE 0 END) AS ${name}`).join(
  ", ",
);

/** Counts, totals and the rows' digest. */
async function collect(engine: Engine, { options, legacy, home, digests, plan, draft }: Collected): Promise<Reconciliation> {
  const proofs = PROOFS.map((name) => `sum(by_${name}) AS ${name}`).join(", ");
  const [all] = await engine.rows<Sums>(`SELECT sum(objects) AS objects, ${strengths} FROM tallies WHERE side = 0`);
  const [suspected] = await engine.rows<Sums>(`SELECT sum(objects) AS objects, ${strengths} FROM suspected`);
  const [cleared] = await engine.rows<Sums>(`SELECT sum(legacy_rows) AS objects, ${proofs} FROM outcome WHERE judgement LIKE 'match%'`);
  // Rows under no suspicion have their like on the other side, so their own digests are the common ones.
  const matches = (name: keyof Sums) => number(all?.[name]) - number(suspected?.[name]) + number(cleared?.[name]);
  const verdicts = await engine.rows<{ verdict: keyof Reconciliation["counts"]; n: bigint }>(
    "SELECT split_part(judgement, ' ', 1) AS verdict, count(*) AS n FROM outcome WHERE judgement NOT LIKE 'match%' GROUP BY 1",
  );
  const [shape] = await engine.rows<{ buckets: bigint; differing: bigint }>(
    "SELECT count(*) AS buckets, count(*) FILTER (WHERE differs) AS differing FROM compared",
  );
  const counts = { match: 0, mismatch: 0, missing: 0, extra: 0, unproven: 0, stale: 0 };
  for (const { verdict, n } of verdicts) counts[verdict] += Number(n);
  counts.match = matches("objects");
  const parquet = options.rowsFile?.endsWith(".parquet") ?? false;
  const rows = await writeRows(engine, parquet ? undefined : draft);
  if (parquet && draft !== undefined) await engine.run(`COPY (${DIFFERING}) TO ${literal(draft)} (FORMAT parquet)`);
  return {
    schema: "ringfence.reconciliation/1",
    tool: { name: "ringfence", version: options.version },
    dataset: options.dataset,
    copy: options.copy,
    program: options.program,
    engine: { name: "duckdb", version: engine.version },
    query: {
      sha256: queryDigest(DUCKDB_PRELUDE),
      plan,
      buckets: number(shape?.buckets),
      differing: number(shape?.differing),
    },
    keys: { prefixes: { ...options.keys.prefixes }, unicode: options.keys.unicode },
    legacy: await totals(engine, legacy, "legacy", options.taken.legacy),
    home: await totals(engine, home, "home", options.taken.home),
    digests: [...digests],
    counts,
    proof: Object.fromEntries(PROOFS.map((name) => [name, matches(name)])) as Reconciliation["proof"],
    rows,
    verdict: verdictOf(counts),
  };
}

type Sums = Readonly<Record<"objects" | (typeof PROOFS)[number], unknown>>;

const number = (value: unknown) => (value === null || value === undefined ? 0 : Number(value));

async function totals(engine: Engine, source: Source, name: SideName, taken: string | null): Promise<Reconciliation["legacy"]> {
  const [sums] = await engine.rows<{ objects: string | null; bytes: string | null }>(
    `SELECT CAST(sum(objects) AS VARCHAR) AS objects, CAST(sum(bytes) AS VARCHAR) AS bytes FROM tallies WHERE side = ${name === "legacy" ? 0 : 1}`,
  );
  const [old] = await engine.rows<{ n: bigint }>(`SELECT count(*) AS n FROM ${name} WHERE state = 'noncurrent'`);
  const at = taken ?? source.taken;
  return {
    format: source.kind,
    files: [...source.files],
    taken: at === null ? null : new Date(at).toISOString(),
    objects: number(sums?.objects),
    bytes: sums?.bytes ?? "0",
    noncurrent: number(old?.n),
  };
}
