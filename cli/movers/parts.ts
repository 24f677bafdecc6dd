import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListPartsCommand,
  UploadPartCopyCommand,
  type CompletedPart,
  type HeadObjectCommandOutput,
  type S3Client,
} from "@aws-sdk/client-s3";
import { asked } from "../refused";
import type { Listed } from "./manifest";
import { MOVE_PAGES } from "./pages";

/** The most parts that an upload has (Amazon S3 user guide, multipart upload limits). */
const MOST_PARTS = 10_000;
/** How many parts are on their way at once. */
const LANES = 4;
/** The digests that an upload by parts has of its whole object (Amazon S3 user guide, Checking object integrity). */
const WHOLE = ["CRC64NVME", "CRC32C", "CRC32"] as const;

export interface PartsProps {
  /** The old bucket's region and the home's: a version is looked at where it lies, and copied into the region that it comes to. */
  readonly old: S3Client;
  readonly home: S3Client;
  /** The home bucket, by name. */
  readonly bucket: string;
  /** In bytes; larger where an object would have too many parts. */
  readonly partSize?: number;
}

/** What an object is copied by: its size and parts, and the digest that it has at the old side, which S3 then holds the copy to. */
interface Whole {
  readonly size: number;
  readonly partSize: number;
  readonly algorithm: (typeof WHOLE)[number];
  readonly digest?: string;
}

/**
 * Copies one version of the old bucket by parts, from bucket to bucket: nothing of it comes here.
 *
 * What was copied is asked of S3 before anything is copied again, so that an interrupted copy goes on.
 */
export class PartsCopier {
  constructor(private readonly props: PartsProps) {}

  /** Answers the version that it has become at home. `begun` hears of an upload before its first part is copied. */
  async copy(source: Listed, begun: (upload: string) => void, upload?: string): Promise<string> {
    const seen = await this.head(source);
    const whole = this.wholeOf(seen);
    const known = upload === undefined ? undefined : await this.copied(source.key, upload);
    const id = upload !== undefined && known ? upload : await this.begin(source, seen, whole);
    if (id !== upload) begun(id);
    const parts = await this.copyParts(source, id, whole, known ?? new Map());
    return this.complete(source.key, id, whole, parts);
  }

  /** Throws away what was copied of an upload; one that is gone already is no fault. */
  async abort(key: string, upload: string): Promise<void> {
    const at = { Bucket: this.props.bucket, Key: key, UploadId: upload };
    await this.ask(key, "s3:AbortMultipartUpload", () => unlessGone(() => this.props.home.send(new AbortMultipartUploadCommand(at))));
  }

  private head({ bucket, key, version }: Listed): Promise<HeadObjectCommandOutput> {
    const at = { Bucket: bucket, Key: key, VersionId: version, ChecksumMode: "ENABLED" as const };
    return this.ask(key, "s3:GetObjectVersion", () => this.props.old.send(new HeadObjectCommand(at)));
  }

  private wholeOf(seen: HeadObjectCommandOutput): Whole {
    const size = seen.ContentLength ?? 0;
    const partSize = Math.max(this.props.partSize ?? 2 ** 30, Math.ceil(size / MOST_PARTS));
    const algorithm = seen.ChecksumType === "FULL_OBJECT" ? WHOLE.find((name) => seen[`Checksum${name}`]) : undefined;
    return { size, partSize, algorithm: algorithm ?? "CRC64NVME", ...(algorithm ? { digest: seen[`Checksum${algorithm}`] } : {}) };
  }

  private async begin({ bucket, key, version }: Listed, seen: HeadObjectCommandOutput, { algorithm }: Whole): Promise<string> {
    const { CacheControl, ContentDisposition, ContentEncoding, ContentLanguage, ContentType, Metadata } = seen;
    // A copy by parts takes nothing over by itself, as one in a single call does (Amazon S3 API reference, CreateMultipartUpload).
    const about = { CacheControl, ContentDisposition, ContentEncoding, ContentLanguage, ContentType, Metadata };
    const { TagSet = [] } = await this.ask(key, "s3:GetObjectVersionTagging", () =>
      this.props.old.send(new GetObjectTaggingCommand({ Bucket: bucket, Key: key, VersionId: version })),
    );
    const tags = new URLSearchParams(TagSet.map(({ Key = "", Value = "" }): [string, string] => [Key, Value])).toString();
    const { UploadId } = await this.ask(key, "s3:PutObject", () =>
      this.props.home.send(
        new CreateMultipartUploadCommand({
          Bucket: this.props.bucket,
          Key: key,
          ...about,
          ...(tags === "" ? {} : { Tagging: tags }),
          ChecksumAlgorithm: algorithm,
          ChecksumType: "FULL_OBJECT",
        }),
      ),
    );
    return UploadId ?? "";
  }

  /** The parts that an upload has, by number, with their sizes; undefined when it is gone. */
  private async copied(key: string, upload: string): Promise<ReadonlyMap<number, CompletedPart & { Size?: number }> | undefined> {
    const found = new Map<number, CompletedPart & { Size?: number }>();
    let next: string | undefined;
    do {
      const at = { Bucket: this.props.bucket, Key: key, UploadId: upload, PartNumberMarker: next };
      const page = await this.ask(key, "s3:ListMultipartUploadParts", () =>
        unlessGone(() => this.props.home.send(new ListPartsCommand(at))),
      );
      if (!page) return undefined;
      for (const part of page.Parts ?? []) found.set(part.PartNumber ?? 0, part);
      next = page.IsTruncated ? page.NextPartNumberMarker : undefined;
    } while (next !== undefined);
    return found;
  }

  private async copyParts(
    source: Listed,
    upload: string,
    { size, partSize }: Whole,
    known: ReadonlyMap<number, CompletedPart & { Size?: number }>,
  ): Promise<readonly CompletedPart[]> {
    const parts: CompletedPart[] = [];
    const due = Array.from({ length: Math.ceil(size / partSize) }, (_, index) => index + 1).values();
    const refusals: unknown[] = [];
    const lane = async () => {
      for (const number of due) {
        if (refusals.length > 0) return;
        const [from, to] = [(number - 1) * partSize, Math.min(number * partSize, size)];
        const before = known.get(number);
        const part = before?.Size === to - from ? before : await this.copyPart(source, upload, number, `bytes=${from}-${to - 1}`);
        parts[number - 1] = completed(number, part);
      }
    };
    // One refusal ends all lanes; what they have under way is waited for, since it counts when the copy goes on.
    await Promise.all(Array.from({ length: LANES }, () => lane().catch((error: unknown) => refusals.push(error))));
    if (refusals.length > 0) throw refusals[0];
    return parts;
  }

  private async copyPart({ bucket, key, version }: Listed, UploadId: string, PartNumber: number, range: string): Promise<CompletedPart> {
    const path = [bucket, ...key.split("/")].map(encodeURIComponent).join("/");
    const { CopyPartResult } = await this.ask(key, "s3:UploadPartCopy", () =>
      this.props.home.send(
        new UploadPartCopyCommand({
          Bucket: this.props.bucket,
          Key: key,
          UploadId,
          PartNumber,
          CopySource: `${path}?versionId=${encodeURIComponent(version)}`,
          CopySourceRange: range,
        }),
      ),
    );
    return CopyPartResult ?? {};
  }

  /** S3 refuses it when the object is not as long as the old one, or has another digest than the old one told. */
  private async complete(
    key: string,
    UploadId: string,
    { size, algorithm, digest }: Whole,
    Parts: readonly CompletedPart[],
  ): Promise<string> {
    const { VersionId } = await this.ask(key, "s3:PutObject", () =>
      this.props.home.send(
        new CompleteMultipartUploadCommand({
          Bucket: this.props.bucket,
          Key: key,
          UploadId,
          MultipartUpload: { Parts: [...Parts] },
          ChecksumType: "FULL_OBJECT",
          MpuObjectSize: size,
          ...(digest === undefined ? {} : { [`Checksum${algorithm}`]: digest }),
        }),
      ),
    );
    return VersionId ?? "null";
  }

  private ask<T>(key: string, action: string, call: () => Promise<T>): Promise<T> {
    return asked(`${this.props.bucket}/${key}`, action, call, MOVE_PAGES.refused);
  }
}

/** What S3 wants to hear of a part: its number, its tag, and its digest where it has one. */
function completed(PartNumber: number, part: CompletedPart): CompletedPart {
  const { ETag, ChecksumCRC32, ChecksumCRC32C, ChecksumCRC64NVME } = part;
  return { PartNumber, ETag, ChecksumCRC32, ChecksumCRC32C, ChecksumCRC64NVME };
}

async function unlessGone<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if ((error as Error).name === "NoSuchUpload") return undefined;
    throw error;
  }
}
