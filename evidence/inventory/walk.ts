import { createHash } from "node:crypto";
import { closeSync, lstatSync, openSync, readdirSync, readSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { RingfenceError } from "../../config/errors";
import { EVIDENCE_PAGES } from "../errors";
import { unreadable } from "../file";
import { Crc32c } from "./crc32c";

/** One file of a tree, in the form that `reconcile` reads. */
export interface ListedFile {
  /** The path below the folder, with slashes, as the object's key will be. */
  readonly key: string;
  readonly size: number;
  readonly modified: string;
  readonly md5: string;
  readonly crc32c: string;
  readonly sha256: string;
  readonly inode: string;
  /** Another size, time or inode after the read than before it: the digests are of a mixture. */
  readonly changed: boolean;
}

/** What no object can stand for: a link, a socket, a device. Said aloud, since a listing without it looks complete. */
export interface LeftOut {
  readonly key: string;
  readonly leftOut: "symbolic link" | "socket" | "device" | "pipe";
}

/** Lists a folder, depth first, in the order of the names' bytes. */
export async function* walk(root: string): AsyncGenerator<ListedFile | LeftOut> {
  yield* below(Buffer.from(root), "");
}

const SLASH = Buffer.from("/");

async function* below(folder: Buffer, prefix: string): AsyncGenerator<ListedFile | LeftOut> {
  for (const name of entries(folder, prefix)) {
    const path = Buffer.concat([folder, SLASH, name]);
    const key = `${prefix}${decodeName(name, prefix)}`;
    const entry = stat(path, key);
    if (entry.isDirectory()) yield* below(path, `${key}/`);
    else if (entry.isFile()) yield await list(path, key);
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

function stat(path: Buffer, key: string) {
  try {
    return lstatSync(path, { bigint: true });
  } catch (error) {
    throw unreadable(key, error);
  }
}

async function list(path: Buffer, key: string): Promise<ListedFile> {
  const before = stat(path, key);
  const { size, ...digests } = await digestsOf(path).catch((error: unknown) => {
    throw unreadable(key, error);
  });
  const after = stat(path, key);
  const same = before.size === after.size && before.mtimeNs === after.mtimeNs && before.ino === after.ino && BigInt(size) === after.size;
  return {
    key,
    size,
    modified: new Date(Number(before.mtimeNs / 1_000_000n)).toISOString(),
    ...digests,
    inode: before.ino.toString(),
    changed: !same,
  };
}

const CHUNK = Buffer.allocUnsafe(1 << 20);

/** Reads where it stands: a stream for each file costs thirty times what a small file does. A long one lets Ctrl-C through. */
async function digestsOf(path: Buffer): Promise<Pick<ListedFile, "size" | "md5" | "crc32c" | "sha256">> {
  const [md5, sha, crc] = [createHash("md5"), createHash("sha256"), new Crc32c()];
  let size = 0;
  const handle = openSync(path, "r");
  try {
    for (let read = readSync(handle, CHUNK); read > 0; read = readSync(handle, CHUNK)) {
      for (const digest of [md5, sha, crc]) digest.update(CHUNK.subarray(0, read));
      size += read;
      if (read === CHUNK.length) await setImmediate();
    }
  } finally {
    closeSync(handle);
  }
  return { size, md5: md5.digest("hex"), crc32c: crc.hex(), sha256: sha.digest("hex") };
}
