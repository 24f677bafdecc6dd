import { spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findOnPath, isExecutable } from "../engines/find";
import { dieWithUs, freePort, launch } from "../engines/process";

export interface Cluster {
  readonly port: number;
  /** `postgres://postgres@127.0.0.1:port/DATABASE` */
  url(database: string): string;
  /** Runs statements in one session and answers rows as text, columns parted by `|`. */
  sql(database: string, text: string): string;
  stop(): Promise<void>;
}

/** Debian keeps the server's programs off PATH, a folder for each major version: the newest counts. */
export function findPostgres(): string | undefined {
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  const folder = versions.map((version) => join(root, version, "bin")).find((bin) => isExecutable(join(bin, "initdb")));
  return folder ?? findOnPath("initdb")?.replace(/\/initdb$/, "");
}

/** A cluster of its own in a new folder, on loopback alone. PostgreSQL refuses to run as root and is given another user then. */
export async function startPostgres(folder: string): Promise<Cluster> {
  const bin = findPostgres();
  if (bin === undefined) throw new Error("no initdb: install PostgreSQL");
  mkdirSync(folder, { recursive: true });
  const user = process.getuid?.() === 0 ? serverUser() : {};
  if ("uid" in user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, "data");
  const made = spawnSync(
    join(bin, "initdb"),
    ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
    { ...user, cwd: folder, encoding: "utf8" },
  );
  if (made.status !== 0) throw new Error(`initdb: ${made.error?.message ?? made.stderr}`);
  const port = await freePort();
  const settings = { wal_level: "logical", fsync: "off", max_wal_senders: "4", listen_addresses: "127.0.0.1", unix_socket_directories: "" };
  const options = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const engine = launch(join(bin, "postgres"), ["-D", data, "-p", String(port), ...options], user);
  // SIGINT is PostgreSQL's fast shutdown; its default waits for clients, and replication is one.
  const stop = dieWithUs([engine], "SIGINT");
  const url = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`;
  const sql = (database: string, text: string): string => psql(url(database), text);
  for (const end = Date.now() + 60_000; ; await sleep(100)) {
    try {
      sql("postgres", "SELECT 1");
      return { port, url, sql, stop };
    } catch (error) {
      if (Date.now() < end && engine.child.exitCode === null) continue;
      await stop();
      throw new Error(`postgres did not answer: ${engine.lastWords()}`, { cause: error });
    }
  }
}

function psql(url: string, text: string): string {
  const ran = spawnSync("psql", ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", url], { input: text, encoding: "utf8" });
  if (ran.status !== 0) throw new Error(`psql: ${ran.error?.message ?? ran.stderr}`);
  return ran.stdout.trimEnd();
}

/** The first of the usual users that this machine has. */
function serverUser(): { readonly uid: number; readonly gid: number } {
  for (const name of ["postgres", "nobody"]) {
    const [uid, gid] = ["-u", "-g"].map((flag) => spawnSync("id", [flag, name], { encoding: "utf8" }));
    if (uid?.status === 0 && gid?.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  throw new Error("PostgreSQL does not run as root, and there is no user postgres or nobody");
}
