import { readFileSync } from "node:fs";
import { join } from "node:path";
import { RingfenceError } from "../../config/errors";
import { digestFile } from "../../evidence/file";
import { withVersions } from "../../evidence/inventory/versions";
import { literal } from "../../evidence/reconcile/side";
import { MOVE_PAGES } from "./pages";
import { makeFolder } from "../../config/folder";

/** What one job of S3 Batch copies: a CSV file, how many versions it lists, and its digest without its algorithm. */
export interface Manifest {
  readonly file: string;
  readonly versions: number;
  readonly digest: string;
}

export interface Manifests {
  /** Copied first: a version that is copied later is the newer one at home. */
  readonly noncurrent: Manifest;
  readonly current: Manifest;
  /** What no Batch job copies, noncurrent versions first. */
  readonly large: Manifest;
}

/** One version, as a manifest lists it. */
export interface Listed {
  readonly bucket: string;
  readonly key: string;
  readonly version: string;
}

/** What a manifest lists, in its order: for those of which there are few. */
export function listedIn({ file }: Manifest): readonly Listed[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [bucket = "", key = "", version = ""] = line.split(",");
      return { bucket, key: decodeURIComponent(key), version };
    });
}

/** The most that one copy call takes, in bytes (Amazon S3 user guide, Copy objects). */
const LARGEST = 5 * 2 ** 30;

/**
 * Writes the manifests of an old bucket into a folder: bucket, key and version, the key as in a URL (Amazon S3 user
 * guide, Specifying a manifest), in an order that is always the same. Delete markers have nothing to copy.
 */
export async function manifestsOf(bucket: string, inventory: string, folder: string): Promise<Manifests> {
  makeFolder(folder);
  return withVersions(inventory, async (engine) => {
    const [unversioned] = await engine.rows<{ key: string }>(
      "SELECT key FROM versions WHERE version IS NULL AND state != 'deleted' LIMIT 1",
    );
    if (unversioned)
      throw new RingfenceError(MOVE_PAGES.inventory, {
        at: inventory,
        given: `${unversioned.key}, without a version`,
        expected: "an inventory of all versions, each with its id",
        fix: "Have the inventory written with includedObjectVersions All.",
      });
    const write = async (name: string, which: string): Promise<Manifest> => {
      const file = join(folder, `${name}.csv`);
      const rows = `SELECT ${literal(bucket)}, url_encode(key), version FROM versions WHERE state != 'deleted' AND ${which}`;
      const [counted] = await engine.rows<{ n: bigint }>(`SELECT count(*) AS n FROM (${rows})`);
      await engine.run(`COPY (${rows} ORDER BY state != 'noncurrent', 2, 3) TO ${literal(file)} (FORMAT csv, HEADER false)`);
      const { sha256 } = await digestFile(file);
      return { file, versions: Number(counted?.n ?? 0), digest: sha256.replace("sha256:", "") };
    };
    const fits = `coalesce(size, 0) <= ${LARGEST}`;
    return {
      noncurrent: await write("noncurrent", `state = 'noncurrent' AND ${fits}`),
      current: await write("current", `state = 'live' AND ${fits}`),
      large: await write("large", `NOT (${fits})`),
    };
  });
}
