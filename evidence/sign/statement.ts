import { z } from "zod";
import { RingfenceError } from "../../config/errors";
import { EVIDENCE_PAGES } from "../errors";
import { reconciliation } from "../reconcile/result";

/** in-toto Statement v1 (in-toto/attestation, spec/v1/statement.md). */
export const STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
/** in-toto's media type in a DSSE envelope. */
export const PAYLOAD_TYPE = "application/vnd.in-toto+json";

const text = z.string().min(1);
const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const day = z.iso.date();
const instant = z.iso.datetime({ precision: 3 });
/** Whom a statement is about. */
const about = { dataset: text, copy: text, program: digest };

/** One object that cannot be proved, and why its loss is accepted. A pattern would accept what nobody looked at. */
const disposed = z.strictObject({
  key: z.string().min(1),
  /** Google's generation or S3's version id; null where the store keeps no versions. */
  version: text.nullable(),
  reason: z.string().min(10),
});

const disposition = z.strictObject({ schema: z.literal("ringfence.disposition/1"), ...about, objects: z.array(disposed).min(1) });

const holdRelease = z.strictObject({
  schema: z.literal("ringfence.hold-release/1"),
  ...about,
  /** The order's file number, as the program has it. */
  reference: text,
  released: day,
  reason: z.string().min(10),
});

/** The review's answer over one set of stacks or plans. */
const reviewVerdict = z.strictObject({
  schema: z.literal("ringfence.review-verdict/1"),
  program: digest,
  report: digest,
  asOf: day,
  verdict: z.enum(["met", "breach", "unknown"]),
  blocks: z.boolean(),
});

const inspection = z.strictObject({
  schema: z.literal("ringfence.inspection/1"),
  program: digest,
  /** What was looked at: a commit, a build, a system. */
  inspected: text,
  inspector: text,
  from: day,
  to: day,
  findings: z.array(text),
});

/** What is destroyed whole can be; views, snapshots and clones are tables, as their API has them. */
export const BACKUP_KINDS = [
  ...(["recovery-point", "image", "volume-snapshot", "database-snapshot", "cluster-snapshot"] as const),
  ...(["database-replica", "database-instance", "database-backup"] as const),
  ...(["warehouse-table", "warehouse-routine", "warehouse-model", "warehouse-dataset"] as const),
] as const;
export type BackupKind = (typeof BACKUP_KINDS)[number];

/** Whoever destroys writes down what was asked of the provider and what it answered. */
const destruction = z.strictObject({
  schema: z.literal("ringfence.destruction/1"),
  ...about,
  store: z.strictObject({
    kind: z.enum(["google-bucket", "google-sql", "google-bigquery", "data-centre", "aws-bucket", "aws-snapshots", "aws-backup-vault"]),
    name: text,
  }),
  method: z.enum(["logical deletion", "logical deletion and cryptographic erase", "physical destruction"]),
  objects: z.number().int().nonnegative(),
  versions: z.number().int().nonnegative(),
  bytes: z.string().regex(/^\d{1,38}$/),
  /** T0: the last deletion was accepted. */
  deletedAt: instant,
  /** Of soft-deleted objects, the latest instant at which the provider deletes for good; null where nothing was soft-deleted. */
  hardDeleteTime: instant.nullable(),
  keys: z.array(z.strictObject({ name: text, destroyedAt: instant, onlyThisData: z.boolean(), externallyManaged: z.boolean() })),
  /** Copies that outlive the deletion, with the day on which each ends. */
  remaining: z.array(z.strictObject({ what: text, until: day.nullable(), reason: text })),
  /** Where the purge command deleted: its record, and the store's listings before and after, by their files' digests. */
  proof: z
    .strictObject({
      record: digest,
      before: digest,
      after: digest,
      markers: z.number().int().nonnegative(),
      uploads: z.number().int().nonnegative(),
    })
    .optional(),
  /** Each backup that was destroyed, where a signed list named them one by one. */
  backups: z.array(z.strictObject({ kind: z.enum(BACKUP_KINDS), arn: text, created: instant })).optional(),
});

const arn = z
  .string()
  .regex(
    /^(arn:aws[a-z-]*:[a-z0-9-]+:|\/\/(sqladmin|bigquery)\.googleapis\.com\/projects\/)[^\s]+$/,
    "must be an ARN, or Google's full resource name",
  );
/** A backup is told by its ARN and its creation: the name of a database snapshot can be given again, its instant cannot. */
const backup = z.strictObject({ arn, created: instant });

/**
 * What stands of a copy that no inventory lists: recovery points in a vault, snapshots and images outside of it; and what
 * else stands in the same account and region, was looked at, and is none of the copy's.
 */
const purgeList = z
  .strictObject({
    schema: z.literal("ringfence.purge-list/1"),
    ...about,
    /** When the listing began. */
    taken: instant,
    recoveryPoints: z.array(backup),
    snapshots: z.array(backup),
    /** Of Google's services: an instance of Cloud SQL, its replicas, and every backup of either; a dataset of BigQuery, what is in it, and what was made of that elsewhere. */
    resources: z.array(backup).optional(),
    others: z.array(z.strictObject({ arn, reason: z.string().min(10) })),
  })
  .refine(({ recoveryPoints, snapshots, resources = [], others }) => {
    const all = [...recoveryPoints, ...snapshots, ...resources, ...others].map((each) => each.arn);
    return new Set(all).size === all.length;
  }, "each ARN once");

/** Where the evidence log stands: whoever keeps a signed head sees a log that was cut off later. */
const logHead = z.strictObject({ schema: z.literal("ringfence.log-head/1"), entries: z.number().int().positive(), sha256: digest });

/** Each kind of evidence, its predicate type, and its strict form. */
export const PREDICATES = {
  reconciliation: { type: "urn:ringfence:evidence:reconciliation:v1", form: reconciliation },
  "review-verdict": { type: "urn:ringfence:evidence:review-verdict:v1", form: reviewVerdict },
  disposition: { type: "urn:ringfence:evidence:disposition:v1", form: disposition },
  "hold-release": { type: "urn:ringfence:evidence:hold-release:v1", form: holdRelease },
  destruction: { type: "urn:ringfence:evidence:destruction:v1", form: destruction },
  "purge-list": { type: "urn:ringfence:evidence:purge-list:v1", form: purgeList },
  "log-head": { type: "urn:ringfence:evidence:log-head:v1", form: logHead },
  inspection: { type: "urn:ringfence:evidence:inspection:v1", form: inspection },
} as const;

export type Kind = keyof typeof PREDICATES;
export type Predicate<K extends Kind> = z.infer<(typeof PREDICATES)[K]["form"]>;
export type Disposed = z.infer<typeof disposed>;

/** in-toto matches subjects by digest alone; the name says what the digest is of. */
export interface Subject {
  readonly name: string;
  readonly digest: { readonly sha256: string };
}

export interface Statement<K extends Kind = Kind> {
  readonly kind: K;
  readonly subject: readonly Subject[];
  readonly predicate: Predicate<K>;
}

const statement = z.strictObject({
  _type: z.literal(STATEMENT_TYPE),
  subject: z
    .array(z.strictObject({ name: text, digest: z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }) }))
    .min(1)
    .refine((subjects) => new Set(subjects.map(({ name }) => name)).size === subjects.length, "each subject once"),
  predicateType: z.string(),
  predicate: z.unknown(),
});

/** The bytes that are signed: this order of fields, no space. */
export function writeStatement({ kind, subject, predicate }: Statement): string {
  return JSON.stringify({ _type: STATEMENT_TYPE, subject, predicateType: PREDICATES[kind].type, predicate });
}

/** Reads signed bytes strictly. `at` names the file in messages. */
export function parseStatement(content: string, at: string): Statement {
  const json = parse(content, at);
  const { data, error } = statement.safeParse(json);
  if (!data) throw refuse(at, issueOf(error), "an in-toto Statement v1 and nothing more");
  const kind = (Object.keys(PREDICATES) as Kind[]).find((name) => PREDICATES[name].type === data.predicateType);
  if (!kind) throw refuse(at, `the predicate type ${data.predicateType}`, `one of ${Object.keys(PREDICATES).join(", ")}`);
  const predicate = parsePredicate(kind, data.predicate, at);
  const expected = subjectsOf(predicate);
  for (const { name, digest: wanted } of expected) {
    const found = data.subject.find((subject) => subject.name === name);
    if (found?.digest.sha256 !== wanted.sha256)
      throw refuse(at, `the subject ${name} as ${found?.digest.sha256 ?? "nothing"}`, `${wanted.sha256}, as the predicate says`);
  }
  return { kind, subject: data.subject, predicate } as Statement;
}

/** The kind that a document says it is by its schema. */
export function kindOf(json: unknown, at: string): Kind {
  const schema = typeof json === "object" && json !== null && "schema" in json ? json.schema : undefined;
  const kind = (Object.keys(PREDICATES) as Kind[]).find((name) => PREDICATES[name].form.shape.schema.value === schema);
  if (kind) return kind;
  throw refuse(
    at,
    `schema ${JSON.stringify(schema) || "nothing"}`,
    `one of ${Object.values(PREDICATES)
      .map(({ form }) => form.shape.schema.value)
      .join(", ")}`,
  );
}

export function parsePredicate<K extends Kind>(kind: K, json: unknown, at: string): Predicate<K> {
  const { data, error } = PREDICATES[kind].form.safeParse(json);
  if (data) return data as Predicate<K>;
  throw refuse(at, issueOf(error as z.ZodError), `a ${kind} of schema version 1, whole, without other fields`);
}

const plain = (value: string) => ({ sha256: value.replace(/^sha256:/, "") });

/** What a predicate speaks of, by digest: the statement's subjects, beside those that the signer adds (a plan, a state). */
export function subjectsOf(of: Predicate<Kind>): readonly Subject[] {
  const program = "program" in of && of.program !== null ? [{ name: "program", digest: plain(of.program) }] : [];
  if (of.schema === "ringfence.log-head/1") return [{ name: "log-entry", digest: plain(of.sha256) }];
  if (of.schema === "ringfence.review-verdict/1") return [...program, { name: "report", digest: plain(of.report) }];
  if (of.schema === "ringfence.destruction/1" && of.proof) {
    const { record, before, after } = of.proof;
    return [...program, ...Object.entries({ record, before, after }).map(([name, sha]) => ({ name, digest: plain(sha) }))];
  }
  if (of.schema !== "ringfence.reconciliation/1") return program;
  const files = (side: "legacy" | "home") =>
    of[side].files.map(({ sha256 }, index) => ({ name: `inventory/${side}/${index}`, digest: plain(sha256) }));
  return [
    ...program,
    ...files("legacy"),
    ...files("home"),
    { name: "query", digest: plain(of.query.sha256) },
    { name: "rows", digest: plain(of.rows.sha256) },
  ];
}

/** JSON that every reader reads alike: what JSON.parse drops in silence (a repeated key) does not come back out. */
function parse(content: string, at: string): unknown {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch {
    throw refuse(at, "no JSON", "an in-toto Statement v1");
  }
  if (JSON.stringify(json) === content) return json;
  throw refuse(at, "JSON with spaces, repeated keys or escapes that the writer does not make", "the statement as `evidence sign` wrote it");
}

function issueOf(error: z.ZodError): string {
  const issue = error.issues[0];
  return `${issue?.path.join(".") || "the document"}: ${issue?.message ?? "not of this form"}`;
}

function refuse(at: string, given: string, expected: string): RingfenceError {
  return new RingfenceError(EVIDENCE_PAGES.statement, { at, given, expected, fix: "Have the evidence made and signed again." });
}
