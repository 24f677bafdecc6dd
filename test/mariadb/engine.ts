import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { startServer, type Cluster } from "../../rehearsal/engines/database-server";

/** Debian keeps servers where a user's PATH does not look. */
const FOLDERS = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin", "/usr/bin"].filter((folder) => folder !== "");
const find = (program: string) => FOLDERS.map((folder) => join(folder, program)).find((file) => existsSync(file));

/** The server, where its installer and a client are there too. */
export function findMariadb(): string | undefined {
  return find("mariadb-install-db") && find("mariadb") ? find("mariadbd") : undefined;
}

/** A MariaDB server, for what speaks to MySQL; `settings` such as `time-zone=+08:00`. */
export async function startMariadb(settings: readonly string[] = []): Promise<Cluster> {
  const [server, install] = [findMariadb(), find("mariadb-install-db")];
  if (server === undefined || install === undefined) throw new Error("MariaDB is not on this machine");
  return startServer({
    name: "MariaDB",
    runsAs: "mysql",
    user: "keeper",
    // One statement a line: the server takes no others.
    secret: (password) =>
      [
        "CREATE DATABASE app CHARACTER SET utf8mb4;",
        `CREATE USER keeper IDENTIFIED BY '${password}';`,
        "GRANT ALL ON *.* TO keeper WITH GRANT OPTION;\n",
      ].join("\n"),
    install: ({ data }) => [
      install,
      ["--no-defaults", `--datadir=${data}`, "--auth-root-authentication-method=normal", "--skip-test-db", "--skip-name-resolve"],
    ],
    serve: ({ folder, data, secret }, port) => {
      const own = ["bind-address=127.0.0.1", `port=${port}`, `socket=${join(folder, "socket")}`, `datadir=${data}`, `init-file=${secret}`];
      const small = ["innodb-buffer-pool-size=32M", "innodb-flush-log-at-trx-commit=0", "skip-name-resolve"];
      return [server, ["--no-defaults", ...[...own, ...small, ...settings].map((setting) => `--${setting}`)]];
    },
    ready: "ready for connections",
    signals: ["SIGTERM", "SIGKILL"],
    url: (port, database = "app") => `mysql://keeper@127.0.0.1:${port}/${database}`,
  });
}
