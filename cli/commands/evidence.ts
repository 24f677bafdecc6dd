import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { RingfenceError } from "../../config/errors";
import { EVIDENCE_PAGES } from "../../evidence/errors";
import { unreadable, writeWhole } from "../../evidence/file";
import { appendLog, checkLog } from "../../evidence/log/log";
import { parseEnvelope, trustedKey, verifyEnvelope, type TrustedKey } from "../../evidence/sign/envelope";
import { signEvidence } from "../../evidence/sign/sign";
import { commandSigner, fileSigner } from "../../evidence/sign/signers";
import { parseStatement } from "../../evidence/sign/statement";
import { clean, complain, say, sayErrors } from "../terminal";
import { usage } from "../usage";

export interface SignCommandOptions {
  readonly key?: string;
  readonly signer?: string;
  readonly publicKey?: string;
  readonly subject: readonly string[];
  readonly out?: string;
  readonly log?: string;
}

/** Signs evidence, or adds a signature to what another role signed. */
export async function evidenceSign(file: string, options: SignCommandOptions): Promise<number> {
  const content = read(file);
  const signed = await signEvidence({ content, name: file, subjects: pairs(options.subject, "--subject"), signer: signerOf(options) });
  const out = options.out ?? (file.endsWith(".dsse.json") ? file : `${file.replace(/\.jsonl?$/, "")}.dsse.json`);
  writeWhole(out, signed);
  complain(`Signed: ${out}`);
  if (options.log !== undefined) {
    const head = appendLog(options.log, { name: basename(out), content: signed, at: new Date().toISOString() });
    complain(`Logged: ${options.log}, entry ${head.entries}, ${head.sha256}`);
  }
  return 0;
}

function signerOf({ key, signer, publicKey }: SignCommandOptions) {
  if (key !== undefined && signer === undefined) return fileSigner(key);
  if (key === undefined && signer !== undefined && publicKey !== undefined) return commandSigner(signer, publicKey);
  throw usage(
    "evidence sign",
    "--key, --signer",
    "neither or both, or a signer without its --public-key",
    "--key FILE, or --signer COMMAND with --public-key FILE",
  );
}

export interface VerifyCommandOptions {
  readonly trust: readonly string[];
  readonly need?: string;
  readonly log?: string;
  readonly head?: string;
}

/** Verifies envelopes offline: exit 0 when every role that must sign did, 1 when not, 2 when a file cannot be read. */
export function evidenceVerify(files: readonly string[], options: VerifyCommandOptions): number {
  if (files.length === 0 && options.log === undefined)
    throw usage("evidence verify", "envelopes", "none", "envelopes, or --log with its signed --head");
  if (options.log === undefined && options.head !== undefined)
    throw usage("evidence verify", "--head", "no --log", "the log whose head it is");
  const keys = Object.entries(pairs(options.trust, "--trust")).map(([role, file]) => trustedKey(role, read(file)));
  const needed = options.need?.split(",") ?? keys.map(({ role }) => role);
  const unknown = needed.find((role) => !keys.some((each) => each.role === role));
  if (unknown !== undefined || keys.length === 0)
    throw usage("evidence verify", "--need", unknown ?? "no role", "roles whose keys stand in --trust ROLE=FILE");
  let exit = 0;
  for (const file of files) {
    try {
      const { statement, signedBy } = verifyEnvelope(read(file), file, keys, needed);
      say(`${clean(file)}: ${statement.kind}, signed by ${signedBy.join(" and ")}`);
    } catch (error) {
      if (!(error instanceof RingfenceError) || error.page === EVIDENCE_PAGES.read) throw error;
      exit = sayErrors(error, 1);
    }
  }
  if (options.log !== undefined) verifyLog(options.log, options.head, keys, needed);
  return exit;
}

function verifyLog(log: string, headFile: string | undefined, keys: readonly TrustedKey[], needed: readonly string[]): void {
  if (headFile === undefined)
    throw usage("evidence verify", "--log", "no --head", "a signed head: without one, a log that was cut off looks whole");
  const { predicate } = verifyEnvelope(read(headFile), headFile, keys, needed).statement;
  if (predicate.schema !== "ringfence.log-head/1") throw usage("evidence verify", "--head", headFile, "a signed head of a log");
  const head = checkLog(read(log), log, predicate);
  say(`${clean(log)}: ${head.entries} entries, whole up to entry ${predicate.entries} at least`);
}

/** Prints what an envelope says, and that nobody has checked it. */
export function evidenceShow(files: readonly string[]): number {
  for (const file of files) {
    const envelope = parseEnvelope(read(file), file);
    const { kind, subject, predicate } = parseStatement(Buffer.from(envelope.payload, "base64").toString("utf8"), file);
    say(
      clean(
        JSON.stringify(
          { file, verified: false, kind, signatures: envelope.signatures.map(({ keyid }) => keyid), subject, predicate },
          null,
          2,
        ),
      ),
    );
  }
  return 0;
}

function pairs(words: readonly string[], option: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    words.map((word) => {
      const [, name, file] = /^([\w/-]+)=(.+)$/.exec(word) ?? [];
      if (name === undefined || file === undefined) throw usage("evidence", option, word, "NAME=FILE");
      return [name, file];
    }),
  );
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw unreadable(file, error);
  }
}
