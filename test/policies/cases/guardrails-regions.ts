import { admin, CUSTODY, deployer, HOME, keyAdmin, MANAGEMENT, PARENT, RECOVERY, role } from "../callers";
import type { Case } from "../case";
import { FENCE, guardrail, REGIONS, SINGAPORE } from "./guardrails";

/** Where things may happen, and whither services carry them by themselves. */
const cases: Case[] = [];
const add = guardrail("scp", cases, ({ account }) => ({ "aws:ResourceAccount": account }));
const app = role(HOME, "app");
const mover = role(HOME, "ringfence-mover-user-content");
const backup = role(HOME, "ringfence-backup-us-east-1");

/** The region deny. */
for (const region of REGIONS)
  for (const [caller, action] of [
    [app, "s3:PutObject"],
    [deployer(HOME), "rds:CreateDBCluster"],
    [keyAdmin(CUSTODY), "kms:CreateKey"],
  ] as const)
    add(`in ${region}`, caller, action, { "aws:RequestedRegion": region, "kms:KeyOrigin": "AWS_KMS" }, "allowed");
for (const region of [SINGAPORE, "eu-west-1", "us-gov-west-1", "ca-central-1"]) {
  add(`in ${region}`, app, "s3:PutObject", { "aws:RequestedRegion": region }, "denied", "DenyOutside");
  add(`in ${region}`, app, "s3:DeleteObject", { "aws:RequestedRegion": region }, "denied", "DenyOutside");
  add(`in ${region}`, deployer(HOME), "ec2:RunInstances", { "aws:RequestedRegion": region }, "denied", "DenyOutside");
  // With AWS's stock list these two get through.
  add(
    `in ${region}`,
    keyAdmin(CUSTODY),
    "kms:CreateKey",
    { "aws:RequestedRegion": region, "kms:KeyOrigin": "AWS_KMS" },
    "denied",
    "DenyOutside",
  );
  add(`in ${region}`, keyAdmin(CUSTODY), "kms:ReplicateKey", { "aws:RequestedRegion": region }, "denied", "DenyOutside");
  add(
    `in ${region}`,
    role(HOME, "OrganizationAccountAccessRole"),
    "iam:CreateUser",
    { "aws:RequestedRegion": region },
    "denied",
    "DenyOutside",
  );
}
add("support plans answer from anywhere", app, "supportplans:GetSupportPlan", { "aws:RequestedRegion": SINGAPORE }, "allowed");
add(
  "somebody whom AWS does not name",
  app,
  "supportplans:GetSupportPlan",
  { "aws:RequestedRegion": SINGAPORE, "aws:PrincipalArn": undefined },
  "allowed",
);
add("the management account is bound by none", admin(MANAGEMENT), "s3:PutObject", { "aws:RequestedRegion": SINGAPORE }, "allowed");
const linked = role(RECOVERY, "aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup");
add("nor is a service-linked role", linked, "backup:StartCopyJob", { "aws:RequestedRegion": SINGAPORE }, "allowed");

/** Movers read legacy copies, and nothing more. */
const legacy = { "aws:RequestedRegion": SINGAPORE, "aws:ResourceAccount": PARENT };
for (const action of ["s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket", "kms:Decrypt"]) {
  add("a mover at the overseas copy", mover, action, legacy, "allowed");
  add("a mover at a legacy copy inside", mover, action, { "aws:ResourceAccount": PARENT }, "allowed");
  add("the app at the overseas copy", app, action, legacy, "denied");
}
for (const action of ["s3:PutObject", "s3:DeleteObject", "kms:Encrypt", "ec2:CreateSnapshot"]) {
  add("a mover at the overseas copy", mover, action, legacy, "denied", "MoversOnlyReadOutside");
  add("a mover at the overseas copy", mover, action, legacy, "denied", "MoversOnlyReadOfOthers");
  add("a mover at a legacy copy inside", mover, action, { "aws:ResourceAccount": PARENT }, "denied", "MoversOnlyReadOfOthers");
  add("a mover outside, in its own account", mover, action, { "aws:RequestedRegion": SINGAPORE }, "denied", "MoversOnlyReadOutside");
}
for (const account of FENCE) add("a mover at home", mover, "s3:PutObject", { "aws:ResourceAccount": account }, "allowed");
for (const region of REGIONS) add("a mover at home", mover, "s3:PutObject", { "aws:RequestedRegion": region }, "allowed");
add("a mover where AWS names no owner", mover, "logs:PutLogEvents", { "aws:ResourceAccount": undefined }, "allowed");
add("a mover where AWS names no region", mover, "logs:PutLogEvents", { "aws:RequestedRegion": undefined }, "allowed");
for (const who of [app.arn, undefined])
  add(
    "another at what is not ours and takes nothing",
    app,
    "ec2:DescribeImages",
    { "aws:ResourceAccount": "amazon", "aws:PrincipalArn": who },
    "allowed",
  );

/** Replication egress, path by path. */
const key = keyAdmin(CUSTODY);
for (const region of REGIONS) {
  add(`to ${region}`, key, "kms:ReplicateKey", { "kms:ReplicaRegion": region }, "allowed");
  add(`to ${region}`, app, "secretsmanager:ReplicateSecretToRegions", { "secretsmanager:AddReplicaRegions": [region] }, "allowed");
  add(`of ${region}`, deployer(HOME), "ec2:CreateVpcEndpoint", { "ec2:VpceServiceRegion": region }, "allowed");
  add(`in ${region}`, deployer(HOME), "s3:CreateBucket", { "s3:locationconstraint": region }, "allowed");
  add(`in ${region}`, deployer(HOME), "events:PutTargets", { "events:TargetArn": [`arn:aws:sns:${region}:${HOME}:a`] }, "allowed");
  for (const which of ["Destination", "Backup"])
    add(
      `to ${region}`,
      deployer(HOME),
      "observabilityadmin:CreateCentralizationRuleForOrganization",
      { "observabilityadmin:CentralizationDestinationRegion": "us-east-1", [`observabilityadmin:Centralization${which}Region`]: region },
      "allowed",
    );
}
for (const caller of [key, admin(CUSTODY)])
  add("to Singapore", caller, "kms:ReplicateKey", { "kms:ReplicaRegion": SINGAPORE }, "denied", "KeyReplicasInside");
const made = { "kms:KeyOrigin": "AWS_KMS" };
add("a key that can have replicas", key, "kms:CreateKey", { ...made, "kms:MultiRegion": "true" }, "denied", "NoMultiRegionKeys");
for (const multi of ["false", undefined]) add("a key that cannot", key, "kms:CreateKey", { ...made, "kms:MultiRegion": multi }, "allowed");
for (const action of ["secretsmanager:CreateSecret", "secretsmanager:ReplicateSecretToRegions"]) {
  for (const to of [[SINGAPORE], ["us-west-2", SINGAPORE]])
    add(`to ${to.join()}`, deployer(HOME), action, { "secretsmanager:AddReplicaRegions": to }, "denied", "SecretReplicasInside");
  add("without replicas", deployer(HOME), action, {}, "allowed");
}
add("a service in Singapore", deployer(HOME), "ec2:CreateVpcEndpoint", { "ec2:VpceServiceRegion": SINGAPORE }, "denied", "EndpointsInside");
add("a service of its region", deployer(HOME), "ec2:CreateVpcEndpoint", {}, "allowed");
for (const action of ["ec2:CreateVpcEndpointServiceConfiguration", "ec2:ModifyVpcEndpointServiceConfiguration"]) {
  add("across regions", deployer(HOME), action, { "ec2:VpceMultiRegion": "true" }, "denied", "NoEndpointServicesAcrossRegions");
  for (const multi of ["false", undefined]) add("in its region", deployer(HOME), action, { "ec2:VpceMultiRegion": multi }, "allowed");
}
for (const action of ["CreateCentralizationRuleForOrganization", "UpdateCentralizationRuleForOrganization"]) {
  const to = (destination: string, backedUp?: string) => ({
    "observabilityadmin:CentralizationDestinationRegion": destination,
    "observabilityadmin:CentralizationBackupRegion": backedUp,
  });
  add("to Singapore", deployer(HOME), `observabilityadmin:${action}`, to(SINGAPORE), "denied", "LogsCentralizedInside");
  add("backed up there", deployer(HOME), `observabilityadmin:${action}`, to("us-east-1", SINGAPORE), "denied", "LogsBackedUpInside");
  add("without a backup", deployer(HOME), `observabilityadmin:${action}`, to("us-west-2"), "allowed");
}
add(
  "by the global endpoint, in Singapore",
  deployer(HOME),
  "s3:CreateBucket",
  { "s3:locationconstraint": SINGAPORE },
  "denied",
  "BucketsInside",
);
add("in us-east-1, which says nothing", deployer(HOME), "s3:CreateBucket", {}, "allowed");
const target = (...arns: string[]) => ({ "events:TargetArn": arns });
add("in Singapore", deployer(HOME), "events:PutTargets", target(`arn:aws:sns:${SINGAPORE}:${HOME}:a`), "denied", "EventTargetsInside");
for (const account of FENCE) {
  add(`of ${account}`, deployer(HOME), "events:PutTargets", target(`arn:aws:sns:us-east-1:${account}:a`), "allowed");
  const vault = { "backup:CopyTargets": [`arn:aws:backup:us-west-2:${account}:backup-vault:a`] };
  add(`to ${account}`, backup, "backup:CopyFromBackupVault", vault, "allowed");
}
const bus = `arn:aws:events:us-east-1:${PARENT}:event-bus/a`;
add("the parent's", deployer(HOME), "events:PutTargets", target(bus), "denied", "EventTargetsOfOurs");
add(
  "ours and the parent's",
  deployer(HOME),
  "events:PutTargets",
  target(`arn:aws:sns:us-east-1:${HOME}:a`, bus),
  "denied",
  "EventTargetsOfOurs",
);
for (const caller of [backup, deployer(HOME), admin(HOME)])
  add(
    "to the parent's vault",
    caller,
    "backup:CopyFromBackupVault",
    { "backup:CopyTargets": [`arn:aws:backup:us-east-1:${PARENT}:backup-vault:a`] },
    "denied",
    "BackupCopiesOfOurs",
  );
for (const action of [
  "datasync:CreateTask",
  "datasync:UpdateTask",
  "dms:CreateReplicationTask",
  "dms:ModifyReplicationTask",
  "dynamodb:PutResourcePolicy",
  "elasticfilesystem:CreateReplicationConfiguration",
  "elasticfilesystem:PutFileSystemPolicy",
  "s3:PutReplicationConfiguration",
]) {
  add("the app", app, action, {}, "denied", "ReplicationByThePipeline");
  add("the account's administrator", admin(HOME), action, {}, "denied", "ReplicationByThePipeline");
  add("the deployer, whose plan was read", deployer(HOME), action, {}, "allowed");
}
for (const action of ["backup:CopyIntoBackupVault", "backup:StartCopyJob"]) {
  add("the app", app, action, {}, "denied", "CopiesByBackup");
  add("AWS Backup's role", backup, action, {}, "allowed");
  add("the deployer", deployer(HOME), action, {}, "allowed");
}
for (const action of [
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
  "secretsmanager:AcceptCrossAccountReplication",
  "secretsmanager:AssociateCrossAccountReplica",
  "vpce:AllowMultiRegion",
])
  for (const caller of [app, deployer(HOME), role(HOME, "OrganizationAccountAccessRole")])
    add("nobody", caller, action, {}, "denied", "NeverAcrossRegionsOrAccounts");

export const regionCases: readonly Case[] = cases;
