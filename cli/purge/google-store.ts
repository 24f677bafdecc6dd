import { Storage, type Bucket, type File, type GetFilesOptions } from "@google-cloud/storage";
import { checkIdentity } from "./google-identity";
import { refusedBy } from "./refused";
import type { Item, Kept, Listed, OldStore, SoftDeleted } from "./store";

/**
 * An old Google bucket. The JSON API, which this speaks, knows no incomplete uploads: resumable ones end by themselves within
 * a week, and those of the XML API by the lifecycle rule that the old bucket gets (Cloud Storage documentation).
 */
export class GoogleStore implements OldStore {
  readonly name: string;
  /** One call an object: a batch is only the record's step. */
  readonly batch = 200;
  readonly parallel = 2;
  readonly whenHeld = "the rest goes";
  private readonly bucket: Bucket;

  private constructor(bucket: string, storage: Storage) {
    this.name = `gs://${bucket}`;
    this.bucket = storage.bucket(bucket);
  }

  /** Opens the bucket as `identity`, which the ambient credentials must impersonate; an emulator knows no identities. */
  static async open(bucket: string, project: string, identity: string): Promise<GoogleStore> {
    const emulator = process.env["STORAGE_EMULATOR_HOST"];
    // This SDK takes the variable for the address of the API itself, where the others take it for the host.
    if (emulator !== undefined && !emulator.endsWith("/storage/v1"))
      process.env["STORAGE_EMULATOR_HOST"] = `${emulator.replace(/^(?!https?:)/, "http://").replace(/\/+$/, "")}/storage/v1`;
    const storage = new Storage({ projectId: project });
    if (emulator === undefined) await checkIdentity(storage.authClient, identity);
    return new GoogleStore(bucket, storage);
  }

  async *list(): AsyncGenerator<Listed> {
    for await (const { name, metadata } of this.files({ versions: true }))
      yield {
        key: name,
        id: String(metadata.generation),
        kind: "version",
        live: metadata.timeDeleted === undefined,
        size: String(metadata.size ?? 0),
        modified: metadata.timeCreated ?? new Date(0).toISOString(),
        held: holdOf(metadata),
      };
  }

  /** Each alone, by its generation, under the precondition that it is this one. */
  async delete(items: readonly Item[]): Promise<readonly Kept[]> {
    const kept: Kept[] = [];
    const rest = [...items];
    const worker = async () => {
      for (let item = rest.pop(); item; item = rest.pop()) {
        const why = await this.deleteOne(item);
        if (why !== null) kept.push({ item, why });
      }
    };
    await Promise.all(Array.from({ length: 32 }, worker));
    return kept;
  }

  private async deleteOne({ key, id }: Item): Promise<string | null> {
    try {
      await this.bucket.file(key, { generation: id }).delete({ ifGenerationMatch: id });
      return null;
    } catch (error) {
      const { code, message } = error as Error & { readonly code?: number };
      return code === 404 ? null : `${code ?? "no answer"}: ${message}`;
    }
  }

  async softDeleted(): Promise<SoftDeleted> {
    let [count, last]: [number, string | null] = [0, null];
    for await (const { metadata } of this.files({ softDeleted: true })) {
      const { hardDeleteTime } = metadata;
      if (hardDeleteTime === undefined) continue; // a server without soft delete answers with what is live
      count++;
      const at = new Date(hardDeleteTime).toISOString();
      if (last === null || at > last) last = at;
    }
    return { count, last };
  }

  private async *files(options: GetFilesOptions): AsyncGenerator<File> {
    let next: GetFilesOptions | null = { ...options, autoPaginate: false };
    while (next) {
      const query: GetFilesOptions = next;
      let files: readonly File[];
      try {
        const answer = await this.bucket.getFiles(query);
        files = answer[0];
        next = answer[1] as GetFilesOptions | null;
      } catch (error) {
        throw refusedBy(this.name, "storage.objects.list", error);
      }
      yield* files;
      if (next) next = { ...query, ...next };
    }
  }

  close(): void {
    // Its connections close by themselves.
  }
}

function holdOf({ temporaryHold, eventBasedHold, retentionExpirationTime }: File["metadata"]): string | null {
  const holds = [
    ...(temporaryHold ? ["temporary hold, without a date"] : []),
    ...(eventBasedHold ? ["event-based hold, without a date"] : []),
    ...(retentionExpirationTime !== undefined && Date.parse(retentionExpirationTime) > Date.now()
      ? [`retention until ${new Date(retentionExpirationTime).toISOString()}`]
      : []),
  ];
  return holds.join(", ") || null;
}
