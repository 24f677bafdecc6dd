import { z } from "zod";
import { CLAIMS } from "../scope";
import { external, imported } from "./custody";
import { access } from "./access";
import { dataset, network } from "./datasets";
import { googleGuardrails } from "./google-guardrails";
import { guardrails } from "./guardrails";
import { accountRef, day, name } from "./names";
import { account, parties } from "./parties";
import { release } from "./release";

const obligation = z.strictObject({
  clause: z.string().min(1),
  text: z.string().min(1),
  claims: z.array(z.enum(CLAIMS)).min(1),
  datasets: z.array(name).default([]).describe("The datasets it covers; none named means all."),
});

const acknowledgement = z.strictObject({
  fingerprint: z.string().min(8),
  reason: z.string().min(10),
  owner: z.string().min(1),
  expires: day,
});

const classified = z.strictObject({ type: z.string().regex(/^[a-z0-9_-]+$/), reason: z.string().min(10) });

/** How the keys are held, strongest first. The custody accounts are those where the keys lie, one for each cloud in use. */
const custody = z.strictObject({
  mode: z.enum(["external", "imported", "custodian-account"]),
  aws: accountRef.optional(),
  google: accountRef.optional(),
  /** The role that administers keys, in each account that holds some. */
  keyRole: z.string().default("ringfence-key-admin"),
  breakGlassRole: z.string().default("ringfence-key-break-glass"),
  external: external.optional().describe("Mode external: the custodian's HSM, as each cloud reaches it."),
  imported: imported.optional().describe("Mode imported: how long material lives."),
});

const retention = z.strictObject({
  /** How long logs are kept, in days. */
  logDays: z.number().int().min(1).max(3653, "must be at most 3653: CloudWatch Logs keeps nothing longer").default(2557),
  /** How long a deleted or overwritten object version stays restorable, in days. */
  versionDays: z.number().int().min(1).default(35),
  backupDays: z.number().int().min(1).default(35),
  shorter: z.string().min(10).optional().describe("Why something is kept for less than that; printed in the report."),
});

/** The one typed description of the obligations and the estate; all infrastructure derives from it. */
export const programSchema = z.strictObject({
  name,
  jurisdiction: z.string().describe("A country (ISO 3166-1 alpha-2) or a bloc such as EU."),
  deadline: day.describe("The regulator's date."),
  sandbox: z.boolean().default(false).describe("A program that can be torn down; refuses legacy copies that are real."),
  profile: z
    .enum(["core", "full"])
    .default("core")
    .describe("core is what the order names, at its least; full adds detectors and their findings. docs/profiles.md has the costs."),
  obligations: z.array(obligation).min(1),
  parties,
  accounts: z.record(name, account),
  custody,
  access: access.optional().describe("The gatekeeper's people, the auditor's, and the app's own programs. Without it nobody is let in."),
  networks: z.record(name, network).default({}),
  datasets: z.array(dataset).min(1),
  release: release.optional(),
  retention: retention.default({ logDays: 2557, versionDays: 35, backupDays: 35 }),
  acknowledgements: z.array(acknowledgement).default([]),
  guardrails: guardrails.prefault({}),
  googleGuardrails: googleGuardrails.prefault({}),
  classify: z
    .array(classified)
    .optional()
    .describe("Resource types that no table knows and that hold and move no user data, with the reason."),
});

/** What a platform engineer writes. */
export type ProgramInput = z.input<typeof programSchema>;
/** The same with every default filled in. */
export type ProgramData = z.output<typeof programSchema>;
export type AccountData = ProgramData["accounts"][string];
export type AwsAccountData = Extract<AccountData, { cloud: "aws" }>;
export type GoogleAccountData = Extract<AccountData, { cloud: "google" }>;
export type DatasetData = ProgramData["datasets"][number];
export type CopyData = DatasetData["legacy"][number];
/** The private line to an old site. */
export type LineData = NonNullable<Extract<CopyData, { kind: "data-centre" }>["line"]>;
export type ExternalStoreData = NonNullable<ProgramData["custody"]["external"]>["aws"][number];
export type EkmData = NonNullable<ProgramData["custody"]["external"]>["google"][number];
export type AccessData = NonNullable<ProgramData["access"]>;
export type NetworkData = ProgramData["networks"][string];
export type ReleaseData = NonNullable<ProgramData["release"]>;
