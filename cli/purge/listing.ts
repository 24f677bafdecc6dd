import { createHash } from "node:crypto";
import { renameSync } from "node:fs";
import { andRemove, draftName } from "../../evidence/file";
import { writeLines } from "../../evidence/lines";
import type { OldStore, SoftDeleted } from "./store";

/** A listing that was written to its end. */
export interface Listing {
  readonly file: string;
  readonly sha256: string;
  readonly begun: string;
  readonly items: number;
  readonly softDeleted: SoftDeleted;
}

/**
 * Writes down everything that stands in the store, as JSON lines: what it is of and when it began, one line an item, and
 * a last line that counts them, so that one that was cut off shows.
 */
export function writeListing(store: OldStore, file: string): Promise<Listing> {
  const draft = draftName(file);
  return andRemove([draft], async () => {
    const hash = createHash("sha256");
    const begun = new Date().toISOString();
    const listed = await writeLines(
      draft,
      async (put) => {
        const write = (line: object) => {
          const text = `${JSON.stringify(line)}\n`;
          hash.update(text);
          return put(text);
        };
        await write({ schema: "ringfence.listing/1", store: store.name, begun });
        let items = 0;
        for await (const { key, id, kind, live, size, modified, held } of store.list()) {
          await write({ key, id, kind, live, size, modified, held });
          items++;
        }
        const softDeleted = await store.softDeleted();
        await write({ items, softDeleted, ended: new Date().toISOString() });
        return { items, softDeleted };
      },
      0o600,
    );
    renameSync(draft, file);
    return { file, sha256: `sha256:${hash.digest("hex")}`, begun, ...listed };
  });
}
