import { lstatSync, readdirSync } from "node:fs";
import { RingfenceError } from "../../config/errors";
import { EVIDENCE_PAGES } from "../errors";
import { unreadable } from "../file";

/** One file of a tree: where it lies, in the file system's own bytes, and the key that its object will have. */
export interface FoundFile {
  readonly path: Uint8Array;
  readonly key: string;
  /** In bytes, when it was found. */
  readonly size: number;
}

/** What no object can stand for: a link, a socket, a device. Said aloud, since a listing without it looks complete. */
export interface LeftOut {
  readonly key: string;
  readonly leftOut: "symbolic link" | "socket" | "device" | "pipe";
}

/** What lies in a folder, depth first, in the order of the names' bytes. */
export function walk(root: string): Generator<FoundFile | LeftOut> {
  return below(Buffer.from(root), "");
}

const SLASH = Buffer.from("/");

function* below(folder: Buffer, prefix: string): Generator<FoundFile | LeftOut> {
  for (const name of entries(folder, prefix)) {
    const path = Buffer.concat([folder, SLASH, name]);
    const key = `${prefix}${decodeName(name, prefix)}`;
    const entry = stat(path, key);
    if (entry.isDirectory()) yield* below(path, `${key}/`);
    else if (entry.isFile()) yield { path, key, size: entry.size };
    else
      yield { key, leftOut: entry.isSymbolicLink() ? "symbolic link" : entry.isSocket() ? "socket" : entry.isFIFO() ? "pipe" : "device" };
  }
}

function entries(folder: Buffer, prefix: string): readonly Buffer[] {
  try {
    return readdirSync(folder, { encoding: "buffer" }).sort(Buffer.compare);
  } catch (error) {
    throw unreadable(prefix || folder.toString(), error);
  }
}

function stat(path: Buffer, key: string) {
  try {
    return lstatSync(path);
  } catch (error) {
    throw unreadable(key, error);
  }
}

/** Names are bytes; keys are UTF-8 text. What is not both is refused rather than renamed. */
function decodeName(name: Buffer, prefix: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(name);
  } catch {
    throw new RingfenceError(EVIDENCE_PAGES.fileName, {
      at: prefix || ".",
      given: [...name]
        .map((byte) => (byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, "0")}`))
        .join(""),
      expected: "a name in UTF-8",
      fix: "Rename the file at its source and note both names, or dispose of it by a signed disposition.",
    });
  }
}
