import type { Statement } from "../policy/document";

type Condition = NonNullable<Statement["Condition"]>;

/** An SCP's denial: of actions on everything, or on what is named. */
export function deny(Sid: string, Action: readonly string[], Condition?: Condition, Resource: string | readonly string[] = "*"): Statement {
  return { Sid, Effect: "Deny", Action, Resource, ...(Condition ? { Condition } : {}) };
}

/** An RCP's denial, to everybody. */
export function denyEveryone(Sid: string, Action: readonly string[], Condition: Condition): Statement {
  return { Sid, Effect: "Deny", Principal: "*", Action, Resource: "*", Condition };
}

/**
 * Whoever is none of these. In an SCP `aws:PrincipalArn` is always there; where it is not, the denial holds.
 */
export function exceptRoles(...roles: readonly (readonly string[])[]): Condition {
  return { ArnNotLike: { "aws:PrincipalArn": roles.flat() } };
}
