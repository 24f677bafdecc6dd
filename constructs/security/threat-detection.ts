import { Construct } from "constructs";
import { GuarddutyDetector } from "@cdktf/provider-aws/lib/guardduty-detector";
import { GuarddutyDetectorFeature } from "@cdktf/provider-aws/lib/guardduty-detector-feature";
import { GuarddutyOrganizationConfiguration } from "@cdktf/provider-aws/lib/guardduty-organization-configuration";
import { GuarddutyOrganizationConfigurationFeature } from "@cdktf/provider-aws/lib/guardduty-organization-configuration-feature";
import { GuarddutyPublishingDestination } from "@cdktf/provider-aws/lib/guardduty-publishing-destination";
import { Inspector2Enabler } from "@cdktf/provider-aws/lib/inspector2-enabler";
import { Inspector2OrganizationConfiguration } from "@cdktf/provider-aws/lib/inspector2-organization-configuration";
import { Macie2Account } from "@cdktf/provider-aws/lib/macie2-account";
import { Macie2OrganizationConfiguration } from "@cdktf/provider-aws/lib/macie2-organization-configuration";
import type { ITerraformDependable } from "cdktf";
import type { AwsStack } from "../place/aws-stack";

/** What of GuardDuty fits this estate: it has no EKS cluster and no function, whose features would watch nothing. */
const FEATURES = ["S3_DATA_EVENTS", "RDS_LOGIN_EVENTS", "EBS_MALWARE_PROTECTION", "RUNTIME_MONITORING"] as const;
/** Runtime monitoring needs its agent on the machines, and GuardDuty installs it (Amazon GuardDuty guide, runtime monitoring). */
const AGENT = "EC2_AGENT_MANAGEMENT";

export interface ThreatDetectionProps {
  readonly findingsBucketArn: string;
  readonly keyArn: string;
  /** GuardDuty tries the bucket when it is named: its policy comes first. */
  readonly after: readonly ITerraformDependable[];
}

/**
 * Detectors of one region for every account of the organization: GuardDuty, Macie and Inspector.
 *
 * Each keeps its findings in the region. Macie is on, so that it watches buckets' settings; what it would read of their
 * objects are jobs, and this makes none.
 */
export class ThreatDetection extends Construct {
  constructor(stack: AwsStack, id: string, props: ThreatDetectionProps) {
    super(stack, id);
    const detector = new GuarddutyDetector(this, "detector", { enable: true, findingPublishingFrequency: "FIFTEEN_MINUTES" });
    const detectorId = detector.id;
    const members = new GuarddutyOrganizationConfiguration(this, "members", { detectorId, autoEnableOrganizationMembers: "ALL" });
    for (const name of FEATURES) {
      const agent = name === "RUNTIME_MONITORING";
      new GuarddutyDetectorFeature(this, `own-${name}`, {
        detectorId,
        name,
        status: "ENABLED",
        ...(agent ? { additionalConfiguration: [{ name: AGENT, status: "ENABLED" }] } : {}),
      });
      new GuarddutyOrganizationConfigurationFeature(this, `members-${name}`, {
        detectorId,
        name,
        autoEnable: "ALL",
        ...(agent ? { additionalConfiguration: [{ name: AGENT, autoEnable: "ALL" }] } : {}),
        dependsOn: [members],
      });
    }
    new GuarddutyPublishingDestination(this, "findings", {
      detectorId,
      destinationArn: props.findingsBucketArn,
      kmsKeyArn: props.keyArn,
      dependsOn: [...props.after],
    });

    const macie = new Macie2Account(this, "macie", { status: "ENABLED", findingPublishingFrequency: "FIFTEEN_MINUTES" });
    new Macie2OrganizationConfiguration(this, "macie-members", { autoEnable: true, dependsOn: [macie] });
    const inspector = new Inspector2Enabler(this, "inspector", { accountIds: [stack.place.accountId], resourceTypes: ["EC2", "ECR"] });
    new Inspector2OrganizationConfiguration(this, "inspector-members", {
      autoEnable: { ec2: true, ecr: true },
      dependsOn: [inspector],
    });
  }
}
