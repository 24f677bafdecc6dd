import type { Fence } from "../../config/guardrails/fenced";
import type { Statement } from "../policy/document";
import { deny, exceptRoles } from "./statements";

/**
 * A set that is assigned to an account is a way in beside every role that the program makes, and Identity Center makes it
 * with its service-linked role, which no SCP binds. So it is stopped where it is asked for: only the access admin of the
 * account that the instance is administered from may ask, and nobody where people come in by SAML.
 *
 * An instance of one account's own (`sso:CreateInstance`) is denied with the rest. The parent's instance needs no denial:
 * an instance assigns into accounts of its own organization only. The management account is bound by no SCP, so an instance
 * that is administered from there rests on that account's own roles.
 */
export function permissionSets({ roles }: Fence): readonly Statement[] {
  const { assigners } = roles;
  const spared = assigners.length > 0 ? exceptRoles(assigners) : undefined;
  return [deny("NobodyElseAssigns", ["identitystore:*", "sso:*", "sso-directory:*"], spared)];
}
