import { spawn, type ChildProcess, type SpawnOptions } from "node:child_process";
import { get } from "node:http";
import { createServer, type AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** An engine that was started, and what it said last. */
export interface Launched {
  readonly name: string;
  readonly child: ChildProcess;
  readonly lastWords: () => string;
}

export function launch(name: string, args: readonly string[], options: Pick<SpawnOptions, "env" | "uid" | "gid"> = {}): Launched {
  const child = spawn(name, [...args], { ...options, env: { ...process.env, ...options.env }, stdio: ["ignore", "pipe", "pipe"] });
  let words = "";
  const hear = (chunk: Buffer): void => {
    words = (words + chunk.toString("utf8")).slice(-2000);
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  child.on("error", (error) => hear(Buffer.from(String(error))));
  return { name, child, lastWords: () => words };
}

/** Engines die with this process, however it ends; what is answered ends them earlier. */
export function dieWithUs(running: readonly Launched[], signal: NodeJS.Signals = "SIGTERM"): () => Promise<void> {
  const killAll = (): void => running.forEach(({ child }) => child.kill("SIGKILL"));
  // A signal ends node without an exit event, which would leave the engines behind.
  const signalled = (received: NodeJS.Signals): void => {
    killAll();
    process.kill(process.pid, received);
  };
  process.once("exit", killAll).once("SIGTERM", signalled).once("SIGINT", signalled);
  return async () => {
    process.removeListener("exit", killAll).removeListener("SIGTERM", signalled).removeListener("SIGINT", signalled);
    await Promise.all(running.map(({ child }) => end(child, signal)));
  };
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
export async function answers(port: number, path: string, engine: Launched | undefined): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(100)) {
    if (engine === undefined || engine.child.exitCode !== null) break;
    const status = await new Promise<number>((resolve) =>
      get({ host: "127.0.0.1", port, path }, (reply) => resolve(reply.resume().statusCode ?? 0)).on("error", () => resolve(0)),
    );
    if (status > 0) return;
  }
  throw new Error(`${engine?.name} did not answer on port ${port}: ${engine?.lastWords()}`);
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  const late = setTimeout(() => child.kill("SIGKILL"), 3000);
  await gone;
  clearTimeout(late);
}
