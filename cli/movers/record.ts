import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { RingfenceError } from "../../config/errors";
import type { Job, Seen } from "./mover";
import { MOVE_PAGES } from "./pages";
import { makeFolder } from "../../config/folder";

const entry = z.strictObject({
  at: z.iso.datetime(),
  tool: z.enum(["datasync", "s3-batch", "s3-parts", "dms"]),
  id: z.string().min(1),
  what: z.string(),
  state: z.enum(["waiting", "running", "following", "done", "failed", "stopped"]),
  detail: z.string(),
});
type Entry = z.infer<typeof entry>;

export interface Recorded extends Job, Seen {}

/**
 * The jobs of one copy, one line for each change, so that who comes next goes on from there.
 *
 * A line is on the disk before anything else is asked of the cloud.
 */
export class JobRecord {
  constructor(readonly file: string) {}

  /** Every job in the order in which it was started, with what was last seen of it. */
  jobs(): readonly Recorded[] {
    if (!existsSync(this.file)) return [];
    const jobs = new Map<string, Recorded>();
    for (const [index, line] of readFileSync(this.file, "utf8").split("\n").entries())
      if (line.trim() !== "") {
        const { tool, id, what, state, detail } = this.read(line, index + 1);
        jobs.set(id, { tool, id, what, state, detail });
      }
    return [...jobs.values()];
  }

  add({ tool, id, what }: Job, { state, detail }: Seen): void {
    makeFolder(dirname(this.file));
    const handle = openSync(this.file, "a");
    try {
      const at = new Date().toISOString();
      writeSync(handle, `${JSON.stringify({ at, tool, id, what, state, detail } satisfies Entry)}\n`);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  }

  private read(line: string, number: number): Entry {
    try {
      return entry.parse(JSON.parse(line));
    } catch {
      throw new RingfenceError(MOVE_PAGES.record, {
        at: `${this.file}, line ${number}`,
        given: line.slice(0, 80),
        expected: "one job a line, as `ringfence migrate start` writes it",
        fix: "Take the line's last good form from version control; do not start anything before.",
      });
    }
  }
}
