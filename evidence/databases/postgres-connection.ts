import type { Client } from "pg";
import { RingfenceError } from "../../config/errors";
import { EVIDENCE_PAGES } from "../errors";
import type { Address } from "./address";
import type { Snapshot } from "./dialect";
import { SETTINGS } from "./postgres-text";

/** Opens a snapshot of a PostgreSQL database for as long as `work` takes. */
export async function readPostgres<T>(address: Address, work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  const { Client: Connection } = await import("pg");
  // What leaves the machine is encrypted, for a server whose certificate verifies; sslmode in the address may say how.
  const tls = address.local || /[?&]sslmode=(require|verify-ca|verify-full)(&|$)/.test(address.url) ? {} : { ssl: true };
  const client = new Connection({ connectionString: address.url, application_name: "ringfence inventory", ...tls });
  client.on("error", () => undefined); // the query under way fails with it
  try {
    await client.connect();
    await begin(client, address);
    return await work({ rows: async <Row extends object>(sql: string) => (await client.query<Row>(sql)).rows });
  } catch (error) {
    throw refused(address, error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function begin(client: Client, address: Address): Promise<void> {
  const { rows } = await client.query<{ version: string; encoding: string }>(
    "SELECT current_setting('server_version_num') AS version, current_setting('server_encoding') AS encoding",
  );
  const [version, encoding] = [Number(rows[0]?.version), rows[0]?.encoding ?? ""];
  if (version < 120_000 || encoding === "SQL_ASCII")
    throw new RingfenceError(EVIDENCE_PAGES.database, {
      at: address.shown,
      given: `version ${Math.floor(version / 10_000)}, encoding ${encoding}`,
      expected: "PostgreSQL 12 or newer, whose text has an encoding",
      fix: "Upgrade or restore the copy into such a server; before 12 a floating point number has another text.",
    });
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  for (const [name, value] of Object.entries(SETTINGS)) await client.query("SELECT set_config($1, $2, true)", [name, value]);
  // A listing that somebody cancels does not go on at the server.
  if (version >= 140_000) await client.query("SELECT set_config('client_connection_check_interval', '2s', true)");
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
