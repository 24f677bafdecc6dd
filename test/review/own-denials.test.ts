import { fenceOf } from "../../config/guardrails/fence";
import { Program } from "../../config/program";
import { program as unitedStates } from "../../config/programs/united-states";
import type { JsonObject } from "../../review/value";
import { ask, CUSTODY, HOME, plan, stack } from "./estate";

const awsGuards = { units: [], controls: [], exceptRegions: [] };
const organization = "o-fence00001";
const policy = (...statements: JsonObject[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const deny = (more: JsonObject): JsonObject => ({ Sid: "D", Effect: "Deny", Principal: "*", Resource: "*", ...more });

const BUCKET = { bucket: "content", tags: { "ringfence:dataset": "profiles" } };
const CLEAR = deny({ Action: "s3:*", Condition: { Bool: { "aws:SecureTransport": "false" } } });
const OLD = deny({ Action: "s3:*", Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } });
const STRANGERS = deny({ Action: "s3:*", Condition: { StringNotEqualsIfExists: { "aws:PrincipalOrgID": organization } } });
const OUTSIDE = deny({ Action: "s3:*", Condition: { StringNotEqualsIfExists: { "aws:SourceVpce": "vpce-1" } } });
const KEYS = [
  deny({
    Action: "s3:PutObject",
    Condition: { StringNotEquals: { "s3:x-amz-server-side-encryption": "aws:kms" }, Null: { "s3:x-amz-server-side-encryption": "false" } },
  }),
  deny({
    Action: "s3:PutObject",
    Condition: {
      StringNotEquals: { "s3:x-amz-server-side-encryption-aws-kms-key-id": "ours" },
      Null: { "s3:x-amz-server-side-encryption-aws-kms-key-id": "false" },
    },
  }),
  deny({ Action: "s3:PutObject", Condition: { Null: { "s3:x-amz-server-side-encryption-customer-algorithm": "false" } } }),
];
const EVERY = [CLEAR, OLD, STRANGERS, OUTSIDE, ...KEYS];

const bucket = (statements: readonly JsonObject[] | string, block: JsonObject = BUCKET) =>
  stack("storage", {
    aws_s3_bucket: { b: block },
    ...(statements.length === 0
      ? {}
      : {
          aws_s3_bucket_policy: {
            p: { bucket: "${aws_s3_bucket.b.id}", policy: typeof statements === "string" ? statements : policy(...statements) },
          },
        }),
  });
const of = (rule: string, document: JsonObject, scope = {}, whole = true) =>
  ask(rule, [document], { awsGuards, organization, ...scope }, whole);

describe.each([
  ["ACCESS-10", CLEAR, "reads in the clear"],
  ["ACCESS-10", OLD, "reads over an old TLS"],
  ["ACCESS-10", STRANGERS, "a stranger's reads"],
  ["NETWORK-10", OUTSIDE, "reads from outside the network"],
  ["CUSTODY-11", KEYS[0] as JsonObject, "objects under no customer key"],
] as const)("%s on a bucket", (rule, statement, what) => {
  it("is met when its own policy denies it", () => expect(of(rule, bucket(EVERY))[0]).toMatch(/^met/));
  it(`is a breach when ${what} are not denied`, () => {
    const rest = EVERY.filter((each) => each !== statement);
    expect(of(rule, bucket(rest))[0]).toMatch(new RegExp(`^breach aws_s3_bucket_policy.p: its own policy does not deny .*${what}`));
  });
  it("is a breach when a denial names one principal, or is under a condition more", () => {
    const narrowing: readonly JsonObject[] = [
      { Principal: { AWS: `arn:aws:iam::${HOME}:role/x` } },
      { Condition: { ...(statement["Condition"] as JsonObject), StringEquals: { "aws:PrincipalTag/none": "never" } } },
    ];
    for (const more of narrowing) {
      const weaker = EVERY.map((each) => (each === statement ? { ...statement, ...more } : each));
      expect(of(rule, bucket(weaker))[0]).toMatch(/^breach/);
    }
  });
  it("is a breach without a policy in a whole directory, and unknown in one stack", () => {
    expect(of(rule, bucket([]))[0]).toMatch(/^breach aws_s3_bucket.b/);
    expect(of(rule, bucket([]), {}, false)[0]).toMatch(/^unknown/);
  });
  it("does not know a policy that nobody can read", () => expect(of(rule, bucket("${var.policy}"))[0]).toMatch(/^unknown/));
  it("says nothing of a program that builds no fence, of the legacy estate and of a bucket that is for nothing", () => {
    expect(of(rule, bucket([]), { awsGuards: undefined })).toEqual([]);
    expect(of(rule, { ...bucket([]), provider: { aws: [{ region: "us-east-1", allowed_account_ids: ["999999999999"] }] } })).toEqual([]);
    expect(of(rule, bucket([], { bucket: "content" }))).toEqual([]);
    expect(of(rule, bucket([], { bucket: "content", tags: { "ringfence:purpose": "constructor" } }))).toEqual([]);
  });
});

test("a denial on another bucket is none on this one", () => {
  const elsewhere = EVERY.map((each) => ({ ...each, Resource: "arn:aws:s3:::another/*" }));
  expect(of("ACCESS-10", bucket(elsewhere))[0]).toMatch(/^breach/);
});

test("statements in another order, as lists and under other names, are the same", () => {
  const other = [...EVERY]
    .reverse()
    .map((each, i) => ({ ...each, Sid: `S${i}`, Action: [each["Action"] as string], Principal: { AWS: ["*"] } }));
  for (const rule of ["ACCESS-10", "NETWORK-10", "CUSTODY-11"]) expect(of(rule, bucket(other))[0]).toMatch(/^met/);
});

test("a plan's bucket is judged as its source's", () => {
  const planned = plan([
    { address: "aws_s3_bucket.b", after: BUCKET },
    { address: "aws_s3_bucket_policy.p", after: { bucket: "content", policy: policy(...EVERY.slice(1)) } },
  ]);
  expect(of("ACCESS-10", planned, {}, false)[0]).toMatch(/^breach aws_s3_bucket_policy.p/);
});

describe("CUSTODY-11 on a key", () => {
  const ADMIN = `arn:aws:iam::${CUSTODY}:role/ringfence-key-admin`;
  const ONLY = deny({
    Action: ["kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:DisableKey"],
    Condition: { ArnNotEquals: { "aws:PrincipalArn": ADMIN } },
  });
  const WEEK = deny({
    Action: "kms:ScheduleKeyDeletion",
    Condition: { NumericLessThan: { "kms:ScheduleKeyDeletionPendingWindowInDays": "30" } },
  });
  const NEVER = deny({ Action: "kms:ReplicateKey" });
  const key = (...statements: JsonObject[]) =>
    stack("keys", { aws_kms_key: { k: { policy: policy(...statements) } } }, { account: CUSTODY });
  it("is met by the three denials", () => expect(of("CUSTODY-11", key(ONLY, WEEK, NEVER))[0]).toMatch(/^met/));
  it.each([
    [[WEEK, NEVER], "a rewritten policy by others than custody"],
    [[ONLY, NEVER], "its deletion within a week"],
    [[ONLY, WEEK], "its replica in another region"],
  ] as const)("is a breach without one of them", (statements, what) =>
    expect(of("CUSTODY-11", key(...statements))[0]).toMatch(new RegExp(`^breach aws_kms_key.k: .*${what}`)),
  );
});

test.each([
  ["aws_dynamodb_table", { name: "t" }, "aws_dynamodb_resource_policy", "resource_arn", "arn", "ACCESS-10", "a stranger's GetItem"],
  [
    "aws_efs_file_system",
    { creation_token: "f" },
    "aws_efs_file_system_policy",
    "file_system_id",
    "id",
    "ACCESS-10",
    "mounts in the clear",
  ],
] as const)("%s is asked by the policy beside it", (type, block, satellite, by, attribute, rule, what) => {
  const store = (statement: JsonObject) =>
    stack("storage", {
      [type]: { s: { ...block, tags: BUCKET.tags } },
      [satellite]: { p: { [by]: `\${${type}.s.${attribute}}`, policy: policy(statement) } },
    });
  expect(of(rule, store(deny({ Action: "*" })))[0]).toMatch(/^met/);
  expect(of(rule, store(deny({ Action: "s3:*" })))[0]).toMatch(new RegExp(`^breach ${satellite}.p: .*${what}`));
});

test("MIGRATION-08: a vault that a plan writes into denies that backups end early, and one that they pass through may not", () => {
  const vault = (statement: JsonObject, planned = true) =>
    stack("storage", {
      aws_backup_vault: { v: { name: "vault", tags: { "ringfence:purpose": "backups" } } },
      aws_backup_vault_policy: { p: { backup_vault_name: "${aws_backup_vault.v.name}", policy: policy(statement) } },
      ...(planned ? { aws_backup_plan: { b: { rule: [{ target_vault_name: "vault" }] } } } : {}),
    });
  expect(of("MIGRATION-08", vault(deny({ Action: "backup:*" })))[0]).toMatch(/^met/);
  expect(of("MIGRATION-08", vault(deny({ Action: "backup:DeleteRecoveryPoint" })))[0]).toMatch(/^breach aws_backup_vault_policy.p/);
  expect(of("MIGRATION-08", vault(deny({ Action: "s3:*" }), false))).toEqual([]);
});

test("AUDIT-10: a locked bucket of logs denies that anybody deletes them or writes his own", () => {
  const archive = (...statements: JsonObject[]) => {
    const made = bucket(statements, { bucket: "archive", tags: { "ringfence:purpose": "logs" } });
    return {
      ...made,
      resource: {
        ...(made["resource"] as JsonObject),
        aws_s3_bucket_object_lock_configuration: { l: { bucket: "${aws_s3_bucket.b.id}" } },
      },
    };
  };
  const gone = deny({ Action: ["s3:DeleteObject*"] });
  const written = deny({
    Action: ["s3:PutObject", "s3:ReplicateObject"],
    Condition: { StringNotEquals: { "aws:PrincipalServiceName": "cloudtrail.amazonaws.com" } },
  });
  expect(of("AUDIT-10", archive(gone, written))[0]).toMatch(/^met/);
  expect(of("AUDIT-10", archive(written))[0]).toMatch(/deletion of logs/);
  expect(of("AUDIT-10", archive(gone))[0]).toMatch(/logs that somebody writes/);
  expect(of("AUDIT-10", bucket([gone], { bucket: "answers", tags: { "ringfence:purpose": "logs" } }))).toEqual([]);
});

describe("ACCESS-10 on rights", () => {
  const bounded = (statement: JsonObject) =>
    stack("access", {
      aws_iam_policy: { b: { name: "bound", policy: policy({ Sid: "A", Effect: "Allow", Action: "*", Resource: "*" }, statement) } },
      aws_iam_role: { r: { name: "somebody", permissions_boundary: `arn:aws:iam::${HOME}:policy/bound`, assume_role_policy: policy() } },
    });
  const never = (...Action: string[]) => ({ Sid: "D", Effect: "Deny", Action, Resource: "*" });
  const RIGHTS = ["iam:*", "organizations:*", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"];
  it("is met by a boundary that takes rights and keys away, or allows neither", () => {
    expect(of("ACCESS-10", bounded(never(...RIGHTS)))[0]).toMatch(/^met/);
    const narrow = bounded(never("s3:*"));
    const allowed = policy({ Sid: "A", Effect: "Allow", Action: "s3:GetObject", Resource: "*" });
    const resource = narrow["resource"] as JsonObject;
    expect(of("ACCESS-10", { ...narrow, resource: { ...resource, aws_iam_policy: { b: { name: "bound", policy: allowed } } } })[0]).toMatch(
      /^met/,
    );
  });
  it.each(RIGHTS)("is a breach by one that leaves %s", (left) =>
    expect(of("ACCESS-10", bounded(never(...RIGHTS.filter((each) => each !== left))))[0]).toMatch(/^breach aws_iam_policy.b/),
  );
  it("asks more of one that bounds a reader", () => {
    const readers = [{ who: "gatekeeper" as const, dataset: "profiles", arn: `arn:aws:iam::${HOME}:role/somebody` }];
    const [text] = of("ACCESS-10", bounded(never(...RIGHTS)), { readers });
    expect(text).toMatch(/^breach aws_iam_policy.b: .*a trail that is stopped/);
  });
  it("wants the gatekeeper's roles closed to other networks, and the auditor's after his term", () => {
    const role = (name: string, Condition: JsonObject) =>
      stack("access", {
        aws_iam_role: {
          r: {
            name,
            assume_role_policy: policy({ Sid: "D", Effect: "Deny", Principal: { AWS: "*" }, Action: "sts:AssumeRole", Condition }),
          },
        },
      });
    const readers = [{ who: "gatekeeper" as const, dataset: "profiles", arn: `arn:aws:iam::${HOME}:role/reader` }];
    const from = { NotIpAddressIfExists: { "aws:SourceIp": ["198.51.100.0/24"] } };
    const until = { DateGreaterThan: { "aws:CurrentTime": "2027-10-31T23:59:59Z" } };
    expect(of("ACCESS-10", role("reader", from), { readers })[0]).toMatch(/^met/);
    expect(of("ACCESS-10", role("reader", until), { readers })[0]).toMatch(/^breach .*elsewhere/);
    expect(of("ACCESS-10", role("ringfence-auditor", until))[0]).toMatch(/^met/);
    expect(of("ACCESS-10", role("ringfence-auditor", from))[0]).toMatch(/^breach .*after the auditor's term/);
    expect(of("ACCESS-10", role("another", from), { readers })).toEqual([]);
  });
});

describe("whom a resource's own denial spares", () => {
  const fence = fenceOf(Program.of(unitedStates));
  const [account = "", release = ""] = [HOME, fence.roles.signers[0]?.split(":")[4]];
  const guards = { ...awsGuards, fence: { ...fence, accounts: [account, CUSTODY, release], organizations: [organization] } };
  const spared = (rule: string, document: JsonObject) => ask(rule, [document], { awsGuards: guards, organization }, true)[0];
  const others = (key: string, values: string[], operator = "StringNotEqualsIfExists") =>
    deny({ Action: "s3:*", Condition: { [operator]: { [key]: values } } });
  const rest = EVERY.filter((each) => each !== STRANGERS);

  it("is the program's organization and its accounts", () => {
    expect(spared("ACCESS-10", bucket(EVERY))).toMatch(/^met/);
    for (const [key, value] of [
      ["aws:PrincipalOrgID", "o-parents0001"],
      ["aws:PrincipalAccount", "888888888888"],
    ] as const) {
      const own = key === "aws:PrincipalOrgID" ? organization : HOME;
      expect(spared("ACCESS-10", bucket([...rest, others(key, [own])]))).toMatch(/^met/);
      expect(spared("ACCESS-10", bucket([...rest, others(key, [own, value])]))).toMatch(`spares ${value} (a stranger's`);
      // Whom another statement denies all the same gets nowhere.
      expect(spared("ACCESS-10", bucket([...EVERY, others(key, [own, value])]))).toMatch(/^met/);
    }
  });
  it("is no key of another account's", () => {
    const under = (key: string) =>
      spared(
        "CUSTODY-11",
        bucket([...EVERY.filter((each) => each !== KEYS[1]), others("s3:x-amz-server-side-encryption-aws-kms-key-id", [key])]),
      );
    expect(under(`arn:aws:kms:us-east-1:${CUSTODY}:key/1`)).toMatch(/^met/);
    expect(under("arn:aws:kms:us-east-1:888888888888:key/1")).toMatch(/^breach .*spares arn:aws:kms:us-east-1:888888888888:key\/1/);
  });
  it("is, in the buckets of the release path, its own roles and no others of the account", () => {
    const role = (name: string) => `arn:aws:iam::${HOME}:role/${name}`;
    const only = (action: string, below: string, roles: readonly string[]) =>
      deny({
        Action: action,
        Resource: `arn:aws:s3:::ringfence-releases-x${below}`,
        Condition: { ArnNotEquals: { "aws:PrincipalArn": [...roles] } },
      });
    const block = { bucket: "ringfence-releases-x", tags: { "ringfence:purpose": "release" } };
    const of = (reads: readonly string[]) =>
      spared(
        "ACCESS-10",
        bucket(
          [
            CLEAR,
            STRANGERS,
            only("s3:PutObject*", "/*", [role("ringfence-release-sign")]),
            only("s3:DeleteObject*", "/*", [role("ringfence-release-sign")]),
            ...(reads.length > 0 ? [only("s3:GetObject*", "/records/*", reads)] : []),
          ],
          block,
        ),
      );
    const inspector = role("ringfence-release-inspector");
    expect(of([inspector])).toMatch(/^met/);
    expect(of([])).toMatch(/^breach .*does not deny GetObject by others than the path/);
    for (const stranger of [role("ringfence-release-build"), "arn:aws:iam::888888888888:role/x"])
      expect(of([inspector, stranger])).toContain(`spares ${stranger} (GetObject`);
  });
});
