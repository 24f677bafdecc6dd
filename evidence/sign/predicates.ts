import { z } from "zod";
import { DATA_CENTRE_EXPORTS } from "../../config/engines";
import { reconciliation } from "../reconcile/result";

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
  /** The day from which the released hold stood: one that is imposed again has another, and this is no release of it. */
  since: day,
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
  store: z
    .strictObject({
      kind: z.enum(["google-bucket", "google-sql", "google-bigquery", "data-centre", "aws-bucket", "aws-snapshots", "aws-backup-vault"]),
      name: text,
      /** Of a data centre, as the program has it: a database counts other things than a file server does. */
      export: z.enum(DATA_CENTRE_EXPORTS).optional(),
    })
    .refine((store) => store.export === undefined || store.kind === "data-centre", "export is of a data centre alone"),
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
      /** Where the environment led the command to, instead of the cloud's own address: `NAME=address`. */
      redirected: z.array(text).min(1).optional(),
    })
    .optional(),
  /** Whose purge deleted it, where the store went whole with another copy: that destruction's record. */
  goneWith: z.strictObject({ dataset: text, copy: text, record: digest }).optional(),
  /** Of media in a data centre: the record of each sanitisation (NIST SP 800-88 Rev. 2) by its file's digest, and what it says. */
  sanitisation: z
    .array(z.strictObject({ record: digest, media: text, method: z.enum(["clear", "purge", "destroy"]), sanitisedAt: day, by: text }))
    .min(1)
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

/** What `ringfence purge --dry-run` listed in an old bucket, and found nothing beside what the evidence lists. */
const dryRun = z.strictObject({
  schema: z.literal("ringfence.dry-run/1"),
  ...about,
  store: text,
  /** The old side's inventory files, which the listing was held against. */
  inventories: z.array(digest).min(1),
  /** When the listing began. */
  begun: instant,
  /** Of the listing's file. */
  listing: digest,
  items: z.number().int().nonnegative(),
  bytes: z.string().regex(/^\d{1,38}$/),
});

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
  "dry-run": { type: "urn:ringfence:evidence:dry-run:v1", form: dryRun },
  "log-head": { type: "urn:ringfence:evidence:log-head:v1", form: logHead },
  inspection: { type: "urn:ringfence:evidence:inspection:v1", form: inspection },
} as const;

export type Kind = keyof typeof PREDICATES;
export type Predicate<K extends Kind> = z.infer<(typeof PREDICATES)[K]["form"]>;
export type Disposed = z.infer<typeof disposed>;
