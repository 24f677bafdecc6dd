import { APPROVER, AUDITOR, AUDITOR_DESK, BREAK_GLASS, OPERATOR } from "../../../config/access/role-names";
import type { ContextValue } from "../../access/types";
import { NOBODYS, STRANGER } from "../guardrails/requests";

/** What differs from a request that a statement allows; undefined takes a key away. */
export interface Refused {
  /** As the end of "it lets through …". */
  readonly what: string;
  readonly context?: Readonly<Record<string, ContextValue | undefined>>;
  readonly resource?: string;
}

/** Who may do something on conditions, and the requests that fail them. */
export interface Admission {
  /** Of roles of such names, and of permission sets. */
  readonly of: RegExp;
  readonly sets?: RegExp;
  /** The document that allows it: who may become the role, or what the role may do. */
  readonly by: "trust" | "policy" | "key" | "resource";
  /** What each statement allows first, where none is named. */
  readonly action?: string;
  readonly refuses: readonly Refused[];
  /** Only of callers such as these. */
  readonly callers?: RegExp;
  /** Only of statements that name no resource, but for actions that have none. */
  readonly everywhere?: true;
}

const without = (what: string, key: string, instead?: ContextValue): Refused => ({ what, context: { [key]: instead } });
/** An address of nobody's (RFC 5737). */
const ELSEWHERE = "192.0.2.1";
const names = (...all: readonly string[]) => new RegExp(`^(?:${all.join("|")})$`);

/** Roles that somebody becomes who has signed in before: of duties, and of the broken glass. */
const ONWARD = new RegExp(`^(?:ringfence-gatekeeper-(?!hub-|approver$|break-glass)|${BREAK_GLASS}(?!-operator))`);
/** No role. */
const NONE = /(?!)/;
/** A program's own permission sets are the gatekeeper's. */
const EVERY = /^/;

/** A session says of its person what the identity provider said: a second factor, a name, a ticket (constructs/access/gatekeeper-trust.ts). */
const SESSION: readonly Refused[] = [
  without("whoever came without a second factor", "aws:PrincipalTag/mfa"),
  without("whoever came without a ticket", "aws:PrincipalTag/ticket"),
];
/** Whoever reaches data: those, and the app's programs. */
const DATA = new RegExp(`${ONWARD.source}|^ringfence-app-`);
const READERS = new RegExp(`${DATA.source}|^${AUDITOR_DESK}$`);
/** Nothing of the program's. */
const ANOTHER: Readonly<Record<string, string>> = {
  "iam:TagRole": `arn:aws:iam::${STRANGER}:role/another`,
  "iam:UntagRole": `arn:aws:iam::${STRANGER}:role/another`,
  "sts:AssumeRole": `arn:aws:iam::${STRANGER}:role/another`,
  "kms:Decrypt": `arn:aws:kms:us-east-1:${STRANGER}:key/another`,
  "s3:ListBucket": "arn:aws:s3:::another",
  "s3:GetObject": "arn:aws:s3:::another/any",
  "s3:PutObject": "arn:aws:s3:::another/any",
  "dynamodb:GetItem": `arn:aws:dynamodb:us-east-1:${STRANGER}:table/another`,
  "dynamodb:PutItem": `arn:aws:dynamodb:us-east-1:${STRANGER}:table/another`,
  "rds-db:connect": `arn:aws:rds-db:us-east-1:${STRANGER}:dbuser:cluster-ANOTHER/any`,
};
/** A policy that names what it is for, and nothing else. */
const narrow = (of: RegExp, action: string, sets?: RegExp): Admission => ({
  of,
  ...(sets ? { sets } : {}),
  by: "policy",
  action,
  refuses: [{ what: `${action} on anything`, resource: ANOTHER[action] as string }],
});
const BARE_KEY = without("bare use of a key, through no service", "kms:ViaService");

/** Those that make roles, and hand them to services. */
const BUILDERS = /^ringfence-(?:deployer|access-admin|migrator)$/;

/** What trusts and policies of roles ask. */
export const ADMISSIONS: readonly Admission[] = [
  {
    of: names("ringfence-gatekeeper-hub-.*", APPROVER, OPERATOR),
    by: "trust",
    action: "sts:AssumeRoleWithSAML",
    refuses: [
      without("an assertion that was meant for another service", "saml:aud", "https://example.com/saml"),
      without("a sign-in without a second factor", "aws:RequestTag/mfa"),
      without("a sign-in by nobody's name", "aws:RequestTag/person"),
      without("a sign-in without a ticket", "aws:RequestTag/ticket"),
      without("a sign-in from elsewhere than the team's networks", "aws:SourceIp", ELSEWHERE),
    ],
  },
  { of: ONWARD, by: "trust", action: "sts:AssumeRole", refuses: SESSION },
  {
    of: /^ringfence-gatekeeper-(?!hub-|approver$|break-glass)/,
    by: "trust",
    action: "sts:AssumeRole",
    refuses: [without("a session of another dataset", "aws:PrincipalTag/dataset", "another")],
    // A permission set is of one dataset, and its role's name says of which.
    callers: /^(?!.*AWSReservedSSO)/,
  },
  {
    of: names(BREAK_GLASS),
    by: "trust",
    action: "sts:AssumeRole",
    refuses: [without("whoever asks the STS of a region where no alarm rings", "aws:RequestedRegion", "us-gov-west-1")],
  },
  {
    of: names(APPROVER),
    sets: names("gatekeeper-approver"),
    by: "policy",
    action: "iam:TagRole",
    refuses: [
      without("an approval of oneself", "aws:RequestTag/approved-for", "somebody"),
      without("an approval of nobody", "aws:RequestTag/approved-for"),
      without("an approval for no ticket", "aws:RequestTag/approved-ticket"),
      without("tags besides an approval", "aws:TagKeys", ["approved-for", "another"]),
    ],
  },
  {
    of: names(OPERATOR),
    sets: names("gatekeeper-operator"),
    by: "policy",
    action: "sts:AssumeRole",
    refuses: [
      without("whom nobody approved", "aws:ResourceTag/approved-for"),
      without("whoever another was approved for", "aws:ResourceTag/approved-for", "another"),
      without("an approval for another ticket", "aws:ResourceTag/approved-ticket", "another"),
    ],
  },
  {
    of: NONE,
    sets: EVERY,
    by: "policy",
    action: "sts:AssumeRole",
    refuses: [...SESSION, without("whoever came by nobody's name", "aws:PrincipalTag/person")],
  },
  // AWS Backup's own roles reach keys of other accounts by name, and by no service that they could say.
  ...["kms:Decrypt", "kms:GenerateDataKey"].map((action) => ({
    of: /^ringfence-(?!backup-)/,
    by: "policy" as const,
    action,
    refuses: [BARE_KEY],
  })),
  ...["kms:Decrypt", "s3:ListBucket", "s3:GetObject"].map((action) => narrow(READERS, action)),
  ...["s3:PutObject", "dynamodb:GetItem", "dynamodb:PutItem", "rds-db:connect"].map((action) => narrow(DATA, action)),
  ...["iam:TagRole", "iam:UntagRole"].map((action) => narrow(names(APPROVER), action, names("gatekeeper-approver"))),
  narrow(names("ringfence-gatekeeper-hub-.*", BREAK_GLASS, OPERATOR, AUDITOR_DESK), "sts:AssumeRole", EVERY),
  ...["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"].map((action) => ({
    of: DATA,
    by: "policy" as const,
    action,
    refuses: [
      without("mounts of another dataset's files", "aws:ResourceTag/ringfence:dataset", "another"),
      without("mounts that come by no mount target", "elasticfilesystem:AccessedViaMountTarget", "false"),
    ],
  })),
  {
    of: names(AUDITOR, AUDITOR_DESK),
    by: "trust",
    action: "sts:AssumeRole",
    refuses: [without("the auditor before his term", "aws:CurrentTime", "1970-01-01T00:00:00Z")],
  },
  {
    of: BUILDERS,
    by: "policy",
    action: "iam:PassRole",
    refuses: [without("roles that are handed to any service", "iam:PassedToService", "another.amazonaws.com")],
  },
  {
    of: BUILDERS,
    by: "policy",
    action: "iam:CreateRole",
    refuses: [
      without("roles without a boundary", "iam:PermissionsBoundary"),
      without("roles within another boundary", "iam:PermissionsBoundary", `arn:aws:iam::${STRANGER}:policy/another`),
    ],
  },
  {
    of: BUILDERS,
    by: "policy",
    action: "iam:AttachRolePolicy",
    refuses: [without("any policy on a role", "iam:PolicyARN", "arn:aws:iam::aws:policy/AdministratorAccess")],
  },
  {
    of: BUILDERS,
    by: "policy",
    action: "iam:CreateServiceLinkedRole",
    refuses: [without("a role of any service's", "iam:AWSServiceName", "another.amazonaws.com")],
  },
  {
    of: /^ringfence-release-/,
    by: "policy",
    action: "ec2:CreateNetworkInterfacePermission",
    refuses: [without("an interface that is handed to anybody", "ec2:AuthorizedService")],
  },
  ...["ec2:RunInstances", "kms:CreateKey"].map((action) => ({
    of: /^ringfence-(?:deployer|key-admin|key-break-glass)$/,
    by: "policy" as const,
    action,
    refuses: [without(`${action} in any region`, "aws:RequestedRegion", "xx-nowhere-1")],
  })),
];

/** What a key's own policy asks of whom it lets in. */
export const KEY_ADMISSIONS: readonly Admission[] = [
  {
    of: EVERY,
    by: "key",
    action: "kms:CreateGrant",
    refuses: [without("grants for nobody's resource", "kms:GrantIsForAWSResource", "false")],
  },
  ...["kms:Decrypt", "kms:GenerateDataKey"].map((action) => ({
    of: EVERY,
    by: "key" as const,
    action,
    refuses: [BARE_KEY],
    // A service comes for itself, and AWS Backup's roles as above.
    callers: /^arn:(?!.*:role\/ringfence-backup-)/,
  })),
];

/** What a file system's policy asks of whoever mounts it. */
export const FILE_ADMISSIONS: readonly Admission[] = [
  ...["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"].map((action) => ({
    of: EVERY,
    by: "resource" as const,
    action,
    refuses: [without("mounts that come by no mount target", "elasticfilesystem:AccessedViaMountTarget", "false")],
  })),
];

/** What a way out of a network without gateways asks: nobody else's principals come by it, and nobody else's resources are reached. */
export const ENDPOINT_ADMISSIONS: readonly Admission[] = [
  { of: EVERY, by: "resource", refuses: [without("another organization's principals", "aws:PrincipalOrgID", NOBODYS)] },
  { of: EVERY, by: "resource", refuses: [without("another organization's resources", "aws:ResourceOrgID", NOBODYS)], everywhere: true },
];
