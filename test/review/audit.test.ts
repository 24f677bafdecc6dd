import { reason } from "../../review/claims";
import type { JsonObject } from "../../review/value";
import { ask, AUDIT, CUSTODY, HOME, KEY, PARENT, plan, SCOPE, stack, WITHOUT_AUDITOR } from "./estate";

const ARCHIVE = "archive-555555555555";
const ONE = (field: string, more: JsonObject): JsonObject => ({ field, ...more });
const selector = (...field_selector: JsonObject[]): JsonObject => ({ field_selector });
const MANAGEMENT = selector(ONE("eventCategory", { equals: ["Management"] }));
const data = (type: string, ...more: JsonObject[]) =>
  selector(ONE("eventCategory", { equals: ["Data"] }), ONE("resources.type", { equals: [type] }), ...more);
const objects = (...more: JsonObject[]) =>
  data("AWS::S3::Object", ONE("resources.ARN", { starts_with: ["arn:aws:s3:::profiles/"] }), ...more);

const trail = (more: JsonObject = {}): JsonObject => ({
  name: "all",
  s3_bucket_name: ARCHIVE,
  kms_key_id: KEY,
  is_organization_trail: true,
  is_multi_region_trail: true,
  enable_log_file_validation: true,
  advanced_event_selector: [MANAGEMENT, objects()],
  ...more,
});
const trails = (more: JsonObject = {}, options: { account?: string; region?: string } = {}) =>
  stack("trail", { aws_cloudtrail: { t: trail(more) } }, options);
const selects = (...advanced_event_selector: JsonObject[]) => trails({ advanced_event_selector });
const store = (type = "aws_s3_bucket", more: JsonObject = {}) =>
  stack("home", { [type]: { b: { bucket: "profiles", name: "profiles", tags: { "ringfence:dataset": "profiles" }, ...more } } });
const archive = (lock: JsonObject | null = { mode: "COMPLIANCE", days: 2557 }, options: { account?: string; region?: string } = {}) =>
  stack(
    "audit",
    {
      aws_s3_bucket: { a: { bucket: ARCHIVE, tags: { "ringfence:purpose": "logs" } } },
      ...(lock
        ? { aws_s3_bucket_object_lock_configuration: { l: { bucket: "${aws_s3_bucket.a.id}", rule: { default_retention: lock } } } }
        : {}),
    },
    { account: AUDIT, ...options },
  );
const of = (rule: string, documents: JsonObject[], address: string, scope = {}) =>
  ask(rule, documents, scope, true).filter((answer) => answer.split(/[ :]/)[1] === address);

describe("AUDIT-01: recorded", () => {
  const bucket = (...documents: JsonObject[]) => of("AUDIT-01", documents, "aws_s3_bucket.b");
  const neither = ["breach aws_s3_bucket.b: no trail records its reads and its writes"];

  test.each<[string, JsonObject]>([
    ["a selector of its objects", selects(objects())],
    ["one that begins earlier", selects(data("AWS::S3::Object", ONE("resources.ARN", { starts_with: ["arn:aws:s3:::prof"] })))],
    ["one of every object", selects(data("AWS::S3::Object"))],
    [
      "one that leaves another bucket out",
      selects(data("AWS::S3::Object", ONE("resources.ARN", { not_starts_with: ["arn:aws:s3:::logs/"] }))),
    ],
    [
      "two, of reads and of writes",
      selects(objects(ONE("readOnly", { equals: ["true"] })), objects(ONE("readOnly", { equals: ["false"] }))),
    ],
    [
      "an older selector",
      trails({ advanced_event_selector: null, event_selector: [{ data_resource: [{ type: "AWS::S3::Object", values: ["arn:aws:s3"] }] }] }),
    ],
    [
      "an older selector of its own",
      trails({
        advanced_event_selector: null,
        event_selector: { data_resource: { type: "AWS::S3::Object", values: ["arn:aws:s3:::profiles/"] } },
      }),
    ],
    ["a trail of its own account and region", trails({ is_organization_trail: false, is_multi_region_trail: false })],
  ])("met by %s", (_, given) => expect(bucket(store(), given)).toEqual(["met aws_s3_bucket.b"]));

  test.each<[string, JsonObject]>([
    ["no data events", selects(MANAGEMENT)],
    ["no selector at all", trails({ advanced_event_selector: null })],
    ["another bucket's", selects(data("AWS::S3::Object", ONE("resources.ARN", { starts_with: ["arn:aws:s3:::profiles-2/"] })))],
    ["a part of its objects", selects(data("AWS::S3::Object", ONE("resources.ARN", { starts_with: ["arn:aws:s3:::profiles/public/"] })))],
    ["one object", selects(data("AWS::S3::Object", ONE("resources.ARN", { equals: ["arn:aws:s3:::profiles/a"] })))],
    [
      "all but some of its objects",
      selects(data("AWS::S3::Object", ONE("resources.ARN", { not_starts_with: ["arn:aws:s3:::profiles/tmp/"] }))),
    ],
    ["objects of one ending", selects(objects(ONE("resources.ARN", { ends_with: [".jpg"] })))],
    ["all but one caller", selects(objects(ONE("userIdentity.arn", { not_equals: ["arn:aws:iam::1:role/x"] })))],
    ["calls of one name", selects(objects(ONE("eventName", { equals: ["GetObject"] })))],
    ["another type", selects(data("AWS::DynamoDB::Table"))],
    ["another region's trail", trails({ is_multi_region_trail: false }, { region: "us-west-2" })],
    ["another account's trail", trails({ is_organization_trail: false }, { account: CUSTODY })],
    ["the parent's trail", trails({}, { account: PARENT })],
    [
      "an older selector of another's",
      trails({
        advanced_event_selector: null,
        event_selector: [{ data_resource: [{ type: "AWS::S3::Object", values: ["arn:aws:s3:::other/"] }] }],
      }),
    ],
  ])("breached by %s", (_, given) => expect(bucket(store(), given)).toEqual(neither));

  test.each<[string, JsonObject, string]>([
    ["reads only", selects(objects(ONE("readOnly", { equals: ["true"] }))), "its writes"],
    ["writes only", selects(objects(ONE("readOnly", { equals: ["false"] }))), "its reads"],
    [
      "an older selector of writes",
      trails({
        advanced_event_selector: null,
        event_selector: [{ read_write_type: "WriteOnly", data_resource: [{ type: "AWS::S3::Object", values: ["arn:aws:s3"] }] }],
      }),
      "its reads",
    ],
  ])("breached by half: %s", (_, given, missing) =>
    expect(bucket(store(), given)).toEqual([`breach aws_s3_bucket.b: no trail records ${missing}`]),
  );

  test("breached without any trail, when all stacks are here", () => expect(bucket(store())).toEqual(neither));
  test("not applicable to one plan alone, since the trail is another's", () => expect(ask("AUDIT-01", [store()])).toEqual([]));
  test("not applicable to what holds no protected dataset", () => {
    expect(bucket(stack("home", { aws_s3_bucket: { b: { bucket: "profiles", tags: { "ringfence:purpose": "logs" } } } }))).toEqual([]);
    const internal = { datasets: [{ name: "profiles", protected: false, phase: "copy" }] };
    expect(of("AUDIT-01", [store()], "aws_s3_bucket.b", internal)).toEqual([]);
  });
  test("unknown where a selector is", () =>
    expect(bucket(store(), selects(objects(ONE("readOnly", { equals: ["${var.read_only}"] }))))).toEqual([
      "unknown aws_s3_bucket.b: whether a trail records its reads and its writes is not known",
    ]));
  test("unknown where the store's name is", () =>
    expect(bucket(store("aws_s3_bucket", { bucket: "${var.name}" }), trails())).toEqual([
      "unknown aws_s3_bucket.b: whether a trail records it is not known: its name is not known",
    ]));
  test("met in the legacy estate", () =>
    expect(
      ask(
        "AUDIT-01",
        [stack("old", { aws_s3_bucket: { b: { bucket: "x", tags: { "ringfence:dataset": "profiles" } } } }, { account: PARENT })],
        {},
        true,
      ),
    ).toEqual(["met aws_s3_bucket.b: it is part of the legacy estate, which the migration empties"]));
  test("judged in a plan as well", () =>
    expect(of("AUDIT-01", [store(), plan([{ address: "aws_cloudtrail.t", after: trail() }])], "aws_s3_bucket.b")).toEqual([
      "met aws_s3_bucket.b",
    ]));

  test("a table by its ARN", () => {
    const table = (value: string) => selects(data("AWS::DynamoDB::Table", ONE("resources.ARN", { equals: [value] })));
    const own = `arn:aws:dynamodb:us-east-1:${HOME}:table/profiles`;
    const asked = (given: JsonObject) => of("AUDIT-01", [store("aws_dynamodb_table"), given], "aws_dynamodb_table.b");
    expect(asked(table(own))).toEqual(["met aws_dynamodb_table.b"]);
    expect(asked(table(`${own}-2`))).toEqual(["breach aws_dynamodb_table.b: no trail records its reads and its writes"]);
  });

  test("a file system has no event: unknown, unless the program says why that is accepted", () => {
    const files = store("aws_efs_file_system");
    const asked = (withoutReadEvents?: string) =>
      of("AUDIT-01", [files], "aws_efs_file_system.b", {
        datasets: [{ name: "profiles", protected: true, phase: "copy", withoutReadEvents }],
      });
    expect(asked()).toEqual([
      "unknown aws_efs_file_system.b: who reads it is on no record: Amazon EFS has no event for the reading of a file",
    ]);
    expect(asked("The hosts tell.")).toEqual(["met aws_efs_file_system.b: opted out of records of its reads: The hosts tell."]);
  });
  test("a store of another kind is unknown", () =>
    expect(of("AUDIT-01", [store("aws_sqs_queue")], "aws_sqs_queue.b")[0]).toMatch(/^unknown .* no table says which event/));

  test("the use of keys, which a trail may leave out", () => {
    const key = stack("keys", { aws_kms_key: { k: {} } }, { account: CUSTODY });
    const asked = (given: JsonObject) => of("AUDIT-01", [key, given], "aws_kms_key.k");
    const without = selector(ONE("eventCategory", { equals: ["Management"] }), ONE("eventSource", { not_equals: ["kms.amazonaws.com"] }));
    const older = (event_selector: JsonObject) => trails({ advanced_event_selector: null, event_selector });
    const missed = ["breach aws_kms_key.k: no trail records reading calls of kms.amazonaws.com and changing calls of kms.amazonaws.com"];
    expect(asked(trails())).toEqual(["met aws_kms_key.k"]);
    expect(asked(older({ include_management_events: true }))).toEqual(["met aws_kms_key.k"]);
    expect(asked(selects(without))).toEqual(missed);
    expect(asked(older({ exclude_management_event_sources: ["kms.amazonaws.com"] }))).toEqual(missed);
    expect(asked(older({ include_management_events: false }))).toEqual(missed);
  });
});

describe("AUDIT-02: delivered", () => {
  const asked = (...documents: JsonObject[]) => ask("AUDIT-02", documents, {}, true);
  const met = "met aws_cloudtrail.t";

  test("met in the auditor's account, under the custodian's key", () => expect(asked(trails(), archive())).toEqual([met, met]));
  test.each([
    ["the custodian's own account", CUSTODY, `its archive lies in the custodian's account ${CUSTODY}`],
    ["the parent's account", PARENT, `its archive lies in the parent's account ${PARENT}`],
    ["nobody's account", "000000000000", "its archive lies in account 000000000000, which the program does not know"],
  ])("breached by an archive in %s", (_, account, message) =>
    expect(asked(trails(), archive(undefined, { account }))).toContain(`breach aws_cloudtrail.t: ${message}`),
  );
  test("breached by an archive abroad", () =>
    expect(asked(trails(), archive(undefined, { region: "ap-southeast-1" }))[1]).toMatch(
      /^breach .* its archive lies in aws ap-southeast-1/,
    ));
  test("unknown by an archive that nobody sees", () =>
    expect(asked(trails())).toContain(
      `unknown aws_cloudtrail.t: where its archive lies is not known: the bucket ${ARCHIVE} is in none of the inputs`,
    ));
  test.each<[string, JsonObject, string]>([
    ["no key", { kms_key_id: null }, "breach aws_cloudtrail.t: it encrypts its logs under no key"],
    [
      "the parent's key",
      { kms_key_id: KEY.replace(CUSTODY, PARENT) },
      `breach aws_cloudtrail.t: its key lies in the parent's account ${PARENT}`,
    ],
    [
      "a key that is not known",
      { kms_key_id: "${var.key}" },
      "unknown aws_cloudtrail.t: its key is not known: var.key, which is given when it runs",
    ],
  ])("not met under %s", (_, more, answer) => expect(asked(trails(more), archive())).toContain(answer));
  test("not applicable to anything but a trail, and met in the legacy estate", () => {
    expect(asked(archive())).toEqual([]);
    expect(asked(trails({}, { account: PARENT }))[0]).toMatch(/^met .*legacy/);
  });
});

describe("AUDIT-03: locked", () => {
  const asked = (documents: JsonObject[], scope = {}) => ask("AUDIT-03", documents, { logDays: 2557, ...scope }, true);
  const breaches = (answers: string[]) => answers.filter((answer) => !answer.startsWith("met"));
  const LOCKED = "aws_s3_bucket.a";

  test("met", () => expect(breaches(asked([trails(), archive()]))).toEqual([]));
  test("met by years", () => expect(breaches(asked([trails(), archive({ mode: "COMPLIANCE", years: 8 })]))).toEqual([]));
  test.each<[string, JsonObject, string]>([
    ["stopped", { enable_logging: false }, "it is stopped"],
    ["without digests", { enable_log_file_validation: false }, "nothing proves that its files are unchanged"],
    ["that says nothing of digests", { enable_log_file_validation: null }, "nothing proves that its files are unchanged"],
    ["of one region", { is_multi_region_trail: null }, "it records one region only"],
  ])("breached by a trail %s", (_, more, message) =>
    expect(breaches(asked([trails(more), archive()]))).toEqual([`breach aws_cloudtrail.t: ${message}`]),
  );
  test.each<[string, JsonObject | null, string]>([
    ["no lock", null, "its archive is not locked"],
    ["governance mode", { mode: "GOVERNANCE", days: 2557 }, "its archive is not locked in compliance mode"],
    ["a short time", { mode: "COMPLIANCE", days: 30 }, "its archive is locked for 30 days"],
  ])("breached by an archive with %s", (_, lock, message) =>
    expect(breaches(asked([trails(), archive(lock)]))).toEqual([`breach ${LOCKED}: ${message}`]),
  );
  test("unknown where something is", () => {
    expect(breaches(asked([trails({ enable_logging: "${var.on}" }), archive()]))).toEqual([
      "unknown aws_cloudtrail.t: whether it is stopped is not known",
    ]);
    expect(breaches(asked([trails()]))[0]).toMatch(/^unknown .*its bucket is in none of the inputs/);
    expect(breaches(asked([trails(), archive({ mode: "${var.mode}", days: 2557 })]))).toEqual([
      `unknown ${LOCKED}: how its archive is locked is not known`,
    ]);
  });
  test("a sandbox's may be lifted, and no other mode will do", () => {
    const sandbox = { headline: "SANDBOX", logDays: 1 };
    expect(asked([trails(), archive({ mode: "GOVERNANCE", days: 1 })], sandbox)).toContain(
      `met ${LOCKED}: a sandbox's archive can be torn down`,
    );
    expect(breaches(asked([trails(), archive({ days: 1 })], sandbox))).toEqual([
      `breach ${LOCKED}: its archive is not locked in compliance mode`,
    ]);
  });
  test("not applicable to anything but a trail", () => expect(asked([archive()])).toEqual([]));
});

describe("AUDIT-04: databases", () => {
  const cluster = (more: JsonObject = {}) => ({
    engine: "aurora-postgresql",
    tags: { "ringfence:dataset": "profiles" },
    enabled_cloudwatch_logs_exports: ["postgresql"],
    db_cluster_parameter_group_name: "${aws_rds_cluster_parameter_group.p.name}",
    ...more,
  });
  const group = (...parameter: JsonObject[]) => ({ name: "profiles", parameter });
  const LIBRARY = { name: "shared_preload_libraries", value: "pg_stat_statements, pgaudit" };
  const LOG = { name: "pgaudit.log", value: "read,write" };
  const asked = (parameters: JsonObject[] = [LIBRARY, LOG], more: JsonObject = {}) =>
    ask("AUDIT-04", [stack("s", { aws_rds_cluster: { c: cluster(more) }, aws_rds_cluster_parameter_group: { p: group(...parameters) } })]);
  const met = "met aws_rds_cluster.c";

  test("met by pgaudit, exported", () => expect(asked()).toEqual([met, met]));
  test("met by all that it has", () => expect(asked([LIBRARY, { name: "pgaudit.log", value: "ALL" }])).toEqual([met, met]));
  test.each<[string, JsonObject[], JsonObject, string]>([
    ["no export", [LIBRARY, LOG], { enabled_cloudwatch_logs_exports: [] }, "it exports no postgresql log"],
    ["no library", [LOG], {}, "it does not load pgaudit"],
    ["nothing recorded", [LIBRARY], {}, "pgaudit records not every read and write"],
    ["writes alone", [LIBRARY, { name: "pgaudit.log", value: "write,ddl" }], {}, "pgaudit records not every read and write"],
    ["all but reads", [LIBRARY, { name: "pgaudit.log", value: "all,-read" }], {}, "pgaudit records not every read and write"],
    [
      "the default parameters",
      [],
      { db_cluster_parameter_group_name: null },
      "it has the engine's default parameters, which record no reads",
    ],
  ])("breached by %s", (_, parameters, more, message) => expect(asked(parameters, more)).toContain(`breach aws_rds_cluster.c: ${message}`));
  test.each<[string, JsonObject[], JsonObject, string]>([
    ["a group that is not here", [], { db_cluster_parameter_group_name: "elsewhere" }, "its parameter group is in none of the inputs"],
    ["another engine", [LIBRARY, LOG], { engine: "mysql" }, "how mysql records its reads is in no table"],
    ["a library that is not known", [{ ...LIBRARY, value: "${var.libraries}" }, LOG], {}, "which libraries it loads is not known"],
    [
      "an export that is not known",
      [LIBRARY, LOG],
      { enabled_cloudwatch_logs_exports: ["${var.log}"] },
      "which logs it exports is not known",
    ],
  ])("unknown with %s", (_, parameters, more, message) =>
    expect(asked(parameters, more)).toContain(`unknown aws_rds_cluster.c: ${message}`),
  );
  test("not applicable to a database of no protected dataset", () => expect(asked([], { tags: {} })).toEqual([]));

  describe("Aurora MySQL by Advanced Auditing", () => {
    const ON = { name: "server_audit_logging", value: "1" };
    const EVENTS = { name: "server_audit_events", value: "CONNECT,QUERY,TABLE" };
    const mysql = (parameters: JsonObject[], more: JsonObject = {}) =>
      asked(parameters, { engine: "aurora-mysql", enabled_cloudwatch_logs_exports: ["audit"], ...more });
    test("met by every query, exported", () => expect(mysql([ON, EVENTS])).toEqual([met, met]));
    test("met by what reads and writes rows", () =>
      expect(
        mysql([
          { ...ON, value: "ON" },
          { ...EVENTS, value: "QUERY_DCL,QUERY_DDL,QUERY_DML" },
        ]),
      ).toEqual([met, met]));
    test.each<[string, JsonObject[], JsonObject, string]>([
      ["another log's export", [ON, EVENTS], { enabled_cloudwatch_logs_exports: ["error"] }, "it exports no audit log"],
      ["auditing left off", [EVENTS], {}, "it records no reads"],
      ["auditing switched off", [{ ...ON, value: "0" }, EVENTS], {}, "it records no reads"],
      ["no events", [ON], {}, "Advanced Auditing records not every read and write"],
      ["connections alone", [ON, { ...EVENTS, value: "CONNECT" }], {}, "Advanced Auditing records not every read and write"],
      ["definitions alone", [ON, { ...EVENTS, value: "QUERY_DDL" }], {}, "Advanced Auditing records not every read and write"],
      ["users left out", [ON, EVENTS, { name: "server_audit_excl_users", value: "app" }], {}, "Advanced Auditing leaves users out"],
      ["some users only", [ON, EVENTS, { name: "server_audit_incl_users", value: "app" }], {}, "Advanced Auditing leaves users out"],
      ["pgaudit's parameters", [LIBRARY, LOG], {}, "it records no reads"],
      [
        "the default parameters",
        [],
        { db_cluster_parameter_group_name: null },
        "it has the engine's default parameters, which record no reads",
      ],
    ])("breached by %s", (_, parameters, more, message) =>
      expect(mysql(parameters, more)).toContain(`breach aws_rds_cluster.c: ${message}`),
    );
    test.each<[string, JsonObject[]]>([
      ["the events are", [ON, { ...EVENTS, value: "${var.events}" }]],
      ["the users left out are", [ON, EVENTS, { name: "server_audit_excl_users", value: "${var.users}" }]],
    ])("unknown where %s not known", (_, parameters) =>
      expect(mysql(parameters)).toContain("unknown aws_rds_cluster.c: what Advanced Auditing records is not known"),
    );
    test("unknown with a group that is not here", () =>
      expect(mysql([ON, EVENTS], { db_cluster_parameter_group_name: "elsewhere" })).toContain(
        "unknown aws_rds_cluster.c: its parameter group is in none of the inputs",
      ));
    test("not applicable to a database of no protected dataset", () => expect(mysql([ON, EVENTS], { tags: {} })).toEqual([]));
  });

  test("Cloud SQL by its flags", () => {
    const flags = (...database_flags: JsonObject[]) =>
      ask("AUDIT-04", [
        stack(
          "g",
          {
            google_sql_database_instance: {
              i: {
                region: "us-east4",
                database_version: "POSTGRES_16",
                settings: { user_labels: { ringfence_dataset: "profiles" }, database_flags },
              },
            },
          },
          { provider: { google: [{ project: "home-project", region: "us-east4" }] } },
        ),
      ]);
    expect(flags({ name: "cloudsql.enable_pgaudit", value: "on" }, LOG)).toEqual(["met google_sql_database_instance.i"]);
    expect(flags(LOG)).toEqual(["breach google_sql_database_instance.i: it does not load pgaudit"]);
  });
});

describe("AUDIT-05: Google", () => {
  const google = (config: JsonObject | null) =>
    stack(
      "g",
      {
        google_storage_bucket: { b: { name: "x", location: "us-east4", labels: { ringfence_dataset: "profiles" } } },
        ...(config ? { google_project_iam_audit_config: { a: config } } : {}),
      },
      { provider: { google: [{ project: "home-project", region: "us-east4" }] } },
    );
  const both = [{ log_type: "DATA_READ" }, { log_type: "DATA_WRITE" }];
  const asked = (config: JsonObject | null) => ask("AUDIT-05", [google(config)], {}, true);

  test.each(["allServices", "storage.googleapis.com"])("met by a config of %s", (service) =>
    expect(asked({ project: "home-project", service, audit_log_config: both })).toEqual(["met google_storage_bucket.b"]),
  );
  test.each<[string, JsonObject | null, string]>([
    ["no config", null, "its project does not log DATA_READ and DATA_WRITE"],
    [
      "reads alone",
      { project: "home-project", service: "allServices", audit_log_config: [both[0] as JsonObject] },
      "its project does not log DATA_WRITE",
    ],
    [
      "another project's",
      { project: "another", service: "allServices", audit_log_config: both },
      "its project does not log DATA_READ and DATA_WRITE",
    ],
    [
      "another service's",
      { project: "home-project", service: "pubsub.googleapis.com", audit_log_config: both },
      "its project does not log DATA_READ and DATA_WRITE",
    ],
    [
      "an exemption",
      {
        project: "home-project",
        service: "allServices",
        audit_log_config: [{ log_type: "DATA_READ", exempted_members: ["user:a@b.example"] }, both[1] as JsonObject],
      },
      "a member is exempted from its data access logs",
    ],
  ])("breached by %s", (_, config, message) => expect(asked(config)).toEqual([`breach google_storage_bucket.b: ${message}`]));
  test("unknown where the project of a config is", () =>
    expect(asked({ project: "${var.project}", service: "allServices", audit_log_config: both })).toEqual([
      "unknown google_storage_bucket.b: what its project logs is not known",
    ]));
  test("not applicable to one plan without a config", () => expect(ask("AUDIT-05", [google(null)])).toEqual([]));
});

test("a scope without an account of the auditor's leaves the claim unjudged, with the reason", () => {
  expect(reason("audit", WITHOUT_AUDITOR)).toMatch(/names no account of the auditor's/);
  expect(reason("audit", SCOPE)).toBeUndefined();
});
