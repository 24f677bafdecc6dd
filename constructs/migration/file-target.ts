import { Construct } from "constructs";
import { DatasyncLocationEfs } from "@cdktf/provider-aws/lib/datasync-location-efs";
import type { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import type { AwsStack } from "../place/aws-stack";
import { arn } from "../place/names";

export interface HomeFiles {
  /** A token: EFS mints the id. */
  readonly fileSystemArn: string;
  readonly vpcId: string;
  readonly cidr: string;
  readonly subnetIds: readonly string[];
}

/** The home file system as DataSync mounts it: over TLS, as the leg's role, from one isolated subnet. */
export class FileTarget extends Construct {
  readonly arn: string;

  constructor(
    scope: Construct,
    id: string,
    stack: AwsStack,
    props: HomeFiles & { name: string; role: { arn: string; policy: IamRolePolicy } },
  ) {
    super(scope, id);
    const group = new SecurityGroup(this, "group", {
      name: props.name,
      description: "DataSync's interfaces: out to the file system, in from nowhere",
      vpcId: props.vpcId,
    });
    new VpcSecurityGroupEgressRule(this, "nfs", {
      securityGroupId: group.id,
      description: "NFS of the file system at home",
      ipProtocol: "tcp",
      fromPort: 2049,
      toPort: 2049,
      cidrIpv4: props.cidr,
    });
    this.arn = new DatasyncLocationEfs(this, "location", {
      efsFileSystemArn: props.fileSystemArn,
      subdirectory: "/",
      fileSystemAccessRoleArn: props.role.arn,
      inTransitEncryption: "TLS1_2",
      ec2Config: { securityGroupArns: [group.arn], subnetArn: arn(stack.place, "ec2", `subnet/${props.subnetIds[0]}`) },
      dependsOn: [props.role.policy],
    }).arn;
  }
}
