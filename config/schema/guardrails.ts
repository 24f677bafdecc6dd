import { z } from "zod";
import { awsOrganizationId, name } from "./names";

/** Each guardrail that can be weakened, by the name of its file in constructs/guardrails. */
export const GUARDRAILS = [
  "region-deny",
  "replication-egress",
  "identity-perimeter",
  "confused-deputy",
  "network-perimeter",
  "resource-perimeter",
  "request-hygiene",
  "governance",
  "key-origin",
  "key-guard",
  "membership",
  "protection",
  "code-signing",
  "permission-sets",
  "inference-profiles",
  "ai-opt-out",
  "declarative-ec2",
] as const;

const exception = z.strictObject({
  region: name.describe("A region outside the jurisdiction, in which these actions are let through."),
  actions: z.array(z.string().regex(/^[a-z0-9-]+:[A-Za-z0-9*]+$/, "must be an action such as acm:RequestCertificate")).min(1),
  reason: z.string().min(10),
});

/** What surrounds every account of the fence, whatever its own roles may do. */
export const guardrails = z.strictObject({
  attach: z
    .enum(["test", "fence"])
    .default("test")
    .describe(
      "Where they are attached: to the test unit alone, or to every unit that holds an account of the fence as well. Never the root.",
    ),
  organization: z
    .enum(["existing", "new"])
    .default("existing")
    .describe("Does the organization stand, with every policy type enabled? A new one is made, and says its id in the first apply."),
  quota: z.literal("2026").optional().describe("The limits that AWS announced in May 2026: SCPs of 10,240 characters, 10 on each unit."),
  organizations: z
    .array(awsOrganizationId)
    .default([])
    .describe("Organizations besides the custodian's and the auditor's in which accounts of the program stand, such as custody's own."),
  regionExceptions: z.array(exception).default([]),
  weaker: z
    .array(z.strictObject({ control: z.enum(GUARDRAILS), reason: z.string().min(10) }))
    .default([])
    .describe(
      "Guardrails in their weaker form, with the reason, which the report prints: region-deny as AWS's stock list, any other left out.",
    ),
});

export type Guardrail = (typeof GUARDRAILS)[number];
