import { Program } from "../../config/program";
import { program as unitedStates } from "../../config/programs/united-states";
import type { AwsPlace } from "../../config/place";
import { findingsStatements, subscription } from "../../constructs/security/findings";
import { changed } from "../config/refused";
import { resources, stackOf, synthesized, type Block } from "../synth";

const made = synthesized(unitedStates);
const [east, west] = [stackOf(made, "security-us-east-1"), stackOf(made, "security-us-west-2")];
const all = (stack: typeof east, type: string): Block[] => resources(stack, type).map(([, block]) => block);
const place = Program.of(unitedStates).place("security", "us-east-1") as AwsPlace;

test("the profile core has no detectors, and the account of a detector no stack", () => {
  const core = synthesized(changed(unitedStates, (p) => (p.profile = "core")));
  const names = [...core.stacks.keys()];
  expect(names.filter((name) => /security|^config-/.test(name) && !/^(access|bootstrap)-/.test(name))).toEqual([]);
  expect(names).toContain("edge-us-east-1");
});

test("detectors watch every account of the organization", () => {
  for (const stack of [east, west]) {
    expect(all(stack, "aws_guardduty_organization_configuration")).toMatchObject([{ auto_enable_organization_members: "ALL" }]);
    const features = ["S3_DATA_EVENTS", "RDS_LOGIN_EVENTS", "EBS_MALWARE_PROTECTION", "RUNTIME_MONITORING"].sort();
    expect(all(stack, "aws_guardduty_detector_feature").map((one) => one["name"])).toEqual(features);
    const members = all(stack, "aws_guardduty_organization_configuration_feature");
    expect(members.map((one) => [one["name"], one["auto_enable"]])).toEqual(features.map((name) => [name, "ALL"]));
    expect(all(stack, "aws_macie2_organization_configuration")).toMatchObject([{ auto_enable: true }]);
    expect(all(stack, "aws_inspector2_organization_configuration")).toMatchObject([{ auto_enable: { ec2: true, ecr: true } }]);
    expect(all(stack, "aws_securityhub_organization_configuration")).toMatchObject([{ auto_enable: true }]);
    expect(all(stack, "aws_macie2_classification_job")).toEqual([]);
  }
});

test("findings come together in the first region, from the program's others by name, and lie under a key", () => {
  expect(all(east, "aws_securityhub_finding_aggregator")).toMatchObject([
    { linking_mode: "SPECIFIED_REGIONS", specified_regions: ["us-west-2"] },
  ]);
  expect(all(west, "aws_securityhub_finding_aggregator")).toEqual([]);
  expect(all(east, "aws_accessanalyzer_analyzer").map((one) => one["type"])).toEqual(["ORGANIZATION", "ORGANIZATION_UNUSED_ACCESS"]);
  expect(all(west, "aws_accessanalyzer_analyzer").map((one) => one["type"])).toEqual(["ORGANIZATION"]);
  expect(all(east, "aws_guardduty_publishing_destination")).toMatchObject([
    { destination_arn: "arn:aws:s3:::ringfence-findings-777777777777-us-east-1", kms_key_arn: expect.stringContaining("findings_key") },
  ]);
  expect(all(east, "aws_sns_topic")).toMatchObject([{ kms_master_key_id: expect.stringContaining("alarms_key") }]);
});

test("the management account says who watches, in each region", () => {
  for (const region of ["us-east-1", "us-west-2"]) {
    const admin = stackOf(made, `security-admin-${region}`);
    for (const service of ["guardduty", "securityhub", "macie2"])
      expect(all(admin, `aws_${service}_organization_admin_account`)).toMatchObject([{ admin_account_id: "777777777777" }]);
    expect(all(admin, "aws_inspector2_delegated_admin_account")).toMatchObject([{ account_id: "777777777777" }]);
  }
  expect(all(stackOf(made, "security-admin-us-west-2"), "aws_organizations_delegated_administrator")).toEqual([]);
});

test("configuration is recorded where data lies, with IAM once an account, in a bucket without a lock", () => {
  const recorders = ["config-home-us-east-1", "config-home-us-west-2", "config-recovery-us-east-1", "config-recovery-us-west-2"].map(
    (name) => stackOf(made, name),
  );
  for (const account of ["home", "recovery"]) {
    const own = recorders.filter(({ name }) => name.includes(account));
    expect(own.flatMap((stack) => all(stack, "aws_iam_service_linked_role"))).toHaveLength(1);
    const global = own.map(
      (stack) => (all(stack, "aws_config_configuration_recorder")[0]?.["recording_group"] as Block)["include_global_resource_types"],
    );
    expect(global.filter((one) => one === true)).toHaveLength(1);
  }
  for (const stack of recorders)
    expect(all(stack, "aws_config_delivery_channel")).toMatchObject([
      {
        s3_bucket_name: `ringfence-findings-777777777777-${stack.name.slice(-9)}`,
        s3_kms_key_arn: expect.stringContaining("findings_key"),
      },
    ]);
  expect(all(east, "aws_s3_bucket_object_lock_configuration")).toEqual([]);
});

test("who writes to the bucket of findings, and for whom", () => {
  const guardDuty = {
    StringEquals: { "aws:SourceAccount": ["777777777777"] },
    ArnLike: { "aws:SourceArn": "arn:aws:guardduty:us-east-1:777777777777:detector/*" },
  };
  const config = { StringEquals: { "aws:SourceAccount": ["777777777777", "333333333333"] } };
  expect(findingsStatements("arn:aws:s3:::b", place, ["777777777777", "333333333333"])).toEqual([
    {
      Sid: "GuardDutyFindsTheBucket",
      Effect: "Allow",
      Principal: { Service: "guardduty.amazonaws.com" },
      Action: ["s3:GetBucketLocation"],
      Resource: "arn:aws:s3:::b",
      Condition: guardDuty,
    },
    {
      Sid: "GuardDutyPublishes",
      Effect: "Allow",
      Principal: { Service: "guardduty.amazonaws.com" },
      Action: ["s3:PutObject"],
      Resource: "arn:aws:s3:::b/AWSLogs/777777777777/GuardDuty/*",
      Condition: guardDuty,
    },
    {
      Sid: "ConfigFindsTheBucket",
      Effect: "Allow",
      Principal: { Service: "config.amazonaws.com" },
      Action: ["s3:GetBucketAcl", "s3:ListBucket"],
      Resource: "arn:aws:s3:::b",
      Condition: config,
    },
    {
      Sid: "ConfigDelivers",
      Effect: "Allow",
      Principal: { Service: "config.amazonaws.com" },
      Action: ["s3:PutObject"],
      Resource: ["arn:aws:s3:::b/AWSLogs/777777777777/Config/*", "arn:aws:s3:::b/AWSLogs/333333333333/Config/*"],
      Condition: config,
    },
  ]);
});

test("the gatekeeper's account subscribes to what rings", () => {
  expect(subscription(place, "666666666666")).toEqual({
    Sid: "TheGatekeeperSubscribes",
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::666666666666:root" },
    Action: ["sns:Subscribe"],
    Resource: "arn:aws:sns:us-east-1:777777777777:ringfence-findings",
  });
});
