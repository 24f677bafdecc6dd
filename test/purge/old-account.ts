import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Point {
  readonly created: Date;
  bytes: number;
  /** How often it is still seen as DELETING after its deletion was accepted; `expires` never goes. */
  fate?: number | "expires";
  status: string;
  deleteAt?: Date;
}

/**
 * An old AWS account: EC2 and RDS are moto's, behind this door. AWS Backup's recovery points, snapshot locks and the Recycle
 * Bin are of no engine: the door answers those calls by the protocol that the SDK's model writes down.
 */
export class OldAccount {
  port = 0;
  readonly points = new Map<string, Point>();
  readonly locked = new Map<string, string>();
  readonly bin = new Map<string, string>();
  readonly holds = new Map<string, readonly string[]>();
  vault: object = {};
  /** Names of the deletions that were asked for, in order. */
  readonly asked: string[] = [];
  private silentAfter = Infinity;
  private silenced: () => void = () => undefined;
  private readonly server = createServer((incoming, outgoing) => void this.answer(incoming, outgoing));

  static async open(moto: number): Promise<OldAccount> {
    const account = new OldAccount(moto);
    await new Promise<void>((resolve) => account.server.listen(0, "127.0.0.1", resolve));
    account.port = (account.server.address() as AddressInfo).port;
    return account;
  }

  private constructor(private readonly moto: number) {}

  /** From this deletion on it is done, and its answer kept back. */
  silenceAfter(deletions: number): Promise<void> {
    this.silentAfter = this.asked.length + deletions;
    return new Promise((resolve) => (this.silenced = resolve));
  }

  speak(): void {
    this.silentAfter = Infinity;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const action = new URLSearchParams(body.toString("utf8")).get("Action") ?? "";
    const [, service = ""] = /\/([a-z0-9-]+)\/aws4_request/.exec(incoming.headers.authorization ?? "") ?? [];
    if (service === "backup") {
      const { status, json, deletes } = this.backup(incoming);
      if (deletes !== undefined && this.keepsBack(deletes)) return;
      outgoing.writeHead(status, { "content-type": "application/json", ...(status === 404 ? NOT_FOUND : {}) }).end(JSON.stringify(json));
      return;
    }
    const written = this.written(action);
    if (written !== undefined) {
      outgoing.writeHead(200, { "content-type": "text/xml" }).end(written);
      return;
    }
    const { headers, method, url } = incoming;
    const onward = request({ host: "127.0.0.1", port: this.moto, path: url, method, headers }, (answer) => {
      if (/^(Delete|Deregister)/.test(action) && this.keepsBack(action)) {
        answer.resume();
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    onward.end(body);
  }

  private keepsBack(deletion: string): boolean {
    this.asked.push(deletion);
    if (this.asked.length <= this.silentAfter) return false;
    this.silenced();
    return true;
  }

  private backup({ method, url = "" }: IncomingMessage): { readonly status: number; readonly json: object; readonly deletes?: string } {
    const path = decodeURIComponent(url.replace(/\?.*$/, "")).replace(/\/$/, "");
    const [, held] = /^\/legal-holds\/(.+)\/recovery-points$/.exec(path) ?? [];
    if (held !== undefined) return ok({ RecoveryPoints: (this.holds.get(held) ?? []).map((RecoveryPointArn) => ({ RecoveryPointArn })) });
    if (path === "/legal-holds")
      return ok({ LegalHolds: [...this.holds.keys()].map((LegalHoldId) => ({ LegalHoldId, Title: "an order", Status: "ACTIVE" })) });
    const [, arn] = /^\/backup-vaults\/[^/]+\/recovery-points\/(.+)$/.exec(path) ?? [];
    if (arn === undefined)
      return path.endsWith("/recovery-points")
        ? ok({ RecoveryPoints: [...this.points].map(([of, point]) => told(of, point)) })
        : ok(this.vault);
    const point = this.points.get(arn);
    if (!point) return { status: 404, json: { message: "no such recovery point" } };
    if (method === "DELETE") {
      if (point.fate === "expires") point.status = "EXPIRED";
      else if (point.fate === undefined) this.points.delete(arn);
      else point.status = "DELETING";
      return { ...ok({}), deletes: "DeleteRecoveryPoint" };
    }
    if (typeof point.fate === "number" && point.status === "DELETING" && point.fate-- <= 0) this.points.delete(arn);
    return ok(told(arn, point));
  }

  private written(action: string): string | undefined {
    const set = (name: string, tag: string, of: Iterable<readonly [string, string]>) =>
      `<${action}Response><${name}>${[...of].map(([id, rest]) => `<item><${tag}>${id}</${tag}>${rest}</item>`).join("")}</${name}></${action}Response>`;
    const bin = (kind: string) =>
      [...this.bin]
        .filter(([id]) => id.startsWith(kind))
        .map(([id, end]) => [id, `<recycleBinExitTime>${end}</recycleBinExitTime>`] as const);
    if (action === "DescribeLockedSnapshots")
      return set(
        "snapshotSet",
        "snapshotId",
        [...this.locked].map(([id, end]) => [id, `<lockState>compliance</lockState><lockExpiresOn>${end}</lockExpiresOn>`]),
      );
    if (action === "ListSnapshotsInRecycleBin") return set("snapshotSet", "snapshotId", bin("snap-"));
    return action === "ListImagesInRecycleBin" ? set("imageSet", "imageId", bin("ami-")) : undefined;
  }
}

const NOT_FOUND = { "x-amzn-errortype": "ResourceNotFoundException" };
const ok = (json: object) => ({ status: 200, json });
const seconds = (date: Date) => date.getTime() / 1000;
const told = (RecoveryPointArn: string, { created, bytes, status, deleteAt }: Point) => ({
  RecoveryPointArn,
  Status: status,
  CreationDate: seconds(created),
  BackupSizeInBytes: bytes,
  ...(deleteAt ? { CalculatedLifecycle: { DeleteAt: seconds(deleteAt) } } : {}),
});
