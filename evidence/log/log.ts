import { appendFileSync, closeSync, existsSync, fsyncSync, openSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { RingfenceError } from "../../config/errors";
import { EVIDENCE_PAGES } from "../errors";
import { sha256 } from "../file";
import { makeFolder } from "../../config/folder";

const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);

const entry = z.strictObject({
  index: z.number().int().nonnegative(),
  /** The digest of the line before, its line break included; of the first line, of nothing. */
  previous: digest,
  at: z.iso.datetime({ precision: 3 }),
  /** What was logged: the envelope's file name and the digest of its bytes. */
  name: z.string().min(1),
  sha256: digest,
});

export type LogEntry = z.infer<typeof entry>;

/** Where a log stands: what a party signs or keeps, so that a log that was cut off later shows. */
export interface LogHead {
  readonly entries: number;
  readonly sha256: string;
}

const NOTHING: LogHead = { entries: 0, sha256: sha256("") };

const lineOf = ({ index, previous, at, name, sha256: of }: LogEntry) => `${JSON.stringify({ index, previous, at, name, sha256: of })}\n`;

/** Checks each link, and, when a head is given, that the log still holds everything up to it. */
export function checkLog(content: string, file: string, known?: LogHead): LogHead {
  const lines = content.split(/(?<=\n)/).filter((line) => line !== "");
  let head = NOTHING;
  let found = known === undefined || known.entries === 0;
  for (const line of lines) {
    head = follow(head, line, file);
    if (known && head.entries === known.entries) {
      if (head.sha256 !== known.sha256) throw refuse(file, known.entries, "an entry other than that of the known head");
      found = true;
    }
  }
  if (!found) throw refuse(file, head.entries + 1, `${head.entries} entries, the known head has ${known?.entries ?? 0}`);
  return head;
}

function follow(head: LogHead, line: string, file: string): LogHead {
  const place = head.entries + 1;
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    throw refuse(file, place, "a line that is no JSON");
  }
  const { data } = entry.safeParse(json);
  if (!data || lineOf(data) !== line) throw refuse(file, place, "a line of another form");
  if (data.index !== head.entries || data.previous !== head.sha256)
    throw refuse(file, place, "an entry that does not follow the one before");
  return { entries: place, sha256: sha256(line) };
}

/** Appends one entry to a log that holds together, and answers the new head. */
export function appendLog(file: string, what: { readonly name: string; readonly content: string; readonly at: string }): LogHead {
  makeFolder(dirname(file));
  const head = existsSync(file) ? checkLog(readFileSync(file, "utf8"), file) : NOTHING;
  const line = lineOf({ index: head.entries, previous: head.sha256, at: what.at, name: what.name, sha256: sha256(what.content) });
  const handle = openSync(file, "a");
  try {
    appendFileSync(handle, line);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  return { entries: head.entries + 1, sha256: sha256(line) };
}

function refuse(file: string, line: number, given: string): RingfenceError {
  return new RingfenceError(EVIDENCE_PAGES.log, {
    at: `${file} line ${line}`,
    given,
    expected: "each entry with the digest of the one before it, up to the known head",
    fix: "Take the log from the locked archive; find out who wrote to this copy.",
  });
}
