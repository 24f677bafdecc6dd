import { z } from "zod";
import { name } from "./names";

/** The custodian's instance of IAM Identity Center, and the stack's place beside it. */
export const identityCenter = z.strictObject({
  kind: z.literal("identity-center"),
  instance: z
    .string()
    .regex(/^arn:aws:sso:::instance\/ssoins-[0-9a-f]{16}$/, "must be an instance such as arn:aws:sso:::instance/ssoins-…"),
  identityStore: z.string().regex(/^d-[0-9a-f]{10}$/, "must be an identity store's id such as d-1234567890"),
  region: name.describe("The instance's own region, which stands in the names of the roles that it makes."),
  /** Who administers it: the custodian's management account, or the account that it delegated this to. */
  account: z.string().min(1),
  /** Where its people come from. A second factor and a ticket are said in an external provider's assertion, and nowhere else. */
  source: z.enum(["external", "directory", "active-directory"]).default("external"),
  /** Identity Center looks at no network when somebody signs in, only when he acts. Who accepts that, and why. */
  withoutSignInNetwork: z.string().min(10).optional(),
});

const groupId = z.string().regex(/^([0-9a-f]{10}-)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, "must be an identity store's group id");
const byDataset = z.union([groupId, z.record(name, groupId)]).describe("One group for every dataset, or a group for each by its name.");

/** Groups of the identity store, by what their members may become; never a person. */
export const identityGroups = z.strictObject({
  read: byDataset,
  write: byDataset,
  restore: byDataset,
  approver: groupId,
  operator: groupId,
});
