/** A resource that `prevent_destroy` protects only while its block stands, so the ledger remembers it. */
export interface LedgerEntry {
  readonly stack: string;
  readonly address: string;
  readonly dataset?: string;
}

/** What verified evidence lets go. Undefined in a scope where nobody looked at evidence. */
export interface Freed {
  /** Of the ledger, what may be destroyed under a `removed` block: emptied buckets of closed copies. */
  readonly leaving: readonly LedgerEntry[];
  /** Old buckets that lifecycle rules may empty, by name: their evidence holds a signed dry run. */
  readonly expiring: readonly string[];
}
