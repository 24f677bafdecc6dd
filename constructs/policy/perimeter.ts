import type { Statement } from "./document";

type Condition = NonNullable<Statement["Condition"]>;

/** A caller of another organization, or of none; AWS's own service principals belong to nobody's and pass. */
export function outsideTheOrganization(organization: string): Condition {
  return {
    StringNotEqualsIfExists: { "aws:PrincipalOrgID": organization },
    BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
  };
}

/** A bucket's denial of something to everyone, or to everyone whom a condition meets. */
export function denyAll(Sid: string, Action: readonly string[], Resource: string | readonly string[], Condition?: Condition): Statement {
  return { Sid, Effect: "Deny", Principal: "*", Action, Resource, ...(Condition ? { Condition } : {}) };
}

/** What every bucket denies, whatever it holds: requests without TLS, and callers from outside the organization. */
export function bucketPerimeter(arn: string, organization: string): readonly [withoutTls: Statement, outside: Statement] {
  const both = [arn, `${arn}/*`];
  return [
    denyAll("DenyWithoutTls", ["s3:*"], both, { Bool: { "aws:SecureTransport": "false" } }),
    denyAll("DenyOutsideTheOrganization", ["s3:*"], both, outsideTheOrganization(organization)),
  ];
}
