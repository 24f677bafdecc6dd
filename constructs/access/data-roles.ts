import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { foreignKeyUseStatement } from "../keys/key-roles";
import type { AwsStack } from "../place/aws-stack";
import type { Statement } from "../policy/document";
import { ServiceRole, serviceTrust } from "./service-role";

/** One bucket's way to its replica. */
export interface ReplicationPath {
  readonly sourceArn: string;
  readonly sourceKeyArn: string;
  readonly sourceRegion: string;
  readonly destinationArn: string;
  readonly destinationKeyArn: string;
  readonly destinationRegion: string;
}

/** Read versions at the source, write replicas at the destination, each under its own key and through S3 only. */
export function replicationStatements(path: ReplicationPath): readonly Statement[] {
  const via = (region: string) => ({ StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` } });
  return [
    {
      Sid: "ReadConfiguration",
      Effect: "Allow",
      Action: ["s3:GetReplicationConfiguration", "s3:ListBucket"],
      Resource: path.sourceArn,
    },
    {
      Sid: "ReadVersions",
      Effect: "Allow",
      Action: ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"],
      Resource: `${path.sourceArn}/*`,
    },
    {
      Sid: "WriteReplicas",
      Effect: "Allow",
      Action: ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags", "s3:ObjectOwnerOverrideToBucketOwner"],
      Resource: `${path.destinationArn}/*`,
    },
    { Sid: "OpenSource", Effect: "Allow", Action: ["kms:Decrypt"], Resource: path.sourceKeyArn, Condition: via(path.sourceRegion) },
    {
      // A Bucket Key at the destination needs Decrypt there as well.
      Sid: "SealReplica",
      Effect: "Allow",
      Action: ["kms:Encrypt", "kms:GenerateDataKey", "kms:Decrypt"],
      Resource: path.destinationKeyArn,
      Condition: via(path.destinationRegion),
    },
  ];
}

/** The role with which S3 writes the replicas of one bucket: a role for each, since a role's policy has room for few. */
export class ReplicationRole extends ServiceRole {
  constructor(scope: AwsStack, id: string, props: { readonly name: string; readonly path: ReplicationPath }) {
    super(scope, id, scope.place, {
      name: props.name,
      trust: [serviceTrust("s3.amazonaws.com", scope.place.accountId)],
      policyName: "replicate",
      statements: replicationStatements(props.path),
    });
  }
}

/** The role with which AWS Backup of one home place makes and copies backups; its keys by their own policies and by name here. */
export class BackupRole extends ServiceRole {
  constructor(scope: AwsStack, id: string, props: { readonly name: string; readonly keyArns: readonly string[] }) {
    super(scope, id, scope.place, {
      name: props.name,
      trust: [serviceTrust("backup.amazonaws.com", scope.place.accountId)],
      policyName: "keys",
      statements: [foreignKeyUseStatement(props.keyArns)],
    });
    new IamRolePolicyAttachment(this, "backup", {
      role: this.role.name,
      policyArn: `arn:${scope.place.partition}:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup`,
    });
  }
}
