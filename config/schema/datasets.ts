import { z } from "zod";
import { workload } from "./access";
import { accountRef, day, name } from "./names";

export const STORES = ["bucket", "table", "relational", "file", "block", "warehouse"] as const;

const placed = { account: accountRef, region: z.string().min(1) };

/** One old copy of a dataset. A copy that lies in no cloud gives the country and site of its data centre. */
const legacyCopy = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("google-bucket"), name, ...placed, bucket: z.string().min(3), closed: z.boolean().default(false) }),
  z.strictObject({ kind: z.literal("google-sql"), name, ...placed, instance: z.string().min(1), closed: z.boolean().default(false) }),
  z.strictObject({ kind: z.literal("google-bigquery"), name, ...placed, dataset: z.string().min(1), closed: z.boolean().default(false) }),
  z.strictObject({
    kind: z.literal("data-centre"),
    name,
    country: z.string().length(2),
    site: z.string().min(1),
    export: z.enum(["nfs", "object"]),
    closed: z.boolean().default(false),
  }),
  z.strictObject({ kind: z.literal("aws-bucket"), name, ...placed, bucket: z.string().min(3), closed: z.boolean().default(false) }),
  z.strictObject({ kind: z.literal("aws-backup-vault"), name, ...placed, vault: z.string().min(2), closed: z.boolean().default(false) }),
]);

const legalHold = z.strictObject({
  reference: z.string().min(1).describe("The order's file number."),
  since: day,
  /** The file of the signed release; without it purge is impossible. */
  release: z.string().optional(),
});

export const dataset = z.strictObject({
  name,
  sensitivity: z.enum(["protected", "internal"]),
  store: z.enum(STORES),
  sizeGib: z.number().positive(),
  home: z.strictObject(placed).describe("Where the dataset lives."),
  recovery: z
    .strictObject({ ...placed, rpoMinutes: z.number().int().positive() })
    .optional()
    .describe("Its second copy, in another region of the jurisdiction, with the data loss in minutes that is accepted."),
  workloads: z.array(workload).default([]).describe("The app's programs that work on it, by name; on AWS only."),
  legacy: z.array(legacyCopy).default([]),
  phase: z.enum(["prepare", "copy", "reconcile", "cutover", "soak", "purge", "closed"]).default("prepare"),
  legalHold: legalHold.optional(),
  /** A reason, when the dataset goes without a recovery copy. It is printed in the report. */
  withoutRecovery: z.string().min(10).optional(),
});

/** A path out of or into a network that the order allows; built in the edge, and listed by the network claim. */
const declaredPath = z.strictObject({
  name,
  host: z.string().min(1),
  port: z.number().int().min(1).max(65535),
  reason: z.string().min(10),
});

export const network = z.strictObject({
  ...placed,
  cidr: z.string(),
  /** Availability zone names on AWS, three of them; none on Google, whose subnets span a region. */
  zones: z.array(z.string()).default([]),
  egress: z.array(declaredPath).default([]),
  ingress: z.array(declaredPath).default([]),
});
