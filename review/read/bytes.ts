import { closeSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { readAside } from "./aside";

/** In bytes: a thread takes some 50 ms to start, and below this all is read sooner without it. */
const LARGE = 8 << 20;

let input: Buffer | undefined;
/** It can be read once only, and who asks what it holds may want it judged too. */
export const standardInput = (): Buffer => (input ??= readFileSync(0));

/** The bytes of a file, or of standard input under `-`; a large one's with their measures. */
export function bytesOf(path: string, large = LARGE): ReturnType<typeof readAside> {
  const given = path === "-" ? standardInput() : undefined;
  const size = given?.length ?? statSync(path).size;
  if (size < large) return { bytes: given ?? readFileSync(path) };
  return readAside(size, (bytes) => (given ? bytes.set(given) : fill(bytes, path)));
}

function fill(bytes: Buffer, path: string): void {
  const file = openSync(path, "r");
  try {
    let read = 0;
    for (let more = 1; more > 0 && read < bytes.length; read += more) more = readSync(file, bytes, read, bytes.length - read, null);
  } finally {
    closeSync(file);
  }
}
