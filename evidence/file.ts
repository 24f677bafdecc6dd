import { createHash, randomBytes } from "node:crypto";
import { closeSync, createReadStream, mkdirSync, openSync, readSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { RingfenceError } from "../config/errors";
import { makeFolder } from "../config/folder";
import { EVIDENCE_PAGES } from "./errors";

/** One file that was read: what it is called in the evidence, and the digest of its bytes. */
export interface FileDigest {
  readonly name: string;
  readonly bytes: number;
  /** `sha256:` and 64 hexadecimal digits. */
  readonly sha256: string;
}

export const sha256 = (content: string | Buffer): string => `sha256:${createHash("sha256").update(content).digest("hex")}`;

/** Digests of a file's bytes, in one read; MD5 only for manifests, which promise one. */
export async function digestFile(
  path: string,
  withMd5 = false,
  read: (bytes: number) => void = () => undefined,
): Promise<{ readonly sha256: string; readonly md5: string | null; readonly bytes: number }> {
  const sha = createHash("sha256");
  const md5 = withMd5 ? createHash("md5") : undefined;
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    sha.update(chunk);
    md5?.update(chunk);
    bytes += chunk.length;
    read(chunk.length);
  }
  return { sha256: `sha256:${sha.digest("hex")}`, md5: md5?.digest("hex") ?? null, bytes };
}

/** The digest of a file of any length: what is read whole must not pass two gibibytes, and an inventory may. */
export function sha256OfFile(path: string): string {
  const hash = createHash("sha256");
  const chunk = Buffer.alloc(1 << 20);
  const handle = openSync(path, "r");
  try {
    for (let read = readSync(handle, chunk); read > 0; read = readSync(handle, chunk)) hash.update(chunk.subarray(0, read));
  } finally {
    closeSync(handle);
  }
  return `sha256:${hash.digest("hex")}`;
}

/** What tells that a file was not written to in between. */
export function fileStamp(path: string): string {
  const { size, mtimeNs, ino } = statSync(path, { bigint: true });
  return `${size}:${mtimeNs}:${ino}`;
}

/** A name beside the target, for what is renamed when it is whole. Nothing takes the place of a device or a pipe, and no file a folder's. */
export function draftName(file: string): string {
  const there = statSync(file, { throwIfNoEntry: false });
  if (there && !there.isFile())
    throw Object.assign(new Error(`${file} is no file`), {
      code: there.isDirectory() ? "EISDIR" : "EINVAL",
      syscall: "rename",
      path: file,
    });
  return `${file}.${process.pid}-${randomBytes(4).toString("hex")}.draft`;
}

/** Whole or not at all: a command that is cancelled leaves nothing half-written. */
export function writeWhole(file: string, content: string): void {
  makeFolder(dirname(file));
  const draft = draftName(file);
  try {
    writeFileSync(draft, content);
    renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Does the work and then removes the paths, which it makes: when it is done, when it fails, and when somebody presses Ctrl-C. */
export async function andRemove<T>(paths: readonly string[], work: () => Promise<T>): Promise<T> {
  const remove = () => {
    for (const path of paths) rmSync(path, { recursive: true, force: true });
  };
  const cancel = () => process.exit(130); // runs the listeners of "exit"
  process.once("exit", remove).once("SIGINT", cancel).once("SIGTERM", cancel);
  try {
    return await work();
  } finally {
    process.off("exit", remove).off("SIGINT", cancel).off("SIGTERM", cancel);
    remove();
  }
}

/** Works in a folder of its own. Who cancels may do so at once, so the folder is made by what will remove it. */
export function inTemporaryFolder<T>(purpose: string, work: (folder: string) => Promise<T>, drafts: readonly string[] = []): Promise<T> {
  const folder = join(tmpdir(), `ringfence-${purpose}-${randomBytes(8).toString("hex")}`);
  return andRemove([folder, ...drafts], () => {
    mkdirSync(folder, { mode: 0o700 });
    return work(folder);
  });
}

/** Turns the file system's refusal into a user's error. */
export function unreadable(path: string, error: unknown): RingfenceError {
  return new RingfenceError(EVIDENCE_PAGES.read, {
    at: path,
    given: error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error),
    expected: "a file that can be read to its end",
    fix: "Check the path and the file.",
  });
}
