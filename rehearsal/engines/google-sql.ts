import type { SqlBackup, SqlInstance } from "../../cli/purge/sql-api";
import { ok, paged, refuse, serve, type Answer, type GoogleServer } from "./google-server";

/** A backup as it is kept: those that Cloud SQL makes by itself or on demand go with their instance, final ones do not. */
export type KeptBackup = SqlBackup & { readonly type?: "AUTOMATED" | "ON_DEMAND" | "FINAL" };

/**
 * Answers as Cloud SQL's Admin API v1 is documented to: pages of two, an instance that takes a while to go, and what is
 * refused. No emulator of it exists; what its documentation does not say is not proved here.
 */
export class CloudSql {
  readonly instances = new Map<string, SqlInstance>();
  readonly backups = new Map<string, KeptBackup>();
  /** The databases of each instance, beside its engine's own; `app` where nothing is said. */
  readonly databases = new Map<string, readonly string[]>();
  /** Deletions that were taken, in order. */
  readonly deleted: string[] = [];
  /** What a listing warns of, such as a region that does not answer. */
  warnings: readonly { readonly code: string; readonly region: string }[] = [];
  /** From this deletion on nobody is told any more; the deletions are done. */
  silentFrom = Infinity;
  /** Told of each instance that goes. */
  onDelete: (name: string) => Promise<void> = () => Promise.resolve();
  private readonly going = new Map<string, number>();

  private server!: GoogleServer;

  private constructor(readonly project: string) {}

  static async start(project: string): Promise<CloudSql> {
    const sql = new CloudSql(project);
    sql.server = await serve((method, url) => sql.answer(method, url));
    return sql;
  }

  stop(): Promise<void> {
    return this.server.stop();
  }

  /** What points the purge here. */
  get environment(): Readonly<Record<string, string>> {
    return { CLOUDSDK_API_ENDPOINT_OVERRIDES_SQL: `http://127.0.0.1:${this.server.port}/` };
  }

  private async answer(method: string, url: URL): Promise<Answer | null> {
    const { pathname } = url;
    const [, kind, name, below] = /^\/v1\/projects\/[^/]+\/(instances|backups)(?:\/([^/]+))?(\/databases)?$/.exec(pathname) ?? [];
    const answer =
      kind === undefined || !pathname.startsWith(`/v1/projects/${this.project}/`)
        ? refuse(403, "The client is not authorized to make this request.")
        : name === undefined
          ? this.list(kind, url)
          : below !== undefined
            ? this.listDatabases(name)
            : await this.one(method, kind, name);
    return this.deleted.length >= this.silentFrom ? null : answer;
  }

  private list(kind: string, url: URL): Answer {
    const { page, next } = paged<object>(
      kind === "instances"
        ? [...this.instances.values()].map((each) => ({ ...each, state: this.stateOf(each.name) }))
        : [...this.backups.values()],
      url,
    );
    return ok({
      [kind === "instances" ? "items" : "backups"]: page,
      ...next,
      ...(this.warnings.length > 0 ? { warnings: this.warnings } : {}),
    });
  }

  private stateOf(instance: string): string {
    return this.going.has(instance) ? "PENDING_DELETE" : "RUNNABLE";
  }

  private listDatabases(instance: string): Answer {
    if (!this.instances.has(instance)) return refuse(404, "The Cloud SQL instance does not exist.");
    if (this.going.has(instance)) return refuse(400, "The instance is not running.");
    const names = ["postgres", ...(this.databases.get(instance) ?? ["app"])];
    return ok({ kind: "sql#databasesList", items: names.map((name) => ({ kind: "sql#database", name, instance })) });
  }

  private async one(method: string, kind: string, name: string): Promise<Answer> {
    const found = kind === "instances" ? this.instances.get(name) : this.backups.get(name);
    if (!found) return refuse(404, `The Cloud SQL ${kind.slice(0, -1)} does not exist.`);
    const looks = this.going.get(name);
    if (method === "GET") {
      if (looks === undefined) return ok({ ...found, state: kind === "instances" ? "RUNNABLE" : "SUCCESSFUL" });
      this.going.set(name, looks - 1);
      if (looks <= 1) this.instances.delete(name);
      return ok({ ...found, state: "PENDING_DELETE" });
    }
    if (looks !== undefined) return refuse(409, "Operation failed because another operation was already in progress.");
    if (kind === "backups") this.backups.delete(name);
    else {
      const refused = this.refusal(name);
      if (refused) return refuse(400, refused);
      await this.deleteInstance(name);
    }
    this.deleted.push(name);
    return ok({ kind: "sql#operation", status: "PENDING" });
  }

  private refusal(name: string): string | undefined {
    const replicas = [...this.instances.values()].filter(({ masterInstanceName }) => masterInstanceName === `${this.project}:${name}`);
    if (replicas.length > 0) return "The instance cannot be deleted: it has replicas.";
    return this.instances.get(name)?.settings?.deletionProtectionEnabled ? "The instance is protected." : undefined;
  }

  private async deleteInstance(name: string): Promise<void> {
    const retains = this.instances.get(name)?.settings?.retainBackupsOnDelete;
    for (const [id, { instance, type }] of this.backups) if (instance === name && type !== "FINAL" && !retains) this.backups.delete(id);
    this.going.set(name, 1);
    await this.onDelete(name);
  }
}
