import type { BackupClientConfig } from "@aws-sdk/client-backup";
import type { AwsPlace } from "../../config/place";
import { goingOf, type PurgeList } from "../../evidence/gate/purge-list";
import { deleteAndWait, latest, type Backups } from "./backups";
import { DatabaseBackups } from "./database-backups";
import { ImageBackups } from "./image-backups";
import type { Item, Kept, Listed, OldStore, SoftDeleted } from "./store";
import { VaultBackups } from "./vault-backups";

/**
 * A vault's recovery points, and the snapshots and images of the same account and region. What is known to be others' is
 * left out; whatever else stands there is listed, so that a backup which nobody signed for stops the purge.
 */
export class BackupStore implements OldStore {
  readonly name: string;
  /** Each is waited for with the others of its batch. */
  readonly batch = 50;
  /** One after the other: a snapshot goes after its image. */
  readonly parallel = 1;
  readonly whenHeld = "nothing goes";
  private readonly vault: Backups | null;
  private readonly images: Backups;
  private readonly databases: Backups;
  private readonly apart: ReadonlySet<string>;

  /** `apart` is what stands there and is none of the copy's, by ARN; `vault` is null for snapshots that lie in none. */
  constructor(
    { partition, accountId, region }: AwsPlace,
    vault: string | null,
    { list, apart }: { readonly list: PurgeList; readonly apart: readonly string[] },
    credentials: BackupClientConfig["credentials"],
  ) {
    this.name =
      vault === null
        ? `aws-snapshots://${accountId}/${region.name}`
        : `arn:${partition}:backup:${region.name}:${accountId}:backup-vault:${vault}`;
    this.apart = new Set(apart);
    const going = new Set(goingOf(list).map(({ arn }) => arn));
    const config = { region: region.name, credentials };
    this.vault = vault === null ? null : new VaultBackups(vault, this.name, config);
    this.images = new ImageBackups(`arn:${partition}:ec2:${region.name}:`, this.name, going, config);
    this.databases = new DatabaseBackups(this.name, config);
  }

  /** A recovery point of a volume, an image or a database is that service's snapshot as well, by the same ARN. */
  async *list(): AsyncGenerator<Listed> {
    const points = new Set<string>();
    for (const part of this.parts)
      for await (const each of part.list()) {
        if (this.apart.has(each.key) || points.has(each.key)) continue;
        if (each.kind === "recovery-point") points.add(each.key);
        yield each;
      }
  }

  /** Recovery points, then images, then the rest: each kind is gone before the next is asked for. */
  async delete(items: readonly Item[]): Promise<readonly Kept[]> {
    const first = (kind: Item["kind"]) => items.filter((item) => item.kind === kind);
    const rest = items.filter(({ kind }) => kind !== "recovery-point" && kind !== "image");
    const kept: Kept[] = [];
    for (const group of [first("recovery-point"), first("image"), rest])
      kept.push(...(await deleteAndWait(group, (item) => this.partOf(item))));
    return kept;
  }

  private partOf({ kind }: Item): Backups {
    if (kind === "recovery-point" && this.vault) return this.vault;
    return kind === "image" || kind === "volume-snapshot" ? this.images : this.databases;
  }

  private get parts(): readonly Backups[] {
    return [...(this.vault ? [this.vault] : []), this.images, this.databases];
  }

  async softDeleted(): Promise<SoftDeleted> {
    const all: SoftDeleted[] = [];
    for (const part of this.parts) all.push(await part.softDeleted());
    const last = latest(all.map((each) => (each.last === null ? undefined : new Date(each.last))));
    return { count: all.reduce((sum, each) => sum + each.count, 0), last };
  }

  close(): void {
    for (const part of this.parts) part.close();
  }
}
