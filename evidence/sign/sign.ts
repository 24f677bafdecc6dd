import { digestFile } from "../file";
import { checkLog } from "../log/log";
import { addSignature, envelopeOf, parseEnvelope, writeEnvelope, type Signer } from "./envelope";
import type { Predicate } from "./predicates";
import { kindOf, parsePredicate, subjectsOf, type Subject } from "./statement";

export interface SignOptions {
  /** The document's or the envelope's content, and its name in messages. */
  readonly content: string;
  readonly name: string;
  /** What else the statement is about, such as a plan and a state: names and files. */
  readonly subjects: Readonly<Record<string, string>>;
  readonly signer: Signer;
}

/**
 * Signs a document that says by its `schema` what it is; adds a signature to an envelope; or signs the head of a log.
 * Answers the envelope's file content.
 */
export async function signEvidence({ content, name, subjects, signer }: SignOptions): Promise<string> {
  if (name.endsWith(".jsonl")) {
    const head = checkLog(content, name);
    return seal({ schema: "ringfence.log-head/1", entries: head.entries, sha256: head.sha256 }, name, [], signer);
  }
  const json = parse(content);
  if (typeof json === "object" && json !== null && "payload" in json)
    return writeEnvelope(addSignature(parseEnvelope(content, name), signer));
  const more: Subject[] = [];
  for (const [subject, file] of Object.entries(subjects))
    more.push({ name: subject, digest: { sha256: (await digestFile(file)).sha256.replace("sha256:", "") } });
  return seal(json, name, more, signer);
}

function seal(json: unknown, name: string, more: readonly Subject[], signer: Signer): string {
  const kind = kindOf(json, name);
  const predicate: Predicate<typeof kind> = parsePredicate(kind, json, name);
  return writeEnvelope(addSignature(envelopeOf({ kind, predicate, subject: [...subjectsOf(predicate), ...more] }), signer));
}

function parse(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined; // kindOf says what is wrong
  }
}
