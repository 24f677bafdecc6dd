import { spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../../rehearsal/engines/emulators";
import type { Cluster } from "../../rehearsal/engines/postgres";
import { unprivileged } from "../../rehearsal/engines/unprivileged";

/** Debian keeps servers where a user's PATH does not look. */
const FOLDERS = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin", "/usr/bin"].filter((folder) => folder !== "");
const find = (program: string) => FOLDERS.map((folder) => join(folder, program)).find((file) => existsSync(file));

/** The server, where its installer and a client are there too. */
export function findMariadb(): string | undefined {
  return find("mariadb-install-db") && find("mariadb") ? find("mariadbd") : undefined;
}

/** Makes a MariaDB server and starts it, for what speaks to MySQL; `settings` such as `time-zone=+08:00`. It dies with this process. */
export async function startMariadb(settings: readonly string[] = []): Promise<Cluster> {
  const [server, install] = [findMariadb(), find("mariadb-install-db")];
  if (server === undefined || install === undefined) throw new Error("MariaDB is not on this machine");
  const folder = mkdtempSync(join(tmpdir(), "ringfence-mariadb-"));
  const as = { ...unprivileged("mysql"), cwd: folder, env: { ...process.env, TMPDIR: folder } };
  const [data, first] = [join(folder, "data"), join(folder, "first.sql")];
  const password = `p-${Math.random().toString(36).slice(2)}`;
  // One statement a line: the server takes no others.
  const statements = [
    "CREATE DATABASE app CHARACTER SET utf8mb4",
    `CREATE USER keeper IDENTIFIED BY '${password}'`,
    "GRANT ALL ON *.* TO keeper WITH GRANT OPTION",
  ];
  writeFileSync(first, statements.map((statement) => `${statement};\n`).join(""), { mode: 0o600 });
  if (as.uid !== undefined && as.gid !== undefined) for (const path of [folder, first]) chownSync(path, as.uid, as.gid);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const words = ["--no-defaults", `--datadir=${data}`, "--auth-root-authentication-method=normal", "--skip-test-db", "--skip-name-resolve"];
  const made = spawnSync(install, words, { ...as, encoding: "utf8" });
  if (made.status !== 0) {
    remove();
    throw new Error(`mariadb-install-db: ${made.stdout}${made.stderr}`);
  }
  const port = await freePort();
  const own = ["bind-address=127.0.0.1", `port=${port}`, `socket=${join(folder, "socket")}`, `datadir=${data}`, `init-file=${first}`];
  const small = ["innodb-buffer-pool-size=32M", "innodb-flush-log-at-trx-commit=0", "skip-name-resolve"];
  const options = ["--no-defaults", ...[...own, ...small, ...settings].map((setting) => `--${setting}`)];
  const running = spawn(server, options, { ...as, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  running.stderr.on("data", (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(-4000)));
  const kill = () => {
    running.kill("SIGKILL");
    remove();
  };
  process.once("exit", kill);
  const stop = async () => {
    process.off("exit", kill);
    const gone = running.exitCode === null ? new Promise((resolve) => running.once("exit", resolve)) : undefined;
    running.kill("SIGTERM");
    await gone;
    remove();
  };
  for (let tries = 0; !said.includes("ready for connections"); tries++) {
    if (running.exitCode !== null || tries > 300) {
      await stop();
      throw new Error(`MariaDB did not start: ${said}`);
    }
    await sleep(100);
  }
  return { port, user: "keeper", password, url: (database = "app") => `mysql://keeper@127.0.0.1:${port}/${database}`, stop };
}
