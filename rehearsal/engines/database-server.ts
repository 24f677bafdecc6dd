import { spawn, spawnSync } from "node:child_process";
import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "./emulators";
import { unprivileged } from "./unprivileged";

/** A database server of our own on the loopback, empty, with one user who may do anything and has a password. */
export interface Cluster {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** Without the password. */
  url(database?: string): string;
  stop(): Promise<void>;
}

/** Where a server has its files. */
export interface ServerFiles {
  readonly folder: string;
  readonly data: string;
  /** Has what `secret` answered, and nobody else may read it. */
  readonly secret: string;
}

/** A program with its words. */
export type Call = readonly [program: string, words: readonly string[]];

/** How servers of one kind are made, started and ended. */
export interface ServerKind {
  readonly name: string;
  /** The system's user that it runs as where this process is root's, and the user inside it. */
  readonly runsAs: string;
  readonly user: string;
  /** What names the user's password to the programs. */
  secret(password: string): string;
  install(files: ServerFiles): Call;
  serve(files: ServerFiles, port: number): Call;
  /** What it says once it takes connections. */
  readonly ready: string;
  /** Ends it with its sessions; ends it at once. */
  readonly signals: readonly [end: NodeJS.Signals, kill: NodeJS.Signals];
  url(port: number, database?: string): string;
}

/** Makes a server and starts it. It dies with this process. */
export async function startServer(kind: ServerKind): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), "ringfence-database-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const files: ServerFiles = { folder, data: join(folder, "data"), secret: join(folder, "secret") };
  const as = { ...unprivileged(kind.runsAs), cwd: folder, env: { ...process.env, TMPDIR: folder } };
  const password = `p-${Math.random().toString(36).slice(2)}`;
  writeFileSync(files.secret, kind.secret(password), { mode: 0o600 });
  if (as.uid !== undefined && as.gid !== undefined) for (const path of [folder, files.secret]) chownSync(path, as.uid, as.gid);

  const [install, its] = kind.install(files);
  const made = spawnSync(install, its, { ...as, encoding: "utf8" });
  if (made.status !== 0) {
    remove();
    throw new Error(`${install}: ${made.stdout}${made.stderr}`);
  }

  const port = await freePort();
  const [program, words] = kind.serve(files, port);
  const server = spawn(program, words, { ...as, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  server.stderr.on("data", (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(-4000)));
  const [end, kill] = kind.signals;
  const exit = () => {
    server.kill(kill);
    remove();
  };
  process.once("exit", exit);
  const stop = async () => {
    process.off("exit", exit);
    const gone = server.exitCode === null ? new Promise((resolve) => server.once("exit", resolve)) : undefined;
    server.kill(end);
    await gone;
    remove();
  };
  for (let tries = 0; !said.includes(kind.ready); tries++) {
    if (server.exitCode !== null || tries > 300) {
      await stop();
      throw new Error(`${kind.name} did not start: ${said}`);
    }
    await sleep(100);
  }
  return { port, user: kind.user, password, url: (database) => kind.url(port, database), stop };
}
