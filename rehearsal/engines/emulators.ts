import { spawn, type ChildProcess } from "node:child_process";
import { get } from "node:http";
import { createServer, type AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { EngineName } from "./routes";

export interface Emulators {
  readonly ports: Readonly<Record<EngineName, number>>;
  stop(): Promise<void>;
}

/** Starts both engines on free loopback ports and waits until they answer. They die with this process. */
export async function startEmulators(): Promise<Emulators> {
  const ports = { ministack: await freePort(), moto: await freePort() };
  const running = [
    launch("ministack", [], {
      GATEWAY_PORT: String(ports.ministack),
      BIND_HOST: "127.0.0.1",
      AUTH: "false",
      PERSIST_STATE: "0",
      S3_PERSIST: "0",
    }),
    launch("moto_server", ["-H", "127.0.0.1", "-p", String(ports.moto)], {}),
  ];
  const killAll = (): void => running.forEach(({ child }) => child.kill("SIGKILL"));
  // A signal ends node without an exit event, which would leave the engines behind.
  const signalled = (signal: NodeJS.Signals): void => {
    killAll();
    process.kill(process.pid, signal);
  };
  process.once("exit", killAll).once("SIGTERM", signalled).once("SIGINT", signalled);
  const stop = async (): Promise<void> => {
    process.removeListener("exit", killAll).removeListener("SIGTERM", signalled).removeListener("SIGINT", signalled);
    await Promise.all(running.map(({ child }) => end(child)));
  };
  try {
    await Promise.all([answers(ports.ministack, "/_ministack/health", running[0]), answers(ports.moto, "/moto-api/", running[1])]);
  } catch (error) {
    await stop();
    throw error;
  }
  return { ports, stop };
}

interface Launched {
  readonly name: string;
  readonly child: ChildProcess;
  readonly lastWords: () => string;
}

function launch(name: string, args: string[], env: Record<string, string>): Launched {
  const child = spawn(name, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  let words = "";
  const hear = (chunk: Buffer): void => {
    words = (words + chunk.toString("utf8")).slice(-2000);
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  child.on("error", (error) => hear(Buffer.from(String(error))));
  return { name, child, lastWords: () => words };
}

/** A port that was free a moment ago; the engines cannot be told to pick one and say which. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A busy machine takes long to start Python: a minute, not the usual second. */
async function answers(port: number, path: string, engine: Launched | undefined): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(100)) {
    if (engine === undefined || engine.child.exitCode !== null) break;
    const status = await new Promise<number>((resolve) =>
      get({ host: "127.0.0.1", port, path }, (reply) => resolve(reply.resume().statusCode ?? 0)).on("error", () => resolve(0)),
    );
    if (status > 0) return;
  }
  throw new Error(`${engine?.name} did not answer on port ${port}: ${engine?.lastWords()}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), 3000);
  await gone;
  clearTimeout(late);
}
