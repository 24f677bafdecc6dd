import { RingfenceError } from "../../config/errors";
import { sha256 } from "../file";
import { checkDryRun, type DryRun } from "./dry-run";
import { checkHold, checkOrigin, checkTime, dispositions, theReconciliation } from "./purge-checks";
import { ofKind, verifyAll, type PurgeGateInput } from "./purge-evidence";
import { checkList, type PurgeList } from "./purge-list";
import { checkRows, readRows, type Complain } from "./purge-rows";
import type { Reconciliation } from "../reconcile/result";
import { checkDestruction } from "./signed-destruction";
import type { Disposed } from "../sign/predicates";

/** Known to this module alone. */
const SEAL = Symbol("granted");

/** Leave to destroy one legacy copy. Only `purgeGate` makes one; what destroys takes it as a prop and asks `isPurgeProof`. */
export class PurgeProof {
  readonly #granted: boolean;

  private constructor(
    seal: symbol,
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
    /** The dry run that lets lifecycle rules empty the store; null where they may not. */
    readonly dryRun: DryRun | null,
    /** Each piece of evidence with the digest of its file, for the certificate and the log. */
    readonly evidence: readonly { readonly name: string; readonly sha256: string }[],
  ) {
    // TypeScript's `private` binds nobody who runs: neither a constructor called past it nor an edit makes a proof.
    this.#granted = seal === SEAL;
    Object.freeze(this);
  }

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
    const dryRun = checkDryRun(verified, reconciliation, input, complain);
    checkDestruction(verified, reconciliation, input, complain);
    checkHold(verified, input, complain);
    if (missing.length > 0 || !reconciliation) return missing;
    const evidence = input.evidence.map(({ name, content }) => ({ name, sha256: sha256(content) }));
    return new PurgeProof(SEAL, input.dataset, input.copy, input.program, input.asOf, reconciliation, disposed, list, dryRun, evidence);
  }
}

/** Pure: reads no file and no clock. */
export const purgeGate = (input: PurgeGateInput): PurgeProof | readonly RingfenceError[] => PurgeProof.judge(input);
