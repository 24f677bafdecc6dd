import type { JsonObject } from "../../review/value";
import { fingerprint } from "../../review/fingerprint";
import { ask, AUDIT, EDGE, factsOf, HOME, judgements, plan, PARENT, stack } from "./estate";

const awsGuards = { units: [], controls: [], exceptRegions: [] };
type Resources = Parameters<typeof stack>[1];
const of = (rule: string, resources: Resources, scope = {}, whole = true) =>
  ask(rule, [stack("s", resources)], { awsGuards, ...scope }, whole);
const breaches = (texts: readonly string[]) => texts.filter((text) => !text.startsWith("met"));

/** What must stand around what, and by which attribute it names it. */
const AROUND: readonly [rule: string, guard: string, by: string, attribute: string, guarded: string, block: JsonObject][] = [
  ["CUSTODY-10", "aws_s3_bucket_ownership_controls", "bucket", "id", "aws_s3_bucket", { bucket: "a" }],
  ["CUSTODY-10", "aws_s3_bucket_server_side_encryption_configuration", "bucket", "id", "aws_s3_bucket", { bucket: "a" }],
  ["MIGRATION-09", "aws_s3_bucket_versioning", "bucket", "id", "aws_s3_bucket", { bucket: "a" }],
  ["MIGRATION-09", "aws_s3_bucket_object_lock_configuration", "bucket", "id", "aws_s3_bucket", { bucket: "a", object_lock_enabled: true }],
  ["MIGRATION-09", "aws_backup_vault_lock_configuration", "backup_vault_name", "name", "aws_backup_vault", { name: "a" }],
  ["NETWORK-11", "aws_default_security_group", "vpc_id", "id", "aws_vpc", {}],
  ["NETWORK-11", "aws_default_network_acl", "default_network_acl_id", "default_network_acl_id", "aws_vpc", {}],
  ["NETWORK-11", "aws_network_acl", "vpc_id", "id", "aws_vpc", {}],
  ["NETWORK-11", "aws_route53_resolver_firewall_config", "resource_id", "id", "aws_vpc", {}],
  ["NETWORK-11", "aws_route53_resolver_firewall_rule_group_association", "vpc_id", "id", "aws_vpc", {}],
  ["AUDIT-09", "aws_route53_resolver_query_log_config_association", "resource_id", "id", "aws_vpc", {}],
];

describe.each(AROUND)("%s: %s", (rule, guard, by, attribute, guarded, block) => {
  const others = AROUND.filter(([, , , , type]) => type === guarded);
  const all = (resources: Resources): Resources => ({
    ...resources,
    ...(guarded === "aws_backup_vault"
      ? { aws_backup_plan: { p: { rule: [{ target_vault_name: "a" }] } }, aws_backup_region_settings: { r: {} } }
      : {}),
    ...(guarded === "aws_s3_bucket" ? { aws_s3_bucket_public_access_block: { p: { bucket: "${aws_s3_bucket.x.id}" } } } : {}),
    ...(guarded === "aws_vpc" ? { aws_flow_log: { p: { vpc_id: "${aws_vpc.x.id}" } } } : {}),
  });
  const made = (but?: string): Resources =>
    all({
      [guarded]: { x: block },
      ...Object.fromEntries(
        others.filter(([, type]) => type !== but).map(([, type, by, of]) => [type, { g: { [by]: `\${${guarded}.x.${of}}` } }]),
      ),
    });
  it("is met around it, in a directory and in one plan or source", () => {
    expect(breaches(of(rule, made()))).toEqual([]);
    expect(breaches(of(rule, made(), {}, false))).toEqual([]);
  });
  it("is missed around it", () => {
    expect(of(rule, made(guard))).toContainEqual(expect.stringMatching(new RegExp(`^breach ${guarded}.x: it has no`)));
    expect(of(rule, made(guard), {}, false)).toContainEqual(expect.stringMatching(/^breach/));
  });
  it("does not know whose one of nobody knows what is", () =>
    expect(of(rule, { ...made(guard), [guard]: { g: { [by]: "${var.hidden}" } } })).toContainEqual(expect.stringMatching(/^unknown/)));
  it("is not asked of a program that builds no fence, nor of the legacy estate", () => {
    expect(breaches(of(rule, made(guard), { awsGuards: undefined }))).toEqual([]);
    const legacy = stack("s", made(guard), { account: PARENT });
    expect(breaches(ask(rule, [legacy], { awsGuards }, true))).toEqual([]);
  });
  it("names its own by reference, whatever another of the same name in another place has", () => {
    const away = stack("away", made(), { region: "us-west-2" });
    expect(breaches(ask(rule, [stack("s", made(guard)), away], { awsGuards }, true))[0]).toMatch(new RegExp(`^breach ${guarded}.x`));
    expect(attribute).not.toBe("");
  });
});

describe("what watches stands in every region that holds a dataset", () => {
  const region = (name: string, resources: Resources) =>
    stack(name, { aws_dynamodb_table: { t: { name: "t", tags: { "ringfence:dataset": "profiles" } } }, ...resources }, { region: name });
  const detector = { aws_guardduty_detector: { d: { enable: true } } };
  const judged = (west: Resources, scope = {}, whole = true) =>
    ask("AUDIT-09", [region("us-east-1", detector), region("us-west-2", west)], { awsGuards, ...scope }, whole);
  it("is met in both", () => expect(breaches(judged(detector))).toEqual([]));
  it("is a breach in one alone", () =>
    expect(breaches(judged({}))).toEqual([expect.stringMatching(/^breach aws_guardduty_detector: us-west-2 of \d+ has no detector/)]));
  it("tells features apart by their names", () => {
    const feature = (name: string) => ({ aws_guardduty_detector_feature: { f: { name } } });
    const both = (east: string, west: string) =>
      ask("AUDIT-09", [region("us-east-1", feature(east)), region("us-west-2", feature(west))], { awsGuards }, true);
    expect(breaches(both("A", "A"))).toEqual([]);
    expect(breaches(both("A", "B"))).toHaveLength(2);
  });
  it("prints each feature's finding with a fingerprint of its own", () => {
    const features = (...names: string[]) => ({
      aws_guardduty_detector_feature: Object.fromEntries(names.map((name) => [name.toLowerCase(), { name }])),
    });
    const facts = factsOf([region("us-east-1", features("A", "B")), region("us-west-2", {})], { awsGuards }, true);
    const missing = judgements(facts).filter(
      ({ rule, message }) => rule.id === "AUDIT-09" && /feature of its detector/.test(message ?? ""),
    );
    expect(new Set(missing.map((each) => fingerprint(each, facts))).size).toBe(2);
  });
  it("asks for none of them outside the jurisdiction, where nothing may lie", () => {
    const abroad = region("ap-southeast-1", {});
    expect(breaches(ask("AUDIT-09", [region("us-east-1", detector), abroad], { awsGuards }, true))).toEqual([]);
  });
  it("asks of who holds datasets where his own lie, and of who holds none wherever one lies", () => {
    const of = (account: string, region: string, resources: Resources) => stack(`${account}-${region}`, resources, { account, region });
    const data = { aws_dynamodb_table: { t: { name: "t", tags: { "ringfence:dataset": "profiles" } } } };
    const own = [of(HOME, "us-east-1", { ...data, ...detector }), of(EDGE, "us-west-2", { ...data, ...detector })];
    const watched = (...more: readonly ReturnType<typeof stack>[]) => breaches(ask("AUDIT-09", [...own, ...more], { awsGuards }, true));
    expect(watched(of(AUDIT, "us-east-1", detector), of(AUDIT, "us-west-2", detector))).toEqual([]);
    expect(watched(of(AUDIT, "us-east-1", detector))).toEqual([expect.stringContaining(`us-west-2 of ${AUDIT} has no detector`)]);
    expect(watched(of(HOME, "us-west-2", { aws_backup_vault: { v: { name: "v" } } }))).toHaveLength(1);
    expect(watched(of(HOME, "us-west-2", data))).toEqual([expect.stringContaining(`us-west-2 of ${HOME} has no detector`)]);
  });
  it("says nothing of one stack alone", () => expect(judged({}, {}, false)).toEqual([]));
});

test("CUSTODY-10: where machines are made, volumes are encrypted by default and snapshots stay", () => {
  const edge = { aws_launch_template: { t: {} } };
  const three = {
    aws_ebs_encryption_by_default: { e: {} },
    aws_ebs_default_kms_key: { e: {} },
    aws_ebs_snapshot_block_public_access: { e: {} },
  };
  expect(breaches(of("CUSTODY-10", { ...edge, ...three }))).toEqual([]);
  expect(breaches(of("CUSTODY-10", edge))).toHaveLength(3);
  expect(of("CUSTODY-10", edge, { awsGuards: undefined })).toEqual([]);
});

describe("MIGRATION-10", () => {
  const place = (account: string, region: string) => ({ cloud: "aws" as const, account, region });
  const datasets = [
    { name: "profiles", protected: true, phase: "copy" as const, home: place(HOME, "us-east-1"), recovery: place(AUDIT, "us-west-2") },
  ];
  const TAGS = { tags: { "ringfence:dataset": "profiles" } };
  const second = stack("recovery", { aws_s3_bucket: { b: { bucket: "second", ...TAGS } } }, { account: AUDIT, region: "us-west-2" });
  const judged = (resources: Resources, scope = {}, whole = true) =>
    ask("MIGRATION-10", [stack("s", resources), second], { awsGuards, datasets, ...scope }, whole);
  const replicated = (rule: JsonObject | string) => ({
    aws_s3_bucket: { b: { bucket: "first", ...TAGS } },
    aws_s3_bucket_replication_configuration: { r: { bucket: "${aws_s3_bucket.b.id}", rule: [rule] } },
  });
  const RULE = { status: "Enabled", filter: { prefix: "" }, destination: { bucket: "arn:aws:s3:::second" } };
  it("is met by a rule that is enabled, of every object", () => expect(judged(replicated(RULE))).toEqual(["met aws_s3_bucket.b"]));
  it.each([
    ["that is disabled", { ...RULE, status: "Disabled" }],
    ["of some objects", { ...RULE, filter: { prefix: "a/" } }],
    ["of tagged objects", { ...RULE, filter: { tag: { key: "a", value: "b" } } }],
    ["to another bucket", { ...RULE, destination: { bucket: "arn:aws:s3:::third" } }],
  ] as const)("is a breach by a rule %s", (_, rule) =>
    expect(judged(replicated(rule))[0]).toMatch(/^breach aws_s3_bucket.b: nothing copies/),
  );
  it("is a breach without any, and unknown in one stack", () => {
    const alone = { aws_s3_bucket: { b: { bucket: "first", ...TAGS } } };
    expect(judged(alone)[0]).toMatch(/^breach/);
    expect(judged(alone, {}, false)[0]).toMatch(/^unknown/);
    expect(judged(replicated({ ...RULE, status: "${var.on}" }))[0]).toMatch(/^unknown/);
  });
  const selected = (names: string, target: string): Resources => ({
    aws_rds_cluster: { c: { cluster_identifier: "c", ...TAGS } },
    aws_backup_plan: { p: { rule: [{ target_vault_name: "v", copy_action: [{ destination_vault_arn: target }] }] } },
    aws_backup_selection: { s: { plan_id: "${aws_backup_plan.p.id}", resources: [names] } },
  });
  const VAULT = `arn:aws:backup:us-west-2:${AUDIT}:backup-vault:v`;
  it("is met by a selection for a plan that copies there, and a breach by any other", () => {
    const own = `arn:aws:rds:us-east-1:${HOME}:cluster:c`;
    expect(judged(selected(own, VAULT))).toEqual(["met aws_rds_cluster.c"]);
    expect(judged(selected("${aws_rds_cluster.c.arn}", VAULT))).toEqual(["met aws_rds_cluster.c"]);
    expect(judged(selected("arn:aws:rds:us-east-1:333333333333:cluster:d", VAULT))[0]).toMatch(/^breach/);
    expect(judged(selected(own, VAULT.replace("us-west-2", "ap-southeast-1")))[0]).toMatch(/^breach/);
    expect(judged(selected(own, "${var.vault}"))[0]).toMatch(/^unknown/);
  });
  it("says nothing of a dataset without a second copy, and nothing of a program that builds no fence", () => {
    expect(judged(replicated({}), { datasets: [{ name: "profiles", protected: true, phase: "copy" }] })).toEqual([]);
    expect(judged(replicated({}), { awsGuards: undefined })).toEqual([]);
  });
});

describe("AUDIT-12", () => {
  const filter = { metric_transformation: { namespace: "N", name: "m" } };
  const alarm = { namespace: "N", metric_name: "m" };
  const judged = (resources: Resources, scope = {}) => of("AUDIT-12", resources, scope);
  it("is met by a filter and its alarm, and by a rule with a target", () => {
    expect(breaches(judged({ aws_cloudwatch_log_metric_filter: { f: filter }, aws_cloudwatch_metric_alarm: { a: alarm } }))).toEqual([]);
    expect(
      breaches(
        judged({
          aws_cloudwatch_event_rule: { r: { name: "r" } },
          aws_cloudwatch_event_target: { t: { rule: "${aws_cloudwatch_event_rule.r.name}" } },
        }),
      ),
    ).toEqual([]);
  });
  it("is a breach by either alone, by a rule that reaches nobody and by a trail that may fall silent", () => {
    expect(judged({ aws_cloudwatch_log_metric_filter: { f: filter } })[0]).toMatch(/^breach .*no alarm/);
    const other = { ...alarm, metric_name: "n" };
    expect(
      breaches(judged({ aws_cloudwatch_log_metric_filter: { f: filter }, aws_cloudwatch_metric_alarm: { a: alarm, b: other } })),
    ).toEqual([expect.stringMatching(/^breach aws_cloudwatch_metric_alarm.b/)]);
    expect(judged({ aws_cloudwatch_event_rule: { r: { name: "r" } } })[0]).toMatch(/^breach .*nobody/);
    expect(
      breaches(
        judged({
          aws_cloudtrail: { t: { cloud_watch_logs_group_arn: "x" } },
          aws_cloudwatch_metric_alarm: { a: { namespace: "AWS/Logs" } },
        }),
      ),
    ).toHaveLength(1);
  });
  it("does not know what nobody can read, and is not asked without a fence", () => {
    expect(
      breaches(
        judged({
          aws_cloudwatch_log_metric_filter: { f: filter },
          aws_cloudwatch_metric_alarm: { a: { ...alarm, metric_name: "${var.m}" } },
        }),
      )[0],
    ).toMatch(/^unknown/);
    expect(
      breaches(judged({ aws_cloudwatch_event_rule: { r: { name: "r" } }, aws_cloudwatch_event_target: { t: { rule: "${var.r}" } } }))[0],
    ).toMatch(/^unknown/);
    expect(judged({ aws_cloudwatch_log_metric_filter: { f: filter } }, { awsGuards: undefined })).toEqual([]);
  });
});

describe("AUDIT-13", () => {
  const build = (ProjectName: string) => ({ category: "Build", configuration: { ProjectName } });
  const APPROVAL = { category: "Approval", provider: "Manual" };
  const judged = (actions: readonly JsonObject[], scope = {}) =>
    of(
      "AUDIT-13",
      {
        aws_codepipeline: { p: { name: "ringfence-release", stage: actions.map((action) => ({ action: [action] })) } },
        aws_codebuild_project: { scan: { name: "scan" }, sign: { name: "sign" } },
      },
      scope,
    );
  it("is met by every project, and an approval before the last", () =>
    expect(judged([build("scan"), APPROVAL, build("sign")])).toEqual(["met aws_codepipeline.p"]));
  it.each([
    ["without an approval", [build("scan"), build("sign")], "nobody's approval"],
    ["with one that comes after", [build("scan"), build("sign"), APPROVAL], "nobody's approval"],
    ["that leaves a project out", [APPROVAL, build("sign")], "does not run scan"],
  ] as const)("is a breach %s", (_, actions, says) =>
    expect(judged(actions)[0]).toMatch(new RegExp(`^breach aws_codepipeline.p: .*${says}`)),
  );
  it("is a breach when it leaves out a project that the program names, made or not", () => {
    const works = [{ project: "secrets", buildspec: "{}", image: "x" }];
    expect(judged([build("scan"), APPROVAL, build("sign")], { works })[0]).toMatch(/^breach .*does not run secrets/);
    expect(judged([build("scan"), build("secrets"), APPROVAL, build("sign")], { works })).toEqual(["met aws_codepipeline.p"]);
  });
  it("does not know a project that nobody can read", () =>
    expect(judged([build("${var.p}"), APPROVAL, build("sign")])[0]).toMatch(/^unknown/));
  it("is not asked without a fence", () => expect(judged([], { awsGuards: undefined })).toEqual([]));
});

describe("LOCATION-06: what a source refers to and does not hold", () => {
  const judged = (resources: Resources, more: JsonObject = {}) => ask("LOCATION-06", [stack("s", resources, { more })], {}, true);
  it("is met where all of it is there", () =>
    expect(
      breaches(
        judged(
          {
            aws_s3_bucket: { b: {} },
            aws_s3_bucket_policy: { p: { bucket: "${aws_s3_bucket.b.id}", policy: "${local.p}", depends_on: ["aws_s3_bucket.b"] } },
          },
          { locals: { p: "x" } },
        ),
      ),
    ).toEqual([]));
  it.each([
    ["a resource", { bucket: "${aws_s3_bucket.b.id}" }, "aws_s3_bucket.b"],
    ["one inside a text", { policy: "arn:${aws_s3_bucket.b.arn}/*" }, "aws_s3_bucket.b"],
    ["a data source", { bucket: "${data.aws_s3_bucket.b.id}" }, "data.aws_s3_bucket.b"],
    ["a local", { bucket: "${local.b}" }, "local.b"],
    ["a variable", { bucket: "${var.b}" }, "var.b"],
    ["what it waits for", { depends_on: ["aws_s3_bucket.b"] }, "aws_s3_bucket.b"],
  ] as const)("is not known where %s is missing", (_, block, address) =>
    expect(judged({ aws_s3_bucket_policy: { p: block as never } })).toEqual([
      expect.stringMatching(new RegExp(`^unknown ${address.replaceAll(".", "[.]")}: aws_s3_bucket_policy.p refers to it`)),
    ]),
  );
  it("leaves alone what stands for no block", () =>
    expect(
      breaches(
        judged({
          aws_x: {
            a: { a: "${each.value}", b: "${path.module}", c: "${some_block.value}", d: "$${aws:username}", e: "${lower(aws_y.z)}" },
          },
        }),
      ),
    ).toEqual([]));
  it("is not asked of a plan, which terraform made", () => expect(breaches(ask("LOCATION-06", [plan([])], {}))).toEqual([]));
});
