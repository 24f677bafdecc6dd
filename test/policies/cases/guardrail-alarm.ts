import { admin, MANAGEMENT, PARENT, request, service, type Context } from "../callers";
import type { Case } from "../case";
import type { Verdict } from "../documents";

const TOPIC = `arn:aws:sns:us-east-1:${MANAGEMENT}:ringfence-guardrail-changed`;
const RULE = `arn:aws:events:us-east-1:${MANAGEMENT}:rule/ringfence-guardrail-changed`;
const cases: Case[] = [];

/** A service has no identity policies, and people have no part here: only the topic's own policy lets anybody in. */
function ring(of: string, name: string, context: Context, expected: Verdict, action = "sns:Publish", resource = TOPIC): void {
  cases.push({
    policy: "organization-us-east-1/aws_sns_topic_policy/alarm_policy",
    of,
    request: request(service(name), action, resource, "amazon", context),
    expected,
    bare: true,
  });
}

ring("the rule", "events.amazonaws.com", { "aws:SourceArn": RULE }, "allowed");
ring("another rule", "events.amazonaws.com", { "aws:SourceArn": `arn:aws:events:us-east-1:${PARENT}:rule/any` }, "not allowed");
ring("no rule", "events.amazonaws.com", {}, "not allowed");
ring("another service", "cloudwatch.amazonaws.com", { "aws:SourceArn": RULE }, "not allowed");
ring("the rule takes the topic over", "events.amazonaws.com", { "aws:SourceArn": RULE }, "not allowed", "sns:AddPermission");
ring("another topic", "events.amazonaws.com", { "aws:SourceArn": RULE }, "not allowed", "sns:Publish", `${TOPIC}-2`);
cases.push({
  policy: "organization-us-east-1/aws_sns_topic_policy/alarm_policy",
  of: "a stranger",
  request: request(admin(PARENT), "sns:Publish", TOPIC, MANAGEMENT, { "aws:SourceArn": RULE }),
  expected: "not allowed",
});

export const guardrailAlarmCases: readonly Case[] = cases;
