import type { z } from "zod";
import type { Duty } from "./role-names";
import type { identityCenter } from "../schema/identity-center";
import type { ProgramData } from "../schema/schema";

export type IdentityCenter = z.infer<typeof identityCenter>;

/** A permission set's name, at most 32 characters: the longest duty, a hyphen and the longest dataset are just that. */
export function permissionSet(of: Duty | "approver" | "operator", dataset?: string): string {
  return dataset === undefined ? `gatekeeper-${of}` : `${of}-${dataset}`;
}

/**
 * The role that Identity Center makes of a set in an account: the set's name and sixteen characters that nobody foresees.
 * `?` for each and no `*`, or a set whose name begins alike would pass for this one. An instance in us-east-1 leaves its
 * region out (Identity Center user guide, referencing permission sets in resource policies).
 */
export function setRole({ region }: IdentityCenter, set: string): string {
  return `aws-reserved/sso.amazonaws.com/${region === "us-east-1" ? "" : `${region}/`}AWSReservedSSO_${set}_${"?".repeat(16)}`;
}

/** The instance that the gatekeeper's people sign in through; undefined where they come by SAML. */
export function identityCenterOf({ parties }: Pick<ProgramData, "parties">): IdentityCenter | undefined {
  const { identity } = parties.gatekeeper;
  return identity.kind === "identity-center" ? identity : undefined;
}

/** What Identity Center cannot ask for, and the reason for which the program does without. */
export function identityCenterOptOuts(data: ProgramData): readonly { readonly of: string; readonly reason: string }[] {
  const reason = identityCenterOf(data)?.withoutSignInNetwork;
  return reason === undefined ? [] : [{ of: "the network at sign-in", reason }];
}
