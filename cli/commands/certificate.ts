import { existsSync, readFileSync } from "node:fs";
import { version } from "../../package.json";
import { RingfenceError } from "../../config/errors";
import { certify, type Certificate } from "../../evidence/certificate/certificate";
import { renderCertificate } from "../../evidence/certificate/html";
import { EVIDENCE_PAGES } from "../../evidence/errors";
import { sha256OfFile, unreadable, writeWhole } from "../../evidence/file";
import { trustedKey } from "../../evidence/sign/envelope";
import { complain, say } from "../terminal";
import { dayOf, oneOf, usage } from "../usage";

export interface CertificateOptions {
  readonly evidence: readonly string[];
  readonly trust: readonly string[];
  readonly format?: string;
  readonly out?: string;
  readonly asOf?: string;
  /** What the reconciliations wrote beside their results; those that lie beside their envelopes are found. */
  readonly rows: readonly string[];
  /** The purge's record and listings, and the media's records, when their digests are to be checked against the signed statement. */
  readonly record: readonly string[];
}

/** A certificate of destruction, of what verified evidence says. */
export function certificate(dataset: string, options: CertificateOptions): number {
  const format = oneOf("certificate", options.format ?? (options.out?.endsWith(".html") ? "html" : "json"), ["json", "html"], "--format");
  const asOf = dayOf("certificate", options.asOf);
  const trusted = options.trust.map((word) => {
    const [, role, file] = /^([\w-]+)=(.+)$/.exec(word) ?? [];
    if (role === undefined || file === undefined) throw usage("certificate", "--trust", word, "ROLE=FILE");
    return trustedKey(role, read(file));
  });
  const certified = certify({
    dataset,
    evidence: options.evidence.map((name) => ({ name, content: read(name) })),
    rows: [...options.rows, ...options.evidence.map(rowsBeside).filter((file) => existsSync(file))].map(read),
    trusted,
    needed: trusted.map(({ role }) => role),
    asOf,
    version,
  });
  checkFiles(certified, options.record);
  const text = format === "html" ? renderCertificate(certified) : `${JSON.stringify(certified, null, 2)}\n`;
  if (options.out === undefined) say(text);
  else {
    writeWhole(options.out, text);
    complain(`Certificate: ${options.out}`);
  }
  return 0;
}

/** Each file is one that a signed destruction names, byte for byte. */
function checkFiles({ copies }: Certificate, files: readonly string[]): void {
  const named = new Set(
    copies.flatMap(({ destruction: { proof, sanitisation = [] } }) => [
      ...(proof ? [proof.record, proof.before, proof.after] : []),
      ...sanitisation.map(({ record }) => record),
    ]),
  );
  for (const file of files) {
    const digest = digestOf(file);
    if (!named.has(digest))
      throw new RingfenceError(EVIDENCE_PAGES.certificate, {
        at: file,
        given: digest,
        expected: `one of ${[...named].join(", ") || "none: no destruction names a record"}`,
        fix: "Name the record and the listings as the purge wrote them, or have the statement of that purge signed.",
      });
  }
}

/** As `ringfence reconcile --out` calls them. */
const rowsBeside = (envelope: string): string => envelope.replace(/(\.dsse)?\.json$/, ".rows.jsonl");

const read = (file: string): string => from(file, (path) => readFileSync(path, "utf8"));
/** A listing of many millions of objects is longer than a text may be. */
const digestOf = (file: string): string => from(file, sha256OfFile);

function from<T>(file: string, take: (path: string) => T): T {
  try {
    return take(file);
  } catch (error) {
    throw unreadable(file, error);
  }
}
