import type { AwsPlace } from "../../config/place";
import { EventAlarm } from "../audit/event-alarm";
import type { AwsStack } from "../place/aws-stack";
import type { Statement } from "../policy/document";
import { BREAK_GLASS, BREAK_GLASS_ALARM } from "../../config/access/role-names";
import { sessionTag } from "./gatekeeper-trust";
import { roleArn } from "./names";

/** The tags by which an approver lets one person use the role for one ticket. */
export const APPROVED_FOR = "approved-for";
export const APPROVED_TICKET = "approved-ticket";

/**
 * Two people break the glass: an approver writes another's name and ticket on the role, and only that person, for that
 * ticket, can then assume it. AWS enforces both halves: nobody can write the name that his own session carries, and
 * nobody but an approver can write at all.
 *
 * What AWS does not enforce: that two names are two people, which is the identity provider's to know; and an end to the
 * approval, since IAM compares no date with a tag. It holds for one ticket until it is withdrawn or overwritten, so
 * withdrawing it belongs to closing the ticket. Who administers access can change the role itself; that is logged too.
 */
export function approverStatements(place: AwsPlace): readonly Statement[] {
  const Resource = roleArn(place, BREAK_GLASS);
  return [
    {
      Sid: "ApproveSomebodyElse",
      Effect: "Allow",
      Action: ["iam:TagRole"],
      Resource,
      Condition: {
        StringNotEqualsIgnoreCase: { [`aws:RequestTag/${APPROVED_FOR}`]: sessionTag("person") },
        // A negated operator holds when the key is absent, so its presence is asked for apart.
        Null: { [`aws:RequestTag/${APPROVED_FOR}`]: "false", [`aws:RequestTag/${APPROVED_TICKET}`]: "false" },
        "ForAllValues:StringEquals": { "aws:TagKeys": [APPROVED_FOR, APPROVED_TICKET] },
      },
    },
    { Sid: "WithdrawApproval", Effect: "Allow", Action: ["iam:UntagRole"], Resource },
  ];
}

/** The approved person, for the approved ticket: the role's tags are compared with the session's. */
export function operatorStatements(place: AwsPlace): readonly Statement[] {
  return [
    {
      Sid: "WhenSomebodyElseApproved",
      Effect: "Allow",
      Action: ["sts:AssumeRole", "sts:TagSession"],
      Resource: roleArn(place, BREAK_GLASS),
      Condition: {
        StringEquals: {
          [`aws:ResourceTag/${APPROVED_FOR}`]: sessionTag("person"),
          [`aws:ResourceTag/${APPROVED_TICKET}`]: sessionTag("ticket"),
        },
      },
    },
  ];
}

/**
 * Tells when the break-glass role is assumed. An event appears in the region whose STS was asked, so the role's trust
 * accepts this region's alone.
 */
export function breakGlassAlarm(stack: AwsStack, keyArn: string): EventAlarm {
  return new EventAlarm(stack, "alarm", stack, {
    name: BREAK_GLASS_ALARM,
    description: "Somebody broke the glass",
    pattern: {
      "detail-type": ["AWS API Call via CloudTrail"],
      detail: {
        eventSource: ["sts.amazonaws.com"],
        eventName: ["AssumeRole"],
        requestParameters: { roleArn: [roleArn(stack.place, BREAK_GLASS)] },
      },
    },
    readOnlyEvents: true,
    keyArn,
    purpose: "alarms",
  });
}
