import { statSync } from "node:fs";
import { relative, resolve } from "node:path";
import { writeInventory } from "../../evidence/inventory/write";
import { complain, say } from "../terminal";
import { usage } from "../usage";

/** Lists a file tree with its checksums; exit 1 when something changed meanwhile or cannot be an object. */
export async function inventory(folder: string, options: { readonly out?: string }): Promise<number> {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw usage("inventory", folder, "no folder", "a folder");
  if (options.out !== undefined && !relative(resolve(folder), resolve(options.out)).startsWith(".."))
    throw usage("inventory", "--out", options.out, "a file outside the folder that is listed");
  const { files, bytes, begun, changed, leftOut } = await writeInventory(folder, options.out, say);
  for (const key of changed) complain(`changed while it was read: ${JSON.stringify(key)}`);
  for (const { key, leftOut: kind } of leftOut) complain(`left out, a ${kind}: ${JSON.stringify(key)}`);
  complain(`${files} files, ${bytes} bytes; begun at ${begun}`);
  return changed.length + leftOut.length > 0 ? 1 : 0;
}
