import { RingfenceError } from "../../config/errors";
import { EVIDENCE_PAGES } from "../errors";
import type { Address } from "./address";
import type { Snapshot } from "./dialect";
import { findMysql, MysqlClient, type MysqlProgram } from "./mysql-client";
import { SETTINGS } from "./mysql-text";

/** What a role needs to see everything of a database: `information_schema` leaves out in silence what it may not know. */
const NEEDED = ["SELECT", "SHOW VIEW", "TRIGGER", "EVENT"];

/** Opens a snapshot of a MySQL database for as long as `work` takes. */
export async function readMysql<T>(address: Address, work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  const program = findMysql();
  if (program === undefined)
    throw refuse(address, "no mysql and no mariadb on the PATH", "MySQL's client", "Install mysql-client or mariadb-client.");
  const client = new MysqlClient(program, optionsOf(address, program));
  try {
    await checkVersion(client, address);
    for (const setting of SETTINGS) await client.rows(`SET ${setting}`);
    await checkPrivileges(client, address);
    await client.rows("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
    return await work(client);
  } catch (error) {
    if (error instanceof RingfenceError || !(error instanceof Error)) throw error;
    throw refuse(
      address,
      error.message,
      "a database of which this user may read every table that is listed",
      "Grant it SELECT, and give its password by MYSQL_PWD or an option file; an authority that signed the server's certificate by ?ssl-ca=FILE.",
    );
  } finally {
    await client.end();
  }
}

/**
 * What leaves the machine is encrypted, for a server whose certificate verifies, and by default its name too. MariaDB's
 * client checks both or neither.
 */
function optionsOf(address: Address, { mariadb }: MysqlProgram): readonly string[] {
  const { hostname, port, username, pathname, searchParams } = new URL(address.url);
  const mode = searchParams.get("ssl-mode") ?? (address.local ? null : "VERIFY_IDENTITY");
  const known = mariadb ? ["VERIFY_IDENTITY"] : ["VERIFY_CA", "VERIFY_IDENTITY"];
  if (mode !== null && !known.includes(mode))
    throw refuse(
      address,
      `ssl-mode=${mode}`,
      known.join(" or "),
      "Where a certificate names no host, use MySQL's own client, which knows VERIFY_CA.",
    );
  const tls = mode === null ? [] : mariadb ? ["--ssl", "--ssl-verify-server-cert"] : [`--ssl-mode=${mode}`];
  const authority = searchParams.get("ssl-ca");
  return [
    ...["--protocol=TCP", `--host=${hostname.replace(/^\[|\]$/g, "")}`, `--port=${port || "3306"}`],
    ...[`--user=${decodeURIComponent(username)}`, `--database=${decodeURIComponent(pathname.slice(1))}`],
    ...tls,
    ...(authority === null ? [] : [`--ssl-ca=${authority}`]),
  ];
}

async function checkVersion(client: MysqlClient, address: Address): Promise<void> {
  const [server] = await client.rows<{ version: string }>("SELECT VERSION() AS version");
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(server?.version ?? "") ?? [];
  const version = Number(major) * 100 + Number(minor);
  // A MariaDB stands in for MySQL where there is none.
  if (!(version >= (/MariaDB/i.test(server?.version ?? "") ? 1005 : 800)))
    throw refuse(address, `version ${server?.version}`, "MySQL 8.0 or newer", "Restore the copy into such a server, and list that.");
}

async function checkPrivileges(client: MysqlClient, address: Address): Promise<void> {
  const granted = await client.rows<{ privilege: string }>(
    "SELECT PRIVILEGE_TYPE AS privilege FROM information_schema.USER_PRIVILEGES WHERE REPLACE(GRANTEE, '''', '') = CURRENT_USER()",
  );
  const missing = NEEDED.filter((each) => !granted.some(({ privilege }) => privilege === each));
  if (missing.length > 0)
    throw refuse(
      address,
      `a user without ${missing.join(", ")} on *.*`,
      "one that sees every table and definition",
      `GRANT ${NEEDED.join(", ")} ON *.* to the user itself, since MySQL leaves out what it may not see without a word.`,
    );
}

const refuse = (address: Address, given: string, expected: string, fix: string) =>
  new RingfenceError(EVIDENCE_PAGES.database, { at: address.shown, given, expected, fix });
