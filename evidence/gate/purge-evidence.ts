import { RingfenceError } from "../../config/errors";
import type { KeyForm } from "../../config/migration/key-form";
import type { NamedBackups } from "../../config/migration/legacy-copies";
import { PURGE_PAGES } from "./purge-pages";
import type { Complain } from "./purge-rows";
import { trustedKey, verifyEnvelope, type TrustedKey, type Verified } from "../sign/envelope";
import type { Kind, Predicate } from "../sign/predicates";

/** Both must have signed each piece of evidence. */
export const PURGE_ROLES = ["gatekeeper", "auditor"] as const;

export interface PurgeGateInput {
  readonly dataset: string;
  /** The legacy copy that would be destroyed. */
  readonly copy: string;
  /** `scopeDigest` of the program for this dataset and copy. */
  readonly program: string;
  /** How keys are brought to one form, as the program says it. */
  readonly keyForm: KeyForm;
  /** Envelopes: the reconciliation, dispositions, the release of a hold. Their names stand in messages. */
  readonly evidence: readonly { readonly name: string; readonly content: string }[];
  /** The content of the rows file that the reconciliation wrote. */
  readonly rows: string;
  /** SHA-256 (`sha256:…`) of each inventory file at hand. */
  readonly inventories: { readonly legacy: readonly string[]; readonly home: readonly string[] };
  /** The backups that the program names, where the copy consists of such; null where an inventory lists it. */
  readonly backups: NamedBackups | null;
  /** How the store is emptied: object by object as the evidence lists them, or by lifecycle rules, which take whatever lies there. */
  readonly by: "deletion" | "expiration";
  /** Digests of the query texts that may judge; `KNOWN_QUERIES` of reconcile/query.ts. */
  readonly queries: readonly string[];
  /** Public keys in PEM. */
  readonly keys: Readonly<Record<(typeof PURGE_ROLES)[number], string>>;
  /** Does the program say that the copy is gone? Then its destruction is signed as well. */
  readonly closed: boolean;
  /** What the program says of a copy in a data centre, for the signed destruction to say too; null elsewhere. */
  readonly dataCentre: { readonly export: string; readonly sanitisation: string | undefined } | null;
  /** The hold that the program says stands on the dataset. */
  readonly hold: { readonly reference: string; readonly since: string } | null;
  /** Today, or the day that expiries are read by. */
  readonly asOf: string;
  /** The last write at the legacy side, as its own log has it; null when nobody knows. */
  readonly lastWrite: string | null;
}

/** A verified envelope under the name that messages know it by. */
export type Named = Verified & { readonly name: string };

/** The envelopes that both roles signed; of each other one a complaint. */
export function verifyAll({ evidence, keys }: PurgeGateInput, complain: Complain): readonly Named[] {
  let trusted: readonly TrustedKey[];
  try {
    trusted = PURGE_ROLES.map((role) => trustedKey(role, keys[role]));
  } catch (error) {
    complain(
      PURGE_PAGES.keys,
      "the program's keys",
      messageOf(error),
      "an Ed25519 public key for each of gatekeeper and auditor",
      "Put the two public keys on file.",
    );
    return [];
  }
  const verified: Named[] = [];
  for (const { name, content } of evidence) {
    try {
      verified.push({ name, ...verifyEnvelope(content, name, trusted, PURGE_ROLES) });
    } catch (error) {
      complain(
        PURGE_PAGES.envelope,
        name,
        messageOf(error),
        "an envelope that gatekeeper and auditor signed",
        "Take the envelope from the evidence log, or have both sign it.",
      );
    }
  }
  return verified;
}

const messageOf = (error: unknown) =>
  error instanceof RingfenceError ? `${error.code}: ${error.details.given}` : (error as Error).message;

export function ofKind<K extends Kind>(
  verified: readonly Named[],
  kind: K,
): readonly { readonly name: string; readonly predicate: Predicate<K> }[] {
  return verified
    .filter(({ statement }) => statement.kind === kind)
    .map(({ name, statement }) => ({ name, predicate: statement.predicate as Predicate<K> }));
}
