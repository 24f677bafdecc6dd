import { statSync } from "node:fs";
import { relative, resolve } from "node:path";
import { writeDatabase } from "../../evidence/databases/write";
import { writeChecked } from "../../evidence/inventory/checked";
import { writeInventory } from "../../evidence/inventory/write";
import { Progress } from "../progress";
import { clean, complain, say } from "../terminal";
import { usage } from "../usage";

export interface InventoryOptions {
  readonly out?: string;
  readonly database?: string;
  readonly table: readonly string[];
  readonly range: string;
  /** The manifest.json of an S3 Inventory. */
  readonly s3?: string;
  /** The manifests of Compute checksum's reports over the same bucket. */
  readonly checksums: readonly string[];
}

/** Lists a file tree with its checksums, a database with counts and digests, or an S3 bucket with what S3 computed of it; exit 1 when the list is not whole. */
export async function inventory(folder: string | undefined, options: InventoryOptions): Promise<number> {
  const asked = [folder, options.database, options.s3].filter((each) => each !== undefined);
  if (asked.length !== 1)
    throw usage("inventory", "[dir]", asked.length === 0 ? "nothing to list" : asked.join(" and "), "a folder, --database, or --s3");
  if (options.s3 !== undefined) return bucket(options.s3, options);
  return folder === undefined ? database(options.database ?? "", options) : files(folder, options);
}

async function bucket(inventory: string, { checksums, out }: InventoryOptions): Promise<number> {
  if (checksums.length === 0) throw usage("inventory", "--checksums", "nothing", "the manifest.json of a Compute checksum report");
  if (out === undefined) throw usage("inventory", "--out", "nothing", "a file");
  const listed = await writeChecked({ inventory, reports: checksums, file: out });
  complain(`${listed.bucket}: ${listed.versions} versions, ${listed.without} objects without a digest; begun at ${listed.begun}`);
  return listed.without > 0 ? 1 : 0;
}

async function files(folder: string, { out }: InventoryOptions): Promise<number> {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw usage("inventory", folder, "no folder", "a folder");
  if (out !== undefined && !relative(resolve(folder), resolve(out)).startsWith(".."))
    throw usage("inventory", "--out", out, "a file outside the folder that is listed");
  const progress = new Progress("inventory");
  const listed = await writeInventory(folder, out, say, (count, bytes) =>
    progress.say(`${count} files, ${Math.round(bytes / 1e6)} MB`),
  ).finally(() => progress.done());
  for (const key of listed.changed) complain(`changed while it was read: ${clean(JSON.stringify(key))}`);
  for (const { key, leftOut } of listed.leftOut) complain(`left out, a ${leftOut}: ${clean(JSON.stringify(key))}`);
  complain(`${listed.files} files, ${listed.bytes} bytes; begun at ${listed.begun}`);
  return listed.changed.length + listed.leftOut.length > 0 ? 1 : 0;
}

async function database(address: string, { out, table, range }: InventoryOptions): Promise<number> {
  if (!/^[1-9]\d{0,15}$/.test(range)) throw usage("inventory", "--range", range, "a whole number, such as 100000");
  const progress = new Progress("inventory");
  const listed = await writeDatabase(
    { address, tables: table, range: Number(range), progress: (done, of, name) => progress.bar(of === 0 ? 1 : done / of, clean(name)) },
    out,
    say,
  ).finally(() => progress.done());
  complain(`${listed.database}: ${listed.rows} rows in ${listed.lines} lines; begun at ${listed.begun}`);
  return 0;
}
