import { program } from "../../config/programs/united-states";
import type { ProgramInput } from "../../config/schema/schema";
import { evaluatePolicies } from "../../review/access/evaluate";
import { asList, type Caller, type Policies, type PolicyDocument, type Statement } from "../../review/access/types";
import { changed } from "../config/refused";
import { synthesized } from "../synth";
import { admin, AUDIT, CUSTODY, EXAMINER, HOME, keyAdmin, PARENT, RELEASE, request, role, service, type Context } from "./callers";
import { policiesOf } from "./documents";

/** Who comes in from another organization, under everything that binds him: RCPs, the role's trust, its policy, its boundary, the resource's policy. */
function estate(input: ProgramInput) {
  const policies = policiesOf(synthesized(input));
  return (name: string): PolicyDocument => {
    const found = policies.find((policy) => policy.name === name);
    if (!found) throw new Error(`no policy ${name}`);
    return found.document;
  };
}
const named = estate(program);
const FULL: PolicyDocument = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
const trust = (name: string): PolicyDocument => ({
  Version: "2012-10-17",
  Statement: asList<Statement>(named(name).Statement as Statement).map((statement) => ({ ...statement, Resource: "*" })),
});
/** A trust that somebody has opened to everybody: what is left is the guardrail. */
const OPEN: PolicyDocument = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
};
const rcps = [named("organization-us-east-1/rcp")];
const scps: Policies["scps"] = [[FULL, named("organization-us-east-1/scp")]];

/** SCPs bind the caller's account, so the parent's and the firm's own are not bound by ours. */
function enters(caller: Caller, into: string, resource: PolicyDocument, context: Context = {}): string {
  const owner = into.split(":")[4] as string;
  const standing: Context = { "aws:RequestedRegion": "us-east-1", "aws:ResourceAccount": owner };
  const identity = caller.service ? "everything" : [FULL];
  return evaluatePolicies({ identity, resource, rcps }, request(caller, "sts:AssumeRole", into, owner, { ...standing, ...context }))
    .verdict;
}
const arn = (account: string, name: string) => `arn:aws:iam::${account}:role/${name}`;
const PUSH = arn(RELEASE, "ringfence-release-push");
const INSPECTOR = arn(RELEASE, "ringfence-release-inspector");
const DESK = arn(AUDIT, "ringfence-auditor-desk");
const pushTrust = trust("release-us-east-1/aws_iam_role/roles_push_role");
const inspectorTrust = trust("release-us-east-1/aws_iam_role/roles_inspector_role");
const deskTrust = trust("access-audit-us-east-1/aws_iam_role/desk_role");
const publisher = role(PARENT, "source-publisher");
const examiner = role(EXAMINER, "examiner");
const inspector = role(AUDIT, "source-inspector");
const during = { "aws:CurrentTime": "2026-12-01T00:00:00Z" };

describe("the parent's publisher", () => {
  test("becomes the role that pushes, and no other, whatever a trust says", () => {
    expect(enters(publisher, PUSH, pushTrust)).toBe("allowed");
    for (const other of [INSPECTOR, DESK, arn(RELEASE, "ringfence-release-sign"), arn(HOME, "ringfence-release-push"), arn(HOME, "app")])
      expect([other, enters(publisher, other, OPEN)]).toEqual([other, "denied"]);
  });
  test("nobody else of the parent's does", () => {
    for (const caller of [admin(PARENT), role(PARENT, "source-publisher-2"), role("101010101010", "source-publisher")])
      expect(enters(caller, PUSH, OPEN)).toBe("denied");
  });

  const session: Caller = role(RELEASE, "ringfence-release-push");
  const its: Policies = {
    identity: [named("release-us-east-1/aws_iam_role_policy/roles_push_policy")],
    boundary: named("bootstrap-release/aws_iam_policy/roles_boundary_policy"),
    resource: named("release-us-east-1/aws_s3_bucket_policy/source_policy"),
    scps,
    rcps,
  };
  const does = (action: string, on: string, context: Context = {}, more: Policies = {}): string =>
    evaluatePolicies(
      { ...its, ...more },
      request(session, action, on, RELEASE, { "aws:RequestedRegion": "us-east-1", "aws:ResourceAccount": RELEASE, ...context }),
    ).verdict;
  const source = `arn:aws:s3:::ringfence-source-${RELEASE}-us-east-1/incoming/source.zip`;

  test("puts its source from where it works, under the release path's key, and reads nothing back", () => {
    expect(does("s3:PutObject", source)).toBe("allowed");
    const through = { "kms:ViaService": "s3.us-east-1.amazonaws.com", "aws:ViaAWSService": "true" };
    const key = { resource: undefined, key: named("keys-release-us-east-1/aws_kms_key/release_key") };
    expect(does("kms:GenerateDataKey", `arn:aws:kms:us-east-1:${RELEASE}:key/release`, through, key as Policies)).toBe("allowed");
    for (const action of ["s3:GetObject", "s3:DeleteObject", "s3:PutBucketPolicy"]) expect(does(action, source)).toBe("denied");
    expect(does("s3:PutObject", `arn:aws:s3:::user-content-${HOME}-us-east-1/a`)).toBe("denied");
  });
});

describe("the inspector and the auditor", () => {
  test.each(["o-custodian01", "o-auditfirm1", "o-unknown0001", undefined])("enter from organization %s", (organization) => {
    const from = { "aws:PrincipalOrgID": organization };
    expect(enters(inspector, INSPECTOR, inspectorTrust, from)).toBe("allowed");
    expect(enters(examiner, DESK, deskTrust, { ...from, ...during })).toBe("allowed");
  });
  test("each by its own door, and nobody by theirs", () => {
    expect(enters(examiner, INSPECTOR, OPEN, during)).toBe("denied");
    expect(enters(inspector, DESK, OPEN, during)).toBe("denied");
    for (const caller of [admin(EXAMINER), admin(AUDIT), admin(PARENT), role(PARENT, "examiner")])
      for (const door of [INSPECTOR, DESK]) expect(enters(caller, door, OPEN, during)).toBe("denied");
  });
});

test("no service is a deputy for a stranger, nor for anybody at a door", () => {
  const pipeline = service("codepipeline.amazonaws.com");
  const of = (account: string, organization?: string): Context => ({ "aws:SourceAccount": account, "aws:SourceOrgID": organization });
  for (const door of [PUSH, INSPECTOR, DESK])
    for (const source of [of(PARENT, "o-parentcorp1"), of(HOME, "o-custodian01"), {}])
      expect(enters(pipeline, door, OPEN, source)).toBe("denied");
  const own = arn(RELEASE, "ringfence-release-pipeline");
  expect(enters(pipeline, own, OPEN, of(RELEASE, "o-custodian01"))).toBe("allowed");
  expect(enters(pipeline, own, OPEN, of(PARENT, "o-parentcorp1"))).toBe("denied");
});

describe("custody in an organization of its own", () => {
  const SECOND = "o-custodytwo1";
  const second = estate(
    changed(program, (p) => {
      p.guardrails = { organizations: [SECOND] };
      (p.accounts["custody"] as { inOrganization?: boolean }).inOrganization = false;
    }),
  );
  const its = [second("organization-us-east-1/rcp")];
  const state = `arn:aws:s3:::ringfence-state-${HOME}/published/a`;
  const reads = (caller: Caller, context: Context, policies: readonly PolicyDocument[]): string => {
    const standing = { "aws:RequestedRegion": "us-east-1", "aws:ResourceAccount": HOME, "aws:VpceAccount": CUSTODY };
    return evaluatePolicies(
      { identity: caller.service ? "everything" : [FULL], resource: OPEN, rcps: policies },
      request(caller, "s3:GetObject", state, HOME, { ...standing, ...context }),
    ).verdict;
  };
  const away = { "aws:PrincipalOrgID": SECOND };

  test("its roles reach what the first organization's accounts let them; under the one organization's guardrails they would not", () => {
    for (const caller of [keyAdmin(CUSTODY), role(CUSTODY, "ringfence-deployer")]) {
      expect(reads(caller, away, its)).toBe("allowed");
      expect(reads(caller, away, rcps)).toBe("denied");
    }
  });
  test("another account of that organization does not", () => expect(reads(role("101010101010", "a"), away, its)).toBe("denied"));
  test("services work for it, and for no third", () => {
    const trail = service("cloudtrail.amazonaws.com");
    expect(reads(trail, { "aws:SourceAccount": CUSTODY, "aws:SourceOrgID": SECOND }, its)).toBe("allowed");
    expect(reads(trail, { "aws:SourceAccount": PARENT, "aws:SourceOrgID": "o-parentcorp1" }, its)).toBe("denied");
  });
});
