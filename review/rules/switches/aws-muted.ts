import { one, type Switch } from "./switch";

const audit = one("audit");

/** Whatever it says, what it finds first is found no more. */
const never = (path: string, says: string, expected = "nothing"): Switch => ({ ...audit(path, expected, says), on: () => false });
const AUTOMATION = audit("rule_status", "DISABLED", "it changes findings before anybody sees them", { absent: "ENABLED" });

/** What tells a service that watches to keep quiet (provider schema, aws 5.100.0; each service's guide, suppression rules). */
export const AWS_MUTED: Readonly<Record<string, readonly Switch[]>> = {
  aws_accessanalyzer_archive_rule: [never("rule_name", "it puts away findings before anybody sees them")],
  aws_cloudwatch_composite_alarm: [
    { ...audit("actions_suppressor[].alarm", "no suppressor", "another alarm keeps it quiet"), on: (text) => text === "" },
  ],
  aws_cloudwatch_log_data_protection_policy: [never("policy_document", "it hides parts of what is logged from whoever examines it")],
  aws_guardduty_filter: [audit("action", "NOOP", "it puts away findings before anybody sees them")],
  aws_guardduty_ipset: [audit("activate", "false", "addresses that it trusts are found no more")],
  aws_guardduty_member_detector_feature: [audit("status", "ENABLED", "it is off")],
  aws_inspector2_filter: [audit("action", "NONE", "it puts away findings before anybody sees them")],
  aws_macie2_findings_filter: [audit("action", "NOOP", "it puts away findings before anybody sees them")],
  aws_securityhub_automation_rule: [AUTOMATION],
  aws_securityhub_configuration_policy: [audit("configuration_policy[].service_enabled", "true", "it switches Security Hub off")],
  aws_securityhub_standards_control: [audit("control_status", "ENABLED", "it switches a control off")],
  aws_securityhub_standards_control_association: [audit("association_status", "ENABLED", "it switches a control off")],
};
