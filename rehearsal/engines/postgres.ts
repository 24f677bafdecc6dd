import { spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "./emulators";
import { unprivileged } from "./unprivileged";

/** A PostgreSQL server of our own on the loopback, empty, with one superuser who has a password. */
export interface Cluster {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** Without the password. */
  url(database?: string): string;
  stop(): Promise<void>;
}

/** The folder of PostgreSQL's programs; Debian keeps them off the PATH. */
export function findPostgres(): string | undefined {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort((left, right) => Number(right) - Number(left)) : [];
  const folders = [...versions.map((version) => join(debian, version, "bin")), ...(process.env["PATH"] ?? "").split(delimiter)];
  return folders.find((folder) => folder !== "" && ["initdb", "postgres"].every((program) => existsSync(join(folder, program))));
}

/** Makes a cluster and starts it; `settings` such as `wal_level=logical`. It dies with this process. */
export async function startPostgres(settings: readonly string[] = []): Promise<Cluster> {
  const programs = findPostgres();
  if (programs === undefined) throw new Error("PostgreSQL is not on this machine");
  const as = unprivileged("postgres");
  const folder = mkdtempSync(join(tmpdir(), "ringfence-postgres-"));
  const [data, secret] = [join(folder, "data"), join(folder, "password")];
  const password = `p-${Math.random().toString(36).slice(2)}`;
  writeFileSync(secret, password, { mode: 0o600 });
  if (as.uid !== undefined && as.gid !== undefined) for (const path of [folder, secret]) chownSync(path, as.uid, as.gid);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const words = ["-D", data, "-U", "keeper", "-A", "scram-sha-256", "--pwfile", secret, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"];
  const made = spawnSync(join(programs, "initdb"), words, { ...as, cwd: folder, encoding: "utf8" });
  if (made.status !== 0) {
    remove();
    throw new Error(`initdb: ${made.stderr}`);
  }
  const port = await freePort();
  const own = ["listen_addresses=127.0.0.1", `port=${port}`, `unix_socket_directories=${folder}`, "fsync=off", "shared_buffers=32MB"];
  const options = [...own, ...settings].flatMap((setting) => ["-c", setting]);
  const server = spawn(join(programs, "postgres"), ["-D", data, ...options], { ...as, cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  server.stderr.on("data", (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(-4000)));
  const kill = () => {
    server.kill("SIGQUIT");
    remove();
  };
  process.once("exit", kill);
  const stop = async () => {
    process.off("exit", kill);
    const gone = server.exitCode === null ? new Promise((resolve) => server.once("exit", resolve)) : undefined;
    server.kill("SIGINT"); // fast shutdown: sessions end
    await gone;
    remove();
  };
  for (let tries = 0; !said.includes("ready to accept connections"); tries++) {
    if (server.exitCode !== null || tries > 300) {
      await stop();
      throw new Error(`PostgreSQL did not start: ${said}`);
    }
    await sleep(100);
  }
  return { port, user: "keeper", password, url: (database = "postgres") => `postgres://keeper@127.0.0.1:${port}/${database}`, stop };
}
