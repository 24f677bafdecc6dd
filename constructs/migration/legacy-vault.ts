import { Construct } from "constructs";
import { BackupVault } from "@cdktf/provider-aws/lib/backup-vault";
import { BackupVaultPolicy } from "@cdktf/provider-aws/lib/backup-vault-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { AwsPlace } from "../../config/place";
import { legacyId } from "../../config/migration/purge-names";
import type { Phase } from "../../config/scope";
import { serviceTrust } from "../access/service-role";
import type { AwsStack } from "../place/aws-stack";
import { arn } from "../place/names";
import { policyDocument, type Statement } from "../policy/document";
import { storeTags } from "../storage/tags";
import { notAfter } from "./window";

export function senderName(dataset: string, copy: string): string {
  return `ringfence-sender-${dataset}-${copy}`.slice(0, 64);
}

export function senderArn(place: AwsPlace, dataset: string, copy: string): string {
  return arn(place, "iam", `role/${senderName(dataset, copy)}`);
}

export interface LegacyVaultProps {
  readonly dataset: string;
  readonly copy: string;
  readonly vault: string;
  readonly keyArn?: string;
  readonly phase: Exclude<Phase, "closed">;
  /** The landing vault, by ARN. */
  readonly to: string;
  /** The role that deletes, from the purge on. */
  readonly purger?: string;
}

/** What the old vault says while its copy moves: from cutover on nothing comes in, and only the purge takes anything out. */
export function legacyVaultStatements({ phase, purger }: Pick<LegacyVaultProps, "phase" | "purger">): readonly Statement[] {
  if (!["cutover", "soak", "purge"].includes(phase)) return [];
  const deny = (Sid: string, Action: readonly string[], Condition?: Statement["Condition"]): Statement => ({
    Sid,
    Effect: "Deny",
    Principal: { AWS: "*" },
    Action,
    Resource: "*",
    ...(Condition ? { Condition } : {}),
  });
  return [
    deny("Frozen", ["backup:CopyIntoBackupVault", "backup:StartBackupJob"]),
    deny(
      "NothingIsDeleted",
      ["backup:DeleteBackupVault", "backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"],
      purger ? { ArnNotEquals: { "aws:PrincipalArn": purger } } : undefined,
    ),
  ];
}

/** What the sender may: copy out of the one vault into the other. */
export function senderStatements(
  from: string,
  to: string,
  key: { readonly arn: string; readonly region: string } | undefined,
): readonly Statement[] {
  return [
    { Sid: "TakeFromTheOldVault", Effect: "Allow", Action: ["backup:CopyFromBackupVault", "backup:DescribeBackupVault"], Resource: from },
    { Sid: "PutIntoTheLandingVault", Effect: "Allow", Action: ["backup:CopyIntoBackupVault"], Resource: to },
    ...(key
      ? [
          {
            Sid: "OpenTheOldVault",
            Effect: "Allow" as const,
            Action: ["kms:Decrypt", "kms:DescribeKey"],
            Resource: key.arn,
            Condition: { StringEquals: { "kms:ViaService": `backup.${key.region}.amazonaws.com` } },
          },
        ]
      : []),
  ];
}

/** An old backup vault, taken over by import, and the role of its account that AWS Backup copies with. */
export class LegacyVault extends Construct {
  constructor(scope: AwsStack, id: string, props: LegacyVaultProps) {
    super(scope, id);
    const { program, place } = scope;
    const vault = new BackupVault(this, "vault", {
      name: props.vault,
      forceDestroy: false,
      tags: { ...storeTags(props.dataset), "ringfence:legacy": "true" },
      // Its key is the old account's own affair until it goes.
      lifecycle: { preventDestroy: true, ignoreChanges: ["kms_key_arn"] },
    });
    vault.overrideLogicalId(legacyId(props.dataset, props.copy));
    vault.importFrom(props.vault);
    const statements = legacyVaultStatements(props);
    if (statements.length > 0)
      new BackupVaultPolicy(this, "policy", { backupVaultName: vault.name, policy: policyDocument("vault", statements) });
    if (props.phase === "purge") return;
    const role = new IamRole(this, "sender", {
      name: senderName(props.dataset, props.copy),
      assumeRolePolicy: policyDocument("trust", [serviceTrust("backup.amazonaws.com", place.accountId)]),
    });
    new IamRolePolicy(this, "sender-policy", {
      name: "send",
      role: role.id,
      policy: policyDocument("role", [
        ...senderStatements(
          arn(place, "backup", `backup-vault:${props.vault}`),
          props.to,
          props.keyArn ? { arn: props.keyArn, region: place.region.name } : undefined,
        ),
        notAfter(program),
      ]),
    });
  }
}
