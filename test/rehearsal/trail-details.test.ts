import { json, type Call } from "../../rehearsal/engines/call";
import { Store } from "../../rehearsal/engines/handlers/handler";
import { withTrailDetails } from "../../rehearsal/engines/trail-details";

const ARN = "arn:aws:cloudtrail:us-east-1:111111111111:trail/all";
const LOGS = { CloudWatchLogsLogGroupArn: "arn:logs", CloudWatchLogsRoleArn: "arn:role" };
const store = new Store();
const said = (operation: string, params: object, reply: object, status = 200): unknown =>
  JSON.parse(
    withTrailDetails(
      { service: "cloudtrail", operation, params, account: "111111111111", region: "us-east-1" } as unknown as Call,
      json(reply, status),
      store,
    ).body.toString("utf8"),
  );

test("what a trail was made with comes back when it is read", () => {
  said("CreateTrail", { Name: "all", ...LOGS, TagsList: [{ Key: "a", Value: "1" }] }, { TrailARN: ARN });
  expect(said("GetTrail", {}, { Trail: { TrailARN: ARN, Name: "all" } })).toEqual({ Trail: { TrailARN: ARN, Name: "all", ...LOGS } });
  expect(said("DescribeTrails", {}, { trailList: [{ TrailARN: ARN }, { TrailARN: "another" }] })).toEqual({
    trailList: [{ TrailARN: ARN, ...LOGS }, { TrailARN: "another" }],
  });
});
test("tags that were added later win", () =>
  expect(said("ListTags", {}, { ResourceTagList: [{ ResourceId: ARN, TagsList: [{ Key: "b", Value: "2" }] }] })).toEqual({
    ResourceTagList: [
      {
        ResourceId: ARN,
        TagsList: [
          { Key: "b", Value: "2" },
          { Key: "a", Value: "1" },
        ],
      },
    ],
  }));
test("a change is remembered, and a refusal is not", () => {
  said("UpdateTrail", { CloudWatchLogsRoleArn: "arn:other" }, { TrailARN: ARN });
  said("UpdateTrail", { CloudWatchLogsRoleArn: "arn:third" }, { TrailARN: ARN }, 400);
  expect(said("GetTrail", {}, { Trail: { TrailARN: ARN } })).toEqual({
    Trail: { TrailARN: ARN, ...LOGS, CloudWatchLogsRoleArn: "arn:other" },
  });
});
