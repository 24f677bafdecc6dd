import type { Caller } from "../../../review/access/types";
import { admin, CUSTODY, deployer, HOME, MANAGEMENT, PARENT, RECOVERY, RELEASE, request, role, service, type Context } from "../callers";
import type { Case } from "../case";
import type { Verdict } from "../documents";

type Add = (
  of: string,
  caller: Caller,
  action: string,
  on: "bucket" | "object" | `/${string}`,
  context: Context,
  expected: Verdict,
  by?: string,
) => void;

function adder(policy: string, bucket: string, account: string, cases: Case[]): Add {
  return (of, caller, action, on, context, expected, by) => {
    const resource = on === "bucket" ? bucket : on === "object" ? `${bucket}/a/b` : `${bucket}${on}`;
    cases.push({
      policy,
      of: `${action} on ${on}: ${of}`,
      request: request(caller, `s3:${action}`, resource, account, context),
      expected,
      ...(by ? { by } : {}),
    });
  };
}

/** TLS and the organization, which every bucket shares. `within` makes a request that is otherwise in order. */
function common(add: Add, own: Caller, within: Context): void {
  for (const on of ["bucket", "object"] as const) {
    const read = on === "bucket" ? "ListBucket" : "GetObject";
    add(
      "without TLS",
      own,
      read,
      on,
      { ...within, "aws:SecureTransport": "false", "s3:TlsVersion": undefined },
      "denied",
      "DenyWithoutTls",
    );
    add("the parent", admin(PARENT), read, on, within, "denied", "DenyOutsideTheOrganization");
    add("nobody in particular", own, read, on, { ...within, "aws:PrincipalOrgID": undefined }, "denied", "DenyOutsideTheOrganization");
    add(
      "somebody of whom AWS says nothing",
      own,
      read,
      on,
      { ...within, "aws:PrincipalOrgID": undefined, "aws:PrincipalIsAWSService": undefined },
      "denied",
      "DenyOutsideTheOrganization",
    );
    add("a service is of no organization, and is told nothing", service("logging.s3.amazonaws.com"), read, on, {}, "not allowed");
  }
}

const DATA: readonly (readonly [string, "bucket" | "object"])[] = [
  ["GetObject", "object"],
  ["GetObjectVersion", "object"],
  ["PutObject", "object"],
  ["PutObjectTagging", "object"],
  ["DeleteObject", "object"],
  ["DeleteObjectVersion", "object"],
  ["RestoreObject", "object"],
  ["AbortMultipartUpload", "object"],
  ["ListMultipartUploadParts", "object"],
  ["ReplicateObject", "object"],
  ["ReplicateDelete", "object"],
  ["ReplicateTags", "object"],
  ["ListBucket", "bucket"],
  ["ListBucketVersions", "bucket"],
  ["ListBucketMultipartUploads", "bucket"],
];

const REPLICATION = role(HOME, "ringfence-replication-user-content");

function dataBucket(policy: string, bucket: string, account: string, key: string, endpoint: string | undefined): Case[] {
  const cases: Case[] = [];
  const add = adder(policy, bucket, account, cases);
  const app = role(account, "app");
  const inside: Context = { "aws:SourceVpce": endpoint ?? "vpce-any" };
  // At recovery nobody reads; who stands for "in order" there is a service on the account's behalf.
  const within: Context = endpoint ? inside : { "aws:ViaAWSService": "true" };
  common(add, app, within);
  for (const on of ["bucket", "object"] as const) {
    add("TLS 1.1", app, on === "bucket" ? "ListBucket" : "GetObject", on, { ...within, "s3:TlsVersion": "1.1" }, "denied", "DenyOldTls");
    add("TLS 1.2", app, on === "bucket" ? "ListBucket" : "GetObject", on, { ...within, "s3:TlsVersion": "1.2" }, "allowed");
  }
  for (const [action, on] of DATA) {
    const outside = action === "ListBucket" ? "DenyListingOutsideTheEndpoint" : "DenyDataOutsideTheEndpoint";
    add("in order", app, action, on, within, "allowed");
    add("from nowhere", app, action, on, {}, "denied", outside);
    add(
      "from nowhere, unsaid",
      app,
      action,
      on,
      { "aws:ViaAWSService": undefined, "aws:PrincipalIsAWSService": undefined },
      "denied",
      outside,
    );
    add("through another network's endpoint", app, action, on, { "aws:SourceVpce": "vpce-parents" }, "denied", outside);
    add("the account's administrator", admin(account), action, on, {}, "denied");
    add("a service of AWS, which nobody allowed", service("s3.amazonaws.com"), action, on, {}, "not allowed");
    add("a service on its caller's behalf", app, action, on, { "aws:ViaAWSService": "true" }, "allowed");
  }
  add("the deployer configures", deployer(account), "PutLifecycleConfiguration", "bucket", {}, "allowed");
  add("the deployer, without TLS", deployer(account), "PutLifecycleConfiguration", "bucket", { "aws:SecureTransport": "false" }, "denied");
  // Terraform heads a bucket, which S3 takes for a listing.
  add("the deployer heads the bucket", deployer(account), "ListBucket", "bucket", {}, "allowed");
  for (const [action, on] of DATA)
    if (action !== "ListBucket") add("the deployer reaches no data", deployer(account), action, on, {}, "denied");
  add("another account's deployer", deployer(CUSTODY), "ListBucket", "bucket", {}, "denied");

  const header = "s3:x-amz-server-side-encryption";
  const put = (of: string, headers: Context, expected: Verdict, by?: string) =>
    add(of, app, "PutObject", "object", { ...within, ...headers }, expected, by);
  put("under the default key", {}, "allowed");
  put("under the one key", { [header]: "aws:kms", [`${header}-aws-kms-key-id`]: key }, "allowed");
  put(
    "under another key",
    { [header]: "aws:kms", [`${header}-aws-kms-key-id`]: `arn:aws:kms:us-east-1:${PARENT}:key/theirs` },
    "denied",
    "DenyAnotherKey",
  );
  put("under AWS's own key", { [header]: "AES256" }, "denied", "DenyAnotherEncryption");
  put("in two layers, of which one is not ours", { [header]: "aws:kms:dsse" }, "denied", "DenyAnotherEncryption");
  put("under a key of the caller's", { [`${header}-customer-algorithm`]: "AES256" }, "denied", "DenyCallersOwnKey");
  return cases;
}

function homeBucket(): Case[] {
  const policy = "storage-us-east-1/aws_s3_bucket_policy/user-content_policy";
  const bucket = "arn:aws:s3:::user-content-333333333333-us-east-1";
  const cases = dataBucket(policy, bucket, HOME, `arn:aws:kms:us-east-1:${CUSTODY}:key/user-content`, "vpce-s3-us-east-1");
  const add = adder(policy, bucket, HOME, cases);
  add("the replication role, from S3's own network", REPLICATION, "GetObjectVersionForReplication", "object", {}, "allowed");
  add(
    "the replication role of another region",
    role(HOME, "ringfence-replication-us-west-2"),
    "GetObjectVersionForReplication",
    "object",
    {},
    "denied",
  );
  add("the replication role lists", REPLICATION, "ListBucket", "bucket", {}, "allowed");
  return cases;
}

function recoveryBucket(): Case[] {
  const policy = "recovery-us-west-2/aws_s3_bucket_policy/user-content_policy";
  const bucket = "arn:aws:s3:::user-content-444444444444-us-west-2";
  const cases = dataBucket(policy, bucket, RECOVERY, `arn:aws:kms:us-west-2:${RECOVERY}:key/user-content`, undefined);
  const add = adder(policy, bucket, RECOVERY, cases);
  for (const action of ["ReplicateObject", "ReplicateDelete", "ReplicateTags", "ObjectOwnerOverrideToBucketOwner"]) {
    add("the home's replication role", REPLICATION, action, "object", {}, "allowed", "TakeReplicas");
    add("another role of the home's, on its behalf", role(HOME, "app"), action, "object", { "aws:ViaAWSService": "true" }, "not allowed");
    // The deny for strangers spares services; the grant must not.
    add(
      "a service in the role's name, of another organization",
      REPLICATION,
      action,
      "object",
      { "aws:PrincipalIsAWSService": "true", "aws:PrincipalOrgID": "o-parentcorp1" },
      "not allowed",
    );
  }
  for (const unsaid of ["aws:PrincipalOrgID", "aws:PrincipalArn"] as const)
    add(
      `a service without ${unsaid}`,
      REPLICATION,
      "ObjectOwnerOverrideToBucketOwner",
      "object",
      { "aws:PrincipalIsAWSService": "true", [unsaid]: undefined },
      "not allowed",
    );
  for (const [action, on] of [
    ["PutBucketPolicy", "bucket"],
    ["BypassGovernanceRetention", "object"],
    ["ObjectOwnerOverrideToBucketOwner", "bucket"],
  ] as const)
    add("the home's replication role configures nothing", REPLICATION, action, on, {}, "not allowed");
  for (const [action, on] of [
    ["GetObject", "object"],
    ["ListBucket", "bucket"],
  ] as const)
    add("the home's replication role reads nothing", REPLICATION, action, on, {}, "not allowed");
  add("through the home's endpoint", role(RECOVERY, "app"), "GetObject", "object", { "aws:SourceVpce": "vpce-s3-us-west-2" }, "denied");
  return cases;
}

export const bucketCases: readonly Case[] = [...homeBucket(), ...recoveryBucket()];

export const stateCases: readonly Case[] = [
  ["custody", CUSTODY],
  ["home", HOME],
  ["recovery", RECOVERY],
  ["release", RELEASE],
].flatMap(([name, account]) => stateBucket(name as string, account as string));

function stateBucket(name: string, account: string): Case[] {
  const cases: Case[] = [];
  const add = adder(`bootstrap-${name}/aws_s3_bucket_policy/state_policy`, `arn:aws:s3:::ringfence-state-${account}`, account, cases);
  common(add, deployer(account), {});
  const others = [CUSTODY, HOME, RECOVERY, RELEASE].filter((one) => one !== account);
  const PRIVATE = "/private/united-states/storage-us-east-1.tfstate";
  const PUBLISHED = "/published/united-states/custody-us-east-1.tfstate";
  for (const action of ["GetObject", "GetObjectVersion", "PutObject", "PutObjectTagging", "DeleteObject", "DeleteObjectVersion"]) {
    add("its own deployer", deployer(account), action, PRIVATE, {}, "allowed");
    add("its own deployer", deployer(account), action, PUBLISHED, {}, "allowed");
    add("the account's administrator", admin(account), action, PRIVATE, {}, "denied", "DenyPrivateStateToOthers");
    for (const other of others) add(`the deployer of ${other}`, deployer(other), action, PRIVATE, {}, "denied", "DenyPrivateStateToOthers");
  }
  for (const other of others) {
    add(`the deployer of ${other} reads what is published`, deployer(other), "GetObject", PUBLISHED, {}, "allowed", "ReadPublishedState");
    for (const action of ["PutObject", "DeleteObject"])
      add(`the deployer of ${other} writes nothing`, deployer(other), action, PUBLISHED, {}, "not allowed");
    for (const prefix of ["env:/", PUBLISHED.slice(1)])
      add(
        `the deployer of ${other} finds ${prefix}`,
        deployer(other),
        "ListBucket",
        "bucket",
        { "s3:prefix": prefix },
        "allowed",
        "FindPublishedState",
      );
    for (const prefix of ["private/x", undefined])
      add(`the deployer of ${other} lists nothing else`, deployer(other), "ListBucket", "bucket", { "s3:prefix": prefix }, "not allowed");
    for (const action of ["GetBucketPolicy", "PutBucketPolicy"])
      add(`the deployer of ${other} configures nothing`, deployer(other), action, "bucket", { "s3:prefix": "env:/" }, "not allowed");
    add(`the deployer of ${other} lists no object`, deployer(other), "ListBucket", PUBLISHED, { "s3:prefix": "env:/" }, "not allowed");
    for (const unsaid of ["aws:PrincipalOrgID", "aws:PrincipalArn"])
      add(
        `a service without ${unsaid} finds nothing`,
        deployer(other),
        "ListBucket",
        "bucket",
        { "s3:prefix": "env:/", "aws:PrincipalIsAWSService": "true", [unsaid]: undefined },
        "not allowed",
      );
    add(`the deployer of ${other} reads nothing else`, deployer(other), "GetObject", "/elsewhere.tfstate", {}, "not allowed");
    for (const unsaid of ["aws:PrincipalOrgID", "aws:PrincipalArn"])
      add(
        `a service without ${unsaid}`,
        deployer(other),
        "GetObject",
        PUBLISHED,
        { "aws:PrincipalIsAWSService": "true", [unsaid]: undefined },
        "not allowed",
      );
    add(`another role of ${other}`, admin(other), "GetObject", PUBLISHED, {}, "not allowed");
    add(
      `a service in the deployer's name, of another organization`,
      deployer(other),
      "GetObject",
      PUBLISHED,
      { "aws:PrincipalIsAWSService": "true", "aws:PrincipalOrgID": "o-parentcorp1" },
      "not allowed",
    );
  }
  add("a deployer that is none of the program's", deployer(MANAGEMENT), "GetObject", PUBLISHED, {}, "not allowed");
  add("the parent's deployer", deployer(PARENT), "GetObject", PUBLISHED, {}, "denied");
  return cases;
}
