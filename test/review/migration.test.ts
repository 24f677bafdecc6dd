import { ask, bucket, PARENT, plan, stack } from "./estate";

describe("MIGRATION-01", () => {
  const ledger = [{ stack: "s", address: "aws_s3_bucket.b" }];
  const of = (document: ReturnType<typeof stack>, whole = true) => ask("MIGRATION-01", [document], { ledger }, whole);
  it("is met while it stands", () => expect(of(stack("s", { aws_s3_bucket: { b: bucket() } }))).toEqual(["met aws_s3_bucket.b"]));
  it("is a breach when it vanished", () => expect(of(stack("s", {}))[0]).toMatch(/^breach/));
  it("is a breach when its stack vanished", () => expect(of(stack("other", {}))[0]).toMatch(/^breach .*stack s is gone/));
  it("lets it leave under a removed block that keeps it, and under no other", () => {
    const removed = (lifecycle: object) =>
      of(stack("s", {}, { more: { removed: [{ from: "aws_s3_bucket.b", lifecycle: lifecycle as never }] } }))[0];
    expect(removed({ destroy: false })).toMatch(/^met/);
    expect(removed({ destroy: true })).toMatch(/^breach/);
    expect(removed({})).toMatch(/^breach/);
    expect(removed({ destroy: "${var.x}" })).toMatch(/^unknown/);
  });
  it("lets an emptied bucket of a closed copy be destroyed, that one alone and under its block alone", () => {
    const removed = { removed: [{ from: "aws_s3_bucket.b", lifecycle: { destroy: true } as never }] };
    const says = (leaving: readonly { stack: string; address: string }[], more = removed) =>
      ask("MIGRATION-01", [stack("s", {}, { more })], { ledger, leaving }, true)[0];
    expect(says([{ stack: "s", address: "aws_s3_bucket.b" }])).toMatch(/^met/);
    expect(says([{ stack: "s", address: "aws_s3_bucket.c" }])).toMatch(/^breach/);
    expect(says([{ stack: "t", address: "aws_s3_bucket.b" }])).toMatch(/^breach/);
    expect(says([{ stack: "s", address: "aws_s3_bucket.b" }], { removed: [] })).toMatch(/^breach/);
  });
  it("has nothing to say of a stack that was not given", () => expect(of(stack("other", {}), false)).toEqual([]));
});

describe("MIGRATION-02", () => {
  const of = (document: ReturnType<typeof stack>, scope = {}) => ask("MIGRATION-02", [document], scope)[0];
  it("is met by prevent_destroy", () => expect(of(stack("s", { aws_s3_bucket: { b: bucket() } }))).toBe("met aws_s3_bucket.b"));
  it.each([
    ["absent", {}],
    ["false", { prevent_destroy: false }],
  ])("is a breach when it is %s", (_, lifecycle) => expect(of(stack("s", { aws_kms_key: { k: { lifecycle } } }))).toMatch(/^breach/));
  it("does not know an expression", () =>
    expect(of(stack("s", { aws_kms_key: { k: { lifecycle: { prevent_destroy: "${var.x}" } } } }))).toMatch(/^unknown/));
  it.each([[["delete"]], [["delete", "create"]], [["create", "delete"]]])("is a breach when a plan would %j", (actions) =>
    expect(of(plan([{ address: "aws_s3_bucket.b", actions, before: bucket(), after: bucket() }]))).toMatch(/^breach/),
  );
  it("lets a legacy copy go in the purge of its dataset, and not before", () => {
    const legacy = plan([{ address: "aws_s3_bucket.b", actions: ["delete"], before: bucket() }]) as Record<string, never>;
    const inLegacy = JSON.parse(JSON.stringify(legacy).replaceAll("333333333333", PARENT)) as typeof legacy;
    expect(of(inLegacy, { datasets: [{ name: "profiles", protected: true, phase: "purge" }] })).toMatch(/^met .*purge/);
    expect(of(inLegacy)).toMatch(/^breach/);
  });
  it("lets a sandbox be torn down", () =>
    expect(of(stack("s", { aws_kms_key: { k: {} } }), { headline: "SANDBOX" })).toMatch(/^met .*sandbox/));
  it("has nothing to say of what can be made again", () => expect(of(stack("s", { aws_vpc: { v: {} } }))).toBeUndefined());
});

describe("MIGRATION-03", () => {
  const of = (tags: unknown, scope = {}) =>
    ask("MIGRATION-03", [stack("s", { aws_s3_bucket: { b: bucket({ tags: tags as never }) } })], scope)[0];
  it.each([[{ "ringfence:dataset": "profiles" }], [{ "ringfence:purpose": "state" }]])("is met by %j", (tags) =>
    expect(of(tags)).toMatch(/^met/),
  );
  it.each([[{}], [null], [{ "ringfence:dataset": "nobody" }]])("is a breach with %j", (tags) => expect(of(tags)).toMatch(/^breach/));
  it.each([["${var.tags}"], [{ "ringfence:dataset": "${var.x}" }]])("does not know %j", (tags) => expect(of(tags)).toMatch(/^unknown/));
  it("has nothing to say without datasets", () => expect(of({}, { datasets: undefined })).toBeUndefined());
  it("reads Google's labels", () => {
    const store = stack(
      "s",
      { google_storage_bucket: { b: { name: "b", location: "US", labels: { ringfence_dataset: "profiles" } } } },
      { provider: { google: [{ project: "home-project" }] } },
    );
    expect(ask("MIGRATION-03", [store])[0]).toMatch(/^met/);
  });
});

describe("MIGRATION-04", () => {
  const of = (document: ReturnType<typeof stack>, whole = true, scope = {}) => ask("MIGRATION-04", [document], scope, whole);
  const home = stack("s", { aws_s3_bucket: { b: bucket() } });
  it("is met by a home store", () => expect(of(home)).toEqual(["met dataset.profiles"]));
  it("is a breach without one, and a legacy copy is none", () => {
    expect(of(stack("s", {}))[0]).toMatch(/^breach/);
    expect(of(stack("s", { aws_s3_bucket: { b: bucket() } }, { account: PARENT }))[0]).toMatch(/^breach/);
  });
  const placed = { name: "profiles", protected: true, phase: "copy" as const };
  const at = (account: string, region: string) => ({ cloud: "aws" as const, account, region });
  it("is a breach when the store lies elsewhere than the program says", () => {
    const scope = (region: string) => ({ datasets: [{ ...placed, home: at("333333333333", region) }] });
    expect(of(home, true, scope("us-east-1"))).toEqual(["met dataset.profiles"]);
    expect(of(home, true, scope("us-west-2"))[0]).toMatch(/^breach .*no home store/);
  });
  it("asks for the second copy: a store of its own, or a vault of backups", () => {
    const scope = { datasets: [{ ...placed, home: at("333333333333", "us-east-1"), recovery: at("444444444444", "us-west-2") }] };
    const recovery = (resource: object) => stack("r", resource as never, { account: "444444444444", region: "us-west-2" });
    const answers = (...documents: ReturnType<typeof stack>[]) => ask("MIGRATION-04", documents, scope, true);
    expect(answers(home)[1]).toMatch(/^breach .*no second copy in us-west-2/);
    expect(answers(home, recovery({ aws_s3_bucket: { b: bucket() } }))[1]).toBe("met dataset.profiles");
    expect(answers(home, recovery({ aws_backup_vault: { v: { tags: { "ringfence:purpose": "backups" } } } }))[1]).toBe(
      "met dataset.profiles",
    );
    expect(answers(home, recovery({ aws_backup_vault: { v: { tags: { "ringfence:purpose": "logs" } } } }))[1]).toMatch(/^breach/);
  });
  it("has nothing to say of a part, or of what is closed", () => {
    expect(of(stack("s", {}), false)).toEqual([]);
    expect(of(stack("s", {}), true, { datasets: [{ name: "profiles", protected: true, phase: "closed" }] })).toEqual([]);
  });
});

describe("MIGRATION-05", () => {
  const of = (type: string, values: object, scope = {}, options = {}) =>
    ask("MIGRATION-05", [stack("s", { [type]: { x: values as never } }, options)], scope)[0];
  it.each([
    ["aws_s3_bucket", {}],
    ["aws_s3_bucket", { force_destroy: false }],
    ["aws_s3_bucket_versioning", { versioning_configuration: [{ status: "Enabled" }] }],
    ["aws_dynamodb_table", { deletion_protection_enabled: true }],
    ["aws_rds_cluster", { deletion_protection: true }],
  ])("is met by %s %j", (type, values) => expect(of(type, values)).toMatch(/^met/));
  it.each([
    ["aws_s3_bucket", { force_destroy: true }],
    ["aws_backup_vault", { force_destroy: true }],
    ["aws_s3_bucket_versioning", { versioning_configuration: [{ status: "Suspended" }] }],
    ["aws_s3_bucket_versioning", {}],
    ["aws_dynamodb_table", {}],
    ["aws_rds_cluster", { deletion_protection: false }],
    ["google_sql_database_instance", { settings: [{}] }],
  ])("is a breach by %s %j", (type, values) => expect(of(type, values)).toMatch(/^breach/));
  it("does not know an expression", () => expect(of("aws_rds_cluster", { deletion_protection: "${var.x}" })).toMatch(/^unknown/));
  it("lets a sandbox be torn down, and the legacy estate go", () => {
    expect(of("aws_rds_cluster", {}, { headline: "SANDBOX" })).toMatch(/^met/);
    expect(of("aws_rds_cluster", {}, {}, { account: PARENT })).toMatch(/^met/);
  });
  it("has nothing to say of other types, or without datasets", () => {
    expect(of("aws_vpc", {})).toBeUndefined();
    expect(of("aws_rds_cluster", {}, { datasets: undefined })).toBeUndefined();
  });
});
