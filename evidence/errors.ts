import type { ErrorPage } from "../config/errors";

const page = (code: string, title: string, why: string): ErrorPage => ({ code, title, why });

export const EVIDENCE_PAGES = {
  read: page(
    "INVENTORY-READ",
    "an inventory or a piece of evidence that cannot be read",
    "A reconciliation over part of an inventory would call the rest fine.",
  ),
  format: page(
    "INVENTORY-FORMAT",
    "an inventory in a form that is not taken",
    "Parquet, CSV with a header, JSON lines, an S3 Inventory manifest and a Google inventory report are read; DuckDB reads no ORC.",
  ),
  columns: page(
    "INVENTORY-COLUMNS",
    "the inventory's columns do not say what is compared",
    "Key and size must stand in one column each: a guess between two would compare one object with another.",
  ),
  checksum: page(
    "INVENTORY-CHECKSUM",
    "a file is not the one that its manifest names",
    "S3 writes the MD5 of each inventory file into the manifest, so that a file that was cut short or swapped shows.",
  ),
  changed: page(
    "INVENTORY-CHANGED",
    "an inventory changed while it was read",
    "The digest in the evidence must be that of the bytes that were compared.",
  ),
  contradicted: page(
    "INVENTORY-OTHER",
    "an inventory's manifest says otherwise",
    "A listing of another bucket, or of an earlier day than was said, proves nothing of this store.",
  ),
  database: page(
    "INVENTORY-DATABASE",
    "a database that cannot be listed whole",
    "Counts and digests of part of a database would call the rest fine, and a password in the command's words is no secret.",
  ),
  scope: page(
    "EVIDENCE-SCOPE",
    "the program has no such dataset or legacy copy",
    "Evidence names one legacy copy of one dataset; about anything else it says nothing.",
  ),
  fileName: page(
    "INVENTORY-NAME",
    "a file's name is no UTF-8 text",
    "Object keys are UTF-8. A name in other bytes cannot become a key without being changed, and a changed name proves nothing.",
  ),
  statement: page(
    "EVIDENCE-FORM",
    "no statement of the expected form",
    "Evidence is read strictly: a field that this release does not know might change what the signed text means.",
  ),
  signature: page(
    "EVIDENCE-SIGNATURE",
    "the signatures do not verify",
    "Only what the named roles signed with the keys on file counts; a key id is a hint, never a proof (DSSE protocol).",
  ),
  key: page("EVIDENCE-KEY", "no usable key", "One algorithm, Ed25519, so that no envelope can choose a weaker one."),
  log: page(
    "EVIDENCE-LOG",
    "the evidence log does not hold together",
    "Each entry carries the digest of the one before it: what was taken out, put in between or cut off shows.",
  ),
  certificate: page(
    "CERTIFICATE-EVIDENCE",
    "the evidence does not carry a destruction certificate",
    "A certificate says no more than verified evidence does.",
  ),
} as const satisfies Readonly<Record<string, ErrorPage>>;
