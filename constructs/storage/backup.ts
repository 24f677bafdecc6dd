import { Construct } from "constructs";
import { BackupPlan } from "@cdktf/provider-aws/lib/backup-plan";
import { BackupSelection } from "@cdktf/provider-aws/lib/backup-selection";
import { BackupVault } from "@cdktf/provider-aws/lib/backup-vault";
import { BackupVaultLockConfiguration } from "@cdktf/provider-aws/lib/backup-vault-lock-configuration";
import { BackupVaultPolicy } from "@cdktf/provider-aws/lib/backup-vault-policy";
import type { AwsPlace } from "../../config/place";
import type { Program } from "../../config/program";
import { custodianOrganization } from "../keys/organization";
import type { AwsStack } from "../place/aws-stack";
import { arn } from "../place/names";
import { policyDocument, type Statement } from "../policy/document";
import { purposeTags } from "./tags";

export function vaultName(program: Program): string {
  return `ringfence-${program.name}`;
}

export function vaultArn(program: Program, place: AwsPlace): string {
  return arn(place, "backup", `backup-vault:${vaultName(program)}`);
}

/** Who may copy into a vault, and that nobody ends its backups early. */
export function vaultPolicyStatements(organization: string): readonly Statement[] {
  return [
    {
      Sid: "TakeCopiesFromTheOrganization",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: ["backup:CopyIntoBackupVault"],
      Resource: "*",
      Condition: { StringEquals: { "aws:PrincipalOrgID": organization } },
    },
    {
      Sid: "DenyEarlyEnd",
      Effect: "Deny",
      Principal: { AWS: "*" },
      Action: [
        "backup:DeleteRecoveryPoint",
        "backup:UpdateRecoveryPointLifecycle",
        "backup:DeleteBackupVault",
        "backup:DeleteBackupVaultAccessPolicy",
      ],
      Resource: "*",
    },
  ];
}

/**
 * A locked backup vault under a key of its own account.
 *
 * The lock is in compliance mode from three days after its making (AWS's minimum), after which not even AWS shortens it;
 * a sandbox's is in governance mode and can be lifted.
 */
export class LockedVault extends Construct {
  readonly arn: string;

  constructor(scope: AwsStack, id: string, props: { readonly keyArn: string }) {
    super(scope, id);
    const { program, place } = scope;
    this.arn = vaultArn(program, place);
    const { sandbox, retention } = program.data;
    const vault = new BackupVault(this, "vault", {
      name: vaultName(program),
      kmsKeyArn: props.keyArn,
      forceDestroy: false,
      tags: purposeTags("backups"),
      lifecycle: { preventDestroy: !sandbox },
    });
    new BackupVaultLockConfiguration(this, "lock", {
      backupVaultName: vault.name,
      minRetentionDays: retention.backupDays,
      maxRetentionDays: Math.max(retention.backupDays, 365),
      ...(sandbox ? {} : { changeableForDays: 3 }),
    });
    new BackupVaultPolicy(this, "policy", {
      backupVaultName: vault.name,
      policy: policyDocument("vault", vaultPolicyStatements(custodianOrganization(program))),
    });
  }
}

export interface BackupCopiesProps {
  readonly dataset: string;
  /** The store, by ARN. */
  readonly of: string;
  readonly rpoMinutes: number;
  readonly roleArn: string;
  /** The recovery place, whose vault takes the copies. */
  readonly to: AwsPlace;
}

/** Backups of one store at home, each copied to the recovery account's vault: how a table, a database and a file system survive their home. */
export class BackupCopies extends Construct {
  constructor(scope: AwsStack, id: string, props: BackupCopiesProps) {
    super(scope, id);
    const { program } = scope;
    const kept = { deleteAfter: program.data.retention.backupDays };
    const plan = new BackupPlan(this, "plan", {
      name: `${program.name}-${props.dataset}`,
      rule: [
        {
          ruleName: "copies",
          targetVaultName: vaultName(program),
          schedule: backupSchedule(props.rpoMinutes),
          startWindow: 60,
          completionWindow: 480,
          lifecycle: kept,
          copyAction: [{ destinationVaultArn: vaultArn(program, props.to), lifecycle: kept }],
        },
      ],
    });
    new BackupSelection(this, "selection", { name: props.dataset, planId: plan.id, iamRoleArn: props.roleArn, resources: [props.of] });
  }
}

/** The schedule that meets an RPO: hourly is the shortest that AWS Backup offers. */
export function backupSchedule(rpoMinutes: number): string {
  const hours = Math.floor(rpoMinutes / 60);
  if (hours < 1) throw new RangeError(`AWS Backup runs hourly at most; an RPO of ${rpoMinutes} minutes needs replication`);
  if (hours >= 24) return "cron(0 5 * * ? *)";
  return `cron(0 0/${hours} * * ? *)`;
}
