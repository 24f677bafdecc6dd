import { closeSync, openSync, readFileSync, readSync, statSync, symlinkSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { RingfenceError } from "../../config/errors";
import { EVIDENCE_PAGES } from "../errors";
import { digestFile, fileStamp, unreadable, type FileDigest } from "../file";
import { bring, fetchFromS3, isS3Uri, parts, type Bringing } from "./fetch";
import { bringKept } from "./kept";
import { localFile, parseManifest, type Manifest } from "./manifest";
import { makeFolder } from "../../config/folder";

type Form = "parquet" | "csv" | "json";

/** One inventory, on disk and measured. */
export interface Source {
  readonly kind: Form | Manifest["of"];
  readonly form: Form;
  /** Names and digests of every file that was read, the manifest included. */
  readonly files: readonly FileDigest[];
  /** The data files under names that no engine takes for a pattern or an address. */
  readonly paths: readonly string[];
  /** Column names, where the files have no header of their own. */
  readonly header: readonly string[] | null;
  readonly urlEncoded: boolean;
  readonly taken: string | null;
  readonly bucket: string | null;
  /** Throws when a file is no longer the one that was measured. */
  unchanged(): void;
}

/** Finds out what an inventory is, brings its files here, checks them against its manifest, and takes their digests. */
export async function openSource(path: string, side: "legacy" | "home", folder: string, bringing: Bringing = {}): Promise<Source> {
  const { fetcher = fetchFromS3, keep, told = () => undefined } = bringing;
  const own = join(folder, side);
  makeFolder(own);
  const file = isS3Uri(path) ? await bring(path, join(own, "named"), fetcher) : path;
  const kind = recognise(file, path);
  const measured = new Measured();
  const manifest = kind === "manifest" ? await readManifest(file, path, measured) : undefined;
  const data = manifest
    ? await dataFiles(manifest, { path, file, own, fetcher, keep, told: (share) => told(share, `${side}: fetching`) })
    : [{ file, name: path, md5: null }];
  const form = manifest?.format ?? (kind as Form);
  const paths: string[] = [];
  const whole = data.reduce((sum, each) => sum + (statSync(each.file, { throwIfNoEntry: false })?.size ?? 0), 0);
  let read = 0;
  const heard = (bytes: number) => told((read += bytes) / whole, `${side}: digests of ${Math.round(whole / 1e6)} MB`);
  for (const [index, { file: each, name, md5 }] of data.entries()) {
    const digest = await measured.add(each, name, md5 !== null, heard);
    if (md5 !== null && md5 !== digest.md5) throw wrongChecksum(name, digest.md5, md5);
    const safe = join(own, `${index}.${form}${name.endsWith(".gz") ? ".gz" : ""}`);
    symlinkSync(resolve(each), safe);
    paths.push(safe);
  }
  return {
    kind: manifest?.of ?? form,
    form,
    files: measured.files,
    paths,
    header: manifest?.columns ?? null,
    urlEncoded: manifest?.of === "s3-inventory" && form === "csv",
    taken: manifest?.taken ?? null,
    bucket: manifest?.bucket ?? null,
    unchanged: () => measured.check(),
  };
}

async function readManifest(file: string, path: string, measured: Measured): Promise<Manifest> {
  await measured.add(file, path);
  return parseManifest(JSON.parse(readFileSync(file, "utf8")), path);
}

/** The files that a manifest names, each with the MD5 that it promises. */
async function dataFiles(
  manifest: Manifest,
  from: Required<Pick<Bringing, "fetcher">> & {
    readonly path: string;
    readonly file: string;
    readonly own: string;
    readonly keep: string | undefined;
    readonly told: (share: number) => void;
  },
): Promise<readonly { readonly file: string; readonly name: string; readonly md5: string | null }[]> {
  const found = [];
  for (const { key, md5 } of manifest.files) {
    if (!isS3Uri(from.path)) {
      found.push({ file: localFile(from.file, key), name: key, md5 });
      continue;
    }
    const { bucket, key: manifestKey } = parts(from.path);
    const uri = `s3://${bucket}/${manifest.of === "s3-inventory" ? key : `${dirname(manifestKey)}/${key}`}`;
    from.told(found.length / manifest.files.length);
    const brought: string =
      from.keep !== undefined && md5 !== null
        ? await bringKept(uri, md5, from.keep, from.fetcher)
        : await bring(uri, join(from.own, `fetched-${found.length}`), from.fetcher);
    found.push({ file: brought, name: uri, md5 });
  }
  return found;
}

/** The digests of the files read, and whether they still are those files. */
class Measured {
  private readonly all: (FileDigest & { readonly path: string; readonly stamp: string })[] = [];

  async add(path: string, name: string, withMd5 = false, read?: (bytes: number) => void): Promise<{ readonly md5: string | null }> {
    try {
      const stamp = fileStamp(path);
      const { md5, ...digest } = await digestFile(path, withMd5, read);
      this.all.push({ path, stamp, name, ...digest });
      this.check();
      return { md5 };
    } catch (error) {
      throw error instanceof RingfenceError ? error : unreadable(name, error);
    }
  }

  get files(): readonly FileDigest[] {
    return this.all.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 }));
  }

  check(): void {
    for (const { path, stamp, name } of this.all)
      if (fileStamp(path) !== stamp)
        throw new RingfenceError(EVIDENCE_PAGES.changed, {
          at: name,
          given: "another size or time than when its digest was taken",
          expected: "a file that nobody writes to",
          fix: "Copy the inventory away from what writes it, and start again.",
        });
  }
}

/** By what stands in the file, never by its name alone. */
function recognise(file: string, name: string): Form | "manifest" {
  const head = beginning(file, name);
  const starts = (magic: string) => head.subarray(0, magic.length).toString("latin1") === magic;
  if (starts("PAR1")) return "parquet";
  if (starts("ORC")) throw refuse(name, "an ORC file", "Parquet, CSV or JSON lines");
  const zipped = head[0] === 0x1f && head[1] === 0x8b;
  if (zipped) return /\.(jsonl|ndjson|json)\.gz$/i.test(name) ? "json" : "csv";
  const text = head.toString("utf8").replace(/^\ufeff/, "");
  if (!text.trimStart().startsWith("{")) return /\.(jsonl|ndjson|json)$/i.test(name) ? "json" : "csv";
  return isManifest(file) ? "manifest" : "json";
}

/** One JSON document that names files; JSON lines are one document a line. */
function isManifest(file: string): boolean {
  if (statSync(file).size > 64 << 20) return false;
  try {
    const json = JSON.parse(readFileSync(file, "utf8")) as object;
    return "files" in json || "report_shards_file_names" in json;
  } catch {
    return false;
  }
}

function beginning(file: string, name: string, bytes = 4096): Buffer {
  try {
    const handle = openSync(file, "r");
    try {
      const buffer = Buffer.alloc(bytes);
      return buffer.subarray(0, readSync(handle, buffer, 0, bytes, 0));
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    throw unreadable(name, error);
  }
}

function wrongChecksum(at: string, given: string | null, expected: string): RingfenceError {
  return new RingfenceError(EVIDENCE_PAGES.checksum, {
    at,
    given: `MD5 ${given}`,
    expected: `MD5 ${expected}, as the manifest says`,
    fix: "Download the file again; if it stays, the inventory was tampered with.",
  });
}

function refuse(at: string, given: string, expected: string): RingfenceError {
  return new RingfenceError(EVIDENCE_PAGES.format, { at, given, expected, fix: "Have the inventory written in Parquet or CSV." });
}
