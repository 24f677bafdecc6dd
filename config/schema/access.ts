import { z } from "zod";
import { identityGroups } from "./identity-center";
import { day, name } from "./names";

/** What one may do with a dataset: read it, change it, or put an earlier state back. */
export const DUTIES = ["read", "write", "restore"] as const;

const assumable = z
  .string()
  .regex(
    /^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]{1,128}$/,
    "must be a role's ARN, without wildcards: arn:aws:iam::123456789012:role/examiner",
  );

const gatekeeper = z.strictObject({
  networks: z.array(z.string()).min(1).describe("The public addresses from which the team works, as CIDR blocks."),
  /** SAML: the identity provider's metadata, as XML or as the path of a file; terraform fetches nothing. */
  metadata: z.string().min(1).optional(),
  /** Google: an OpenID Connect provider, in the place of SAML. */
  oidc: z.strictObject({ issuer: z.url({ protocol: /^https$/ }), clientId: z.string().min(1) }).optional(),
  /** Identity Center: the groups of the identity store, by what their members may become. */
  groups: identityGroups.optional(),
  /** Google: access levels of Access Context Manager, `accessPolicies/…/accessLevels/…`, of which one must hold. */
  accessLevels: z.array(z.string().regex(/^accessPolicies\/\d+\/accessLevels\/\w+$/)).default([]),
});

const auditor = z.strictObject({
  from: day,
  until: day.describe("The last day of the examination."),
  principals: z.array(assumable).default([]).describe("AWS: the auditor's own roles, in its own accounts."),
  groups: z.array(z.email()).default([]).describe("Google: groups of the auditor's own directory, by e-mail."),
});

/** A program of the app's that runs inside the fence and works on a dataset. */
export const workload = z.strictObject({
  name,
  duty: z.enum(["read", "write"]),
  service: z.enum(["ec2", "ecs-tasks", "lambda"]).describe("The AWS service that runs it."),
});

/** Who reaches data, and who reads about it: people by duty, examiners for a time. Programs stand with their dataset. */
export const access = z.strictObject({
  /** The role that makes every role of this section; neither a deployer nor a key officer may assume it. */
  adminRole: z.string().default("ringfence-access-admin"),
  gatekeeper,
  auditor: auditor.optional(),
});
