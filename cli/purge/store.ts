/** One thing in an old store: a version of an object, a delete marker, an incomplete upload. */
export interface Item {
  readonly key: string;
  /** S3's version id (`null` for what was written before versions), Google's generation, or an upload's id. */
  readonly id: string;
  readonly kind: "version" | "marker" | "upload";
}

/** One line of a listing of the store as it is now. */
export interface Listed extends Item {
  /** Is it what a plain read answers with? */
  readonly live: boolean;
  /** Whole bytes; nothing for markers and uploads. */
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

/** An old bucket as the purge sees it: it lists and deletes, and opens nothing. */
export interface OldStore {
  /** `s3://…` or `gs://…`, for messages and records. */
  readonly name: string;
  /** How many items one call takes along; a record's step. */
  readonly batch: number;
  /** How many batches are under way at once. */
  readonly parallel: number;
  /** Everything that stands: every version, marker and incomplete upload. */
  list(): AsyncIterable<Listed>;
  /** Deletes exactly these; answers those that the store did not let go. What is already gone counts as deleted. */
  delete(items: readonly Item[]): Promise<readonly Kept[]>;
  /** What was deleted and can still be brought back by the provider, with the last instant at which it goes for good. */
  softDeleted(): Promise<{ readonly count: number; readonly last: string | null }>;
  close(): void;
}
