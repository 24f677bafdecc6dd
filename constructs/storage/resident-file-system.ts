import { Construct } from "constructs";
import { EfsFileSystem } from "@cdktf/provider-aws/lib/efs-file-system";
import { EfsFileSystemPolicy } from "@cdktf/provider-aws/lib/efs-file-system-policy";
import { EfsMountTarget } from "@cdktf/provider-aws/lib/efs-mount-target";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { fileClients, type FileClients } from "../access/file-clients";
import { custodianOrganization } from "../keys/organization";
import type { AwsStack } from "../place/aws-stack";
import { policyDocument, type Statement } from "../policy/document";
import { storeTags } from "./tags";

export interface ResidentFileSystemProps {
  readonly dataset: string;
  readonly keyArn: string;
  readonly vpcId: string;
  readonly vpcCidr: string;
  readonly subnetIds: readonly string[];
}

/** What a file system of protected data allows: mounts by TLS, through a mount target, by the roles that it names; root by movers, while they move. */
export function fileSystemPolicyStatements(organization: string, { mount, write, root }: FileClients): readonly Statement[] {
  const through = (Sid: string, action: string, roles: readonly string[]): readonly Statement[] =>
    roles.length === 0
      ? []
      : [
          {
            Sid,
            Effect: "Allow",
            Principal: { AWS: "*" },
            Action: [action],
            Resource: "*",
            Condition: {
              ArnEquals: { "aws:PrincipalArn": roles },
              Bool: { "elasticfilesystem:AccessedViaMountTarget": "true" },
              StringEquals: { "aws:PrincipalOrgID": organization },
            },
          },
        ];
  return [
    ...through("MountThroughATarget", "elasticfilesystem:ClientMount", mount),
    ...through("WriteThroughATarget", "elasticfilesystem:ClientWrite", write),
    {
      Sid: "DenyWithoutTls",
      Effect: "Deny",
      Principal: { AWS: "*" },
      Action: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite", "elasticfilesystem:ClientRootAccess"],
      Resource: "*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
    {
      Sid: "DenyRoot",
      Effect: "Deny",
      Principal: { AWS: "*" },
      Action: ["elasticfilesystem:ClientRootAccess"],
      Resource: "*",
      ...(root.length > 0 ? { Condition: { ArnNotEquals: { "aws:PrincipalArn": root } } } : {}),
    },
  ];
}

/** An EFS file system that keeps one dataset inside the jurisdiction, mounted from the isolated network's zones only. */
export class ResidentFileSystem extends Construct {
  /** A token: EFS mints the id. */
  readonly arn: string;

  constructor(scope: AwsStack, id: string, props: ResidentFileSystemProps) {
    super(scope, id);
    const { program, place } = scope;
    const files = new EfsFileSystem(this, "files", {
      creationToken: `${program.name}-${props.dataset}`,
      encrypted: true,
      kmsKeyId: props.keyArn,
      throughputMode: "elastic",
      tags: { ...storeTags(props.dataset), Name: props.dataset },
      lifecycle: { preventDestroy: !program.data.sandbox },
    });
    this.arn = files.arn;
    new EfsFileSystemPolicy(this, "policy", {
      fileSystemId: files.id,
      policy: policyDocument(
        "fileSystem",
        fileSystemPolicyStatements(custodianOrganization(program), fileClients(program, place, props.dataset)),
      ),
    });
    const group = new SecurityGroup(this, "group", {
      name: `${program.name}-${props.dataset}-files`,
      description: `NFS of ${props.dataset}, from the isolated network only`,
      vpcId: props.vpcId,
    });
    new VpcSecurityGroupIngressRule(this, "nfs", {
      securityGroupId: group.id,
      description: "NFS from the isolated network",
      ipProtocol: "tcp",
      fromPort: 2049,
      toPort: 2049,
      cidrIpv4: props.vpcCidr,
    });
    for (const [index, subnetId] of props.subnetIds.entries())
      new EfsMountTarget(this, `target-${index}`, { fileSystemId: files.id, subnetId, securityGroups: [group.id] });
  }
}
