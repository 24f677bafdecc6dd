import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketPolicyCommand,
  GetObjectLegalHoldCommand,
  GetObjectRetentionCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  S3Client,
  type S3ClientConfig,
} from "@aws-sdk/client-s3";
import { isFrozen } from "./frozen";
import { asked, refusedBy } from "./refused";
import type { Item, Kept, Listed, OldStore, SoftDeleted } from "./store";

/** An old S3 bucket. The endpoint is the SDK's own affair (AWS_ENDPOINT_URL_S3). */
export class S3Store implements OldStore {
  readonly name: string;
  /** What one DeleteObjects takes (S3 API reference). */
  readonly batch = 1000;
  readonly parallel = 4;
  readonly whenHeld = "the rest goes";
  private readonly client: S3Client;
  private readonly of: { readonly Bucket: string; readonly ExpectedBucketOwner: string };

  constructor(
    private readonly bucket: string,
    /** The account that the program says it is in: a name that was given up belongs to whoever took it (S3 user guide, bucket owner condition). */
    owner: string,
    config: Pick<S3ClientConfig, "region" | "credentials">,
  ) {
    this.name = `s3://${bucket}`;
    this.of = { Bucket: bucket, ExpectedBucketOwner: owner };
    // A purge of millions meets S3's throttling: it waits and goes on.
    this.client = new S3Client({ ...config, retryMode: "adaptive", maxAttempts: 8 });
  }

  async *list(): AsyncGenerator<Listed> {
    yield* this.versions();
    yield* this.uploads();
  }

  private async *versions(): AsyncGenerator<Listed> {
    let next: { KeyMarker?: string; VersionIdMarker?: string } | undefined = {};
    while (next) {
      const input: ConstructorParameters<typeof ListObjectVersionsCommand>[0] = { ...this.of, EncodingType: "url", ...next };
      const page = await asked(this.name, "s3:ListBucketVersions", () => this.client.send(new ListObjectVersionsCommand(input)));
      const key = keys(page.EncodingType);
      for (const { Key, VersionId, Size, LastModified, IsLatest } of page.Versions ?? [])
        yield {
          key: key(Key),
          id: VersionId ?? "null",
          kind: "version",
          live: IsLatest ?? true,
          size: String(Size ?? 0),
          modified: instant(LastModified),
          held: null,
        };
      for (const { Key, VersionId, LastModified, IsLatest } of page.DeleteMarkers ?? [])
        yield {
          key: key(Key),
          id: VersionId ?? "null",
          kind: "marker",
          live: IsLatest ?? true,
          size: null,
          modified: instant(LastModified),
          held: null,
        };
      // Markers are sent back as they came out, and not encoded.
      next = page.IsTruncated ? { KeyMarker: key(page.NextKeyMarker), VersionIdMarker: page.NextVersionIdMarker } : undefined;
    }
  }

  private async *uploads(): AsyncGenerator<Listed> {
    let next: { KeyMarker?: string; UploadIdMarker?: string } | undefined = {};
    while (next) {
      const input: ConstructorParameters<typeof ListMultipartUploadsCommand>[0] = { ...this.of, EncodingType: "url", ...next };
      const page = await asked(this.name, "s3:ListBucketMultipartUploads", () => this.client.send(new ListMultipartUploadsCommand(input)));
      const key = keys(page.EncodingType);
      for (const { Key, UploadId, Initiated } of page.Uploads ?? [])
        yield { key: key(Key), id: UploadId ?? "", kind: "upload", live: false, size: null, modified: instant(Initiated), held: null };
      next = page.IsTruncated ? { KeyMarker: key(page.NextKeyMarker), UploadIdMarker: page.NextUploadIdMarker } : undefined;
    }
  }

  async delete(items: readonly Item[]): Promise<readonly Kept[]> {
    const objects = items.filter(({ kind, key }) => kind !== "upload" && !NOT_IN_XML.test(key));
    const kept = objects.length > 0 ? [...(await this.deleteObjects(objects))] : [];
    for (const item of items)
      if (item.kind === "upload") kept.push(...(await this.abort(item)));
      else if (NOT_IN_XML.test(item.key)) kept.push(...(await this.deleteObject(item)));
    return kept;
  }

  private async deleteObjects(items: readonly Item[]): Promise<readonly Kept[]> {
    const { Errors = [] } = await asked(this.name, "s3:DeleteObjectVersion", () =>
      this.client.send(
        new DeleteObjectsCommand({
          ...this.of,
          Delete: { Quiet: true, Objects: items.map(({ key, id }) => ({ Key: key, VersionId: id })) },
        }),
      ),
    );
    const kept: Kept[] = [];
    for (const { Key, VersionId, Code, Message } of Errors) {
      const item = items.find(({ key, id }) => key === Key && id === (VersionId ?? "null"));
      // An error that belongs to nothing asked for: whatever it is about must not count as deleted.
      if (!item) throw refusedBy(this.name, "s3:DeleteObjectVersion", new Error(`${Code}: ${Message} (version ${VersionId})`));
      if (GONE.has(Code ?? "")) continue;
      kept.push({ item, why: Code === "AccessDenied" ? await this.held(item, Message) : `${Code}: ${Message}` });
    }
    return kept;
  }

  private async deleteObject(item: Item): Promise<readonly Kept[]> {
    try {
      await this.client.send(new DeleteObjectCommand({ ...this.of, Key: item.key, VersionId: item.id }));
      return [];
    } catch (error) {
      const { name, message } = error as Error;
      if (GONE.has(name)) return [];
      return [{ item, why: name === "AccessDenied" ? await this.held(item, message) : said(error) }];
    }
  }

  private async abort({ key, id, kind }: Item): Promise<readonly Kept[]> {
    try {
      await this.client.send(new AbortMultipartUploadCommand({ ...this.of, Key: key, UploadId: id }));
      return [];
    } catch (error) {
      if (GONE.has((error as Error).name)) return [];
      return [{ item: { key, id, kind }, why: said(error) }];
    }
  }

  /** Object Lock answers a deletion with AccessDenied and no word more: which lock it is, and until when, is asked. */
  private async held({ key, id }: Item, message: string | undefined): Promise<string> {
    const at = { ...this.of, Key: key, VersionId: id };
    const locks: string[] = [];
    try {
      const { Retention } = await this.client.send(new GetObjectRetentionCommand(at));
      if (Retention?.RetainUntilDate)
        locks.push(`retention (${Retention.Mode ?? "unknown mode"}) until ${Retention.RetainUntilDate.toISOString()}`);
    } catch {
      // Without a lock, or without the right to read it, the refusal itself is all that is known.
    }
    try {
      const { LegalHold } = await this.client.send(new GetObjectLegalHoldCommand(at));
      if (LegalHold?.Status === "ON") locks.push("legal hold, without a date");
    } catch {
      // As above.
    }
    return locks.join(", ") || `AccessDenied: ${message ?? ""}`;
  }

  async frozen(): Promise<boolean> {
    const { Policy = "{}" } = await asked(this.name, "s3:GetBucketPolicy", async (): Promise<{ readonly Policy?: string }> => {
      try {
        return await this.client.send(new GetBucketPolicyCommand({ ...this.of }));
      } catch (error) {
        if ((error as Error).name === "NoSuchBucketPolicy") return {};
        throw error;
      }
    });
    return isFrozen(Policy, this.bucket);
  }

  softDeleted(): Promise<SoftDeleted> {
    return Promise.resolve({ count: 0, last: null });
  }

  close(): void {
    this.client.destroy();
  }
}

/** What is gone already is what was asked for. */
const GONE: ReadonlySet<string> = new Set(["NoSuchKey", "NoSuchVersion", "NoSuchUpload"]);
/** Keys that no XML document may hold, escaped or not (XML 1.0, section 2.2): they go one by one, in an address. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const NOT_IN_XML = /[\u0000-\u001f\ufffe\uffff]/;

const said = (error: unknown): string => `${(error as Error).name}: ${(error as Error).message}`;
const instant = (date: Date | undefined): string => (date ?? new Date(0)).toISOString();

/** S3 encodes keys as a form does when it is asked to, since XML holds not every character; it says so in its answer. */
function keys(encoding: string | undefined): (key: string | undefined) => string {
  return encoding === "url" ? (key = "") => decodeURIComponent(key.replaceAll("+", " ")) : (key = "") => key;
}
