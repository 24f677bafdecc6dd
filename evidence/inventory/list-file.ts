import { createHash } from "node:crypto";
import { closeSync, lstatSync, openSync, readSync } from "node:fs";
import { Crc32c } from "./crc32c";
import type { FoundFile } from "./walk";

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

/** A file that could not be read, and what the file system says. */
export interface UnreadFile {
  readonly key: string;
  readonly unread: string;
}

/** What the threads of a listing run, see bin/digest.js. */
export function listFiles(files: readonly FoundFile[]): readonly (ListedFile | UnreadFile)[] {
  return files.map((file) => {
    try {
      return listFile(file);
    } catch (error) {
      return { key: file.key, unread: (error as NodeJS.ErrnoException).message };
    }
  });
}

function listFile({ path, key }: FoundFile): ListedFile {
  const file = Buffer.from(path); // between threads it is bytes and no buffer
  const before = lstatSync(file, { bigint: true });
  const { size, ...digests } = digestsOf(file);
  const after = lstatSync(file, { bigint: true });
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

/** Reads where it stands: a stream for each file costs thirty times what a small file does. */
function digestsOf(path: Buffer): Pick<ListedFile, "size" | "md5" | "crc32c" | "sha256"> {
  const [md5, sha, crc] = [createHash("md5"), createHash("sha256"), new Crc32c()];
  let size = 0;
  const handle = openSync(path, "r");
  try {
    for (let read = readSync(handle, CHUNK); read > 0; read = readSync(handle, CHUNK)) {
      for (const digest of [md5, sha, crc]) digest.update(CHUNK.subarray(0, read));
      size += read;
    }
  } finally {
    closeSync(handle);
  }
  return { size, md5: md5.digest("hex"), crc32c: crc.hex(), sha256: sha.digest("hex") };
}
