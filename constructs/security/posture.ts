import { Construct } from "constructs";
import { AccessanalyzerAnalyzer } from "@cdktf/provider-aws/lib/accessanalyzer-analyzer";
import { SecurityhubAccount } from "@cdktf/provider-aws/lib/securityhub-account";
import { SecurityhubFindingAggregator } from "@cdktf/provider-aws/lib/securityhub-finding-aggregator";
import { SecurityhubOrganizationConfiguration } from "@cdktf/provider-aws/lib/securityhub-organization-configuration";
import { SecurityhubStandardsSubscription } from "@cdktf/provider-aws/lib/securityhub-standards-subscription";
import type { AwsStack } from "../place/aws-stack";

/** AWS's own foundation, and the catalogue of controls that the order's auditors work by (AWS Security Hub guide, standards). */
const STANDARDS = ["aws-foundational-security-best-practices/v/1.0.0", "nist-800-53/v/5.0.0"] as const;

export interface PostureProps {
  /** The program's other regions, whose findings come together here; undefined in those regions themselves. */
  readonly gathersFrom: readonly string[] | undefined;
}

/**
 * Security Hub and Access Analyzer of one region, for every account of the organization.
 *
 * Findings cross regions only among the program's own: the aggregator names them, since the mode for all regions would
 * take in those of other countries. Unused access is of IAM, which has no region, so one region looks for it.
 */
export class Posture extends Construct {
  constructor(stack: AwsStack, id: string, { gathersFrom }: PostureProps) {
    super(stack, id);
    const { place } = stack;
    const hub = new SecurityhubAccount(this, "hub", {
      enableDefaultStandards: false,
      autoEnableControls: true,
      controlFindingGenerator: "SECURITY_CONTROL",
    });
    new SecurityhubOrganizationConfiguration(this, "members", { autoEnable: true, autoEnableStandards: "NONE", dependsOn: [hub] });
    for (const [index, standard] of STANDARDS.entries())
      new SecurityhubStandardsSubscription(this, `standard-${index}`, {
        standardsArn: `arn:${place.partition}:securityhub:${place.region.name}::standards/${standard}`,
        dependsOn: [hub],
      });
    new AccessanalyzerAnalyzer(this, "external-access", { analyzerName: "ringfence-external-access", type: "ORGANIZATION" });
    if (!gathersFrom) return;
    if (gathersFrom.length > 0)
      new SecurityhubFindingAggregator(this, "aggregator", {
        linkingMode: "SPECIFIED_REGIONS",
        specifiedRegions: [...gathersFrom],
        dependsOn: [hub],
      });
    new AccessanalyzerAnalyzer(this, "unused-access", {
      analyzerName: "ringfence-unused-access",
      type: "ORGANIZATION_UNUSED_ACCESS",
      configuration: { unusedAccess: { unusedAccessAge: 90 } },
    });
  }
}
