import type { Statement } from "../policy/document";
import type { Fence } from "../../config/guardrails/fenced";
import { deny, exceptRoles } from "./statements";

/**
 * The ways in which services carry data or keys to another region or account on their own. A region deny does not see
 * them: the request itself is made at home. Condition keys: AWS service authorization reference.
 */
export function replicationEgress({ accounts, regions, roles }: Fence): readonly Statement[] {
  const elsewhere = (key: string) => ({ StringNotEquals: { [key]: regions } });
  /** For keys that are there only when the request names a region. */
  const elsewhereIfNamed = (key: string) => ({ ...elsewhere(key), Null: { [key]: "false" } });
  return [
    // A replica is the key itself in another region; and one that is not multi-region has none.
    deny("KeyReplicasInside", ["kms:ReplicateKey"], elsewhere("kms:ReplicaRegion")),
    deny("NoMultiRegionKeys", ["kms:CreateKey"], { Bool: { "kms:MultiRegion": "true" } }),
    deny("SecretReplicasInside", ["secretsmanager:CreateSecret", "secretsmanager:ReplicateSecretToRegions"], {
      "ForAnyValue:StringNotEquals": { "secretsmanager:AddReplicaRegions": regions },
    }),
    deny("EndpointsInside", ["ec2:CreateVpcEndpoint"], elsewhereIfNamed("ec2:VpceServiceRegion")),
    deny("NoEndpointServicesAcrossRegions", ["ec2:CreateVpcEndpointServiceConfiguration", "ec2:ModifyVpcEndpointServiceConfiguration"], {
      Bool: { "ec2:VpceMultiRegion": "true" },
    }),
    deny("LogsCentralizedInside", CENTRALIZATION, elsewhere("observabilityadmin:CentralizationDestinationRegion")),
    deny("LogsBackedUpInside", CENTRALIZATION, elsewhereIfNamed("observabilityadmin:CentralizationBackupRegion")),
    // Absent where the bucket goes to us-east-1, which the region deny judges; the global endpoint takes any other.
    deny("BucketsInside", ["s3:CreateBucket"], elsewhereIfNamed("s3:locationconstraint")),
    deny("EventTargetsInside", ["events:PutTargets"], {
      "ForAnyValue:ArnNotLike": { "events:TargetArn": regions.map((region) => `arn:aws:*:${region}:*:*`) },
    }),
    deny("EventTargetsOfOurs", ["events:PutTargets"], {
      "ForAnyValue:ArnNotLike": { "events:TargetArn": accounts.map((account) => `arn:aws:*:*:${account}:*`) },
    }),
    deny("BackupCopiesOfOurs", ["backup:CopyFromBackupVault"], {
      "ForAnyValue:ArnNotLike": { "backup:CopyTargets": accounts.map((account) => `arn:aws:backup:*:${account}:backup-vault:*`) },
    }),
    // No key says where these go; the pipeline's roles make what the review has read in a plan.
    deny("ReplicationByThePipeline", NO_DESTINATION_KEY, exceptRoles(roles.deployers, roles.migrators)),
    deny("CopiesByBackup", ["backup:CopyIntoBackupVault", "backup:StartCopyJob"], exceptRoles(roles.deployers, roles.backup)),
    deny("NeverAcrossRegionsOrAccounts", NEVER),
  ];
}

const CENTRALIZATION = [
  "observabilityadmin:CreateCentralizationRuleForOrganization",
  "observabilityadmin:UpdateCentralizationRuleForOrganization",
];

const NO_DESTINATION_KEY = [
  "datasync:CreateTask",
  "datasync:UpdateTask",
  "dms:CreateReplicationTask",
  "dms:ModifyReplicationTask",
  "dynamodb:PutResourcePolicy",
  "elasticfilesystem:CreateReplicationConfiguration",
  "elasticfilesystem:PutFileSystemPolicy",
  "s3:PutReplicationConfiguration",
];

/** What the blueprint has no use for at all. */
const NEVER = [
  // A multi-account global table starts by CreateTable with a source; the source's side associates it.
  "dynamodb:AssociateTableReplica",
  "dynamodb:CreateGlobalTable",
  "dynamodb:CreateTableReplica",
  "dynamodb:UpdateGlobalTable",
  "dlm:CreateLifecyclePolicy",
  "ecr:PutReplicationConfiguration",
  "rds:CreateDBInstanceReadReplica",
  "rds:CreateGlobalCluster",
  "rds:StartDBInstanceAutomatedBackupsReplication",
  "s3:CreateMultiRegionAccessPoint",
  "s3tables:PutTableBucketReplication",
  "s3tables:PutTableReplication",
  // In the same region, to another account (AWS Secrets Manager user guide, cross-account replicas).
  "secretsmanager:AcceptCrossAccountReplication",
  "secretsmanager:AssociateCrossAccountReplica",
  // A permission of its own, without a call: PrivateLink across regions.
  "vpce:AllowMultiRegion",
];
