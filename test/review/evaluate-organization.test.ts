import { evaluatePolicies } from "../../review/access/evaluate";
import type { AccessRequest, Caller, Policies, PolicyDocument, Statement } from "../../review/access/types";

const OWN = "111111111111";
const OTHER = "222222222222";
const ROLE: Caller = { account: OWN, arn: `arn:aws:iam::${OWN}:role/app`, sessionArn: `arn:aws:sts::${OWN}:assumed-role/app/s` };
const OUTSIDER: Caller = { account: OTHER, arn: `arn:aws:iam::${OTHER}:role/app` };
const LINKED: Caller = { account: OWN, arn: `arn:aws:iam::${OWN}:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup` };
const SERVICE: Caller = { account: "amazon", arn: "service:s3.amazonaws.com", service: "s3.amazonaws.com" };

const policy = (...statements: Partial<Statement>[]): PolicyDocument => ({
  Version: "2012-10-17",
  Statement: statements.map((s) => ({ Effect: "Allow", Resource: "*", ...s })) as Statement[],
});
const request = (more: Partial<AccessRequest> = {}): AccessRequest => ({
  action: "s3:GetObject",
  resource: "arn:aws:s3:::b/k",
  resourceAccount: OWN,
  caller: ROLE,
  context: {},
  ...more,
});
const verdict = (policies: Policies, more: Partial<AccessRequest> = {}): string => evaluatePolicies(policies, request(more)).verdict;
const ALL = policy({ Action: "*" });
const NO_S3 = policy({ Sid: "NoS3", Effect: "Deny", Action: "s3:*" });
const S3 = policy({ Action: "s3:*" });
const EC2 = policy({ Action: "ec2:*" });
const identity = [ALL];
const open = policy({ Principal: "*", Action: "*" });
const closed = policy({ Sid: "Closed", Effect: "Deny", Principal: "*", Action: ["s3:*", "kms:*"] });

describe("service control policies", () => {
  const table: [string, Policies, Partial<AccessRequest>, string][] = [
    ["allow nothing by themselves", { scps: [[ALL]] }, {}, "denied"],
    ["let through what every level allows", { identity, scps: [[ALL], [ALL, EC2], [S3]] }, {}, "allowed"],
    ["stop what one level does not allow", { identity, scps: [[ALL], [EC2], [ALL]] }, {}, "denied"],
    ["stop everything at a level without any", { identity, scps: [[ALL], []] }, {}, "denied"],
    ["deny, whatever else allows", { identity, scps: [[ALL, NO_S3], [ALL]] }, {}, "denied"],
    ["bind an account's root", { identity: "everything", scps: [[ALL, NO_S3]] }, {}, "denied"],
    ["bind a grant by the resource alone", { resource: open, scps: [[ALL, NO_S3]] }, {}, "denied"],
    ["not the management account", { identity, scps: [[ALL, NO_S3], []] }, { caller: { ...ROLE, inManagement: true } }, "allowed"],
    ["not a service-linked role", { identity, scps: [[ALL, NO_S3]] }, { caller: LINKED }, "allowed"],
    [
      "not a service that calls for itself",
      { resource: open, scps: [[ALL, NO_S3]] },
      { caller: SERVICE, resourceAccount: "amazon" },
      "allowed",
    ],
    ["unknown while a level is", { identity, scps: [[policy({ Action: "*", Resource: "${x.y}" })]] }, {}, "unknown"],
  ];
  test.each(table)("%s", (_name, policies, more, expected) => expect(verdict(policies, more)).toBe(expected));

  test("name the statement that denies, and the level that does not allow", () => {
    expect(evaluatePolicies({ identity, scps: [[ALL, NO_S3]] }, request()).by).toEqual(["NoS3"]);
    expect(evaluatePolicies({ identity, scps: [[ALL], [EC2]] }, request()).reason).toContain("level 2");
  });
});

describe("resource control policies", () => {
  const across = { caller: OUTSIDER };
  const table: [string, Policies, Partial<AccessRequest>, string][] = [
    ["deny whoever calls", { identity, resource: open, rcps: [closed] }, across, "denied"],
    ["deny the account's own", { identity, rcps: [closed] }, {}, "denied"],
    ["deny an account's root", { identity: "everything", rcps: [closed] }, {}, "denied"],
    ["deny principals of the management account", { identity, rcps: [closed] }, { caller: { ...ROLE, inManagement: true } }, "denied"],
    ["deny a service that calls for itself", { resource: open, rcps: [closed] }, { caller: SERVICE, resourceAccount: "amazon" }, "denied"],
    ["not a service-linked role", { identity, rcps: [closed] }, { caller: LINKED }, "allowed"],
    ["not what no RCP binds", { identity, rcps: [closed] }, { beyondRcps: true }, "allowed"],
    ["not the retiring of a grant", { identity, rcps: [closed] }, { action: "kms:RetireGrant" }, "allowed"],
    ["grant nothing", { rcps: [closed] }, { action: "ec2:RunInstances" }, "denied"],
    ["leave alone what they do not name", { identity, rcps: [closed] }, { action: "ec2:RunInstances" }, "allowed"],
    ["are in doubt with an Allow", { identity, rcps: [open] }, {}, "unknown"],
    ["are in doubt without a Principal", { identity, rcps: [NO_S3] }, { action: "ec2:RunInstances" }, "unknown"],
  ];
  test.each(table)("%s", (_name, policies, more, expected) => expect(verdict(policies, more)).toBe(expected));
});

describe("a session policy", () => {
  const named = (arn: string): PolicyDocument => policy({ Principal: { AWS: arn }, Action: "s3:*" });
  const table: [string, Policies, string][] = [
    ["narrows the role", { identity, session: EC2 }, "denied"],
    ["lets through what both allow", { identity, session: S3 }, "allowed"],
    ["grants nothing", { session: S3 }, "denied"],
    ["denies", { identity, session: policy({ Action: "*" }, { Effect: "Deny", Action: "s3:GetObject" }) }, "denied"],
    ["narrows a resource's grant to the role", { session: EC2, resource: named(ROLE.arn) }, "denied"],
    ["narrows a resource's grant to everybody", { session: EC2, resource: open }, "denied"],
    ["does not narrow a resource's grant to the session", { session: EC2, resource: named(String(ROLE.sessionArn)) }, "allowed"],
    ["nor a key's", { session: EC2, key: named(String(ROLE.sessionArn)) }, "allowed"],
    ["is in doubt when it is", { identity, session: policy({ Action: "s3:*", Resource: "${x.y}" }) }, "unknown"],
  ];
  test.each(table)("%s", (_name, policies, expected) => expect(verdict(policies)).toBe(expected));
});
