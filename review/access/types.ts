/** A policy as it stands in JSON. Nothing in it is trusted to have the right shape: `problems.ts` looks first. */
export interface PolicyDocument {
  readonly Version?: string;
  readonly Id?: string;
  readonly Statement: Statement | readonly Statement[];
}

export type OneOrMany = string | readonly string[];
export type PrincipalElement = "*" | Readonly<Record<string, OneOrMany>>;

export interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal?: PrincipalElement;
  readonly NotPrincipal?: PrincipalElement;
  readonly Action?: OneOrMany;
  readonly NotAction?: OneOrMany;
  readonly Resource?: OneOrMany;
  readonly NotResource?: OneOrMany;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, OneOrMany | boolean | number>>>>;
}

/** Who calls. A role's session has both: `arn` is the role's (as `aws:PrincipalArn` is), `sessionArn` the session's. */
export interface Caller {
  readonly account: string;
  readonly arn: string;
  readonly sessionArn?: string;
  /** `logs.amazonaws.com`, when an AWS service calls for itself. */
  readonly service?: string;
  /** Of the organization's management account, whose principals no SCP binds. */
  readonly inManagement?: boolean;
  /** The identity provider, by ARN or name, that signed the caller in. */
  readonly federated?: string;
}

export type ContextValue = string | readonly string[];

export interface AccessRequest {
  /** `s3:GetObject` */
  readonly action: string;
  readonly resource: string;
  /** The account that owns the resource; the caller's own when absent. */
  readonly resourceAccount?: string;
  /** A resource that no RCP binds: one of the management account's, or a key that AWS manages. */
  readonly beyondRcps?: boolean;
  readonly caller: Caller;
  /** Condition keys and their values; names are compared without case, as IAM does. */
  readonly context: Readonly<Record<string, ContextValue>>;
}

export interface Policies {
  /** The caller's own policies; `everything` for an account's root, which no identity policy binds. */
  readonly identity?: readonly PolicyDocument[] | "everything";
  /** The caller's permissions boundary. */
  readonly boundary?: PolicyDocument;
  /** The policy that the caller's session was narrowed by when it was made. */
  readonly session?: PolicyDocument;
  /** The service control policies of the caller's account, by level: root, each organizational unit, account. */
  readonly scps?: readonly (readonly PolicyDocument[])[];
  /** The resource control policies of the account that owns the resource, of every level. */
  readonly rcps?: readonly PolicyDocument[];
  /** The policy of the resource, such as a bucket's. */
  readonly resource?: PolicyDocument;
  /** The policy of the VPC endpoint that the call came through. */
  readonly endpoint?: PolicyDocument;
  /** The policy of a KMS key: unlike a bucket's, nothing is allowed that it does not allow. */
  readonly key?: PolicyDocument;
}

export interface Decision {
  readonly verdict: "allowed" | "denied" | "unknown";
  /** The Sids of the statements that decided, or `Statement[n]` where there is none. */
  readonly by: readonly string[];
  /** One sentence for a person. */
  readonly reason: string;
}

export const asList = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T];

/** A document's statements, but for what only stands in the place of one: nothing in a policy is sure to have the right shape. */
export const statementsOf = ({ Statement: all }: PolicyDocument): readonly Statement[] =>
  asList<Statement | null>(all as Statement).filter((each) => typeof each === "object" && each !== null);
