import { EventAlarm } from "../audit/event-alarm";
import type { AwsStack } from "../place/aws-stack";

export const GUARDRAIL_ALARM = "ringfence-guardrail-changed";

/** Where Organizations' events are heard. */
export const HEARD_IN = "us-east-1";

/** Whatever changes a guardrail, where it hangs, or what stands under it. */
const CHANGES = [
  "AttachPolicy",
  "CloseAccount",
  "CreateAccount",
  "DeletePolicy",
  "DeleteResourcePolicy",
  "DeregisterDelegatedAdministrator",
  "DetachPolicy",
  "DisableAWSServiceAccess",
  "DisablePolicyType",
  "InviteAccountToOrganization",
  "MoveAccount",
  "PutResourcePolicy",
  "RegisterDelegatedAdministrator",
  "RemoveAccountFromOrganization",
  "UpdatePolicy",
];

/**
 * Rings when somebody changes a guardrail, in the one account that no guardrail binds.
 *
 * Organizations writes its calls to CloudTrail in us-east-1 only, and a rule hears its own region (AWS Organizations guide,
 * logging with CloudTrail). Where us-east-1 lies outside the jurisdiction there is no such rule: the organization trail
 * brings those events home, and a filter on its log group has to ring instead.
 */
export function guardrailAlarm(stack: AwsStack, keyArn: string): EventAlarm {
  return new EventAlarm(stack, "alarm", stack, {
    name: GUARDRAIL_ALARM,
    description: "A guardrail, its attachment or an account's unit has changed",
    pattern: {
      source: ["aws.organizations"],
      "detail-type": ["AWS API Call via CloudTrail"],
      detail: { eventName: CHANGES },
    },
    keyArn,
    purpose: "alarms",
  });
}
