import { RingfenceError } from "../config/errors";
import { sameKeyForm, type KeyForm } from "../config/key-form";
import type { NamedBackups } from "../config/legacy-copies";
import { sha256 } from "./file";
import { checkList, type PurgeList } from "./purge-list";
import { PURGE_PAGES } from "./purge-pages";
import { checkRows, readRows, type Complain } from "./purge-rows";
import type { Reconciliation } from "./reconcile/result";
import { trustedKey, verifyEnvelope, type TrustedKey, type Verified } from "./sign/envelope";
import type { Disposed, Kind, Predicate } from "./sign/statement";

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
  /** Digests of the query texts that may judge; `KNOWN_QUERIES` of reconcile/query.ts. */
  readonly queries: readonly string[];
  /** Public keys in PEM. */
  readonly keys: Readonly<Record<(typeof PURGE_ROLES)[number], string>>;
  /** The hold that the program says stands on the dataset. */
  readonly hold: { readonly reference: string; readonly since: string } | null;
  /** Today, or the day that expiries are read by. */
  readonly asOf: string;
  /** The last write at the legacy side, as its own log has it; null when nobody knows. */
  readonly lastWrite: string | null;
}

/** Leave to destroy one legacy copy. Only `purgeGate` makes one; what destroys takes it as a prop and asks `isPurgeProof`. */
export class PurgeProof {
  readonly #granted = true;

  private constructor(
    readonly dataset: string,
    readonly copy: string,
    readonly program: string,
    /** The day that it was granted by. */
    readonly asOf: string,
    /** The comparison that carries it. */
    readonly reconciliation: Reconciliation,
    /** What is given up, object by object. */
    readonly disposed: readonly Disposed[],
    /** The backups that may go, where the copy consists of such. */
    readonly list: PurgeList | null,
    /** Each piece of evidence with the digest of its file, for the certificate and the log. */
    readonly evidence: readonly { readonly name: string; readonly sha256: string }[],
  ) {}

  static isPurgeProof(value: unknown): value is PurgeProof {
    return typeof value === "object" && value !== null && #granted in value && value.#granted;
  }

  /** A proof, or everything that is missing, each with a code. */
  static judge(input: PurgeGateInput): PurgeProof | readonly RingfenceError[] {
    const missing: RingfenceError[] = [];
    const complain: Complain = (page, at, given, expected, fix) =>
      void missing.push(new RingfenceError(page, { at, given, expected, fix }));
    const verified = verifyAll(input, complain);
    const reconciliation = theReconciliation(verified, input, complain);
    if (reconciliation) {
      checkOrigin(reconciliation, input, complain);
      checkTime(reconciliation, input, complain);
    }
    const rows = reconciliation ? readRows(reconciliation, input.rows, complain) : [];
    const disposed = dispositions(verified, input, complain);
    checkRows(rows, disposed, complain);
    const list = checkList(ofKind(verified, "purge-list"), input, complain);
    checkHold(verified, input, complain);
    if (missing.length > 0 || !reconciliation) return missing;
    const evidence = input.evidence.map(({ name, content }) => ({ name, sha256: sha256(content) }));
    return new PurgeProof(input.dataset, input.copy, input.program, input.asOf, reconciliation, disposed, list, evidence);
  }
}

/** Pure: reads no file and no clock. */
export const purgeGate = (input: PurgeGateInput): PurgeProof | readonly RingfenceError[] => PurgeProof.judge(input);

type Named = Verified & { readonly name: string };

function verifyAll({ evidence, keys }: PurgeGateInput, complain: Complain): readonly Named[] {
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

function ofKind<K extends Kind>(
  verified: readonly Named[],
  kind: K,
): readonly { readonly name: string; readonly predicate: Predicate<K> }[] {
  return verified
    .filter(({ statement }) => statement.kind === kind)
    .map(({ name, statement }) => ({ name, predicate: statement.predicate as Predicate<K> }));
}

function theReconciliation(verified: readonly Named[], { dataset, copy }: PurgeGateInput, complain: Complain): Reconciliation | undefined {
  const found = ofKind(verified, "reconciliation").filter(({ predicate }) => predicate.dataset === dataset && predicate.copy === copy);
  if (found.length === 1) return found[0]?.predicate;
  complain(
    PURGE_PAGES.reconciliation,
    `${dataset}, legacy copy ${copy}`,
    found.length === 0 ? "none" : `${found.length}: ${found.map(({ name }) => name).join(", ")}`,
    "exactly one",
    "Reconcile this copy, and have gatekeeper and auditor sign the result.",
  );
  return undefined;
}

/** The right program, the inventories at hand, a text that we know. */
function checkOrigin(found: Reconciliation, input: PurgeGateInput, complain: Complain): void {
  const again = "Reconcile again, with this program and these inventories.";
  if (found.program !== input.program)
    complain(PURGE_PAGES.program, "the reconciliation", found.program ?? "no program", input.program, again);
  if (!sameKeyForm(found.keys, input.keyForm))
    complain(PURGE_PAGES.keyForm, "the reconciliation", JSON.stringify(found.keys), JSON.stringify(input.keyForm), again);
  for (const side of ["legacy", "home"] as const) {
    const [compared, atHand] = [
      found[side].files
        .map((file) => file.sha256)
        .sort()
        .join(" "),
      [...input.inventories[side]].sort().join(" "),
    ];
    if (compared !== atHand) complain(PURGE_PAGES.inventory, `the ${side} inventory`, atHand || "none", compared, again);
  }
  if (found.engine.name !== "duckdb")
    complain(
      PURGE_PAGES.engine,
      "the reconciliation",
      `${found.engine.name} ${found.engine.version}`,
      "DuckDB, which reads the very bytes that it takes the digests of",
      "Reconcile again with `ringfence reconcile`; a cluster's answer says where to look.",
    );
  if (!input.queries.includes(found.query.sha256))
    complain(
      PURGE_PAGES.query,
      "the reconciliation",
      found.query.sha256,
      input.queries.join(" or ") || "a known text",
      "Reconcile again with this release.",
    );
}

/** Listed after the last write, and not in the future. */
function checkTime(found: Reconciliation, { asOf, lastWrite }: PurgeGateInput, complain: Complain): void {
  const again = "Stop all writers, list both sides, and reconcile again.";
  if (found.legacy.objects + found.legacy.noncurrent === 0)
    complain(PURGE_PAGES.empty, "the legacy inventory", "no object", "at least one", "List the store again; an empty one needs no purge.");
  if (lastWrite === null || Number.isNaN(Date.parse(lastWrite)))
    complain(
      PURGE_PAGES.late,
      "the legacy copy",
      lastWrite ?? "no last write",
      "the instant of the last write, from the store's own log",
      again,
    );
  for (const side of ["legacy", "home"] as const) {
    const { taken } = found[side];
    if (taken === null)
      complain(
        PURGE_PAGES.dated,
        `the ${side} inventory`,
        "no instant",
        "the instant at which the listing began",
        `Reconcile with --${side}-taken.`,
      );
    else {
      if (taken.slice(0, 10) > asOf) complain(PURGE_PAGES.future, `the ${side} inventory`, taken, `not after ${asOf}`, "Check the clocks.");
      if (lastWrite !== null && Date.parse(taken) <= Date.parse(lastWrite))
        complain(PURGE_PAGES.late, `the ${side} inventory`, `begun at ${taken}`, `after the last write at ${lastWrite}`, again);
    }
  }
}

function dispositions(verified: readonly Named[], { dataset, copy, program }: PurgeGateInput, complain: Complain): readonly Disposed[] {
  return ofKind(verified, "disposition").flatMap(({ name, predicate }) => {
    if (predicate.dataset === dataset && predicate.copy === copy && predicate.program === program) return predicate.objects;
    complain(
      PURGE_PAGES.program,
      name,
      `a disposition of ${predicate.dataset}, ${predicate.copy}, ${predicate.program}`,
      `${dataset}, ${copy}, ${program}`,
      "Sign a disposition for this copy.",
    );
    return [];
  });
}

function checkHold(verified: readonly Named[], { hold, dataset, copy, program, asOf }: PurgeGateInput, complain: Complain): void {
  if (!hold) return;
  const releases = ofKind(verified, "hold-release");
  const lifted = releases.some(
    ({ predicate: release }) =>
      release.dataset === dataset &&
      release.copy === copy &&
      release.program === program &&
      release.reference === hold.reference &&
      release.released >= hold.since &&
      release.released <= asOf,
  );
  if (!lifted)
    complain(
      PURGE_PAGES.hold,
      `${dataset}, hold ${hold.reference} since ${hold.since}`,
      releases
        .map(({ predicate }) => `a release of ${predicate.reference} on ${predicate.released}, program ${predicate.program}`)
        .join("; ") || "no release",
      `a release of ${hold.reference} signed by both, effective by ${asOf}, for program ${program}`,
      "Wait for the court or the regulator, then have both sign the release.",
    );
}
