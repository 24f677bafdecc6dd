import type { AccessRequest, Caller, ContextValue } from "../../review/access/types";

/** The accounts of the united-states program, and the organizations that they stand in. */
export const MANAGEMENT = "111111111111";
export const CUSTODY = "222222222222";
export const HOME = "333333333333";
export const RECOVERY = "444444444444";
export const AUDIT = "555555555555";
export const EDGE = "222233334444";
export const SECURITY = "777777777777";
export const GATEKEEPER = "666666666666";
export const PARENT = "888888888888";
/** Of the custodian's organization, and no part of the program. */
export const NEIGHBOUR = "121212121212";
/** The auditing firm's own account, outside the fence. */
export const EXAMINER = "131313131313";
export const RELEASE = "999999999999";
export const ORGANIZATION = "o-custodian01";

const ORGANIZATIONS: Readonly<Record<string, string>> = {
  [MANAGEMENT]: ORGANIZATION,
  [CUSTODY]: ORGANIZATION,
  [HOME]: ORGANIZATION,
  [RECOVERY]: ORGANIZATION,
  [AUDIT]: ORGANIZATION,
  [EDGE]: ORGANIZATION,
  [SECURITY]: ORGANIZATION,
  [GATEKEEPER]: ORGANIZATION,
  [RELEASE]: ORGANIZATION,
  [NEIGHBOUR]: ORGANIZATION,
  [EXAMINER]: "o-auditfirm1",
  [PARENT]: "o-parentcorp1",
};

/** Every account that has a bootstrap stack, by its name in the program. */
export const BOOTSTRAPPED = {
  custody: CUSTODY,
  home: HOME,
  recovery: RECOVERY,
  audit: AUDIT,
  gatekeeper: GATEKEEPER,
  edge: EDGE,
  security: SECURITY,
  release: RELEASE,
  management: MANAGEMENT,
} as const;

/** The region where a policy gives way to another, in the sense that it is not the policy's own. */
export const other = (region: string): string => (region === "us-east-1" ? "us-west-2" : "us-east-1");

export type Context = Readonly<Record<string, ContextValue | undefined>>;

export const role = (account: string, name: string): Caller => ({
  account,
  arn: `arn:aws:iam::${account}:role/${name}`,
  ...(account === MANAGEMENT ? { inManagement: true } : {}),
});
/** Somebody whom an identity provider signs in. */
export const signedIn = (provider: string): Caller => ({ account: "nobody's", arn: `federated:${provider}`, federated: provider });
/** An AWS service that calls for itself: of no account of ours, and in no organization. */
export const service = (name: string): Caller => ({ account: "amazon", arn: `service:${name}`, service: name });

/** Somebody with every right in the account, and no part in the blueprint. */
export const admin = (account: string): Caller => role(account, "administrator");
export const keyAdmin = (account: string): Caller => role(account, "ringfence-key-admin");
export const breakGlass = (account: string): Caller => role(account, "ringfence-key-break-glass");
export const deployer = (account: string): Caller => role(account, "ringfence-deployer");

/** What AWS says of a caller, over TLS 1.3. A key that is undefined is absent. */
function about(caller: Caller): Context {
  const common = {
    "aws:SecureTransport": "true",
    "s3:TlsVersion": "1.3",
    "aws:ViaAWSService": "false",
    "kms:CallerAccount": caller.account,
  };
  if (caller.service) return { ...common, "aws:PrincipalIsAWSService": "true", "aws:PrincipalServiceName": caller.service };
  return {
    ...common,
    "aws:PrincipalIsAWSService": "false",
    "aws:PrincipalArn": caller.arn,
    "aws:PrincipalAccount": caller.account,
    "aws:PrincipalOrgID": ORGANIZATIONS[caller.account],
  };
}

export function request(caller: Caller, action: string, resource: string, resourceAccount: string, context: Context = {}): AccessRequest {
  const all = { ...about(caller), ...context };
  const present = Object.entries(all).filter((entry): entry is [string, ContextValue] => entry[1] !== undefined);
  return { action, resource, resourceAccount, caller, context: Object.fromEntries(present) };
}
