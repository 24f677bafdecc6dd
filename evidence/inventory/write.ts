import { writeRows, type Columns } from "./rows";
import { list } from "./list";
import type { ListedFile } from "./list-file";
import type { LeftOut } from "./walk";

export interface Listed {
  readonly files: number;
  readonly bytes: number;
  /** When the listing began; `reconcile --legacy-taken` wants it. */
  readonly begun: string;
  readonly changed: readonly string[];
  readonly leftOut: readonly LeftOut[];
}

/** A file, and when its listing began: a volume and its copy hold the same inodes, and still no two listings have the same bytes. */
type DatedFile = ListedFile & { readonly listed: string };

const COLUMNS: Columns<DatedFile> = {
  key: "VARCHAR",
  size: "BIGINT",
  modified: "VARCHAR",
  md5: "VARCHAR",
  crc32c: "VARCHAR",
  sha256: "VARCHAR",
  inode: "VARCHAR",
  changed: "BOOLEAN",
  listed: "VARCHAR",
};

/** What has been listed so far, for whoever waits. */
type Progress = (files: number, bytes: number) => void;

/** Lists a folder into a file, or line by line to `say`. */
export function writeInventory(
  folder: string,
  file: string | undefined,
  say: (line: string) => void,
  progress?: Progress,
): Promise<Listed> {
  return writeRows(COLUMNS, file, say, (each) => collect(folder, each, progress));
}

async function collect(folder: string, each: (file: DatedFile) => Promise<void>, progress?: Progress): Promise<Listed> {
  const begun = new Date().toISOString();
  const [changed, leftOut]: [string[], LeftOut[]] = [[], []];
  let [files, bytes] = [0, 0];
  for await (const found of list(folder)) {
    if ("leftOut" in found) {
      leftOut.push(found);
      continue;
    }
    await each({ ...found, listed: begun });
    files++;
    bytes += found.size;
    progress?.(files, bytes);
    if (found.changed) changed.push(found.key);
  }
  return { files, bytes, begun, changed, leftOut };
}
