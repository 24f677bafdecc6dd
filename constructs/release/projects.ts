import { Construct } from "constructs";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CodebuildProject } from "@cdktf/provider-aws/lib/codebuild-project";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { TOOLS, WORKS, type Work, projectName } from "../../config/release/names";
import type { ReleaseData } from "../../config/schema/schema";
import type { IsolatedNetwork } from "../network/isolated-network";
import { logGroupRetention } from "../network/log-group";
import type { AwsStack } from "../place/aws-stack";
import { purposeTags } from "../storage/tags";
import { buildspecOf } from "../../config/release/buildspecs";
import { releaseRole, workLogGroup, workRole } from "./names";

export interface ReleaseProjectsProps {
  readonly release: ReleaseData;
  readonly network: IsolatedNetwork;
  /** The key of artifacts. */
  readonly keyArn: string;
  readonly logKeyArn: string;
}

/**
 * Three scanners, the builder and the signer, each a CodeBuild project in the isolated network.
 *
 * Its image is a digest of the custodian's own repository, its commands stand in the project, and there is no way from
 * it to the internet: a build that needs a dependency finds it in the source that was inspected, or fails.
 */
export class ReleaseProjects extends Construct {
  constructor(scope: AwsStack, id: string, props: ReleaseProjectsProps) {
    super(scope, id);
    const { program, place } = scope;
    const { network } = props;
    const group = new SecurityGroup(this, "group", {
      name: `ringfence-${program.name}-release`,
      description: "Projects of the release path: HTTPS to the network's endpoints",
      vpcId: network.vpcId,
    });
    const https = (to: string, where: { readonly cidrIpv4: string } | { readonly prefixListId: string }) =>
      new VpcSecurityGroupEgressRule(this, `https-to-${to}`, {
        securityGroupId: group.id,
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        ...where,
      });
    https("endpoints", { cidrIpv4: network.cidr });
    https("s3", { prefixListId: network.s3PrefixListId });
    const registry = `${place.accountId}.dkr.ecr.${place.region.name}.amazonaws.com`;
    const project = (work: Work): void => {
      const log = new CloudwatchLogGroup(this, `${work}-log`, {
        name: workLogGroup(program.name, work),
        kmsKeyId: props.logKeyArn,
        retentionInDays: logGroupRetention(program.data.retention.logDays),
        skipDestroy: !program.data.sandbox,
        tags: purposeTags("logs"),
      });
      new CodebuildProject(this, work, {
        name: projectName(work),
        serviceRole: releaseRole(place, workRole(work)),
        encryptionKey: props.keyArn,
        buildTimeout: 60,
        source: { type: "CODEPIPELINE", buildspec: buildspecOf(work, place, program.name) },
        artifacts: { type: "CODEPIPELINE" },
        environment: {
          type: "LINUX_CONTAINER",
          computeType: "BUILD_GENERAL1_MEDIUM",
          image: `${registry}/${TOOLS}@${props.release.images[work]}`,
          imagePullCredentialsType: "SERVICE_ROLE",
          privilegedMode: false,
        },
        logsConfig: { cloudwatchLogs: { status: "ENABLED", groupName: log.name } },
        vpcConfig: { vpcId: network.vpcId, subnets: [...network.subnetIds], securityGroupIds: [group.id] },
      });
    };
    for (const work of WORKS) project(work);
  }
}
