import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { startServer, type Cluster } from "./database-server";

/** The folder of PostgreSQL's programs; Debian keeps them off the PATH. */
export function findPostgres(): string | undefined {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort((left, right) => Number(right) - Number(left)) : [];
  const folders = [...versions.map((version) => join(debian, version, "bin")), ...(process.env["PATH"] ?? "").split(delimiter)];
  return folders.find((folder) => folder !== "" && ["initdb", "postgres"].every((program) => existsSync(join(folder, program))));
}

/** A PostgreSQL server whose user is a superuser; `settings` such as `wal_level=logical`. */
export async function startPostgres(settings: readonly string[] = []): Promise<Cluster> {
  const programs = findPostgres();
  if (programs === undefined) throw new Error("PostgreSQL is not on this machine");
  return startServer({
    name: "PostgreSQL",
    runsAs: "postgres",
    user: "keeper",
    secret: (password) => password,
    install: ({ data, secret }) => [
      join(programs, "initdb"),
      ["-D", data, "-U", "keeper", "-A", "scram-sha-256", "--pwfile", secret, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
    ],
    serve: ({ folder, data }, port) => {
      const own = ["listen_addresses=127.0.0.1", `port=${port}`, `unix_socket_directories=${folder}`, "fsync=off", "shared_buffers=32MB"];
      return [join(programs, "postgres"), ["-D", data, ...[...own, ...settings].flatMap((setting) => ["-c", setting])]];
    },
    ready: "ready to accept connections",
    signals: ["SIGINT", "SIGQUIT"],
    url: (port, database = "postgres") => `postgres://keeper@127.0.0.1:${port}/${database}`,
  });
}
