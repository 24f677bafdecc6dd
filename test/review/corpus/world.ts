import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";

/** The account in which everything stands that a case's world holds. */
const ACCOUNT = "111122223333";

/** One call to a service, as its protocol writes it: what changes behind terraform's back. */
interface Call {
  readonly service: string;
  readonly region: string;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface World {
  readonly endpoint: string;
  end(): void;
}

/** Does a plan of this case need something that stands already? `made/` holds what another state made; `behind.json` what changed since. */
export const isLive = (folder: string): boolean => ["made", "behind.json"].some((name) => existsSync(join(folder, name)));

/** An empty cloud on the loopback. */
export async function startWorld(): Promise<World> {
  const port = await freePort();
  const moto = spawn("moto_server", ["-H", "127.0.0.1", "-p", String(port)], {
    stdio: "ignore",
    env: { ...process.env, MOTO_ACCOUNT_ID: ACCOUNT },
  });
  const endpoint = `http://127.0.0.1:${port}`;
  for (let waited = 0; waited < 240; waited++) {
    if (await isUp(endpoint)) return { endpoint, end: () => void moto.kill() };
    await new Promise((done) => setTimeout(done, 500));
  }
  moto.kill();
  throw new Error("moto did not start");
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

async function isUp(endpoint: string): Promise<boolean> {
  try {
    return (await fetch(`${endpoint}/moto-api/`)).ok;
  } catch {
    return false;
  }
}

/** Makes the calls of `behind.json`, in order. The region is read from the signature's scope, which nobody verifies. */
export async function changeBehind(folder: string, { endpoint }: World): Promise<void> {
  if (!existsSync(join(folder, "behind.json"))) return;
  for (const call of JSON.parse(readFileSync(join(folder, "behind.json"), "utf8")) as readonly Call[]) {
    const scope = `offline/20260101/${call.region}/${call.service}/aws4_request`;
    const answer = await fetch(endpoint + (call.path ?? "/"), {
      method: call.method ?? "POST",
      headers: { authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`, ...call.headers },
      body: call.body,
    });
    if (!answer.ok) throw new Error(`${call.service} ${call.path ?? "/"}: ${answer.status} ${await answer.text()}`);
  }
}
