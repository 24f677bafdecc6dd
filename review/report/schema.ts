import { z } from "zod";
import { CLAIMS, PHASES } from "../../config/scope";
import { DESTRUCTIONS, type Report } from "./report";

const answer = z.enum(["met", "breach", "unknown"]);
const claim = z.enum(CLAIMS);
const text = z.string();
const nullable = text.nullable();
const action = z.enum(["create", "read", "update", "replace", "delete", "no-op", "forget", "none", "unknown"]);

const place = z.strictObject({
  cloud: z.enum(["aws", "google", "oracle", "azure"]).nullable(),
  account: nullable,
  region: nullable,
  jurisdiction: nullable.describe("The jurisdiction's code when the place lies inside; else the countries where it may lie."),
  decidedBy: z.enum([
    "constant",
    "resource-region",
    "probe",
    "attribute",
    "arn",
    "zone",
    "expression",
    "default",
    "enclosing",
    "unresolved",
  ]),
  why: text,
});

const finding = z.strictObject({
  rule: text,
  claim,
  verdict: z.enum(["breach", "unknown"]),
  address: text,
  stack: text,
  constructPath: nullable,
  attribute: nullable,
  message: text,
  expected: nullable,
  fix: text,
  fingerprint: text.regex(/^[0-9a-f]{16}$/),
  action,
  acknowledged: z.strictObject({ reason: text, owner: text, expires: text, expired: z.boolean() }).nullable(),
  status: z.enum(["new", "known"]),
});

const resource = z.strictObject({
  address: text,
  type: text,
  stack: text,
  action,
  holdsData: z.boolean(),
  dataset: nullable,
  place,
  destinations: z.array(z.strictObject({ via: text, attribute: text, place })),
  key: z
    .strictObject({
      kind: z.enum(["customer", "provider", "none", "unresolved"]),
      id: nullable,
      holder: z.enum(["custodian", "other", "unresolved"]),
      why: text,
    })
    .nullable(),
  destruction: z.enum(DESTRUCTIONS).optional(),
});

const copy = z.strictObject({
  dataset: text,
  copy: text,
  kind: z.enum(["google-bucket", "google-sql", "google-bigquery", "data-centre", "aws-bucket", "aws-snapshots", "aws-backup-vault"]),
  phase: z.enum(PHASES),
  next: z.enum(PHASES).nullable(),
  waits: z.array(text),
  gib: z.number(),
  lineDays: z.number().nullable(),
  inTime: z.boolean().nullable(),
  proved: z.strictObject({ objects: z.int(), of: z.int(), bytes: text, open: z.int(), givenUp: z.int(), taken: nullable }).nullable(),
  job: nullable,
});
const migration = z.strictObject({ asOf: text, deadline: text, daysLeft: z.int(), copies: z.array(copy), critical: copy.nullable() });

const report = z.strictObject({
  schema: z.literal("ringfence.report/1"),
  tool: z.strictObject({ name: z.literal("ringfence"), version: text }),
  program: z.strictObject({ name: text, jurisdiction: text, digest: text, headline: z.enum(["EXAMPLE", "SANDBOX"]).nullable() }),
  asOf: text.regex(/^\d{4}-\d\d-\d\d$/),
  inputs: z.array(
    z.strictObject({
      path: text,
      sha256: text,
      kind: z.enum(["plan", "synth"]),
      stack: text,
      complete: z.boolean(),
      join: z.enum(["planned-and-synthesized", "plan-only", "synth-only"]),
      warning: text.optional().describe("What is odd about it and blocks nothing: a format whose minor version is newer than those known."),
    }),
  ),
  verdict: answer,
  blocks: z.boolean(),
  blocking: z.strictObject({ breach: z.int(), unknown: z.int(), expired: z.int() }),
  obligations: z.array(
    z.strictObject({
      clause: text,
      text,
      claims: z.array(claim),
      verdict: answer,
      controls: z.array(z.strictObject({ construct: text, claim })),
    }),
  ),
  claims: z.array(
    z.strictObject({ claim, verdict: answer, judged: z.int(), met: z.int(), breach: z.int(), unknown: z.int(), unjudged: text.optional() }),
  ),
  migration: migration.optional(),
  findings: z.array(finding),
  tolerated: z.array(z.strictObject({ rule: text, address: text, stack: text, reason: text })),
  resources: z.array(resource),
  access: z.array(
    z.strictObject({
      who: text,
      action: text,
      on: text,
      verdict: z.enum(["denied", "allowed", "unknown"]),
      witness: z.unknown(),
      deniedBy: z.array(text),
    }),
  ),
  paths: z.array(z.strictObject({ from: text, to: text, verdict: z.enum(["closed", "open", "unknown"]), hops: z.array(text) })),
  unclassified: z.array(z.strictObject({ type: text, address: text })),
  guardrailDocuments: z
    .array(
      z.strictObject({
        address: text,
        stack: text,
        kind: z.enum(["SCP", "RCP"]),
        bytes: z.int().nullable(),
        limit: z.int(),
        room: z.int().nullable(),
      }),
    )
    .optional()
    .describe("What each SCP and RCP takes of the size that AWS allows it."),
});

/** The report's JSON Schema. Loaded only for `ringfence schema report`, and by tests: a review does not validate what it wrote. */
export function reportSchema(): object {
  // The annotation fails to compile when the schema and the type part ways.
  const schema: z.ZodType<Report> = report;
  return z.toJSONSchema(schema);
}
