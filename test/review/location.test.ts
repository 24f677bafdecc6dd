import { Jurisdiction } from "../../config/jurisdiction";
import { ask, AUDIT, AWS_GUARDS, bucket, factsOf, HOME, PARENT, plan, stack, STRANGER } from "./estate";
import type { JsonObject } from "../../review/value";

const BUCKET = { aws_s3_bucket: { b: bucket() } };

describe("LOCATION-01", () => {
  const of = (...documents: Parameters<typeof ask>[1][number][]) => ask("LOCATION-01", documents);

  it("is met inside", () => expect(of(stack("s", BUCKET))).toEqual(["met aws_s3_bucket.b"]));
  it("is a breach outside, by the provider's constant", () =>
    expect(of(stack("s", BUCKET, { region: "ap-southeast-1" }))).toEqual([expect.stringMatching(/^breach .*ap-southeast-1/)]));
  it("believes the resource's own region before the provider's", () =>
    expect(of(stack("s", { aws_s3_bucket: { b: bucket({ region: "eu-west-1" }) } }))[0]).toMatch(/^breach .*eu-west-1 \(its region\)/));
  it("follows a second provider by its alias", () => {
    const provider: JsonObject = {
      aws: [
        { region: "us-east-1", allowed_account_ids: [HOME] },
        { alias: "sg", region: "ap-southeast-1", allowed_account_ids: [HOME] },
      ],
    };
    expect(of(stack("s", { aws_s3_bucket: { b: bucket({ provider: "aws.sg" }) } }, { provider }))[0]).toMatch(/^breach/);
  });
  it("tolerates the legacy estate, with the reason", () =>
    expect(of(stack("s", BUCKET, { region: "ap-southeast-1", account: PARENT }))).toEqual([expect.stringMatching(/^met .*legacy estate/)]));
  it.each([
    ["a variable", "${var.region}"],
    ["a function that is not worked out", '${sha1("US-EAST-1")}'],
    ["a function of a variable", '${replace(var.region, "eu", "us")}'],
    ["nothing", null],
  ])("does not know a region that is %s", (_, region) => {
    expect(of(stack("s", BUCKET, { provider: { aws: [{ region, allowed_account_ids: [HOME] }] } }))[0]).toMatch(/^unknown/);
  });
  it("does not know a name that is in no table", () =>
    expect(of(stack("s", BUCKET, { region: "us-east-11" }))[0]).toMatch(/^unknown .*no table/));
  it("has nothing to say of what lies in no region", () =>
    expect(of(stack("s", { aws_iam_role: { r: { name: "r" } } }, { region: "eu-west-1" }))).toEqual([]));

  const google = (location: string) =>
    stack(
      "s",
      { google_storage_bucket: { b: { name: "b", location } } },
      { provider: { google: [{ project: "home-project", region: "us-central1" }] } },
    );
  it.each([
    ["US-CENTRAL1", "met"],
    ["us-east4", "met"],
    ["ASIA-SOUTHEAST1", "breach"],
    ["NOWHERE1", "unknown"],
  ])("reads Google's location %s", (location, verdict) => expect(of(google(location))[0]).toMatch(new RegExp(`^${verdict}`)));
  it.each([
    ["East US", "met"],
    ["eastus", "met"],
    ["West Europe", "breach .*azure westeurope"],
    ["Nowhere", "unknown"],
  ])("reads Azure's location %s, as the portal shows it", (location, verdict) =>
    expect(of(stack("s", { azurerm_storage_account: { b: { name: "b", location } } }))[0]).toMatch(new RegExp(`^${verdict}`)),
  );
  it("puts a dataset of BigQuery into US when it says nothing", () => {
    const document = stack(
      "s",
      { google_bigquery_dataset: { d: { dataset_id: "d" } } },
      { provider: { google: [{ project: "home-project" }] } },
    );
    const facts = factsOf([document]);
    expect(facts.resources.map((resource) => facts.placeOf(resource))[0]).toMatchObject({ region: "US", decidedBy: "default" });
  });

  const probe = (region: string) => ({
    prior_state: {
      values: {
        root_module: {
          resources: [{ address: "data.aws_region.probe", mode: "data", type: "aws_region", name: "probe", values: { name: region } }],
        },
      },
    },
    configuration: {
      provider_config: { aws: { name: "aws", expressions: { region: { references: ["var.region"] } } } },
      root_module: {
        resources: [
          { address: "aws_s3_bucket.b", mode: "managed", type: "aws_s3_bucket", name: "b", provider_config_key: "aws", expressions: {} },
          {
            address: "data.aws_region.probe",
            mode: "data",
            type: "aws_region",
            name: "probe",
            provider_config_key: "aws",
            expressions: {},
          },
        ],
      },
    },
  });
  it("takes a plan's region probe as evidence", () => {
    expect(of(plan([{ address: "aws_s3_bucket.b", after: bucket() }], probe("eu-west-3")))[0]).toMatch(/^breach .*data\.aws_region/);
    expect(of(plan([{ address: "aws_s3_bucket.b", after: bucket() }], probe("us-west-2")))).toEqual(["met aws_s3_bucket.b"]);
  });
  it.each([
    [{ constant_value: "${var.region}", references: ["var.region"] }],
    [{ constant_value: '${sha1("US-EAST-1")}' }],
    [{ references: ["local.x"] }],
    [{}],
  ])("does not know a plan's region that is written %j", (region) => {
    const configuration = { provider_config: { aws: { name: "aws", expressions: { region } } }, root_module: { resources: [] } };
    expect(of(plan([{ address: "aws_s3_bucket.b", after: bucket() }], { configuration }))[0]).toMatch(/^unknown/);
  });
  it("believes nobody when the evidence disagrees", () => {
    const planned = plan([{ address: "aws_s3_bucket.b", after: bucket({ arn: "arn:aws:dynamodb:eu-west-1:333333333333:table/x" }) }]);
    expect(of(planned)[0]).toMatch(/^unknown .*disagrees/);
  });
});

describe("LOCATION-02", () => {
  const copy = (arn: string) => stack("s", { aws_backup_plan: { p: { rule: [{ copy_action: [{ destination_vault_arn: arn }] }] } } });
  const vault = (region: string, account: string) => `arn:aws:backup:${region}:${account}:backup-vault:v`;
  const of = (...documents: Parameters<typeof ask>[1][number][]) => ask("LOCATION-02", documents);

  it("calls what a store is copied from its source", () =>
    expect(of(stack("s", { aws_ebs_snapshot_copy: { c: { source_region: "eu-west-1", source_snapshot_id: "snap-1" } } }))[0]).toMatch(
      /^breach aws_ebs_snapshot_copy\.c: its source lies in aws eu-west-1 /,
    ));
  it("is met inside, in an account of the custodian", () => expect(of(copy(vault("us-west-2", HOME)))).toEqual(["met aws_backup_plan.p"]));
  it.each([
    ["outside", vault("ap-southeast-1", HOME)],
    ["in the parent's account", vault("us-west-2", PARENT)],
    ["in a stranger's account", vault("us-west-2", STRANGER)],
    ["in the auditor's account", vault("us-west-2", AUDIT)],
  ])("is a breach %s", (_, arn) => expect(of(copy(arn))[0]).toMatch(/^breach/));
  it("asks for an account that nothing shows in a program that builds its own fence alone", () => {
    const replica = { aws_dynamodb_table: { t: { name: "t", replica: [{ region_name: "us-west-2" }] } } };
    const unpinned = stack("s", replica, { provider: { aws: [{ region: "us-east-1" }] } });
    expect(of(unpinned)).toEqual(["met aws_dynamodb_table.t"]);
    expect(ask("LOCATION-02", [unpinned], { awsGuards: AWS_GUARDS })[0]).toMatch(/^unknown .*the account of the destination/);
  });
  it("does not know whose an address is that names no account, whatever the program builds", () => {
    const url = "https://abc.execute-api.us-east-1.amazonaws.com/p";
    const sends = { aws_kinesis_firehose_delivery_stream: { f: { http_endpoint_configuration: { url } } } };
    expect(of(stack("s", sends))[0]).toMatch(/^unknown .*the account of the destination/);
    expect(of(stack("s", sends, { provider: { aws: [{ region: "us-east-1" }] } }))[0]).toMatch(/^unknown/);
  });
  it("lets what stays in an account that flags do not name stay there, and go to no other", () => {
    const copies = (account: string) =>
      ask(
        "LOCATION-02",
        [
          stack(
            "s",
            { aws_backup_plan: { p: { rule: [{ copy_action: [{ destination_vault_arn: vault("us-west-2", account) }] }] } } },
            { account: STRANGER },
          ),
        ],
        { keysAlone: true },
      )[0];
    expect(copies(STRANGER)).toMatch(/^met/);
    expect(copies("121212121212")).toMatch(/^breach/);
  });
  it("does not know a bucket that is in none of the inputs, and knows it when it is", () => {
    const replicating = stack("s", {
      aws_s3_bucket_replication_configuration: { r: { rule: [{ destination: { bucket: "arn:aws:s3:::copy" } }] } },
    });
    const copies = (region: string) => stack("copies", { aws_s3_bucket: { c: bucket({ bucket: "copy" }) } }, { region });
    expect(of(replicating)[0]).toMatch(/^unknown .*none of the inputs/);
    expect(of(replicating, copies("us-west-2"))[0]).toMatch(/^met/);
    expect(of(replicating, copies("eu-west-1"))[0]).toMatch(/^breach/);
  });
  it.each(["aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster"])(
    "does not know where the other members of a global %s lie",
    (type) =>
      expect(of(stack("s", { [type]: { c: { cluster_identifier: "c", global_cluster_identifier: "world" } } }))[0]).toMatch(/^unknown/),
  );
  it("judges an account by itself where a bucket is named beside it", () => {
    const said = (account: string, ...more: Parameters<typeof of>) =>
      of(
        stack("s", {
          aws_s3_bucket_replication_configuration: { r: { rule: [{ destination: [{ bucket: "arn:aws:s3:::copy", account }] }] } },
        }),
        ...more,
      )
        .map((each) => each.split(" ")[0])
        .sort();
    expect(said(HOME)).toEqual(["met", "unknown"]);
    expect(said(PARENT)).toEqual(["breach", "unknown"]);
    const abroad = stack("copies", { aws_s3_bucket: { c: bucket({ bucket: "copy" }) } }, { region: "eu-west-1" });
    expect(said(HOME, abroad)).toEqual(["breach", "met"]);
    // Written and not known is asked for by whatever program.
    expect(said("${var.whose}", stack("copies", { aws_s3_bucket: { c: bucket({ bucket: "copy" }) } }))).toEqual(["met", "unknown"]);
  });
  it("lets what lies with the auditor be kept twice there, and no data go to him", () => {
    const copies = (from: string) =>
      of(
        stack(
          "from",
          { aws_s3_bucket_replication_configuration: { r: { rule: [{ destination: [{ bucket: "arn:aws:s3:::copy" }] }] } } },
          { account: from },
        ),
        stack("to", { aws_s3_bucket: { c: { bucket: "copy" } } }, { account: AUDIT }),
      );
    expect(copies(AUDIT)).toEqual(["met aws_s3_bucket_replication_configuration.r"]);
    expect(copies(HOME)[0]).toMatch(/^breach .*the auditor's account/);
  });

  it("lets logs go to the auditor", () =>
    expect(of(stack("s", { aws_flow_log: { f: { log_destination: `arn:aws:logs:us-east-1:${AUDIT}:log-group:l` } } }))).toEqual([
      "met aws_flow_log.f",
    ]));
  it("finds a replica of a table", () =>
    expect(of(stack("s", { aws_dynamodb_table: { t: { name: "t", replica: [{ region_name: "eu-west-1" }] } } }))[0]).toMatch(/^breach/));
  it("does not overlook what a dynamic block makes", () =>
    expect(of(stack("s", { aws_dynamodb_table: { t: { name: "t", dynamic: { replica: { for_each: "${var.x}" } } } } }))[0]).toMatch(
      /^unknown .*dynamic/,
    ));
  it("has nothing to say of what sends nothing", () => expect(of(stack("s", BUCKET))).toEqual([]));
});

describe("LOCATION-03", () => {
  const of = (backend: object, more: Parameters<typeof ask>[1][number][] = []) =>
    ask("LOCATION-03", [stack("s", BUCKET, { backend: backend as never }), ...more]);
  it("is met inside", () => expect(of({ s3: { bucket: "s", key: "k", region: "us-east-1" } })).toEqual(["met terraform.backend"]));
  it("is a breach outside", () => expect(of({ s3: { bucket: "s", key: "k", region: "eu-west-1" } })[0]).toMatch(/^breach/));
  it.each([
    ["on a disk", { local: { path: "x" } }],
    ["in another's service", { remote: {} }],
    ["in a bucket nobody shows", { gcs: { bucket: "x" } }],
  ])("does not know a state %s", (_, backend) => expect(of(backend)[0]).toMatch(/^unknown/));
  it("finds Google's bucket among the inputs", () => {
    const states = stack(
      "states",
      { google_storage_bucket: { b: { name: "x", location: "US" } } },
      { provider: { google: [{ project: "home-project" }] } },
    );
    expect(of({ gcs: { bucket: "x" } }, [states])).toContain("met terraform.backend");
  });
  it("lets the stack that makes the bucket of states start with a local one, unless it holds a dataset", () => {
    const states = { bucket: "states", tags: { "ringfence:purpose": "state" } };
    const first = (resources: object) =>
      ask("LOCATION-03", [stack("bootstrap", { aws_s3_bucket: resources as never }, { backend: { local: {} } })]);
    expect(first({ states })[0]).toMatch(/^met .*makes the bucket/);
    expect(first({ states, b: bucket() })[0]).toMatch(/^unknown/);
  });
  it("has nothing to say of a plan, which does not show it", () =>
    expect(ask("LOCATION-03", [plan([{ address: "aws_s3_bucket.b" }])])).toEqual([]));
});

describe("LOCATION-04", () => {
  const of = (aws: object, scope = {}) => ask("LOCATION-04", [stack("s", BUCKET, { provider: { aws: [aws] } as never })], scope);
  it("is met when pinned to an account of the program", () =>
    expect(of({ region: "us-east-1", allowed_account_ids: [HOME] })).toEqual(["met provider.aws"]));
  it("is a breach with no pin in a program that builds its own fence, and asks no other for one", () => {
    expect(of({}, { awsGuards: AWS_GUARDS })[0]).toMatch(/^breach/);
    expect(of({})).toEqual([]);
    const unpinned = plan([{ address: "aws_sqs_queue.q" }], {
      configuration: { provider_config: { aws: { name: "aws", expressions: { region: { constant_value: "us-east-1" } } } } },
    });
    expect(ask("LOCATION-04", [unpinned], { awsGuards: AWS_GUARDS })[0]).toMatch(/^unknown .*does not show the account/);
    expect(ask("LOCATION-04", [unpinned])).toEqual([]);
  });
  it.each([
    ["a stranger's account", { allowed_account_ids: [STRANGER] }],
    ["a stranger's among them", { allowed_account_ids: [HOME, STRANGER] }],
  ])("is a breach with %s", (_, aws) => expect(of(aws)[0]).toMatch(/^breach/));
  it("is a breach when its role is of an account that it does not pin", () =>
    expect(of({ allowed_account_ids: [HOME], assume_role: [{ role_arn: "arn:aws:iam::222222222222:role/x" }] })[0]).toMatch(
      /^breach .*pinned to 333333333333 and assumes a role of 222222222222/,
    ));
  it("leaves unjudged, by flags, in which accounts data may lie, but for the parent's", () => {
    const flags = { keysAlone: true as const };
    expect(of({ allowed_account_ids: [STRANGER] }, flags)[0]).toMatch(/^met .*works in account 123456789012/);
    expect(
      ask(
        "LOCATION-04",
        [stack("s", BUCKET, { provider: { aws: [{ allowed_account_ids: [PARENT] }, { alias: "x", allowed_account_ids: [HOME] }] } })],
        flags,
      )[0],
    ).toMatch(/^breach .*parent's account/);
  });
  it("does not know a pin that is an expression", () => expect(of({ allowed_account_ids: ["${var.account}"] })[0]).toMatch(/^unknown/));
  it("has nothing to say when the program names no account", () => expect(of({}, { accounts: [] })).toEqual([]));
});

describe("LOCATION-05", () => {
  it.each([
    ["aws_s3_bucket", "met"],
    ["aws_vpc", "met"],
    ["random_id", "met"],
    ["aws_never_seen", "unknown"],
    ["cloudflare_r2_bucket", "unknown"],
    ["constructor_x", "unknown"],
  ])("answers of %s: %s", (type, verdict) =>
    expect(ask("LOCATION-05", [stack("s", { [type]: { x: {} } })])[0]).toMatch(new RegExp(`^${verdict}`)),
  );
});

describe("LOCATION-05, beyond the tables", () => {
  const of = (resource: JsonObject, scope = {}) => ask("LOCATION-05", [stack("s", resource as never)], scope)[0];
  it("believes the program's own classification, with its reason", () => {
    const classified = [{ type: "cloudflare_record", reason: "names and addresses only" }];
    expect(of({ cloudflare_record: { r: {} } }, { classified })).toBe("met cloudflare_record.r: names and addresses only");
    expect(ask("LOCATION-01", [stack("s", { cloudflare_record: { r: {} } } as never)], { classified })).toEqual([]);
  });
  it.each([
    ["a stack of templates", { aws_cloudformation_stack: { r: {} } }],
    ["a chart", { helm_release: { r: {} } }],
    ["a provisioner", { null_resource: { r: { provisioner: [{ "local-exec": { command: "x" } }] } } }],
  ])("does not know what %s does", (_, resource) => expect(of(resource as never)).toMatch(/^unknown/));
});

describe("LOCATION-06", () => {
  const of = (more: object) => ask("LOCATION-06", [plan([{ address: "aws_s3_bucket.b" }], more as never)]);
  it("is met by a whole plan", () => expect(of({ complete: true })).toEqual(["met "]));
  it.each([
    [{ errored: true }],
    [{ complete: false }],
    [{ deferred_changes: [{}] }],
    [{ action_invocations: [{}] }],
    [{ future_changes: [{}] }],
  ])("does not know what %j leaves out", (more) => expect(of(more)[0]).toMatch(/^unknown/));
  it("does not know an action of a later terraform", () =>
    expect(ask("LOCATION-06", [plan([{ address: "aws_s3_bucket.b", actions: ["open"] }])])[0]).toMatch(/^unknown aws_s3_bucket\.b/));
  it("does not know what a module holds", () =>
    expect(ask("LOCATION-06", [stack("s", {}, { more: { module: { m: { source: "./m" } } } })])).toEqual([
      expect.stringMatching(/^unknown module\.m/),
    ]));
});

describe("LOCATION-07", () => {
  const of = (aws: object, options: { account?: string; scope?: object; resource?: object } = {}) =>
    ask("LOCATION-07", [stack("s", (options.resource ?? { aws_iam_role: { r: {} } }) as never, { provider: { aws: [aws] } as never })], {
      awsGuards: AWS_GUARDS,
      ...options.scope,
    });
  it("is met by a provider inside", () => expect(of({ region: "us-west-2" })).toEqual(["met provider.aws"]));
  it.each(["ap-southeast-1", "eu-west-1", "us-gov-east-1", "cn-north-1"])("is a breach in %s", (region) =>
    expect(of({ region })[0]).toMatch(/^breach/),
  );
  it("lets a provider stand where the global services answer, of whatever jurisdiction", () =>
    expect(of({ region: "us-east-1" }, { scope: { jurisdiction: Jurisdiction.of("EU") } })).toEqual([]));
  it("lets the legacy estate stand where it is", () =>
    expect(of({ region: "ap-southeast-1", allowed_account_ids: [PARENT] }, { resource: { aws_s3_bucket: { b: {} } } })[0]).toMatch(/^met/));
  it("lets a stack of the legacy estate stand empty, and no other outside", () => {
    const empty = (account: string) => of({ region: "ap-southeast-1", allowed_account_ids: [account] }, { resource: {} })[0];
    expect(empty(PARENT)).toMatch(/^met/);
    expect(empty(HOME)).toMatch(/^breach/);
    expect(of({ region: "ap-southeast-1" }, { resource: {} })[0]).toMatch(/^breach/);
  });
  it("does not know a region of no table, which is not therefore abroad", () => {
    expect(of({ region: "US-EAST-1" })[0]).toMatch(/^unknown .*in no table of locations/);
  });
  it("leaves to LOCATION-01 what nobody knows, and asks nothing of a program that builds no fence", () => {
    expect(of({ region: "${var.region}" })).toEqual([]);
    expect(of({ region: "ap-southeast-1" }, { scope: { awsGuards: undefined } })).toEqual([]);
  });
});
