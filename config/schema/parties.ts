import { z } from "zod";
import { identityCenter } from "./identity-center";
import {
  awsAccountId,
  awsOrganizationId,
  awsRootId,
  awsUnitId,
  googleCustomerId,
  googleOrganizationId,
  googleProjectId,
  name,
} from "./names";

const organizations = {
  aws: z
    .strictObject({
      organization: awsOrganizationId,
      root: awsRootId.optional(),
      /** The OU that guardrails attach to first. */
      testUnit: awsUnitId.optional(),
    })
    .optional()
    .describe("The party's AWS organization; ids are inputs, so that policies can be written before anything exists."),
  google: z
    .strictObject({ organization: googleOrganizationId, customer: googleCustomerId.optional() })
    .optional()
    .describe("The party's Google Cloud organization and its Cloud Identity customer id."),
};

/** Whose signature evidence needs: the public half, in PEM. The private half is never in a repository. */
const evidenceKey = z
  .string()
  .regex(/^-----BEGIN PUBLIC KEY-----[\s\S]+-----END PUBLIC KEY-----\s*$/, "must be an Ed25519 public key in PEM")
  .optional();

const party = z.strictObject({ name: z.string().min(1), ...organizations });

/** Where the gatekeeper's people sign in. Never a system of the parent's. */
const identitySource = z.discriminatedUnion("kind", [
  identityCenter,
  z.strictObject({ kind: z.literal("saml"), metadataUrl: z.url() }),
  z.strictObject({ kind: z.literal("workforce"), pool: name }),
]);

export const parties = z.strictObject({
  custodian: party.describe("The domestic company that owns the home accounts and holds the keys."),
  parent: party.describe("The foreign owner; its principals must reach nothing."),
  gatekeeper: party
    .extend({ identity: identitySource, evidenceKey })
    .describe("The domestic data management team; the only humans with a way in."),
  auditor: party.extend({ evidenceKey }).describe("The independent third party that reads logs, evidence and source, never data."),
});

const owner = z.enum(["custodian", "parent", "gatekeeper", "auditor"]);
export const PURPOSES = [
  "management",
  "custody",
  "home",
  "recovery",
  "gatekeeper",
  "audit",
  "edge",
  "security",
  "release",
  "migration",
  "legacy",
] as const;
const purpose = z.enum(PURPOSES);

const roleName = z.string().regex(/^[\w+=,.@-]{1,64}$/, "must be an IAM role name");

/** One AWS account, and who applies its stacks. */
const awsAccount = z.strictObject({
  cloud: z.literal("aws"),
  id: awsAccountId,
  owner,
  purpose,
  /** The role that applies the account's stacks; bootstrap makes it. */
  deployer: roleName.default("ringfence-deployer"),
  unit: awsUnitId.optional(),
  /** Does the account stand in the custodian's organization? Legacy accounts may join it outside the fence. */
  inOrganization: z.boolean().default(true),
  state: z.strictObject({ region: z.string() }).optional().describe("Where the account's terraform state lies; inside the jurisdiction."),
});

/** One Google project. */
const googleAccount = z.strictObject({
  cloud: z.literal("google"),
  id: googleProjectId,
  number: z.string().regex(/^\d{6,20}$/, "must be the project's number in quotes"),
  owner,
  purpose,
  deployer: z
    .string()
    .regex(/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/, "must be a service account's short name")
    .default("ringfence-deployer"),
  inOrganization: z.boolean().default(true),
  state: z.strictObject({ region: z.string() }).optional(),
});

export const account = z.discriminatedUnion("cloud", [awsAccount, googleAccount]);
