import { RingfenceError } from "../../config/errors";
import { EVIDENCE_PAGES } from "../errors";

/** What an inventory may say of an object. */
export type Field =
  | "bucket"
  | "key"
  | "version"
  | "size"
  | "md5"
  | "crc32c"
  | "crc64nvme"
  | "sha256"
  | "modified"
  | "composite"
  | "checksumType"
  | "state"
  | "isLatest"
  | "isDeleteMarker"
  | "timeDeleted"
  | "changed"
  | "etag"
  | "isMultipart"
  | "encryption";

/**
 * The names that inventories give to these, without case, underscores, hyphens and spaces: ours, S3 Inventory's,
 * Storage Insights', and those of HeadObject and of Compute checksum reports.
 */
const NAMES: Readonly<Record<Field, readonly string[]>> = {
  bucket: ["bucket", "bucketname"],
  key: ["key", "name", "objectname"],
  version: ["version", "versionid", "generation"],
  size: ["size", "contentlength"],
  md5: ["md5", "md5hash", "checksummd5"],
  crc32c: ["crc32c", "checksumcrc32c"],
  crc64nvme: ["crc64nvme", "checksumcrc64nvme"],
  sha256: ["sha256", "checksumsha256"],
  modified: ["modified", "lastmodified", "lastmodifieddate", "updated"],
  composite: ["composite"],
  checksumType: ["checksumtype"],
  state: ["state"],
  isLatest: ["islatest"],
  isDeleteMarker: ["isdeletemarker", "deletemarker"],
  timeDeleted: ["timedeleted"],
  changed: ["changed"],
  etag: ["etag"],
  isMultipart: ["ismultipartuploaded"],
  encryption: ["encryptionstatus"],
};

/** JSON lines have no header: these spellings are looked for. SQL's names know no case, so each stands once. */
export const JSON_NAMES: readonly string[] = [
  ...["bucket", "key", "name", "version", "versionId", "generation", "size", "md5", "md5Hash", "crc32c", "crc64nvme", "sha256"],
  ...["modified", "lastModified", "updated", "composite", "checksumType", "state", "isLatest", "isDeleteMarker"],
  ...["timeDeleted", "changed"],
];

const plain = (name: string) => name.toLowerCase().replace(/[_\- ]/g, "");

/** The columns that hold each field. More than one only where a row fills at most one of them, as in JSON lines. */
export type Columns = Readonly<Partial<Record<Field, readonly string[]>>>;

/** Finds each field among an inventory's columns; refuses what leaves open which column is meant. */
export function columnsOf(names: readonly string[], inventory: string, several: boolean): Columns {
  const found: Partial<Record<Field, readonly string[]>> = {};
  for (const [field, spellings] of Object.entries(NAMES) as [Field, readonly string[]][]) {
    const columns = names.filter((name) => spellings.includes(plain(name)));
    if (columns.length > 1 && !several) throw refuse(inventory, `the columns ${columns.join(" and ")}`, `one column for the ${field}`);
    if (columns.length > 0) found[field] = columns;
  }
  for (const needed of ["key", "size"] as const)
    if (!found[needed]) throw refuse(inventory, `the columns ${names.join(", ") || "of nothing"}`, `a column for the ${needed}`);
  return found;
}

function refuse(at: string, given: string, expected: string): RingfenceError {
  return new RingfenceError(EVIDENCE_PAGES.columns, {
    at,
    given,
    expected,
    fix: "Write the inventory with one column each for key and size, and those digests that exist.",
  });
}
