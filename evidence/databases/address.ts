import { RingfenceError } from "../../config/errors";
import { EVIDENCE_PAGES } from "../errors";

const LOCAL = ["", "localhost", "127.0.0.1", "[::1]"];

export type Engine = "postgres" | "mysql";

const ENGINES: Readonly<Record<string, Engine>> = { "postgres:": "postgres", "postgresql:": "postgres", "mysql:": "mysql" };

/** A database by its address. Its password never stands in it: a command line is read by every process. */
export interface Address {
  readonly engine: Engine;
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
    throw refuse("no address", "postgres://user@host/database or mysql://user@host/database");
  }
  const engine = ENGINES[url.protocol];
  if (engine === undefined) throw refuse("another scheme", "postgres://user@host/database or mysql://user@host/database");
  if (url.password !== "" || url.searchParams.has("password")) throw refuse("an address with a password", "one without");
  if (engine === "mysql" && (url.username === "" || url.hostname === "" || !/^\/[^/]+$/.test(url.pathname)))
    throw refuse("an address without a user, a host or a database", "mysql://user@host/database");
  const socket = engine === "postgres" ? (url.searchParams.get("host") ?? "") : "";
  const local = LOCAL.includes(url.hostname) && (socket === "" || socket.startsWith("/") || LOCAL.includes(socket));
  return { engine, url: text, shown: `${socket || url.host}${url.pathname}`, local };
}

function refuse(given: string, expected: string): RingfenceError {
  return new RingfenceError(EVIDENCE_PAGES.database, {
    at: "--database",
    given,
    expected,
    fix: "Give the password by PGPASSWORD or PGPASSFILE, for MySQL by MYSQL_PWD or an option file: other processes and the shell's history can read the command line.",
  });
}
