import { program as unitedStates } from "../../config/programs/united-states";
import { Program } from "../../config/program";
import type { AwsPlace } from "../../config/place";
import { afterwards, auditorTrust, deskTrust } from "../../constructs/access/auditor";
import { ruleRings } from "../../constructs/audit/event-alarm";
import { approverStatements, operatorStatements } from "../../constructs/access/break-glass";
import { elsewhere, onwardTrust, samlTrust } from "../../constructs/access/gatekeeper-trust";
import { auditorBoundary, boundariesIn, hubBoundary } from "../../constructs/access/human-boundaries";
import { READS_CONFIGURATION } from "../../constructs/access/auditor-reads";

const program = Program.of(unitedStates);
const place = (account: string): AwsPlace => program.place(account, "us-east-1") as AwsPlace;
const [hub, home, audit] = [place("gatekeeper"), place("home"), place("audit")] as const;
const NETWORKS = ["198.51.100.0/24"];
const GLASS = "arn:aws:iam::666666666666:role/ringfence-gatekeeper-break-glass";

test("a person signs in by the identity provider's word", () =>
  expect(samlTrust(hub, NETWORKS)).toEqual({
    Sid: "SignedInByTheIdentityProvider",
    Effect: "Allow",
    Principal: { Federated: "arn:aws:iam::666666666666:saml-provider/ringfence-gatekeepers" },
    Action: ["sts:AssumeRoleWithSAML", "sts:TagSession"],
    Condition: {
      StringEquals: { "saml:aud": "https://signin.aws.amazon.com/saml", "aws:RequestTag/mfa": "true" },
      StringLike: { "aws:RequestTag/person": "?*", "aws:RequestTag/ticket": "?*" },
      IpAddress: { "aws:SourceIp": NETWORKS },
    },
  }));

test("a session goes on for its dataset and ticket", () =>
  expect(onwardTrust(home, { account: "666666666666", from: GLASS, dataset: "sessions", region: "us-east-1" })).toEqual({
    Sid: "FromTheRoleBefore",
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::666666666666:root" },
    Action: ["sts:AssumeRole", "sts:TagSession"],
    Condition: {
      ArnLike: { "aws:PrincipalArn": GLASS },
      StringEquals: { "aws:PrincipalTag/mfa": "true", "aws:PrincipalTag/dataset": "sessions", "aws:RequestedRegion": "us-east-1" },
      StringLike: { "aws:PrincipalTag/ticket": "?*" },
    },
  }));

test("from nowhere but the team's network and the home's endpoints", () => {
  const deny = (Condition: object) => ({
    Sid: "NeverFromElsewhere",
    Effect: "Deny",
    Principal: { AWS: "*" },
    Action: ["sts:AssumeRole"],
    Condition,
  });
  const outside = { NotIpAddressIfExists: { "aws:SourceIp": NETWORKS } };
  expect(elsewhere(NETWORKS, ["vpce-1"])).toEqual(deny({ ...outside, StringNotEqualsIfExists: { "aws:SourceVpce": ["vpce-1"] } }));
  expect(elsewhere(NETWORKS, [])).toEqual(deny(outside));
});

test("two people break the glass", () => {
  expect(approverStatements(hub)).toEqual([
    {
      Sid: "ApproveSomebodyElse",
      Effect: "Allow",
      Action: ["iam:TagRole"],
      Resource: GLASS,
      Condition: {
        StringNotEqualsIgnoreCase: { "aws:RequestTag/approved-for": "$${aws:PrincipalTag/person}" },
        Null: { "aws:RequestTag/approved-for": "false", "aws:RequestTag/approved-ticket": "false" },
        "ForAllValues:StringEquals": { "aws:TagKeys": ["approved-for", "approved-ticket"] },
      },
    },
    { Sid: "WithdrawApproval", Effect: "Allow", Action: ["iam:UntagRole"], Resource: GLASS },
  ]);
  expect(operatorStatements(hub)).toEqual([
    {
      Sid: "WhenSomebodyElseApproved",
      Effect: "Allow",
      Action: ["sts:AssumeRole", "sts:TagSession"],
      Resource: GLASS,
      Condition: {
        StringEquals: {
          "aws:ResourceTag/approved-for": "$${aws:PrincipalTag/person}",
          "aws:ResourceTag/approved-ticket": "$${aws:PrincipalTag/ticket}",
        },
      },
    },
  ]);
});

test("the rule of an alarm publishes to its topic, and nothing else does", () => {
  expect(ruleRings(hub, "ringfence-break-glass")).toEqual({
    Sid: "TheRuleRings",
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: ["sns:Publish"],
    Resource: "arn:aws:sns:us-east-1:666666666666:ringfence-break-glass",
    Condition: { ArnEquals: { "aws:SourceArn": "arn:aws:events:us-east-1:666666666666:rule/ringfence-break-glass" } },
  });
});

test("examiners come for a time, by name", () => {
  const examination = { from: "2026-11-01", until: "2027-10-31", principals: ["arn:aws:iam::121212121212:role/examiner"] };
  const since = { DateGreaterThanEquals: { "aws:CurrentTime": "2026-11-01T00:00:00Z" } };
  const allow = (Sid: string, principals: unknown, AWS: unknown) => ({
    Sid,
    Effect: "Allow",
    Principal: { AWS },
    Action: ["sts:AssumeRole"],
    Condition: { ArnEquals: { "aws:PrincipalArn": principals }, ...since },
  });
  const firm = ["arn:aws:iam::121212121212:root"];
  expect(deskTrust(audit, examination)).toEqual(allow("TheAuditorsOwnRoles", examination.principals, firm));
  const desk = "arn:aws:iam::555555555555:role/ringfence-auditor-desk";
  expect(auditorTrust(audit, examination)).toEqual(allow("FromTheAuditorsDesk", desk, "arn:aws:iam::555555555555:root"));
  expect(afterwards(examination)).toEqual({
    Sid: "NeverAfterwards",
    Effect: "Deny",
    Principal: { AWS: "*" },
    Action: ["sts:AssumeRole"],
    Condition: { DateGreaterThan: { "aws:CurrentTime": "2027-10-31T23:59:59Z" } },
  });
});

test("boundaries deny whatever is not the way on, or the reading of configuration", () => {
  const allow = { Sid: "WhatTheRoleAllows", Effect: "Allow", Action: ["*"], Resource: "*" };
  expect(hubBoundary()).toEqual([
    allow,
    { Sid: "OnlyTheWayOn", Effect: "Deny", NotAction: ["sts:AssumeRole", "sts:TagSession", "iam:TagRole", "iam:UntagRole"], Resource: "*" },
    {
      Sid: "NeverWithoutATicket",
      Effect: "Deny",
      Action: ["*"],
      Resource: "*",
      Condition: { Null: { "aws:PrincipalTag/ticket": "true" } },
    },
  ]);
  expect(auditorBoundary()).toEqual([allow, { Sid: "OnlyConfiguration", Effect: "Deny", NotAction: READS_CONFIGURATION, Resource: "*" }]);
  expect(["custody", "home", "gatekeeper", "audit"].map((name) => boundariesIn(place(name)))).toEqual([
    ["auditor"],
    ["auditor", "data"],
    ["auditor", "hub"],
    ["auditor", "desk"],
  ]);
});
