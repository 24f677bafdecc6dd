import { RingfenceError } from "../../config/errors";
import { EVIDENCE_PAGES } from "../errors";
import type { Source } from "./source";

/** What is said of an inventory from outside: by an option, or by the program. */
export interface Said {
  /** When the listing began. */
  readonly taken: string | null;
  /** The bucket that it lists. */
  readonly bucket: string | undefined;
}

/** An inventory's own manifest says when it was begun and what it lists. Whoever says so again must say the same. */
export function holdToManifest(source: Source, inventory: string, { taken, bucket }: Said): void {
  if (source.taken !== null && taken !== null && Date.parse(taken) !== Date.parse(source.taken))
    throw contradicted(inventory, `begun at ${taken}`, `${source.taken}, as its manifest says`);
  if (source.bucket !== null && bucket !== undefined && bucket !== source.bucket)
    throw contradicted(inventory, `a listing of ${source.bucket}`, `one of ${bucket}, as the program says`);
}

/** So do its rows, where they name the bucket: a listing of the old side in the place of the home's would prove whatever it lists. */
export function holdToBucket(found: readonly string[], inventory: string, bucket: string | undefined): void {
  const other = found.find((each) => each !== bucket);
  if (bucket !== undefined && other !== undefined)
    throw contradicted(inventory, `rows of ${other}`, `rows of ${bucket}, as the program says`);
}

function contradicted(at: string, given: string, expected: string): RingfenceError {
  return new RingfenceError(EVIDENCE_PAGES.contradicted, {
    at,
    given,
    expected,
    fix: "Name the inventory that is meant; leave --legacy-taken and --home-taken out where a manifest says it.",
  });
}
