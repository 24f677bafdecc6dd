import type { Caller } from "../../../review/access/types";
import { admin, EXAMINER, CUSTODY, deployer, HOME, PARENT, RELEASE, request, role, service, type Context } from "../callers";
import type { Case } from "../case";
import type { Verdict } from "../documents";

const own = (name: string) => role(RELEASE, `ringfence-release-${name}`);
const EVERYBODY: readonly Caller[] = [
  ...["push", "pipeline", "start", "scan", "build", "sign", "inspector"].map(own),
  admin(RELEASE),
  deployer(RELEASE),
  role(RELEASE, "ringfence-key-admin"),
];

interface Bucket {
  readonly of: "source" | "artifacts" | "releases";
  readonly write: readonly string[];
  readonly read: readonly string[];
  /** The objects in question, and the statements that keep them. */
  readonly object: string;
  readonly by: { readonly write: string; readonly read: string };
}

function bucketCases({ of, write, read, object, by }: Bucket): Case[] {
  const cases: Case[] = [];
  const policy = `release-us-east-1/aws_s3_bucket_policy/${of}_policy`;
  const bucket = `arn:aws:s3:::ringfence-${of}-${RELEASE}-us-east-1`;
  const add = (label: string, caller: Caller, action: string, on: string, context: Context, expected: Verdict, statement?: string) =>
    cases.push({
      policy,
      of: `${action}: ${label}`,
      request: request(caller, `s3:${action}`, on, RELEASE, context),
      expected,
      ...(statement ? { by: statement } : {}),
    });
  const known = (names: readonly string[], caller: Caller) => names.some((name) => own(name).arn === caller.arn);
  for (const caller of EVERYBODY) {
    for (const action of ["PutObject", "PutObjectTagging", "DeleteObject", "DeleteObjectVersion"])
      if (known(write, caller)) add(caller.arn, caller, action, `${bucket}/${object}`, {}, "allowed");
      else add(caller.arn, caller, action, `${bucket}/${object}`, {}, "denied", by.write);
    for (const action of ["GetObject", "GetObjectVersion"])
      if (known(read, caller)) add(caller.arn, caller, action, `${bucket}/${object}`, {}, "allowed");
      else add(caller.arn, caller, action, `${bucket}/${object}`, {}, "denied", by.read);
  }
  add("a service", service("s3.amazonaws.com"), "PutObject", `${bucket}/${object}`, {}, "denied", by.write);
  add("a service", service("s3.amazonaws.com"), "GetObject", `${bucket}/${object}`, {}, "denied", by.read);
  add("terraform heads the bucket", deployer(RELEASE), "ListBucket", bucket, {}, "allowed");
  for (const on of [bucket, `${bucket}/${object}`]) {
    const action = on === bucket ? "ListBucket" : "GetObject";
    const reader = on === bucket ? deployer(RELEASE) : own(read[0] as string);
    add("without TLS", reader, action, on, { "aws:SecureTransport": "false" }, "denied", "DenyWithoutTls");
    add("the parent", admin(PARENT), action, on, {}, "denied", "DenyOutsideTheOrganization");
    add("the auditing firm's own account", admin(EXAMINER), action, on, {}, "denied", "DenyOutsideTheOrganization");
    add("nobody's", reader, action, on, { "aws:PrincipalOrgID": undefined }, "denied", "DenyOutsideTheOrganization");
    add(
      "somebody of whom AWS says nothing",
      reader,
      action,
      on,
      { "aws:PrincipalOrgID": undefined, "aws:PrincipalIsAWSService": undefined },
      "denied",
      "DenyOutsideTheOrganization",
    );
  }
  // Of no organization, as every service is, and so not denied for that.
  add("a service lists nothing that nobody allowed", service("s3.amazonaws.com"), "ListBucket", bucket, {}, "not allowed");
  return cases;
}

/** Signed functions are read where they run, and nowhere else. */
function functions(): Case[] {
  const policy = "release-us-east-1/aws_s3_bucket_policy/releases_policy";
  const bucket = `arn:aws:s3:::ringfence-releases-${RELEASE}-us-east-1`;
  const ask = (of: string, caller: Caller, action: string, object: string, context: Context, expected: Verdict): Case => ({
    policy,
    of: `${action} ${object}: ${of}`,
    request: request(caller, `s3:${action}`, `${bucket}/${object}`, RELEASE, context),
    expected,
  });
  const app = role(HOME, "app");
  return [
    ask("a home", app, "GetObject", "functions/a.zip", {}, "allowed"),
    ask("a home reads no records", app, "GetObject", "records/a.json", {}, "denied"),
    ask("a home reads nothing else", app, "GetObject", "another/a", {}, "not allowed"),
    ask("a home lists no versions of it", app, "GetObjectVersion", "functions/a.zip", {}, "not allowed"),
    ask("a home writes nothing", app, "PutObject", "functions/a.zip", {}, "denied"),
    ask("an account that runs nothing", role(CUSTODY, "app"), "GetObject", "functions/a.zip", {}, "not allowed"),
    ask("a home that left the organization", app, "GetObject", "functions/a.zip", { "aws:PrincipalOrgID": "o-parentcorp1" }, "denied"),
    ask("an account that AWS does not name", app, "GetObject", "functions/a.zip", { "aws:PrincipalAccount": undefined }, "not allowed"),
    ask("a service, which no organization has", service("lambda.amazonaws.com"), "GetObject", "functions/a.zip", {}, "not allowed"),
    // AWS never says so: the organization stands beside the account, so that the statement does not count as public.
    ask(
      "a service under a home's account",
      service("lambda.amazonaws.com"),
      "GetObject",
      "functions/a.zip",
      { "aws:PrincipalAccount": HOME },
      "not allowed",
    ),
  ];
}

interface Repository {
  readonly policy: string;
  readonly region: string;
  readonly name: string;
  readonly pushes: Caller;
  readonly pulls: readonly string[];
}

function repositoryCases({ policy, region, name, pushes, pulls }: Repository): Case[] {
  const repository = `arn:aws:ecr:${region}:${RELEASE}:repository/ringfence/${name}`;
  const cases: Case[] = [];
  const add = (of: string, caller: Caller, action: string, context: Context, expected: Verdict, by?: string) =>
    cases.push({
      policy,
      of: `${action}: ${of}`,
      request: request(caller, `ecr:${action}`, repository, RELEASE, context),
      expected,
      ...(by ? { by } : {}),
    });
  for (const action of ["InitiateLayerUpload", "UploadLayerPart", "CompleteLayerUpload", "PutImage"]) {
    add("the one role", pushes, action, {}, "allowed");
    for (const caller of EVERYBODY) if (caller.arn !== pushes.arn) add(caller.arn, caller, action, {}, "denied", "OnlyOneRolePushes");
    for (const caller of [role(HOME, "app"), admin(PARENT)]) add(caller.arn, caller, action, {}, "denied", "OnlyOneRolePushes");
  }
  add(
    "ECR's own replication is no push",
    role(RELEASE, "aws-service-role/replication.ecr.amazonaws.com/any"),
    "ReplicateImage",
    {},
    "allowed",
  );
  for (const action of ["BatchGetImage", "GetDownloadUrlForLayer"]) {
    add("the account's own", own("scan"), action, {}, "allowed");
    add("the parent", admin(PARENT), action, {}, "not allowed");
    add("a custody account", role(CUSTODY, "app"), action, {}, "not allowed");
    for (const home of pulls) {
      add("a home", role(home, "app"), action, {}, "allowed");
      add("a home that left", role(home, "app"), action, { "aws:PrincipalOrgID": "o-parentcorp1" }, "not allowed");
      add("a home of no organization", role(home, "app"), action, { "aws:PrincipalOrgID": undefined }, "not allowed");
      add("an account that AWS does not name", role(home, "app"), action, { "aws:PrincipalAccount": undefined }, "not allowed");
    }
    if (pulls.length === 0) add("a home", role(HOME, "app"), action, {}, "not allowed");
  }
  for (const home of pulls) add("a home describes nothing", role(home, "app"), "DeleteRepository", {}, "not allowed");
  return cases;
}

export const releaseCases: readonly Case[] = [
  ...bucketCases({
    of: "source",
    write: ["push"],
    read: ["pipeline", "inspector"],
    object: "incoming/source.zip",
    by: { write: "OnlyTheseWrite", read: "OnlyTheseRead" },
  }),
  ...bucketCases({
    of: "artifacts",
    write: ["pipeline", "scan", "build", "sign"],
    read: ["pipeline", "scan", "build", "sign", "inspector"],
    object: "any",
    by: { write: "OnlyTheseWrite", read: "OnlyTheseRead" },
  }),
  ...bucketCases({
    of: "releases",
    write: ["sign"],
    read: ["inspector"],
    object: "records/a.json",
    by: { write: "OnlyTheSignerWrites", read: "OnlyTheInspectorReadsRecords" },
  }),
  ...functions(),
  ...repositoryCases({
    policy: "release-us-east-1/aws_ecr_repository_policy/released_policy",
    region: "us-east-1",
    name: "released",
    pushes: own("sign"),
    pulls: [HOME],
  }),
  ...repositoryCases({
    policy: "registry-us-west-2/aws_ecr_repository_policy/released_policy",
    region: "us-west-2",
    name: "released",
    pushes: own("sign"),
    pulls: [HOME],
  }),
  ...repositoryCases({
    policy: "release-us-east-1/aws_ecr_repository_policy/tools_policy",
    region: "us-east-1",
    name: "tools",
    pushes: deployer(RELEASE),
    pulls: [],
  }),
];
