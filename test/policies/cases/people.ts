import { admin, AUDIT, CUSTODY, GATEKEEPER, HOME, PARENT, role, service, type Context } from "../callers";
import type { Case } from "../case";
import { mayOf, trustOf, type May } from "./may";

const STACK = "access-home-us-east-1";
const INSIDE: Context = { "aws:SourceVpce": "vpce-sts-us-east-1" };

/** Who becomes the role: from the role before, for a ticket, for the dataset, from the team's network or inside a home's. */
function arrives(resource: string, before: string, dataset: string | undefined): Case[] {
  const cases: Case[] = [];
  const trust = trustOf(`${STACK}/aws_iam_role/people_${resource}_role`, cases);
  const from = role(GATEKEEPER, before);
  const session: Context = {
    "aws:PrincipalTag/mfa": "true",
    "aws:PrincipalTag/ticket": "CHG-1",
    ...(dataset === undefined ? {} : { "aws:PrincipalTag/dataset": dataset }),
  };
  const outside = { "aws:SourceIp": "198.51.100.7" };
  trust("from the team's network", from, { ...session, ...outside }, "allowed");
  trust("from inside the home", from, { ...session, ...INSIDE }, "allowed");
  trust("from inside the other home", from, { ...session, "aws:SourceVpce": "vpce-sts-us-west-2" }, "allowed");
  for (const elsewhere of [{ "aws:SourceIp": "203.0.113.7" }, { "aws:SourceVpce": "vpce-parents" }, {}])
    trust("from elsewhere", from, { ...session, ...elsewhere }, "denied");
  for (const action of ["sts:AssumeRole", "sts:TagSession"]) {
    trust("for its dataset and ticket", from, { ...session, ...outside }, "allowed", action);
    for (const unsaid of [...Object.keys(session), "aws:PrincipalArn"])
      trust(`without ${unsaid}`, from, { ...session, ...outside, [unsaid]: undefined }, "not allowed", action);
    trust("without a second factor", from, { ...session, ...outside, "aws:PrincipalTag/mfa": "false" }, "not allowed", action);
    trust("with an empty ticket", from, { ...session, ...outside, "aws:PrincipalTag/ticket": "" }, "not allowed", action);
    if (dataset !== undefined)
      trust("for another dataset", from, { ...session, ...outside, "aws:PrincipalTag/dataset": "payroll" }, "not allowed", action);
    for (const caller of [
      role(GATEKEEPER, "ringfence-gatekeeper-approver"),
      role(GATEKEEPER, "ringfence-deployer"),
      admin(HOME),
      role(HOME, before),
      role(PARENT, before),
      service("ec2.amazonaws.com"),
    ])
      trust(`as ${caller.arn}`, caller, { ...session, ...outside }, "not allowed", action);
    const claims = { ...session, ...outside, "aws:PrincipalArn": from.arn };
    trust("another account's under its name", admin(AUDIT), claims, "not allowed", action);
  }
  trust("in somebody's name", from, { ...session, ...outside }, "not allowed", "sts:SetSourceIdentity");
  return cases;
}

type Duty = (may: May) => void;

const BUCKET = "arn:aws:s3:::user-content-333333333333-us-east-1";
const EAST = { "kms:ViaService": "s3.us-east-1.amazonaws.com" };

/** Objects by these actions, a listing by that one, the key by those; nothing else of the bucket, nothing of another. */
function bucket(objects: readonly string[], listing: string, seals: readonly string[]): Duty {
  return (may) => {
    for (const action of objects) {
      may(`s3:${action}`, `${BUCKET}/a`, {}, "allowed");
      may(`s3:${action}`, "arn:aws:s3:::elsewhere/a", {}, "not allowed");
    }
    may(`s3:${listing}`, BUCKET, {}, "allowed");
    may(`s3:${listing}`, "arn:aws:s3:::elsewhere", {}, "not allowed");
    const others = [
      "GetObject",
      "GetObjectVersion",
      "PutObject",
      "DeleteObject",
      "DeleteObjectVersion",
      "AbortMultipartUpload",
      "PutObjectAcl",
    ];
    for (const action of others.filter((one) => !objects.includes(one))) may(`s3:${action}`, `${BUCKET}/a`, {}, "not allowed");
    for (const action of ["PutBucketPolicy", "DeleteBucket", "PutReplicationConfiguration"]) may(`s3:${action}`, BUCKET, {}, "not allowed");
    const key = `arn:aws:kms:us-east-1:${CUSTODY}:key/any`;
    for (const seal of seals) {
      may(`kms:${seal}`, key, EAST, "allowed");
      may(`kms:${seal}`, key, {}, "not allowed");
      may(`kms:${seal}`, key, { "kms:ViaService": "secretsmanager.us-east-1.amazonaws.com" }, "not allowed");
      for (const other of [`us-east-1:${HOME}`, `us-west-2:${CUSTODY}`, `us-east-1:${PARENT}`])
        may(`kms:${seal}`, `arn:aws:kms:${other}:key/any`, EAST, "not allowed");
    }
    for (const action of ["Decrypt", "GenerateDataKey", "CreateGrant", "PutKeyPolicy"].filter((one) => !seals.includes(one)))
      may(`kms:${action}`, key, EAST, "not allowed");
  };
}

const TABLE = `arn:aws:dynamodb:us-west-2:${HOME}:table/sessions`;
const READS_ITEMS = ["BatchGetItem", "DescribeTable", "GetItem", "Query", "Scan"];
const WRITES_ITEMS = ["BatchWriteItem", "ConditionCheckItem", "DeleteItem", "DescribeTable", "PutItem", "UpdateItem"];

function table(actions: readonly string[]): Duty {
  return (may) => {
    for (const action of actions) {
      may(`dynamodb:${action}`, TABLE, {}, "allowed");
      may(`dynamodb:${action}`, `${TABLE}/index/by-user`, {}, "allowed");
      may(`dynamodb:${action}`, `arn:aws:dynamodb:us-west-2:${HOME}:table/payroll`, {}, "not allowed");
    }
    for (const action of [...READS_ITEMS, ...WRITES_ITEMS, "PartiQLSelect", "DeleteTable", "ExportTableToPointInTime", "PutResourcePolicy"])
      if (!actions.includes(action)) may(`dynamodb:${action}`, TABLE, {}, "not allowed");
  };
}

function logIn(user: string): Duty {
  return (may) => {
    const users = `arn:aws:rds-db:us-east-1:${HOME}:dbuser:cluster-ABC`;
    may("rds-db:connect", `${users}/${user}`, {}, "allowed");
    for (const other of ["ringfence_read_payroll", "ringfence_write_payroll", "postgres", "rdsadmin"])
      may("rds-db:connect", `${users}/${other}`, {}, "not allowed");
    may("rds-db:connect", `arn:aws:rds-db:us-east-1:${PARENT}:dbuser:cluster-ABC/${user}`, {}, "not allowed");
    may("rds-db:anything", `${users}/${user}`, {}, "not allowed");
    for (const action of ["rds:DeleteDBCluster", "rds:ModifyDBCluster", "rds:CopyDBClusterSnapshot", "secretsmanager:GetSecretValue"])
      may(action, "arn:any", {}, "not allowed");
  };
}

function mount(actions: readonly string[]): Duty {
  return (may) => {
    const files = `arn:aws:elasticfilesystem:us-east-1:${HOME}:file-system/fs-1`;
    const there: Context = { "aws:ResourceTag/ringfence:dataset": "media-archive", "elasticfilesystem:AccessedViaMountTarget": "true" };
    for (const action of actions) {
      may(`elasticfilesystem:${action}`, files, there, "allowed");
      for (const unsaid of Object.keys(there)) may(`elasticfilesystem:${action}`, files, { ...there, [unsaid]: undefined }, "not allowed");
      may(`elasticfilesystem:${action}`, files, { ...there, "aws:ResourceTag/ringfence:dataset": "payroll" }, "not allowed");
      may(`elasticfilesystem:${action}`, files.replace(HOME, PARENT), there, "not allowed");
    }
    for (const action of ["ClientMount", "ClientWrite", "ClientRootAccess", "DeleteFileSystem"].filter((one) => !actions.includes(one)))
      may(`elasticfilesystem:${action}`, files, there, "not allowed");
  };
}

const DUTIES: readonly (readonly [duty: string, dataset: string, does: Duty])[] = [
  ["read", "user-content", bucket(["GetObject"], "ListBucket", ["Decrypt"])],
  [
    "write",
    "user-content",
    bucket(["AbortMultipartUpload", "DeleteObject", "PutObject"], "ListBucketMultipartUploads", ["Decrypt", "GenerateDataKey"]),
  ],
  ["restore", "user-content", bucket(["GetObjectVersion", "PutObject"], "ListBucketVersions", ["Decrypt", "GenerateDataKey"])],
  ["read", "profiles", logIn("ringfence_read_profiles")],
  ["write", "profiles", logIn("ringfence_write_profiles")],
  ["read", "sessions", table(READS_ITEMS)],
  ["write", "sessions", table(WRITES_ITEMS)],
  ["read", "media-archive", mount(["ClientMount"])],
  ["write", "media-archive", mount(["ClientMount", "ClientWrite"])],
];

function people(): Case[] {
  return DUTIES.flatMap(([duty, dataset, does]) => {
    const cases = arrives(`${duty}-${dataset}`, `ringfence-gatekeeper-hub-${duty}`, dataset);
    const who = role(HOME, `ringfence-gatekeeper-${duty}-${dataset}`);
    does(mayOf(`${STACK}/aws_iam_role_policy/people_${duty}-${dataset}_policy`, who, cases));
    return cases;
  });
}

type Given = (by: string, action: string, on: string, context?: Context) => void;

/** Each part by the statement that must give it: where two duties overlap, each has to stand. */
function glass(dataset: string, parts: (given: Given, may: May) => void): Case[] {
  const cases = arrives(`break-glass-${dataset}`, "ringfence-gatekeeper-break-glass", undefined);
  const who = role(HOME, `ringfence-gatekeeper-break-glass-${dataset}`);
  const may = mayOf(`${STACK}/aws_iam_role_policy/people_break-glass-${dataset}_policy`, who, cases);
  parts((by, action, on, context = {}) => may(action, on, context, "allowed", by), may);
  return cases;
}

function bucketGlass(given: Given, may: May): void {
  const key = `arn:aws:kms:us-east-1:${CUSTODY}:key/any`;
  for (const [duty, objects, listing, seals] of [
    ["Read", ["GetObject"], "ListBucket", ["Decrypt"]],
    ["Write", ["AbortMultipartUpload", "DeleteObject", "PutObject"], "ListBucketMultipartUploads", ["Decrypt", "GenerateDataKey"]],
    ["Restore", ["GetObjectVersion", "PutObject"], "ListBucketVersions", ["Decrypt", "GenerateDataKey"]],
  ] as const) {
    for (const action of objects) {
      given(`Objects${duty}UserContent`, `s3:${action}`, `${BUCKET}/a`);
      may(`s3:${action}`, "arn:aws:s3:::elsewhere/a", {}, "not allowed");
    }
    given(`Listing${duty}UserContent`, `s3:${listing}`, BUCKET);
    may(`s3:${listing}`, "arn:aws:s3:::elsewhere", {}, "not allowed");
    for (const action of seals) {
      given(`Key${duty}UserContent`, `kms:${action}`, key, EAST);
      may(`kms:${action}`, key, {}, "not allowed");
      may(`kms:${action}`, `arn:aws:kms:us-east-1:${PARENT}:key/any`, EAST, "not allowed");
    }
  }
  may("s3:DeleteObjectVersion", `${BUCKET}/a`, {}, "not allowed");
  may("s3:PutBucketPolicy", BUCKET, {}, "not allowed");
  may("kms:CreateGrant", key, EAST, "not allowed");
}

function tableGlass(given: Given, may: May): void {
  for (const on of [TABLE, `${TABLE}/index/by-user`]) {
    for (const action of READS_ITEMS) given("ItemsReadSessions", `dynamodb:${action}`, on);
    for (const action of WRITES_ITEMS) given("ItemsWriteSessions", `dynamodb:${action}`, on);
  }
  for (const action of ["Query", "PutItem"])
    may(`dynamodb:${action}`, `arn:aws:dynamodb:us-west-2:${HOME}:table/payroll`, {}, "not allowed");
  may("dynamodb:DeleteTable", TABLE, {}, "not allowed");
}

function logInGlass(given: Given, may: May): void {
  const users = `arn:aws:rds-db:us-east-1:${HOME}:dbuser:cluster-ABC`;
  for (const duty of ["read", "write"]) {
    given(`LogIn${duty === "read" ? "Read" : "Write"}Profiles`, "rds-db:connect", `${users}/ringfence_${duty}_profiles`);
    may("rds-db:anything", `${users}/ringfence_${duty}_profiles`, {}, "not allowed");
  }
  may("rds-db:connect", `${users}/postgres`, {}, "not allowed");
}

function mountGlass(given: Given, may: May): void {
  const there: Context = { "aws:ResourceTag/ringfence:dataset": "media-archive", "elasticfilesystem:AccessedViaMountTarget": "true" };
  const files = `arn:aws:elasticfilesystem:us-east-1:${HOME}:file-system/fs-1`;
  given("MountReadMediaArchive", "elasticfilesystem:ClientMount", files, there);
  for (const action of ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"]) {
    given("MountWriteMediaArchive", action, files, there);
    for (const unsaid of Object.keys(there)) may(action, files, { ...there, [unsaid]: undefined }, "not allowed");
    may(action, files.replace(HOME, PARENT), there, "not allowed");
    may(action, files, { ...there, "aws:ResourceTag/ringfence:dataset": "payroll" }, "not allowed");
  }
  may("elasticfilesystem:ClientRootAccess", files, there, "not allowed");
}

function app(name: string, dataset: string, does: Duty): Case[] {
  const cases: Case[] = [];
  const trust = trustOf(`${STACK}/aws_iam_role/people_app-${name}-${dataset}_role`, cases);
  const ecs = service("ecs-tasks.amazonaws.com");
  trust(`the app's tasks on ${dataset}`, ecs, { "aws:SourceAccount": HOME }, "allowed");
  trust("tasks of the parent's account", ecs, { "aws:SourceAccount": PARENT }, "not allowed");
  trust("tasks of nobody's", ecs, {}, "not allowed");
  trust("another service", service("ec2.amazonaws.com"), { "aws:SourceAccount": HOME }, "not allowed");
  for (const caller of [admin(HOME), role(GATEKEEPER, "ringfence-gatekeeper-hub-read")])
    trust("a person", caller, { "aws:SourceAccount": HOME }, "not allowed");
  trust("in somebody's name", ecs, { "aws:SourceAccount": HOME }, "not allowed", "sts:SetSourceIdentity");
  does(mayOf(`${STACK}/aws_iam_role_policy/people_app-${name}-${dataset}_policy`, role(HOME, `ringfence-app-${name}-${dataset}`), cases));
  return cases;
}

export const peopleCases: readonly Case[] = [
  ...people(),
  ...glass("user-content", bucketGlass),
  ...glass("sessions", tableGlass),
  ...glass("profiles", logInGlass),
  ...glass("media-archive", mountGlass),
  ...app("feed", "user-content", bucket(["GetObject"], "ListBucket", ["Decrypt"])),
  ...app("login", "sessions", table(WRITES_ITEMS)),
];
