import type { Statement } from "../policy/document";

/**
 * A topic's sender is the event source: a rule whose service may not use the topic's key fails without a word
 * (Amazon SNS developer guide, key management, event sources).
 */
export function eventStatement(rules: readonly string[]): Statement {
  return {
    Sid: "EventsReachTheTopic",
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: ["kms:GenerateDataKey*", "kms:Decrypt"],
    Resource: "*",
    Condition: { ArnEquals: { "aws:SourceArn": rules } },
  };
}
