import { readFileSync } from "node:fs";
import { version } from "../../package.json";
import { certify } from "../../evidence/certificate/certificate";
import { renderCertificate } from "../../evidence/certificate/html";
import { unreadable, writeWhole } from "../../evidence/file";
import { trustedKey } from "../../evidence/sign/envelope";
import { complain, say, today } from "../terminal";
import { oneOf, usage } from "../usage";

export interface CertificateOptions {
  readonly evidence: readonly string[];
  readonly trust: readonly string[];
  readonly format?: string;
  readonly out?: string;
  readonly asOf?: string;
}

/** A certificate of destruction, of what verified evidence says. */
export function certificate(dataset: string, options: CertificateOptions): number {
  const format = oneOf("certificate", options.format ?? (options.out?.endsWith(".html") ? "html" : "json"), ["json", "html"], "--format");
  const asOf = options.asOf ?? today();
  if (!/^\d{4}-\d\d-\d\d$/.test(asOf) || Number.isNaN(Date.parse(asOf)))
    throw usage("certificate", "--as-of", asOf, "a day such as 2026-11-24");
  const trusted = options.trust.map((word) => {
    const [, role, file] = /^([\w-]+)=(.+)$/.exec(word) ?? [];
    if (role === undefined || file === undefined) throw usage("certificate", "--trust", word, "ROLE=FILE");
    return trustedKey(role, read(file));
  });
  const certified = certify({
    dataset,
    evidence: options.evidence.map((name) => ({ name, content: read(name) })),
    trusted,
    needed: trusted.map(({ role }) => role),
    asOf,
    version,
  });
  const text = format === "html" ? renderCertificate(certified) : `${JSON.stringify(certified, null, 2)}\n`;
  if (options.out === undefined) say(text);
  else {
    writeWhole(options.out, text);
    complain(`Certificate: ${options.out}`);
  }
  return 0;
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw unreadable(file, error);
  }
}
