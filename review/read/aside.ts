import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { Worker } from "node:worker_threads";

/** What the other thread is given, and where it answers. */
export interface Aside {
  readonly bytes: Uint8Array;
  /** Its state, which the asking thread waits for, and how many pairs stand outside of `planned_values`. */
  readonly counted: Int32Array<SharedArrayBuffer>;
  readonly sha256: Uint8Array<SharedArrayBuffer>;
}

export const WAITING = 0;
export const MEASURED = 1;
/** The document is not one that can be read in two parts. */
export const REFUSED = 2;

export interface Measure {
  readonly sha256: string;
  readonly pairs: number;
}

/** In bytes: a thread takes some 50 ms to start, and below this all is read sooner without it. */
const LARGE = 8 << 20;

/** In milliseconds. The longest document that there is, half a gigabyte, takes a tenth of it. */
const PATIENCE = 60_000;

/**
 * Begins to measure a large plan in a thread of its own, while this one parses it. The function that is returned waits
 * for the measures: nothing where only the whole document can say what is wrong with it, or where no thread answers.
 */
export function measureAside(bytes: Uint8Array, large = LARGE): (() => Measure | undefined) | undefined {
  const script = bytes.length < large ? undefined : scriptAbove(__dirname);
  if (script === undefined) return undefined;
  const counted = new Int32Array(new SharedArrayBuffer(8));
  const sha256 = new Uint8Array(new SharedArrayBuffer(32));
  new Worker(script, { workerData: { bytes, counted, sha256 } satisfies Aside }).on("error", () => undefined).unref();
  return () => {
    Atomics.wait(counted, 0, WAITING, PATIENCE);
    return counted[0] === MEASURED ? { sha256: Buffer.from(sha256).toString("hex"), pairs: counted[1] as number } : undefined;
  };
}

/** The thread's script: compiled, this file lies in another folder of the package than its source does. */
function scriptAbove(folder: string): string | undefined {
  const script = join(folder, "bin", "measure.js");
  if (existsSync(script)) return script;
  return dirname(folder) === folder ? undefined : scriptAbove(dirname(folder));
}
