import { existsSync, renameSync } from "node:fs";
import { join } from "node:path";
import { andRemove, digestFile, draftName } from "../file";
import { bring, type Fetcher } from "./fetch";
import { makeFolder } from "../../config/folder";

/**
 * A part of an inventory by the MD5 that its manifest names, in a folder that outlives the run: a comparison that was
 * cancelled brings each part once. What lies there under that name is taken only if it has that MD5 still.
 */
export async function bringKept(uri: string, md5: string, folder: string, fetcher: Fetcher): Promise<string> {
  const file = join(folder, md5);
  if (existsSync(file) && (await digestFile(file, true)).md5 === md5) return file;
  makeFolder(folder, 0o700); // the keys of objects are users' data
  const draft = draftName(file);
  await andRemove([draft], async () => {
    await bring(uri, draft, fetcher);
    renameSync(draft, file);
  });
  return file;
}
