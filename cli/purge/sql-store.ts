import { goingOf, type PurgeList } from "../../evidence/gate/purge-list";
import { deleteAndWait, instant } from "./backups";
import { GoogleListedStore } from "./google-listed-store";
import { SqlApi, type SqlBackup, type SqlInstance } from "./sql-api";
import type { Item, Kept, Listed } from "./store";

const SERVICE = "//sqladmin.googleapis.com/";

/** What every instance holds besides: its engine's own. A database of PostgreSQL's is named after it, and nobody can drop it. */
const OWN: ReadonlySet<string> = new Set(["postgres", "cloudsqladmin", "information_schema", "mysql", "performance_schema", "sys"]);

/** What stands around one copy of Cloud SQL, by full resource name. */
interface Around {
  readonly list: PurgeList;
  /** What is none of the copy's. */
  readonly apart: readonly string[];
  /** The databases that were compared with their homes. */
  readonly proved: readonly string[];
}

/**
 * A project's instances of Cloud SQL and their backups. What is known to be others' is left out, an instance with its
 * backups; whatever else stands there is listed, so that a clone or a backup which nobody signed for stops the purge.
 * The logs for a recovery to a point in time have no deletion of their own: they go with the instance, as every database
 * in it does, so that one which nobody compared holds it.
 */
export class SqlStore extends GoogleListedStore {
  private constructor(
    private readonly api: SqlApi,
    private readonly going: ReadonlySet<string>,
    private readonly apart: ReadonlySet<string>,
    private readonly proved: ReadonlySet<string>,
  ) {
    super(`google-sql://${api.project}`, SERVICE, api);
  }

  static async open(project: string, identity: string, { list, apart, proved }: Around): Promise<SqlStore> {
    const going = new Set(goingOf(list).map(({ arn }) => arn));
    return new SqlStore(await SqlApi.open(project, identity), going, new Set(apart), new Set(proved));
  }

  async *list(): AsyncGenerator<Listed> {
    const instances = await this.api.instances();
    for (const each of instances) if (!this.apart.has(this.instanceKey(each.name))) yield await this.instance(each, instances);
    for (const each of await this.api.backups()) {
      const key = `${SERVICE}${each.name}`;
      if (this.apart.has(key) || (each.instance !== undefined && this.apart.has(this.instanceKey(each.instance)))) continue;
      yield backup(key, each);
    }
  }

  private async instance(each: SqlInstance, all: readonly SqlInstance[]): Promise<Listed> {
    const created = instant(each.createTime);
    const kept = all.filter(
      ({ name, masterInstanceName }) => nameOf(masterInstanceName) === each.name && !this.going.has(this.instanceKey(name)),
    );
    const strange = await this.unproved(each);
    const holds = [
      ...holdsOf(each),
      ...kept.map(({ name }) => `in use by its replica ${name}, which stays`),
      ...strange.map((name) => `it also holds the database ${name}, which nobody compared`),
    ];
    return {
      key: this.instanceKey(each.name),
      id: created,
      kind: each.masterInstanceName === undefined ? "database-instance" : "database-replica",
      live: false,
      size: null,
      modified: created,
      held: holds.join(", ") || null,
    };
  }

  /** A replica holds what its instance does; one that is on its way out has been asked before. */
  private async unproved({ name, masterInstanceName, state }: SqlInstance): Promise<readonly string[]> {
    if (masterInstanceName !== undefined || state === "PENDING_DELETE" || !this.going.has(this.instanceKey(name))) return [];
    const known = (key: string) => this.proved.has(key) || this.apart.has(key);
    const all = await this.api.databases(name);
    return all.filter((database) => !OWN.has(database) && !known(`${this.instanceKey(name)}/databases/${database}`));
  }

  private readonly instanceKey = (name: string) => `${SERVICE}projects/${this.api.project}/instances/${name}`;

  /** Replicas, then instances, which take their logs and backups along, then the backups that are left. */
  async delete(items: readonly Item[]): Promise<readonly Kept[]> {
    const kept: Kept[] = [];
    for (const kind of ["database-replica", "database-instance", "database-backup"] as const) {
      const group = items.filter((item) => item.kind === kind);
      kept.push(...(await deleteAndWait(group, () => this)));
    }
    return kept;
  }

  async standing(item: Item): Promise<{ readonly why: string; readonly stays: boolean } | null> {
    const found = await this.api.get(this.named(item));
    return found && { why: found.state ?? "of no state", stays: false };
  }
}

const nameOf = (master: string | undefined): string | undefined => master?.split(":").at(-1);

/** What keeps an instance, or would keep a copy of it after its deletion (Cloud SQL Admin API, Settings; Cloud SQL, Backups overview). */
function holdsOf({ settings = {} }: SqlInstance): readonly string[] {
  const { deletionProtectionEnabled, retainBackupsOnDelete, finalBackupConfig, backupConfiguration } = settings;
  const tier = backupConfiguration?.backupTier ?? "STANDARD";
  const ours = ["STANDARD", "BACKUP_TIER_UNSPECIFIED"].includes(tier);
  return [
    ...(deletionProtectionEnabled ? ["deletion protection, without a date"] : []),
    ...(retainBackupsOnDelete ? ["its backups and logs would be retained after it (retainBackupsOnDelete)"] : []),
    ...(finalBackupConfig?.enabled ? ["a final backup would be taken of it (finalBackupConfig)"] : []),
    ...(ours ? [] : [`its backups lie in another service's vault (backupTier ${tier})`]),
  ];
}

function backup(key: string, { backupInterval, maxChargeableBytes }: SqlBackup): Listed {
  const created = instant(backupInterval?.startTime);
  return { key, id: created, kind: "database-backup", live: false, size: maxChargeableBytes ?? null, modified: created, held: null };
}
