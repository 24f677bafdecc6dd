import { NOTHING_SOFT_DELETED, said, type Backups } from "./backups";
import type { Item, Kept, Listed, OldStore, SoftDeleted } from "./store";

/** An old store that goes by a signed list, thing by thing, at the API of one of Google's services. Keys are full resource names. */
export abstract class GoogleListedStore implements OldStore, Backups {
  /** Each is waited for with the others of its batch. */
  readonly batch = 50;
  /** One after the other: what holds others goes after them. */
  readonly parallel = 1;
  readonly whenHeld = "nothing goes";

  /** `service` is how its keys begin, such as `//sqladmin.googleapis.com/`. */
  protected constructor(
    readonly name: string,
    private readonly service: string,
    private readonly deletes: { delete(name: string): Promise<string | null> },
  ) {}

  abstract list(): AsyncGenerator<Listed>;
  abstract delete(items: readonly Item[]): Promise<readonly Kept[]>;
  abstract standing(item: Item): Promise<{ readonly why: string; readonly stays: boolean } | null>;

  async ask(item: Item): Promise<string | null> {
    try {
      return await this.deletes.delete(this.named(item));
    } catch (error) {
      return said(error);
    }
  }

  /** As its API names it. */
  protected named({ key }: Item): string {
    return key.slice(this.service.length);
  }

  /** None is listed by these services; the certificate gives its days to what time travel and fail-safe keep. */
  softDeleted(): Promise<SoftDeleted> {
    return Promise.resolve(NOTHING_SOFT_DELETED);
  }

  close(): void {
    // Its connections close by themselves.
  }
}
