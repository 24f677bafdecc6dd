import type { JsonObject } from "../../review/value";
import { ask, AUDIT, HOME, PARENT, plan, stack } from "./estate";

const awsGuards = { units: [], controls: [], exceptRegions: [] };

describe("LOCATION-01 of what is imported", () => {
  const of = (importing: JsonObject): string => {
    const made = plan([{ address: "aws_dynamodb_table.t", actions: ["no-op"], before: { name: "t" }, after: { name: "t" } }]);
    const changes = (made["resource_changes"] as JsonObject[]).map((each) => ({
      ...each,
      change: { ...(each["change"] as JsonObject), importing },
    }));
    return ask("LOCATION-01", [{ ...made, resource_changes: changes }])[0] as string;
  };
  const arn = (region: string, account: string) => `arn:aws:dynamodb:${region}:${account}:table/t`;
  it.each<[string, JsonObject]>([
    ["a name", { id: "t" }],
    ["an ARN of its own place", { id: arn("us-east-1", HOME) }],
    ["its own region behind the id", { id: "t@us-east-1" }],
    ["its own identity", { identity: { account_id: HOME, region: "us-east-1", name: "t" } }],
    ["an id that is not known yet", { unknown: true }],
  ])("is met by %s", (_, importing) => expect(of(importing)).toBe("met aws_dynamodb_table.t"));
  it.each<[string, JsonObject]>([
    ["an ARN elsewhere", { id: arn("eu-west-1", HOME) }],
    ["an ARN in another account", { id: arn("us-east-1", PARENT) }],
    ["another region behind the id", { id: "t@eu-west-1" }],
    ["an identity elsewhere", { identity: { region: "eu-west-1" } }],
    ["an identity in another account", { identity: { account_id: PARENT } }],
  ])("does not know where it lies by %s", (_, importing) => expect(of(importing)).toMatch(/^unknown aws_dynamodb_table.t: .*disagrees/));
});

describe("AUDIT-03 of a trail that a plan takes away", () => {
  const of = (action: string, scope = {}) =>
    ask("AUDIT-03", [plan([{ address: "aws_cloudtrail.t", actions: [action], before: { name: "t" }, after: null }])], {
      awsGuards,
      ...scope,
    });
  it.each(["delete", "forget"])("is a breach by %s", (action) =>
    expect(of(action)).toEqual([`breach aws_cloudtrail.t: the plan would ${action} it`]),
  );
  it("has nothing to say where the program builds no fence", () => expect(of("delete", { awsGuards: undefined })).toEqual([]));
});

describe("AUDIT-11 of the archive's second copy", () => {
  const of = (rule: JsonObject, account = AUDIT) =>
    ask("AUDIT-11", [stack("s", { aws_s3_bucket_replication_configuration: { r: { bucket: "archive", rule: [rule] } } }, { account })], {
      awsGuards,
    });
  const RULE = { status: "Enabled", filter: { prefix: "" } };
  it("is met by a rule of everything that is on", () =>
    expect(new Set(of(RULE))).toEqual(new Set(["met aws_s3_bucket_replication_configuration.r"])));
  it.each<[string, JsonObject]>([
    ["off", { ...RULE, status: "Disabled" }],
    ["of a part", { ...RULE, filter: { prefix: "x/" } }],
  ])("is a breach by one that is %s", (_, rule) => expect(of(rule)).toContainEqual(expect.stringMatching(/^breach/)));
  it("does not know an expression", () => expect(of({ ...RULE, status: "${var.on}" })).toContainEqual(expect.stringMatching(/^unknown/)));
  it("has nothing to say of others' copies", () => expect(of({ ...RULE, status: "Disabled" }, HOME)).toEqual([]));
});
