import { program as unitedStates } from "../../config/programs/united-states";
import { Program } from "../../config/program";
import { group, usIdentityCenter } from "../identity-center-program";
import { changed, CONTENT, refuses } from "./refused";

describe("united-states is refused when those whom it lets in are wrong", () => {
  const code = "PROGRAM-ACCESS";
  refuses(unitedStates, [
    { of: "everywhere", change: (p) => (p.access.gatekeeper.networks = ["0.0.0.0/0"]), code, says: "a network of /16 or smaller" },
    { of: "no network", change: (p) => (p.access.gatekeeper.networks = ["office"]), code: "PROGRAM-CIDR", says: "networks[0]" },
    { of: "no metadata", change: (p) => delete p.access.gatekeeper.metadata, code, says: "the identity provider's metadata" },
    { of: "workforce for AWS", change: (p) => (p.parties.gatekeeper.identity = { kind: "workforce", pool: "p" }), code, says: "saml or" },
    { of: "no hub", change: (p) => delete p.accounts.gatekeeper, code, says: "0 AWS accounts of purpose gatekeeper" },
    { of: "no desk", change: (p) => delete p.accounts.audit, code, says: "no AWS account of purpose audit" },
    { of: "an end before its beginning", change: (p) => (p.access.auditor.until = "2026-10-01"), code, says: "a year at most" },
    { of: "two years", change: (p) => (p.access.auditor.until = "2028-10-31"), code, says: "a year at most" },
    {
      of: "an examiner of the parent's",
      change: (p) => (p.access.auditor.principals = ["arn:aws:iam::888888888888:role/examiner"]),
      code,
      says: "of the parent's",
    },
    {
      of: "anybody as examiner",
      change: (p) => (p.access.auditor.principals = ["arn:aws:iam::121212121212:role/*"]),
      code: "PROGRAM-SHAPE",
      says: "without wildcards",
    },
    {
      of: "an access admin who deploys",
      change: (p) => (p.access.adminRole = "ringfence-deployer"),
      code: "PROGRAM-DUPLICATE",
      says: "adminRole",
    },
    {
      of: "one program twice",
      change: (p) => p.datasets[CONTENT].workloads.push({ name: "feed", duty: "write", service: "lambda" }),
      code: "PROGRAM-DUPLICATE",
      says: "a name of its own",
    },
  ]);
});

describe("united-states behind Identity Center is refused when its people cannot be told", () => {
  const code = "PROGRAM-ACCESS";
  const identity = (change: object) => (p: { parties: { gatekeeper: { identity: object } } }) =>
    Object.assign(p.parties.gatekeeper.identity, change);
  refuses(usIdentityCenter, [
    { of: "no groups", change: (p) => delete p.access.gatekeeper.groups, code, says: "a group's id for each duty" },
    { of: "a directory", change: identity({ source: "directory" }), code, says: "external: neither a second factor" },
    { of: "a silent sign-in", change: identity({ withoutSignInNetwork: undefined }), code, says: "looks at no network" },
    { of: "a home as its account", change: identity({ account: "home" }), code, says: "management account" },
    { of: "the auditor's account", change: identity({ account: "audit" }), code, says: "management account" },
    { of: "an account outside", change: (p) => (p.accounts.security.inOrganization = false), code, says: "management account" },
    { of: "no account", change: identity({ account: "nobody" }), code, says: "management account" },
    { of: "a region outside", change: identity({ region: "eu-west-1" }), code, says: "region of the jurisdiction" },
    { of: "one group for both", change: (p) => (p.access.gatekeeper.groups.approver = group(6)), code, says: "another group" },
    { of: "a dataset of nobody's", change: (p) => (p.access.gatekeeper.groups.write = { payroll: group(2) }), code, says: "a dataset" },
    { of: "a person", change: (p) => (p.access.gatekeeper.groups.read = "jane"), code: "PROGRAM-SHAPE", says: "groups.read" },
    { of: "another's store", change: identity({ identityStore: "store" }), code: "PROGRAM-SHAPE", says: "an identity store's id" },
  ]);
});

test("the review knows each reader by its ARN, and nobody in a program that lets nobody in", () => {
  const arns = (input: unknown) =>
    Program.of(input)
      .scope()
      .readers?.filter(({ dataset }) => dataset === "user-content")
      .map(({ who, arn }) => `${who} ${arn}`);
  const services = ["replication-user-content", "backup-us-east-1", "backup-us-west-2"].map(
    (name) => `service arn:aws:iam::333333333333:role/ringfence-${name}`,
  );
  expect(arns(unitedStates)).toEqual([
    ...["read", "write", "restore", "break-glass"].map(
      (duty) => `gatekeeper arn:aws:iam::333333333333:role/ringfence-gatekeeper-${duty}-user-content`,
    ),
    "workload arn:aws:iam::333333333333:role/ringfence-app-feed-user-content",
    ...services,
  ]);
  const closed = changed(unitedStates, (p) => {
    delete p.access;
    p.datasets[CONTENT].workloads = [];
  });
  expect(arns(closed)?.sort()).toEqual(services.sort());
  expect(Program.of(unitedStates).scope().parent).toEqual(["o-parentcorp1", "900000000009", "C0parent9"]);
});
