import { z } from "zod";

/** Each Google guardrail that can be weakened. */
export const GOOGLE_GUARDRAILS = [
  "resource-locations",
  "cmek-required",
  "cmek-projects",
  "member-domains",
  "public-access",
  "service-account-keys",
  "hmac-keys",
  "service-perimeter",
  "access-approval",
  "hierarchical-firewall",
  "dns-block",
  "deny-policies",
] as const;

/** What surrounds the Google projects of the fence. */
export const googleGuardrails = z.strictObject({
  /** The folder under which the fence's projects stand; org policies are set on it, never on the organization first. */
  folder: z
    .string()
    .regex(/^\d{6,20}$/, "must be the folder's number in quotes")
    .optional()
    .describe("The folder that holds the fence's projects. Without one, policies are set project by project."),
  /** The access policy of the organization, which exists once an organization; without it, the stack makes one. */
  accessPolicy: z
    .string()
    .regex(/^\d{6,20}$/)
    .optional(),
  perimeter: z.enum(["dry-run", "enforced"]).default("dry-run").describe("VPC Service Controls: log what would be refused, or refuse it."),
  assured: z
    .strictObject({
      billingAccount: z.string().regex(/^[0-9A-F]{6}-[0-9A-F]{6}-[0-9A-F]{6}$/),
      regime: z.string().regex(/^[A-Z][A-Z0-9_]+$/),
    })
    .optional()
    .describe("An Assured Workloads folder, with its billing account and compliance regime, such as US_DATA_BOUNDARY_AND_SUPPORT."),
  approvers: z.array(z.email()).default([]).describe("Who is asked before Google's staff opens the projects."),
  weaker: z.array(z.strictObject({ control: z.enum(GOOGLE_GUARDRAILS), reason: z.string().min(10) })).default([]),
});

export type GoogleGuardrail = (typeof GOOGLE_GUARDRAILS)[number];
