import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { addSignature, envelopeOf, keySigner, writeEnvelope, type TrustedKey } from "../../evidence/sign/envelope";
import type { Kind, Predicate } from "../../evidence/sign/predicates";
import { subjectsOf } from "../../evidence/sign/statement";

export interface Pair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly pem: string;
}

export function pair(): Pair {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  return { privateKey, publicKey, pem: publicKey.export({ format: "pem", type: "spki" }).toString() };
}

/** That a copy was destroyed, on the day after its listing in most tests. */
export const destruction = (of: Pick<Predicate<"destruction">, "dataset" | "copy" | "program">): Predicate<"destruction"> => ({
  schema: "ringfence.destruction/1",
  ...of,
  store: { kind: "google-bucket", name: "old-bucket" },
  method: "logical deletion",
  objects: 3,
  versions: 0,
  bytes: "3",
  deletedAt: "2026-11-22T00:00:00.000Z",
  hardDeleteTime: "2026-11-29T00:00:00.000Z",
  keys: [],
  remaining: [],
});

/** An envelope's file content. */
export function signed<K extends Kind>(kind: K, predicate: Predicate<K>, ...signers: readonly Pair[]): string {
  const subjects = subjectsOf(predicate);
  const statement = { kind, predicate, subject: subjects };
  return writeEnvelope(signers.reduce((envelope, { privateKey }) => addSignature(envelope, keySigner(privateKey)), envelopeOf(statement)));
}

export const trust = (keys: Readonly<Record<string, Pair>>): readonly TrustedKey[] =>
  Object.entries(keys).map(([role, { publicKey }]) => ({ role, key: publicKey }));
