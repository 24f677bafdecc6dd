import {
  BackupClient,
  DeleteRecoveryPointCommand,
  DescribeBackupVaultCommand,
  DescribeRecoveryPointCommand,
  paginateListLegalHolds,
  paginateListRecoveryPointsByBackupVault,
  paginateListRecoveryPointsByLegalHold,
  type BackupClientConfig,
  type DescribeBackupVaultOutput,
  type RecoveryPointByBackupVault,
} from "@aws-sdk/client-backup";
import { instant, NOTHING_SOFT_DELETED, said, type Backups } from "./backups";
import { asked, refusedBy } from "./refused";
import type { Item, Listed, SoftDeleted } from "./store";

/** The recovery points of one AWS Backup vault, whatever they are of. */
export class VaultBackups implements Backups {
  private readonly client: BackupClient;

  constructor(
    private readonly vault: string,
    private readonly at: string,
    config: Pick<BackupClientConfig, "region" | "credentials">,
  ) {
    this.client = new BackupClient({ ...config, retryMode: "adaptive", maxAttempts: 8 });
  }

  async *list(): AsyncGenerator<Listed> {
    const about = await asked(this.at, "backup:DescribeBackupVault", () =>
      this.client.send(new DescribeBackupVaultCommand({ BackupVaultName: this.vault })),
    );
    const legal = await this.legalHolds();
    for (const point of await this.points()) {
      const { RecoveryPointArn = "", BackupSizeInBytes, CreationDate } = point;
      const holds = [...(legal.get(RecoveryPointArn) ?? []), ...lockOf(about, point)];
      yield {
        key: RecoveryPointArn,
        id: instant(CreationDate),
        kind: "recovery-point",
        live: false,
        size: BackupSizeInBytes === undefined ? null : String(BackupSizeInBytes),
        modified: instant(CreationDate),
        held: holds.join(", ") || null,
      };
    }
  }

  private points(): Promise<readonly RecoveryPointByBackupVault[]> {
    return asked(this.at, "backup:ListRecoveryPointsByBackupVault", async () => {
      const found: RecoveryPointByBackupVault[] = [];
      for await (const page of paginateListRecoveryPointsByBackupVault({ client: this.client }, { BackupVaultName: this.vault }))
        found.push(...(page.RecoveryPoints ?? []));
      return found;
    });
  }

  /** Which holds keep which points; a hold that is being cancelled still holds. */
  private legalHolds(): Promise<ReadonlyMap<string, readonly string[]>> {
    return asked(this.at, "backup:ListLegalHolds", async () => {
      const { client } = this;
      const held = new Map<string, string[]>();
      for await (const { LegalHolds = [] } of paginateListLegalHolds({ client }, {}))
        for (const { LegalHoldId, Title, Status } of LegalHolds) {
          if (Status === "CANCELED") continue;
          for await (const { RecoveryPoints = [] } of paginateListRecoveryPointsByLegalHold({ client }, { LegalHoldId }))
            for (const { RecoveryPointArn = "" } of RecoveryPoints)
              held.set(RecoveryPointArn, [
                ...(held.get(RecoveryPointArn) ?? []),
                `legal hold ${Title ?? ""} (${LegalHoldId}), without a date`,
              ]);
        }
      return held;
    });
  }

  /** AWS Backup says that it is at work on a point already: then waiting tells. */
  async ask({ key }: Item): Promise<string | null> {
    try {
      await this.client.send(new DeleteRecoveryPointCommand({ BackupVaultName: this.vault, RecoveryPointArn: key }));
      return null;
    } catch (error) {
      return ["ResourceNotFoundException", "InvalidResourceStateException"].includes((error as Error).name) ? null : said(error);
    }
  }

  /**
   * Without every right that it needs AWS Backup accepts the deletion, and lets the point expire instead of deleting it
   * (AWS Backup API reference, DeleteRecoveryPoint).
   */
  async standing({ key }: Item): Promise<{ readonly why: string; readonly stays: boolean } | null> {
    try {
      const { Status, StatusMessage } = await this.client.send(
        new DescribeRecoveryPointCommand({ BackupVaultName: this.vault, RecoveryPointArn: key }),
      );
      return { why: `${Status ?? "of no status"}${StatusMessage ? `: ${StatusMessage}` : ""}`, stays: Status === "EXPIRED" };
    } catch (error) {
      if ((error as Error).name === "ResourceNotFoundException") return null;
      throw refusedBy(this.at, "backup:DescribeRecoveryPoint", error);
    }
  }

  softDeleted(): Promise<SoftDeleted> {
    return Promise.resolve(NOTHING_SOFT_DELETED);
  }

  close(): void {
    this.client.destroy();
  }
}

/** A locked vault deletes nothing before its time, in either mode; a logically air-gapped one is always locked (AWS Backup developer guide). */
function lockOf(
  { Locked, LockDate, VaultType }: DescribeBackupVaultOutput,
  { CalculatedLifecycle }: RecoveryPointByBackupVault,
): readonly string[] {
  const airGapped = VaultType === "LOGICALLY_AIR_GAPPED_BACKUP_VAULT";
  if (!Locked && !airGapped) return [];
  const end = CalculatedLifecycle?.DeleteAt;
  if (end && end.getTime() <= Date.now()) return [];
  const lock = airGapped
    ? "logically air-gapped vault"
    : `vault lock (${LockDate ? `compliance, final from ${instant(LockDate)}` : "governance"})`;
  return [`${lock} ${end ? `until ${instant(end)}` : "without a date"}`];
}
