import { createHash } from "node:crypto";
import { workerData } from "node:worker_threads";
import type { JsonObject } from "../value";
import { EMPTY, MEASURED, PATIENCE, REFUSED, type Aside } from "./aside";
import { decode, unwrap } from "./json";
import { countPairs } from "./structure";

/** The thread that `readAside` begins: it checks what JSON.parse accepts in silence, and reads `planned_values` for being JSON. */
function measure({ bytes, counted, sha256 }: Aside): number {
  if (Atomics.wait(counted, 0, EMPTY, PATIENCE) === "timed-out") return REFUSED;
  sha256.set(createHash("sha256").update(bytes).digest());
  const text = decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), "").trim();
  const { text: document, pairs, planned } = unwrap(text, "");
  if (!planned || document.length < text.length) return REFUSED;
  counted[1] = pairs - countPairs(JSON.parse(text.slice(planned.from, planned.to)) as JsonObject);
  return MEASURED;
}

const aside = workerData as Aside;
let state = REFUSED;
try {
  state = measure(aside);
} finally {
  Atomics.store(aside.counted, 0, state);
  Atomics.notify(aside.counted, 0);
}
