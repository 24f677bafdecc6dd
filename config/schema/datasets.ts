import { z } from "zod";
import { DATA_CENTRE_EXPORTS, ENGINES } from "../engines";
import { bigQueryResource, sqlResource } from "./google-resource";
import { line, lineAgent } from "./line";
import { bucketEnd, keyed, move, phase } from "./migration";
import { workload } from "./access";
import { accountRef, day, name } from "./names";
import { moverSecret, reached } from "./old-database";
import { SNAPSHOT_ARN } from "./snapshot-arn";

export const STORES = ["bucket", "table", "relational", "file", "block", "warehouse"] as const;

const placed = { account: accountRef, region: z.string().min(1) };

const dataSyncAgent = z.string().regex(/^arn:aws:datasync:[a-z0-9-]+:\d{12}:agent\/agent-[0-9a-f]{17}$/, "must be a DataSync agent's ARN");
const dataSyncLocation = z
  .string()
  .regex(/^arn:aws:datasync:[a-z0-9-]+:\d{12}:location\/loc-[0-9a-f]{17}$/, "must be a DataSync location's ARN");

const snapshotArn = z.string().regex(SNAPSHOT_ARN, "must be the ARN of a snapshot of RDS or EBS, or of a machine image");

/** What opens a bucket at Google to its mover. The access id is no secret; the key itself lies in Secrets Manager at home, as plain text. */
const googleSource = {
  location: dataSyncLocation
    .optional()
    .describe(
      "The DataSync location of the bucket: made and printed by `ringfence migrate start`, so that no terraform state holds its secret.",
    ),
  hmac: z
    .strictObject({
      accessKey: z.string().regex(/^GOOG[A-Z0-9]{10,}$/, "must be the access id of an HMAC key of Google's"),
      secretArn: moverSecret,
    })
    .optional()
    .describe("The HMAC key that opens the bucket: its access id, and the secret at home that the officer of the migration fills."),
};

const purgeOfficer = z
  .string()
  .regex(/^(group|user|serviceAccount):[^@\s]+@[^@\s]+$/, "must be a member such as group:purge@custodian.example")
  .optional()
  .describe("Who may act as the identity that purges: the custodian's officers, never the parent.");

/** One old copy of a dataset. A copy that lies in no cloud gives the country and site of its data centre. */
const legacyCopy = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("google-bucket"),
    ...move,
    ...keyed,
    ...placed,
    bucket: z.string().min(3),
    ...googleSource,
    ...bucketEnd,
    hmacKeys: z
      .array(z.strictObject({ accessId: z.string().regex(/^GOOG[A-Z0-9]{10,}$/), serviceAccount: z.email() }))
      .optional()
      .describe("Every HMAC key that opens the bucket, the mover's too: inactive from the purge on, deleted once the copy is closed."),
    purgeOfficer,
  }),
  z.strictObject({
    kind: z.literal("google-sql"),
    ...move,
    ...placed,
    instance: z.string().min(1),
    engine: z.enum(ENGINES).default("postgres"),
    database: z.string().min(1).default("app"),
    host: z.string().min(1).default("sql.legacy.invalid").describe("Where the old database answers, over the private line."),
    resources: z
      .array(sqlResource)
      .optional()
      .describe(
        "The instance, its replicas and every backup of any of them, by full resource name: the purge deletes these and no others.",
      ),
    purgeOfficer,
    line: line.optional(),
    ...reached,
  }),
  z.strictObject({
    kind: z.literal("google-bigquery"),
    ...move,
    ...placed,
    dataset: z.string().regex(/^\w+$/, "must be a dataset's id: letters, numbers and underscores"),
    resources: z
      .array(bigQueryResource)
      .optional()
      .describe(
        "The dataset, everything in it, and the snapshots and clones of its tables elsewhere in the project, by full resource name: the purge deletes these and no others.",
      ),
    purgeOfficer,
    exportBucket: z.string().min(3).optional().describe("The bucket, of the same location, that the tables are exported to and move from."),
    ...googleSource,
  }),
  z.strictObject({
    kind: z.literal("data-centre"),
    ...move,
    ...keyed,
    country: z.string().length(2),
    site: z.string().min(1),
    export: z.enum(DATA_CENTRE_EXPORTS),
    host: z
      .string()
      .min(1)
      .default("storage.legacy.invalid")
      .describe("The file server, object store or database, as agent and mover reach it."),
    path: z.string().min(1).default("/").describe("The export, the bucket, or the database."),
    ...reached,
    agents: z
      .array(z.union([dataSyncAgent, lineAgent]))
      .default([])
      .describe("Over a line that the program builds, agents that it makes; over one that stands already, their ARNs."),
    line: line.optional(),
    /** Of the media's sanitisation (NIST SP 800-88 Rev. 2), `sha256:` of the signed record. */
    sanitisation: z
      .string()
      .regex(/^sha256:[0-9a-f]{64}$/)
      .optional(),
  }),
  z.strictObject({
    kind: z.literal("aws-bucket"),
    ...move,
    ...keyed,
    ...placed,
    bucket: z.string().min(3),
    ...bucketEnd,
    keyArn: z
      .string()
      .regex(/^arn:aws[a-z-]*:kms:/)
      .optional()
      .describe("The key that the old objects are under."),
    byParts: z
      .boolean()
      .optional()
      .describe("Versions above 5 GiB are copied by parts, by officers of the migration, who become the mover for it while this is set."),
  }),
  z.strictObject({
    kind: z.literal("aws-snapshots"),
    ...move,
    ...placed,
    arns: z
      .array(snapshotArn)
      .min(1)
      .max(50, "must have at most 50 ARNs, since one role's policy names each: describe the others as another copy")
      .describe("Every snapshot and image that comes home and then goes, by ARN; of an image, the snapshots behind it as well."),
    keyArns: z
      .array(z.string().regex(/^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[0-9a-zA-Z-]+$/, "must be a key's ARN, not its alias"))
      .default([])
      .describe("The customer keys that they are under; none, where they are under no key."),
  }),
  z.strictObject({
    kind: z.literal("aws-backup-vault"),
    ...move,
    ...placed,
    vault: z.string().min(2),
    recoveryPoints: z
      .array(
        z
          .string()
          .regex(/^arn:aws[a-z-]*:(backup|ec2|rds|dynamodb|elasticfilesystem|s3):/)
          .max(400, "must have at most 400 characters"),
      )
      .optional()
      .describe("Every recovery point of the vault, by ARN: the purge deletes these and no others."),
    snapshots: z
      .array(snapshotArn)
      .optional()
      .describe(
        "Snapshots and images of the dataset that lie in no vault and need not come home, by ARN: they go with it; none, when the list is empty.",
      ),
    keyArn: z
      .string()
      .regex(/^arn:aws[a-z-]*:kms:/)
      .optional()
      .describe("The key that the old vault is under."),
  }),
]);

const legalHold = z.strictObject({
  reference: z.string().min(1).describe("The order's file number."),
  since: day.describe("The day from which it stands; imposed again, it has another."),
  /** The file of the signed release; without it purge is impossible. */
  release: z.string().optional(),
});

export const dataset = z.strictObject({
  name,
  sensitivity: z.enum(["protected", "internal"]),
  store: z.enum(STORES),
  engine: z.enum(ENGINES).optional().describe("Of a relational store: `postgres` where nothing is said; `mysql` on AWS only."),
  sizeGib: z.number().positive(),
  home: z.strictObject(placed).describe("Where the dataset lives."),
  recovery: z
    .strictObject({ ...placed, rpoMinutes: z.number().int().positive() })
    .optional()
    .describe("Its second copy, in another region of the jurisdiction, with the data loss in minutes that is accepted."),
  workloads: z.array(workload).default([]).describe("The app's programs that work on it, by name; on AWS only."),
  legacy: z.array(legacyCopy).default([]),
  phase: phase.default("prepare"),
  legalHold: legalHold.optional(),
  /** A reason, when the dataset goes without a recovery copy. It is printed in the report. */
  withoutRecovery: z.string().min(10).optional(),
  /** A reason, when it is accepted that nothing records who reads it: file systems and volumes have no such event. It is printed in the report. */
  withoutReadEvents: z.string().min(10).optional(),
});

/** A path out of or into a network that the order allows; built in the edge, and listed by the network claim. */
const declaredPath = z.strictObject({
  name,
  host: z.string().min(1),
  port: z.number().int().min(1).max(65535),
  reason: z.string().min(10),
});

/** A path in: who asks for `host` reaches the app's own `port`, over TLS from end to end. */
const ingressPath = declaredPath.extend({
  certificate: z
    .guid()
    .optional()
    .describe("The id of the host's certificate in AWS Certificate Manager, in the edge's account and region; AWS only."),
});

/** Where the network's declared paths lead through. */
const edge = z.strictObject({
  account: accountRef,
  /** It meets the isolated network through PrivateLink alone, so that the two may even overlap. */
  cidr: z.string().default("10.250.0.0/20"),
  proxyImage: z
    .string()
    .regex(/^ami-[0-9a-f]{17}$/, "must be an AMI's id, of the edge's region")
    .optional()
    .describe(
      "The machine image of the proxy for what goes out. It reads the hosts that it may reach from its user data; see docs/edge.md.",
    ),
});

export const network = z.strictObject({
  ...placed,
  cidr: z.string(),
  /** Availability zone names on AWS, three of them; none on Google, whose subnets span a region. */
  zones: z.array(z.string()).default([]),
  egress: z.array(declaredPath).default([]),
  ingress: z.array(ingressPath).default([]),
  edge: edge.optional(),
});
