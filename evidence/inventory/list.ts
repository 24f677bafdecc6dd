import { availableParallelism } from "node:os";
import { Piscina } from "piscina";
import { scriptOf } from "../../config/script";
import { unreadable } from "../file";
import type { ListedFile, UnreadFile } from "./list-file";
import { walk, type FoundFile, type LeftOut } from "./walk";

/** What a thread is given at once: a message to it costs more than a small file does. */
const BATCH = { files: 256, bytes: 4 << 20 };
/** How many batches may be ahead of the one whose turn it is: behind a file of a terabyte the other threads go on. */
const AHEAD = 256;

/** Lists a folder, depth first, in the order of the names' bytes. As many threads read its files as there are processors. */
export async function* list(root: string): AsyncGenerator<ListedFile | LeftOut> {
  const threads = new Piscina({ filename: scriptOf("digest.js") ?? "", minThreads: 0, maxThreads: availableParallelism() });
  const begun: Promise<readonly (ListedFile | UnreadFile | LeftOut)[]>[] = [];
  try {
    for (const batch of batches(walk(root))) {
      const listed = "leftOut" in batch ? Promise.resolve([batch]) : (threads.run(batch) as Promise<readonly (ListedFile | UnreadFile)[]>);
      listed.catch(() => undefined); // thrown in its turn
      begun.push(listed);
      if (begun.length >= AHEAD) yield* read(await (begun.shift() as (typeof begun)[number]));
    }
    for (const listed of begun) yield* read(await listed);
  } finally {
    await threads.destroy();
  }
}

function* batches(found: Iterable<FoundFile | LeftOut>): Generator<readonly FoundFile[] | LeftOut> {
  let [batch, bytes]: [FoundFile[], number] = [[], 0];
  for (const each of found) {
    if ("leftOut" in each) {
      yield each;
      continue;
    }
    batch.push(each);
    bytes += each.size;
    if (batch.length < BATCH.files && bytes < BATCH.bytes) continue;
    yield batch;
    [batch, bytes] = [[], 0];
  }
  if (batch.length > 0) yield batch;
}

function* read(listed: readonly (ListedFile | UnreadFile | LeftOut)[]): Generator<ListedFile | LeftOut> {
  for (const each of listed) {
    if ("unread" in each) throw unreadable(each.key, new Error(each.unread));
    yield each;
  }
}
