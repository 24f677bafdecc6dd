import type { BackupKind } from "../../evidence/sign/predicates";

/** One thing in an old store: a version of an object, a delete marker, an incomplete upload, or a backup. */
export interface Item {
  /** An object's key; a backup's ARN. */
  readonly key: string;
  /**
   * S3's version id (`null` for what was written before versions), Google's generation, an upload's id, or the instant at
   * which a backup was made: the name of a database snapshot can be given again.
   */
  readonly id: string;
  readonly kind: "version" | "marker" | "upload" | BackupKind;
}

/** One line of a listing of the store as it is now. */
export interface Listed extends Item {
  /** Is it what a plain read answers with? */
  readonly live: boolean;
  /** Whole bytes; nothing for markers and uploads, and where the provider does not say. */
  readonly size: string | null;
  /** When it was written, or begun. */
  readonly modified: string;
  /** What keeps it for now, such as `retention until 2028-01-01T00:00:00.000Z`. */
  readonly held: string | null;
}

/** What was not deleted, and why. */
export interface Kept {
  readonly item: Item;
  readonly why: string;
}

/** What was deleted and can still be brought back by the provider, with the last instant at which it goes for good. */
export interface SoftDeleted {
  readonly count: number;
  readonly last: string | null;
}

/** An old store as the purge sees it: it lists and deletes, and opens nothing. */
export interface OldStore {
  /** `s3://…`, `gs://…` or a vault's ARN, for messages and records. */
  readonly name: string;
  /** How many items one call takes along; a record's step. */
  readonly batch: number;
  /** How many batches are under way at once. */
  readonly parallel: number;
  /** What one held item means for the others: objects go without it; of backups none goes. */
  readonly whenHeld: "the rest goes" | "nothing goes";
  /** Everything that stands and may concern the copy: every version, marker, incomplete upload, or backup. */
  list(): AsyncIterable<Listed>;
  /** Deletes exactly these, in this order; answers those that the store did not let go. What is already gone counts as deleted. */
  delete(items: readonly Item[]): Promise<readonly Kept[]>;
  softDeleted(): Promise<SoftDeleted>;
  /** Whether nobody writes to it any more, of a store that can be asked. */
  frozen?(): Promise<boolean>;
  close(): void;
}
