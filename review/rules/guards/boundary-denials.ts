import { access } from "./own-denial";

/** The most that a role may do includes none of these, whatever its own policy says. */
export const RIGHTS = [
  access("changed rights", "iam:PutRolePolicy"),
  access("a changed trust", "iam:UpdateAssumeRolePolicy"),
  access("leaving the organization", "organizations:LeaveOrganization"),
  access("a rewritten key policy", "kms:PutKeyPolicy"),
  access("a key's deletion", "kms:ScheduleKeyDeletion"),
];
/** Whoever reads data silences nobody who watches. */
export const WATCHERS = [
  access("a trail that is stopped", "cloudtrail:StopLogging"),
  access("deleted logs", "logs:DeleteLogGroup"),
  access("a detector that is deleted", "guardduty:DeleteDetector"),
  access("an analyzer that is deleted", "access-analyzer:DeleteAnalyzer"),
  access("deleted alarms", "cloudwatch:DeleteAlarms"),
  access("a recorder that is stopped", "config:StopConfigurationRecorder"),
  access("a rule that is off", "events:DisableRule"),
  access("a Security Hub that is off", "securityhub:DisableSecurityHub"),
];
const KEY_ACTIONS = [
  "kms:ConnectCustomKeyStore",
  "kms:CreateGrant",
  "kms:CreateKey",
  "kms:DeleteAlias",
  "kms:DisableKey",
  "kms:DisconnectCustomKeyStore",
  "kms:EnableKey",
  "kms:ImportKeyMaterial",
  "kms:ReplicateKey",
  "kms:RevokeGrant",
  "kms:UpdateAlias",
];
/** Nor does he hand on what he has, or touch the keys that it lies under. */
export const DATA_ALONE = [
  access("another account contact", "account:PutAlternateContact"),
  access("shares with others", "ram:CreateResourceShare"),
  access("assignments of permission sets", "sso:CreateAccountAssignment"),
  access("a way on into other roles", "sts:AssumeRole"),
  access("sessions for others", "sts:GetFederationToken"),
  ...KEY_ACTIONS.map((action) => access(action, action)),
];
