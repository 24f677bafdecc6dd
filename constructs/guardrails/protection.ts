import { PURGE_OFFICER } from "../../config/migration/purge-names";
import { MIGRATION_OFFICER, OPERATORS } from "../../config/access/role-names";
import { BOUNDARY } from "../access/boundary";
import type { Statement } from "../policy/document";
import { roleArn } from "../../config/guardrails/fence";
import type { Fence } from "../../config/guardrails/fenced";
import { deny, exceptRoles } from "./statements";

/**
 * What watches, and the roles that are exempt from something here, are changed by those who made them. In the management
 * account no SCP holds: there an alarm rings when a guardrail changes; see guardrail-alarm.ts.
 */
export function protection({ roles }: Fence): readonly Statement[] {
  const privileged = [OPERATORS, "ringfence-key-*", "ringfence-access-*", MIGRATION_OFFICER, PURGE_OFFICER, "residency/*"].map(roleArn);
  // Each once: the key roles' own names usually begin so.
  const named = [...roles.bootstrap, ...roles.deployers, ...roles.keys].filter(
    (role) => !privileged.some((prefix) => role.startsWith(prefix.slice(0, -1))),
  );
  return [
    deny("PrivilegedRoles", ROLE_CHANGES, exceptRoles(roles.bootstrap), [...named, ...privileged]),
    deny("TheBoundary", POLICY_CHANGES, exceptRoles(roles.bootstrap), `arn:aws:iam::*:policy/${BOUNDARY}`),
    deny(
      "ServiceRoles",
      ROLE_CHANGES,
      exceptRoles(roles.bootstrap, roles.deployers, roles.access, roles.migrators),
      roleArn("ringfence-*"),
    ),
    deny("NeverSilenced", SILENCING),
    deny("WatchersByThePipeline", WATCHERS, exceptRoles(roles.bootstrap, roles.deployers)),
  ];
}

/** Tags apart: an approver of the gatekeeper's writes some on the role that breaks the glass. */
const ROLE_CHANGES = [
  "iam:AttachRolePolicy",
  "iam:CreateRole",
  "iam:DeleteRole*",
  "iam:DetachRolePolicy",
  "iam:PutRole*",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateRole*",
];

const POLICY_CHANGES = ["iam:CreatePolicyVersion", "iam:DeletePolicy", "iam:DeletePolicyVersion", "iam:SetDefaultPolicyVersion"];

/** Nobody has a reason, the pipeline included. */
const SILENCING = [
  "access-analyzer:DeleteAnalyzer",
  "cloudtrail:DeleteTrail",
  "cloudtrail:StopLogging",
  "config:DeleteConfigurationRecorder",
  "config:DeleteDeliveryChannel",
  "config:StopConfigurationRecorder",
  "guardduty:DeleteDetector",
  "guardduty:DisassociateFromAdministratorAccount",
  "inspector2:Disable",
  "macie2:DisableMacie",
  "securityhub:DisableSecurityHub",
];

const WATCHERS = [
  "cloudtrail:PutEventSelectors",
  "cloudtrail:UpdateTrail",
  "config:PutConfigurationRecorder",
  "ec2:DeleteFlowLogs",
  "ec2:DisableEbsEncryptionByDefault",
  "guardduty:UpdateDetector",
  "logs:DeleteLogGroup",
  "logs:PutRetentionPolicy",
  "s3:PutAccountPublicAccessBlock",
];
