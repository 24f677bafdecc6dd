import { Worker } from "node:worker_threads";
import { scriptOf } from "../../config/script";

/** What the other thread is given, and where it answers. */
export interface Aside {
  readonly bytes: Uint8Array;
  /** Its state, which each thread waits for in turn, and how many pairs stand outside of `planned_values`. */
  readonly counted: Int32Array<SharedArrayBuffer>;
  readonly sha256: Uint8Array<SharedArrayBuffer>;
}

/** The bytes are not there yet. */
export const EMPTY = 0;
export const FILLED = 1;
export const MEASURED = 2;
/** The document is not one that can be read in two parts. */
export const REFUSED = 3;

export interface Measure {
  readonly sha256: string;
  readonly pairs: number;
}

/** In milliseconds. The longest document that there is, half a gigabyte, takes a tenth of it. */
export const PATIENCE = 60_000;

/**
 * A large plan's bytes, in memory that two threads read at once: one of its own begins while they are read, and measures
 * them while this one parses them. The function that comes with them waits for the measures: nothing where only the whole
 * document can say what is wrong with it, or where no thread answers.
 */
export function readAside(size: number, fill: (bytes: Buffer) => void): { bytes: Buffer; measured?: () => Measure | undefined } {
  const bytes = Buffer.from(new SharedArrayBuffer(size));
  const counted = new Int32Array(new SharedArrayBuffer(8));
  const sha256 = new Uint8Array(new SharedArrayBuffer(32));
  const script = scriptOf("measure.js");
  if (script !== undefined)
    new Worker(script, { workerData: { bytes, counted, sha256 } satisfies Aside }).on("error", () => undefined).unref();
  fill(bytes);
  Atomics.compareExchange(counted, 0, EMPTY, FILLED);
  Atomics.notify(counted, 0);
  const measured = () => {
    Atomics.wait(counted, 0, FILLED, PATIENCE);
    return counted[0] === MEASURED ? { sha256: Buffer.from(sha256).toString("hex"), pairs: counted[1] as number } : undefined;
  };
  return script === undefined ? { bytes } : { bytes, measured };
}
