import { ask, AUDIT, bucket, CUSTODY, encryption, HOME, KEY, PARENT, plan, SCOPE, stack, STRANGER } from "./estate";

describe("CUSTODY-01", () => {
  const of = (...documents: Parameters<typeof ask>[1][number][]) => ask("CUSTODY-01", documents);
  const encrypted = (key: string | null, more: object = {}) =>
    stack("s", { aws_s3_bucket: { b: bucket() }, aws_s3_bucket_server_side_encryption_configuration: { e: encryption(key) }, ...more });

  it("is met by the ARN of a key in the custody account", () => expect(of(encrypted(KEY))).toEqual(["met aws_s3_bucket.b"]));
  it.each([
    ["a stranger's key", KEY.replace(CUSTODY, STRANGER)],
    ["the parent's key", KEY.replace(CUSTODY, PARENT)],
    ["a key in an account that holds none", KEY.replace(CUSTODY, HOME)],
    ["the cloud's own key", "alias/aws/s3"],
    ["a key outside the jurisdiction", KEY.replace("us-east-1", "eu-west-1")],
    ["no key", null],
  ])("is a breach with %s", (_, key) => expect(of(encrypted(key))[0]).toMatch(/^breach aws_s3_bucket\.b/));
  it("lets state and alarms of an account of the auditor's lie under that account's own key, and nothing else", () => {
    const own = (purpose: string, account: string, key: string, holdsKeys = true) =>
      ask(
        "CUSTODY-01",
        [
          stack(
            "s",
            {
              aws_s3_bucket: { b: bucket({ tags: { "ringfence:purpose": purpose } }) },
              aws_s3_bucket_server_side_encryption_configuration: { e: encryption(KEY.replace(CUSTODY, key)) },
            },
            { account },
          ),
        ],
        { accounts: SCOPE.accounts.map((each) => (each.id === AUDIT ? { ...each, holdsKeys } : each)) },
      )[0];
    expect(own("state", AUDIT, AUDIT)).toMatch(/^met .*administers the key in its account/);
    expect(own("logs", AUDIT, AUDIT)).toMatch(/^breach/);
    expect(own("state", HOME, AUDIT)).toMatch(/^breach/);
    expect(own("state", AUDIT, STRANGER)).toMatch(/^breach/);
    expect(own("state", AUDIT, AUDIT, false)).toMatch(/^breach/);
  });
  it("is a breach without any configuration", () => expect(of(stack("s", { aws_s3_bucket: { b: bucket() } }))[0]).toMatch(/^breach/));
  it.each([
    ["a function", "${coalesce(var.a, var.b)}"],
    ["a variable", "${var.key}"],
    ["a resource that is not there", "${aws_kms_key.k.arn}"],
    ["something else's ARN", "${aws_sns_topic.t.arn}"],
  ])("does not know a key that is %s", (_, key) => expect(of(encrypted(key))[0]).toMatch(/^unknown/));
  it("does not know whose a configuration is when its bucket is an expression", () =>
    expect(
      of(
        stack("s", {
          aws_s3_bucket: { b: bucket() },
          aws_s3_bucket_server_side_encryption_configuration: { e: encryption(KEY, "${var.bucket}") },
        }),
      )[0],
    ).toMatch(/^unknown/));
  it("follows another stack's output to the key, and to the account where that stack is pinned", () => {
    const state = { backend: "s3", config: { bucket: "state", key: "keys.tfstate", region: "us-east-1" } };
    const store = stack(
      "s",
      {
        aws_s3_bucket: { b: bucket() },
        aws_s3_bucket_server_side_encryption_configuration: { e: encryption("${data.terraform_remote_state.keys.outputs.arn}") },
      },
      { data: { terraform_remote_state: { keys: state } } },
    );
    const keys = (account: string) =>
      stack("keys", { aws_kms_key: { k: {} } }, { account, output: { arn: { value: "${aws_kms_key.k.arn}" } } });
    expect(of(store, keys(CUSTODY))).toEqual(["met aws_s3_bucket.b"]);
    expect(of(store, keys(PARENT))[0]).toMatch(/^breach/);
    expect(of(store)[0]).toMatch(/^unknown .*none of the inputs/);
  });
  it("does not turn round in a circle of locals", () =>
    expect(of({ ...encrypted("${local.a}"), locals: { a: "${local.b}", b: "${local.a}" } })[0]).toMatch(/^unknown .*circle/));
  it("follows an alias to its key", () => {
    const more = { aws_kms_alias: { a: { name: "alias/a", target_key_id: KEY } } };
    expect(of(encrypted("${aws_kms_alias.a.arn}", more))).toEqual(["met aws_s3_bucket.b"]);
  });
  it.each([
    ["an unencrypted cluster", "aws_rds_cluster", { kms_key_id: KEY }, "breach"],
    ["a cluster", "aws_rds_cluster", { kms_key_id: KEY, storage_encrypted: true }, "met"],
    ["a file system", "aws_efs_file_system", { kms_key_id: KEY, encrypted: true }, "met"],
    ["a file system without key", "aws_efs_file_system", { encrypted: true }, "breach"],
    ["a table", "aws_dynamodb_table", { server_side_encryption: { enabled: true, kms_key_arn: KEY } }, "met"],
    ["a table that turns it off", "aws_dynamodb_table", { server_side_encryption: { enabled: false, kms_key_arn: KEY } }, "breach"],
    ["a vault", "aws_backup_vault", { kms_key_arn: KEY }, "met"],
    ["a log group without key", "aws_cloudwatch_log_group", {}, "breach"],
    ["a volume, whose account may have a default", "aws_ebs_volume", { availability_zone: "us-east-1a" }, "unknown"],
  ])("judges %s", (_, type, values, verdict) =>
    expect(of(stack("s", { [type]: { x: values } }))[0]).toMatch(new RegExp(`^${verdict} ${type}`)),
  );
  describe("of a volume that names none, by the account's default", () => {
    const VOLUME = { availability_zone: "us-east-1a", encrypted: true };
    const set = (key: string, more: object = {}) => ({ aws_ebs_default_kms_key: { k: { key_arn: key } }, ...more });
    const volume = (values: object, beside: object = {}) => stack("s", { aws_ebs_volume: { v: { ...VOLUME, ...values } }, ...beside });
    const verdict = (...documents: Parameters<typeof of>) =>
      of(...documents)
        .find((each) => / aws_ebs_volume/.test(each))
        ?.split(" ")[0];
    const waiting = { depends_on: ["aws_ebs_default_kms_key.k"] };
    const everywhere = { aws_ebs_encryption_by_default: { e: { enabled: true } } };
    const defaults = (key: string, more: object = {}, at: object = {}) => stack("defaults", set(key, more), at);
    it("is met under the custodian's, and a breach under another's", () => {
      expect(verdict(volume({}), defaults(KEY))).toBe("met");
      expect(verdict(volume({}), defaults(KEY.replace(CUSTODY, PARENT)))).toBe("breach");
      expect(verdict(volume(waiting, set(KEY)))).toBe("met");
    });
    it("asks whether it is encrypted at all", () => {
      expect(verdict(volume({ encrypted: false }), defaults(KEY))).toBe("unknown");
      expect(verdict(volume({ encrypted: false }), defaults(KEY, everywhere))).toBe("met");
      expect(verdict(volume({ encrypted: false }), defaults(KEY, { aws_ebs_encryption_by_default: { e: { enabled: false } } }))).toBe(
        "unknown",
      );
    });
    it.each(["no-op", "update", "create"])("does not reach back to a volume that stands already: %s", (action) => {
      const after = { ...VOLUME, encrypted: false, kms_key_id: "" };
      const before = action === "create" ? {} : { before: after };
      const stands = plan([{ address: "aws_ebs_volume.v", actions: [action], after, ...before }]);
      expect(verdict(stands, defaults(KEY, everywhere))).toBe(action === "create" ? "met" : "unknown");
    });
    it.each<[string, Parameters<typeof of>]>([
      ["beside it, where it may come later", [volume({}, set(KEY))]],
      ["of another region", [volume({}), defaults(KEY, {}, { region: "us-west-2" })]],
      ["of another account", [volume({}), defaults(KEY, {}, { account: AUDIT })]],
      ["set twice", [volume({}), defaults(KEY, { aws_ebs_default_kms_key: { k: { key_arn: KEY }, l: { key_arn: KEY } } })]],
      ["of no say, where a snapshot has a key of its own", [volume({ snapshot_id: "snap-0123456789abcdef0" }), defaults(KEY)]],
    ])("is unknown where the default is %s", (_, documents) => expect(verdict(...documents)).toBe("unknown"));
  });
  it("judges a table's replicas too", () => {
    const table = { server_side_encryption: { enabled: true, kms_key_arn: KEY }, replica: [{ region_name: "us-west-2" }] };
    expect(of(stack("s", { aws_dynamodb_table: { t: table } })).map((answer) => answer.split(" ")[0])).toEqual(["breach", "met"]);
  });
  it("tolerates the legacy estate", () =>
    expect(of(stack("s", { aws_s3_bucket: { b: bucket() } }, { account: PARENT }))[0]).toMatch(/^met .*legacy/));
  it("has nothing to say of what stores nothing", () => expect(of(stack("s", { aws_vpc: { v: {} } }))).toEqual([]));

  describe("on Google", () => {
    const store = (key: string) =>
      stack(
        "s",
        { google_storage_bucket: { b: { name: "b", location: "US-CENTRAL1", encryption: { default_kms_key_name: key } } } },
        { provider: { google: [{ project: "home-project" }] } },
      );
    const name = (project: string) => `projects/${project}/locations/us-central1/keyRings/r/cryptoKeys/k`;
    it.each([
      ["keys-project", "met"],
      ["home-project", "breach"],
      ["parent-project", "breach"],
    ])("judges a key of %s", (project, verdict) => expect(of(store(name(project)))[0]).toMatch(new RegExp(`^${verdict}`)));
    it("is a breach in a cloud where the custodian holds no keys", () => {
      const accounts = SCOPE.accounts.filter(({ id }) => id !== "keys-project");
      expect(ask("CUSTODY-01", [store("${var.key}")], { accounts })[0]).toMatch(/^breach .*holds no keys/);
    });
  });

  describe("in a plan", () => {
    const planned = (document: object) => of(plan([{ address: "aws_backup_vault.v", ...document }]));
    it("reads what the plan knows", () =>
      expect(planned({ after: { kms_key_arn: KEY }, expressions: { kms_key_arn: { constant_value: KEY } } })[0]).toMatch(/^met/));
    it("tells absent from not yet known", () => {
      expect(planned({ unknown: { kms_key_arn: true } })[0]).toMatch(/^breach/);
      expect(
        planned({
          unknown: { kms_key_arn: true },
          expressions: { kms_key_arn: { references: ["aws_kms_key.k.arn", "aws_kms_key.k"] } },
        })[0],
      ).toMatch(/^unknown/);
    });
    it("finds a bucket's encryption by what its configuration refers to", () => {
      const satellite = {
        address: "aws_s3_bucket_server_side_encryption_configuration.e",
        after: { rule: [{ apply_server_side_encryption_by_default: [{ kms_master_key_id: KEY }] }] },
        unknown: { bucket: true },
      };
      const referring = (bucketName: string) =>
        of(
          plan([
            { address: "aws_s3_bucket.b", after: bucket() },
            { ...satellite, expressions: { bucket: { references: [`aws_s3_bucket.${bucketName}.id`, `aws_s3_bucket.${bucketName}`] } } },
          ]),
        )[0];
      expect(referring("b")).toMatch(/^met/);
      expect(referring("other")).toMatch(/^breach/);
    });
    it("fills what is not yet known from the source", () => {
      const source = stack("s", { aws_backup_vault: { v: { kms_key_arn: KEY } } });
      expect(of(source, plan([{ address: "aws_backup_vault.v", unknown: { kms_key_arn: true } }]))).toEqual(["met aws_backup_vault.v"]);
    });
    it("does not judge by a masked value", () =>
      expect(planned({ after: { kms_key_arn: KEY }, sensitive: { kms_key_arn: true } })[0]).toMatch(/^unknown .*sensitive/));
    it("takes what the plan says literally, not as an expression", () =>
      expect(planned({ after: { kms_key_arn: "${aws_kms_key.k.arn}" } })[0]).toMatch(/^unknown/));
  });
});

describe("CUSTODY-02", () => {
  const policy = (...statements: object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
  const key = (text: string | undefined) =>
    ask("CUSTODY-02", [stack("keys", { aws_kms_key: { k: text === undefined ? {} : { policy: text } } }, { account: CUSTODY })]);
  const allow = (more: object) => ({ Sid: "S", Effect: "Allow", Action: "kms:*", Resource: "*", ...more });
  const everyone = (condition: object) => allow({ Principal: { AWS: "*" }, Condition: condition });

  it.each([
    ["a role of the custodian", allow({ Principal: { AWS: `arn:aws:iam::${CUSTODY}:role/keys` } })],
    ["everyone, narrowed to named roles", everyone({ ArnEquals: { "aws:PrincipalArn": `arn:aws:iam::${CUSTODY}:role/keys` } })],
    ["everyone, narrowed to an account", everyone({ StringEquals: { "kms:CallerAccount": [HOME] } })],
    ["a service", allow({ Principal: { Service: "logs.us-east-1.amazonaws.com" } })],
    ["a denial to everyone", { ...allow({ Principal: "*" }), Effect: "Deny" }],
  ])("is met by %s", (_, statement) => expect(key(policy(statement))).toEqual(["met aws_kms_key.k"]));
  it.each([
    ["the account's root", allow({ Principal: { AWS: `arn:aws:iam::${CUSTODY}:root` } })],
    ["a bare account", allow({ Principal: { AWS: [CUSTODY] } })],
    ["everyone", allow({ Principal: "*" })],
    [
      "everyone with a condition that says nothing of callers",
      everyone({ StringEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } }),
    ],
    ["everyone with a condition that an absent key meets", everyone({ StringEqualsIfExists: { "aws:PrincipalOrgID": "o-1" } })],
    ["everyone but some", everyone({ StringNotEquals: { "aws:PrincipalAccount": STRANGER } })],
    ["everyone with a wildcard", everyone({ StringLike: { "aws:PrincipalAccount": "*" } })],
    ["a role of the parent", allow({ Principal: { AWS: `arn:aws:iam::${PARENT}:role/x` } })],
    ["a role of a stranger", allow({ Principal: { AWS: `arn:aws:iam::${STRANGER}:role/x` } })],
    ["the parent's account by condition", everyone({ StringEquals: { "kms:CallerAccount": [HOME, PARENT] } })],
    ["all but those it names", allow({ NotPrincipal: { AWS: STRANGER } })],
  ])("is a breach with %s", (_, statement) => expect(key(policy(statement)).some((answer) => answer.startsWith("breach"))).toBe(true));
  it("is a breach without a policy, which is the default one", () => expect(key(undefined)[0]).toMatch(/^breach/));
  it.each([
    ["no JSON", "x"],
    ["a function", "${jsonencode({})}"],
    ["a repeated key", '{"Statement":[{"Effect":"Deny","Effect":"Allow","Principal":"*"}]}'],
    ["an unknown principal", policy(allow({ Principal: { AWS: "${var.who}" } }))],
    ["a federated principal", policy(allow({ Principal: { Federated: "x" } }))],
  ])("does not know %s", (_, text) => expect(key(text)[0]).toMatch(/^unknown/));
  it("forbids aws_kms_key_policy", () => expect(ask("CUSTODY-02", [stack("s", { aws_kms_key_policy: { p: {} } })])[0]).toMatch(/^breach/));
  it("reads a policy document in the same stack", () => {
    const document = (identifier: string) => ({
      statement: [{ effect: "Allow", actions: ["kms:*"], resources: ["*"], principals: [{ type: "AWS", identifiers: [identifier] }] }],
    });
    const of = (identifier: string) =>
      ask("CUSTODY-02", [
        stack(
          "keys",
          { aws_kms_key: { k: { policy: "${data.aws_iam_policy_document.d.json}" } } },
          { account: CUSTODY, data: { aws_iam_policy_document: { d: document(identifier) } } },
        ),
      ])[0];
    expect(of(`arn:aws:iam::${CUSTODY}:role/x`)).toMatch(/^met/);
    expect(of(`arn:aws:iam::${CUSTODY}:root`)).toMatch(/^breach/);
  });
  it.each([
    ["allUsers", "breach"],
    ["serviceAccount:x@parent-project.iam.gserviceaccount.com", "breach"],
    ["serviceAccount:x@home-project.iam.gserviceaccount.com", "met"],
    ["${var.who}", "unknown"],
  ])("judges the member %s of Google's key", (member, verdict) =>
    expect(
      ask("CUSTODY-02", [
        stack("s", { google_kms_crypto_key_iam_member: { m: { member } } }, { provider: { google: [{ project: "keys-project" }] } }),
      ])[0],
    ).toMatch(new RegExp(`^${verdict}`)),
  );
  it("has nothing to say of others", () => expect(ask("CUSTODY-02", [stack("s", { aws_s3_bucket: { b: bucket() } })])).toEqual([]));
});

describe("CUSTODY-03", () => {
  const of = (values: object, scope = {}) => ask("CUSTODY-03", [stack("s", { aws_kms_key: { k: values as never } })], scope);
  it.each([[{}], [{ multi_region: false, deletion_window_in_days: 30 }]])("is met by %j", (values) =>
    expect(of(values)).toEqual(["met aws_kms_key.k"]),
  );
  it.each([[{ multi_region: true }], [{ deletion_window_in_days: 7 }]])("is a breach with %j", (values) =>
    expect(of(values)[0]).toMatch(/^breach/),
  );
  it.each([[{ multi_region: "${var.m}" }], [{ deletion_window_in_days: "${var.d}" }]])("does not know %j", (values) =>
    expect(of(values)[0]).toMatch(/^unknown/),
  );
  it("lets a sandbox's keys go sooner", () => expect(of({ deletion_window_in_days: 7 }, { headline: "SANDBOX" })[0]).toMatch(/^met/));
  it("forbids replicas", () => expect(ask("CUSTODY-03", [stack("s", { aws_kms_replica_key: { r: {} } })])[0]).toMatch(/^breach/));
  it("has nothing to say of others", () => expect(ask("CUSTODY-03", [stack("s", { aws_vpc: { v: {} } })])).toEqual([]));
});

describe("CUSTODY-04", () => {
  const all = { block_public_acls: true, block_public_policy: true, ignore_public_acls: true, restrict_public_buckets: true };
  const of = (type: string, values: object) => ask("CUSTODY-04", [stack("s", { [type]: { x: values as never } })]);
  it("is met when all is on", () =>
    expect(of("aws_s3_bucket_public_access_block", all)).toEqual(["met aws_s3_bucket_public_access_block.x"]));
  it.each([
    ["aws_s3_bucket_public_access_block", { ...all, block_public_policy: false }],
    ["aws_s3_account_public_access_block", {}],
    ["aws_ebs_encryption_by_default", { enabled: false }],
    ["aws_ebs_snapshot_block_public_access", { state: "block-new-sharing" }],
  ])("is a breach: %s %j", (type, values) => expect(of(type, values)[0]).toMatch(/^breach/));
  it("does not know a variable", () => expect(of("aws_ebs_encryption_by_default", { enabled: "${var.x}" })[0]).toMatch(/^unknown/));
  it("has nothing to say of others", () => expect(of("aws_vpc", {})).toEqual([]));
  it("knows the auditor's account like any other", () =>
    expect(ask("CUSTODY-04", [stack("s", { aws_ebs_encryption_by_default: { x: {} } }, { account: AUDIT })])[0]).toMatch(/^met/));
});

describe("CUSTODY-06", () => {
  const of = (grant: object, scope = {}, options = {}) =>
    ask("CUSTODY-06", [stack("s", { aws_kms_grant: { g: grant as never } }, options)], scope);
  const role = (account: string) => `arn:aws:iam::${account}:role/x`;
  it("is met by a grant inside the program", () => expect(of({ grantee_principal: role(HOME) })).toEqual(["met aws_kms_grant.g"]));
  it.each([PARENT, STRANGER])("is a breach for %s", (account) => expect(of({ grantee_principal: role(account) })[0]).toMatch(/^breach/));
  it("is a breach for who may retire it", () =>
    expect(of({ grantee_principal: role(HOME), retiring_principal: role(PARENT) })[1]).toMatch(/^breach/));
  it.each(["${var.who}", "arn:aws:iam::x"])("does not know %s", (who) => expect(of({ grantee_principal: who })[0]).toMatch(/^unknown/));
  it("lets the legacy estate be", () => expect(of({ grantee_principal: role(PARENT) }, {}, { account: PARENT })[0]).toMatch(/^met/));
  it("has nothing to say when the program names no account", () =>
    expect(of({ grantee_principal: role(PARENT) }, { accounts: [] })).toEqual([]));
});

describe("CUSTODY-07", () => {
  const of = (values: object, options = {}) => ask("CUSTODY-07", [stack("s", { aws_rds_cluster: { c: values as never } }, options)]);
  it("is met by a key of its own", () =>
    expect(of({ manage_master_user_password: true, master_user_secret_kms_key_id: KEY })).toEqual(["met aws_rds_cluster.c"]));
  it.each([
    { manage_master_user_password: true },
    { performance_insights_enabled: true },
    { performance_insights_enabled: true, performance_insights_kms_key_id: "" },
  ])("is a breach by %j", (values) => expect(of(values)[0]).toMatch(/^breach .*Amazon's own key/));
  it("does not know an expression", () => expect(of({ manage_master_user_password: "${var.x}" })[0]).toMatch(/^unknown/));
  it("has nothing to say of a database that writes neither, or of the legacy estate", () => {
    expect(of({})).toEqual([]);
    expect(of({ manage_master_user_password: false })).toEqual([]);
    expect(of({ manage_master_user_password: true }, { account: PARENT })[0]).toMatch(/^met/);
  });
});

test("under SSE-S3 a named key encrypts nothing", () => {
  const rule = [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256", kms_master_key_id: KEY } }];
  const made = stack("s", {
    aws_s3_bucket: { b: bucket() },
    aws_s3_bucket_server_side_encryption_configuration: { e: { bucket: "${aws_s3_bucket.b.id}", rule } },
  });
  expect(ask("CUSTODY-01", [made])[0]).toMatch(/^breach/);
});
