import { Construct } from "constructs";
import { BackupVault } from "@cdktf/provider-aws/lib/backup-vault";
import { BackupVaultPolicy } from "@cdktf/provider-aws/lib/backup-vault-policy";
import type { AwsPlace } from "../../config/place";
import type { AwsStack } from "../place/aws-stack";
import { arn } from "../place/names";
import { policyDocument, type Statement } from "../policy/document";
import { purposeTags } from "../storage/tags";
import { windowEnd } from "../../config/migration/window";

/** At most 8 + 24 + 1 + 17 of the 50 characters that a vault's name may have. */
export function landingVaultName(dataset: string, copy: string): string {
  return `landing-${dataset}-${copy}`.slice(0, 50);
}

export function landingVaultArn(place: AwsPlace, dataset: string, copy: string): string {
  return arn(place, "backup", `backup-vault:${landingVaultName(dataset, copy)}`);
}

/** One role of the old account's puts recovery points in, until the window ends, and neither reads nor restores one. */
export function landingStatements(sender: string, until: string): readonly Statement[] {
  return [
    {
      Sid: "TakeCopiesOfTheOldVault",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: ["backup:CopyIntoBackupVault"],
      Resource: "*",
      Condition: { ArnEquals: { "aws:PrincipalArn": sender }, DateLessThan: { "aws:CurrentTime": until } },
    },
  ];
}

export interface LandingVaultProps {
  readonly dataset: string;
  readonly copy: string;
  readonly keyArn: string;
  /** The role of the old account that puts recovery points in; undefined once nothing moves any more. */
  readonly sender: string | undefined;
}

/**
 * Where an overseas vault's recovery points land at home, before they are restored into the dataset's own store.
 *
 * A vault of its own, without a lock: the home's vault is locked, and would keep what was taken in by mistake. AWS Backup
 * copies between accounts of one organization only, and only from the account that holds the source (AWS Backup
 * developer guide, Creating backup copies across AWS accounts), so that here, and here alone, the old side sends.
 */
export class LandingVault extends Construct {
  constructor(scope: AwsStack, id: string, props: LandingVaultProps) {
    super(scope, id);
    const { program } = scope;
    const vault = new BackupVault(this, "vault", {
      name: landingVaultName(props.dataset, props.copy),
      kmsKeyArn: props.keyArn,
      forceDestroy: false,
      tags: purposeTags("backups"),
      lifecycle: { preventDestroy: !program.data.sandbox },
    });
    if (props.sender === undefined) return;
    new BackupVaultPolicy(this, "policy", {
      backupVaultName: vault.name,
      policy: policyDocument("vault", landingStatements(props.sender, windowEnd(program))),
    });
  }
}
