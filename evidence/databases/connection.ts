import type { Client, QueryResultRow } from "pg";
import { RingfenceError } from "../../config/errors";
import { EVIDENCE_PAGES } from "../errors";
import { SETTINGS } from "./postgres-text";

const LOCAL = ["", "localhost", "127.0.0.1", "[::1]"];

/** A database by its address. Passwords come from PGPASSWORD or PGPASSFILE: a command line is read by every process. */
export interface Address {
  readonly url: string;
  /** Host and database, for messages. */
  readonly shown: string;
  readonly local: boolean;
}

/** Reads an address, and repeats none of it when it is refused: it may hold a password. */
export function addressOf(text: string): Address {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw refuse("no address", "postgres://user@host/database");
  }
  if (url.protocol !== "postgres:" && url.protocol !== "postgresql:") throw refuse("another scheme", "postgres://user@host/database");
  if (url.password !== "" || url.searchParams.has("password")) throw refuse("an address with a password", "one without");
  const socket = url.searchParams.get("host") ?? "";
  const local = LOCAL.includes(url.hostname) && (socket === "" || socket.startsWith("/") || LOCAL.includes(socket));
  return { url: text, shown: `${socket || url.host}${url.pathname}`, local };
}

/** One read-only transaction over one snapshot, in which every value has the same text everywhere. */
export class Snapshot {
  /** Connects, and ends the connection whatever happens. */
  static async read<T>(address: Address, work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
    const { Client: Connection } = await import("pg");
    // What leaves the machine is encrypted, for a server whose certificate verifies; sslmode in the address may say how.
    const tls = address.local || /[?&]sslmode=(require|verify-ca|verify-full)(&|$)/.test(address.url) ? {} : { ssl: true };
    const client = new Connection({ connectionString: address.url, application_name: "ringfence inventory", ...tls });
    client.on("error", () => undefined); // the query under way fails with it
    try {
      await client.connect();
      const snapshot = new Snapshot(client, address);
      await snapshot.begin();
      return await work(snapshot);
    } catch (error) {
      throw refused(address, error);
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  private constructor(
    private readonly client: Client,
    readonly address: Address,
  ) {}

  private async begin(): Promise<void> {
    const [server] = await this.rows<{ version: string; encoding: string }>(
      "SELECT current_setting('server_version_num') AS version, current_setting('server_encoding') AS encoding",
    );
    const [version, encoding] = [Number(server?.version), server?.encoding ?? ""];
    if (version < 120_000 || encoding === "SQL_ASCII")
      throw new RingfenceError(EVIDENCE_PAGES.database, {
        at: this.address.shown,
        given: `version ${Math.floor(version / 10_000)}, encoding ${encoding}`,
        expected: "PostgreSQL 12 or newer, whose text has an encoding",
        fix: "Upgrade or restore the copy into such a server; before 12 a floating point number has another text.",
      });
    await this.client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    for (const [name, value] of Object.entries(SETTINGS)) await this.client.query("SELECT set_config($1, $2, true)", [name, value]);
    // A listing that somebody cancels does not go on at the server.
    if (version >= 140_000) await this.client.query("SELECT set_config('client_connection_check_interval', '2s', true)");
  }

  async rows<Row extends QueryResultRow>(sql: string): Promise<readonly Row[]> {
    return (await this.client.query<Row>(sql)).rows;
  }
}

function refused(address: Address, error: unknown): unknown {
  if (error instanceof RingfenceError || !(error instanceof Error)) return error;
  const code = "code" in error && typeof error.code === "string" ? `${error.code}: ` : "";
  return new RingfenceError(EVIDENCE_PAGES.database, {
    at: address.shown,
    given: `${code}${error.message.split("\n")[0] ?? ""}`,
    expected: "a database of which this role may read every table that is listed",
    fix: "Grant it pg_read_all_data (and BYPASSRLS where policies hide rows), and give its password by PGPASSWORD or PGPASSFILE.",
  });
}

function refuse(given: string, expected: string): RingfenceError {
  return new RingfenceError(EVIDENCE_PAGES.database, {
    at: "--database",
    given,
    expected,
    fix: "Give the password by PGPASSWORD or PGPASSFILE: other processes and the shell's history can read the command line.",
  });
}
