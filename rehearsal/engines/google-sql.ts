import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { SqlBackup, SqlInstance } from "../../cli/purge/sql-api";

/** A backup as it is kept: those that Cloud SQL makes by itself or on demand go with their instance, final ones do not. */
export type KeptBackup = SqlBackup & { readonly type?: "AUTOMATED" | "ON_DEMAND" | "FINAL" };

/**
 * Answers as Cloud SQL's Admin API v1 is documented to: pages of two, an instance that takes a while to go, and what is
 * refused. No emulator of it exists; what its documentation does not say is not proved here.
 */
export class CloudSql {
  readonly instances = new Map<string, SqlInstance>();
  readonly backups = new Map<string, KeptBackup>();
  /** Deletions that were taken, in order. */
  readonly deleted: string[] = [];
  /** What a listing warns of, such as a region that does not answer. */
  warnings: readonly { readonly code: string; readonly region: string }[] = [];
  /** From this deletion on nobody is told any more; the deletions are done. */
  silentFrom = Infinity;
  /** Told of each instance that goes. */
  onDelete: (name: string) => Promise<void> = () => Promise.resolve();
  private readonly going = new Map<string, number>();

  private constructor(
    readonly project: string,
    readonly port: number,
    private readonly close: () => Promise<void>,
  ) {}

  static async start(project: string): Promise<CloudSql> {
    const server = createServer((request, response) => void sql.answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const close = () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    const sql = new CloudSql(project, (server.address() as AddressInfo).port, close);
    return sql;
  }

  stop(): Promise<void> {
    return this.close();
  }

  /** What points the purge here. */
  get environment(): Readonly<Record<string, string>> {
    return { CLOUDSDK_API_ENDPOINT_OVERRIDES_SQL: `http://127.0.0.1:${this.port}/` };
  }

  private async answer({ method, url = "" }: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(url, "http://localhost");
    const [, kind, name] = /^\/v1\/projects\/[^/]+\/(instances|backups)(?:\/([^/]+))?$/.exec(pathname) ?? [];
    const { status, body } =
      kind === undefined || !pathname.startsWith(`/v1/projects/${this.project}/`)
        ? refuse(403, "The client is not authorized to make this request.")
        : name === undefined
          ? this.list(kind, Number(searchParams.get("pageToken") ?? 0))
          : await this.one(method ?? "", kind, name);
    if (this.deleted.length >= this.silentFrom) return;
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  }

  private list(kind: string, from: number): Answer {
    const all = kind === "instances" ? [...this.instances.values()] : [...this.backups.values()];
    const page = all.slice(from, from + 2);
    const next = from + 2 < all.length ? { nextPageToken: String(from + 2) } : {};
    return ok({
      [kind === "instances" ? "items" : "backups"]: page,
      ...next,
      ...(this.warnings.length > 0 ? { warnings: this.warnings } : {}),
    });
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

type Answer = { readonly status: number; readonly body: object };
const ok = (body: object): Answer => ({ status: 200, body });
const refuse = (code: number, message: string): Answer => ({ status: code, body: { error: { code, message } } });
