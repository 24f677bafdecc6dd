import { program as unitedStates } from "../../../config/programs/united-states";
import type { ProgramInput } from "../../../config/schema/schema";
import { eventSelectors } from "../../../constructs/audit/event-selectors";
import { resolved, resources, stackOf, synthesized, type Block, type Synthesized } from "../../synth";

const made = synthesized(unitedStates);
const only = (stack: string, type: string, of: Synthesized = made): Block => {
  const found = resources(stackOf(of, stack), type);
  if (found.length !== 1) throw new Error(`${found.length} of ${type} in ${stack}`);
  return (found[0] as [string, Block])[1];
};
const bucketCalled = (stack: string, part: string): [string, Block] => {
  const found = resources(stackOf(made, stack), "aws_s3_bucket").find(([, block]) => String(block["bucket"]).includes(part));
  if (!found) throw new Error(`no bucket ${part} in ${stack}`);
  return found;
};

describe("the trail", () => {
  const trail = only("trail-us-east-1", "aws_cloudtrail");
  test("is the organization's, of every region, with digests, and running", () =>
    expect(trail).toMatchObject({
      name: "ringfence-united-states",
      s3_bucket_name: "ringfence-archive-555555555555-us-east-1",
      is_organization_trail: true,
      is_multi_region_trail: true,
      include_global_service_events: true,
      enable_log_file_validation: true,
      enable_logging: true,
      lifecycle: { prevent_destroy: true },
    }));
  test("encrypts under the archive's key, in the custody account", () =>
    expect(resolved(made, stackOf(made, "trail-us-east-1"), String(trail["kms_key_id"]))).toBe(
      "arn:aws:kms:us-east-1:222222222222:key/archive",
    ));
  test("waits for its role's policy: CloudTrail tries the role at once", () =>
    expect(trail["depends_on"]).toEqual([expect.stringMatching(/^aws_iam_role_policy\.trail_delivery_policy/)]));
  test("records every protected store of the program, at home and at recovery", () => {
    const written = JSON.stringify(trail["advanced_event_selector"]);
    for (const arn of [
      "arn:aws:s3:::user-content-333333333333-us-east-1/",
      "arn:aws:s3:::user-content-444444444444-us-west-2/",
      "arn:aws:dynamodb:us-west-2:333333333333:table/sessions",
      "arn:aws:s3:::ringfence-archive-555555555555-us-east-1/",
      "arn:aws:s3:::ringfence-archive-555555555555-us-west-2/",
    ])
      expect(written).toContain(`"${arn}"`);
  });
  test("its log group lies under a key and is kept as long as the program says", () =>
    expect(only("trail-us-east-1", "aws_cloudwatch_log_group")).toMatchObject({
      name: "/ringfence/united-states/trail",
      retention_in_days: 2557,
      skip_destroy: true,
      kms_key_id: expect.stringContaining("terraform_remote_state"),
    }));
});

test("selectors, field by field", () => {
  const is = (field: string, ...equalTo: string[]) => ({ field, equalTo });
  const under = (...startsWith: string[]) => ({ field: "resources.ARN", startsWith });
  const data = (type: string) => [is("eventCategory", "Data"), is("resources.type", type)];
  const selectors = eventSelectors({ buckets: ["arn:a", "arn:b"], readBuckets: ["arn:c"], tables: ["arn:t"] });
  expect(selectors.map(({ fieldSelector }) => fieldSelector)).toEqual([
    [is("eventCategory", "Management")],
    [...data("AWS::S3::Object"), under("arn:a/", "arn:b/")],
    [...data("AWS::S3::Object"), under("arn:c/"), is("readOnly", "true")],
    [...data("AWS::DynamoDB::Table"), is("resources.ARN", "arn:t")],
    [...data("AWS::DynamoDB::Stream"), under("arn:t/stream/")],
    data("AWS::EC2::Snapshot"),
    ...["cloudtrail", "ec2", "kms", "s3", "secretsmanager"].map((source) => [
      is("eventCategory", "NetworkActivity"),
      is("eventSource", `${source}.amazonaws.com`),
    ]),
  ]);
  expect(eventSelectors({ buckets: [], readBuckets: [], tables: [] })).toHaveLength(7);
});

describe.each(["us-east-1", "us-west-2"])("the archive in %s", (region) => {
  const stack = `audit-${region}`;
  const [name, bucket] = bucketCalled(stack, "archive");
  test("is locked in compliance mode for the program's retention, and never destroyed", () => {
    expect(bucket).toMatchObject({ object_lock_enabled: true, force_destroy: false, lifecycle: { prevent_destroy: true } });
    expect(only(stack, "aws_s3_bucket_object_lock_configuration")).toMatchObject({
      bucket: `\${aws_s3_bucket.${name}.id}`,
      rule: { default_retention: { mode: "COMPLIANCE", days: 2557 } },
    });
  });
  test("lies under the custodian's key of its region, without a Bucket Key", () => {
    const encryption = resources(stackOf(made, stack), "aws_s3_bucket_server_side_encryption_configuration").find(([, block]) =>
      String(block["bucket"]).includes(name),
    )?.[1];
    const [rule] = encryption?.["rule"] as {
      bucket_key_enabled: boolean;
      apply_server_side_encryption_by_default: { kms_master_key_id: string };
    }[];
    expect(rule?.bucket_key_enabled).toBe(false);
    expect(resolved(made, stackOf(made, stack), String(rule?.apply_server_side_encryption_by_default.kms_master_key_id))).toBe(
      `arn:aws:kms:${region}:222222222222:key/archive`,
    );
  });
});

test("the first archive replicates to the second, deletions left out", () => {
  const replication = only("audit-us-east-1", "aws_s3_bucket_replication_configuration");
  expect(replication).toMatchObject({
    role: "arn:aws:iam::555555555555:role/ringfence-replication-archive",
    rule: [
      {
        status: "Enabled",
        delete_marker_replication: { status: "Disabled" },
        source_selection_criteria: { sse_kms_encrypted_objects: { status: "Enabled" } },
        destination: { bucket: "arn:aws:s3:::ringfence-archive-555555555555-us-west-2" },
      },
    ],
  });
  expect(made.dependencies.get("audit-us-east-1")).toContain("audit-us-west-2");
});

test("a sandbox's archive can be torn down", () => {
  const sandbox = synthesized({
    ...unitedStates,
    sandbox: true,
    retention: { logDays: 7 },
    datasets: unitedStates.datasets.map((dataset) => ({ ...dataset, legacy: [] })),
  });
  expect(only("audit-us-east-1", "aws_s3_bucket_object_lock_configuration", sandbox)).toMatchObject({
    rule: { default_retention: { mode: "GOVERNANCE", days: 7 } },
  });
  expect(only("trail-us-east-1", "aws_cloudtrail", sandbox)).toMatchObject({ lifecycle: { prevent_destroy: false } });
});

test("a program without a management account or an auditor's has none of it", () => {
  const without = (purpose: string): ProgramInput => ({
    ...unitedStates,
    // Its inspector and the examiners' desk are the auditor's.
    release: undefined,
    access: undefined,
    accounts: Object.fromEntries(Object.entries(unitedStates.accounts).filter(([, account]) => account.purpose !== purpose)),
  });
  for (const purpose of ["management", "audit"])
    expect([...synthesized(without(purpose)).stacks.keys()].filter((name) => /^(audit|trail|keys-(archive|trail))-/.test(name))).toEqual(
      [],
    );
});

describe("alarms", () => {
  const stack = stackOf(made, "trail-us-east-1");
  const filters = resources(stack, "aws_cloudwatch_log_metric_filter").map(([, block]) => block);
  const alarms = resources(stack, "aws_cloudwatch_metric_alarm").map(([, block]) => block);
  test("one for each filter, on its metric, and one for silence", () => {
    const metrics = filters.map((filter) => (filter["metric_transformation"] as { name: string; namespace: string }).name).sort();
    expect(alarms.map((alarm) => alarm["metric_name"]).sort()).toEqual(["IncomingLogEvents", ...metrics].sort());
    for (const alarm of alarms) expect(alarm["alarm_actions"]).toEqual([expect.stringMatching(/^\$\{aws_sns_topic\..*\.arn\}$/)]);
    for (const filter of filters)
      expect(alarms.find((alarm) => alarm["metric_name"] === filter["name"])).toMatchObject({
        namespace: (filter["metric_transformation"] as { namespace: string }).namespace,
        comparison_operator: "GreaterThanOrEqualToThreshold",
        threshold: 1,
        period: 300,
        treat_missing_data: "notBreaching",
      });
  });
  test("silence rings: missing data is what it looks for", () =>
    expect(alarms.find((alarm) => alarm["metric_name"] === "IncomingLogEvents")).toMatchObject({
      namespace: "AWS/Logs",
      dimensions: { LogGroupName: "/ringfence/united-states/trail" },
      comparison_operator: "LessThanThreshold",
      treat_missing_data: "breaching",
    }));
  test("on a topic under a key", () =>
    expect(resolved(made, stack, String(only("trail-us-east-1", "aws_sns_topic")["kms_master_key_id"]))).toBe(
      "arn:aws:kms:us-east-1:111111111111:key/trail",
    ));
});

describe("the query set", () => {
  test("answers go to a closed bucket under the archive's key, whatever a query asks for", () => {
    const workgroup = only("audit-us-east-1", "aws_athena_workgroup");
    expect(workgroup["configuration"]).toMatchObject({
      enforce_workgroup_configuration: true,
      result_configuration: {
        output_location: "s3://ringfence-answers-555555555555-us-east-1/",
        expected_bucket_owner: "555555555555",
        encryption_configuration: { encryption_option: "SSE_KMS" },
      },
    });
    expect(bucketCalled("audit-us-east-1", "answers")[1]).not.toHaveProperty("object_lock_enabled");
  });
  test("the table reads the organization's folder, account by account and region by region", () => {
    const table = only("audit-us-east-1", "aws_glue_catalog_table");
    const folder = "s3://ringfence-archive-555555555555-us-east-1/AWSLogs/o-custodian01";
    expect(table["storage_descriptor"]).toMatchObject({ location: folder });
    const parameters = table["parameters"] as Record<string, string>;
    expect(parameters["storage.location.template"]).toBe(`${folder}/$\${account}/CloudTrail/$\${region}/$\${day}`);
    expect(parameters["projection.account.values"]).toContain("333333333333");
    expect(parameters["projection.account.values"]).not.toContain("888888888888");
    expect(parameters["projection.region.values"]?.split(",")).toEqual(expect.arrayContaining(["us-east-1", "ap-southeast-1"]));
  });
});

test("Aurora's log group stands before the cluster, under the logs' key", () => {
  const groups = resources(stackOf(made, "storage-us-east-1"), "aws_cloudwatch_log_group");
  expect(groups.map(([, block]) => block)).toEqual([
    expect.objectContaining({ name: "/aws/rds/cluster/united-states-profiles/postgresql", retention_in_days: 2557, skip_destroy: true }),
  ]);
  const [name, group] = groups[0] as [string, Block];
  expect(resolved(made, stackOf(made, "storage-us-east-1"), String(group["kms_key_id"]))).toBe(
    "arn:aws:kms:us-east-1:333333333333:key/logs",
  );
  expect(only("storage-us-east-1", "aws_rds_cluster")["depends_on"]).toEqual([`aws_cloudwatch_log_group.${name}`]);
});
