import { createHash } from "node:crypto";

/** One object of the old estate, with what it holds. */
export interface Seed {
  readonly key: string;
  readonly body: Buffer;
}

/** How much lies at each old place, beside the awkward keys and the large objects. */
export interface Amounts {
  readonly google: number;
  readonly singapore: number;
  readonly dataCentre: number;
  /** Of each large object, above the 16 MiB from which movers send parts. */
  readonly largeBytes: number;
}

export const FULL: Amounts = { google: 1_400, singapore: 500, dataCentre: 250, largeBytes: 17 * 2 ** 20 + 3 };
export const SMALL: Amounts = { google: 60, singapore: 40, dataCentre: 20, largeBytes: 17 * 2 ** 20 + 3 };

/** Each of these has been lost, renamed or doubled by one mover or another. */
const AWKWARD: readonly string[] = [
  "caf\u00e9-composed",
  "cafe\u0301-decomposed",
  "\ud83c\uddfa\ud83c\uddf8 flag",
  "with space",
  " leading and trailing ",
  "plus+plus",
  "percent%20twenty",
  "percent%",
  "question?query=1&other=2",
  "hash#fragment",
  "back\\slash",
  "quotes\"'`",
  "angle<brackets>",
  "semicolon;comma,equals=at@dollar$",
  "trailing.",
  "double//slash",
  "trailing-slash/",
  "dots/./inside",
  "dots/../parent",
  "bell-free-control\ttab",
  ".hidden",
  "...",
  "x".repeat(700),
  "umlaut-\u00e4\u00f6\u00fc-\u4e2d\u6587-\u0627\u0644",
  "zero\u200bwidth",
];

/** The keys that rclone passes over without a word: parts that a path cannot hold, and a name that ends like a folder's. */
export const unsafeForMovers = (key: string): boolean => key.endsWith("/") || /(^|\/)(\.{0,2})(\/|$)/.test(key);

/** Awkward keys under a prefix: the list, and each printable byte of ASCII once. */
export function awkwardKeys(prefix: string): readonly string[] {
  const printable = Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCharCode(0x20 + index)).filter((char) => char !== "/");
  return [...AWKWARD, ...printable.map((char) => `byte/a${char}b`)].map((key) => `${prefix}${key}`);
}

/** What a file system can hold: no empty or dot parts, no slash at the end. */
export const awkwardPaths = (prefix: string): readonly string[] =>
  awkwardKeys(prefix).filter((key) => !unsafeForMovers(key) && key.split("/").every((part) => Buffer.byteLength(part) <= 255));

/** The seeds of one place: plain keys, the awkward ones, an empty object and a large one. */
export function seedsOf(keys: readonly string[], prefix: string, plain: number, largeBytes: number): readonly Seed[] {
  const ordinary = Array.from({ length: plain }, (_, index) => `${prefix}users/${index % 97}/${index}.json`);
  return [
    ...[...ordinary, ...keys].map((key) => ({ key, body: bodyOf(key, "first", 200 + (key.length % 1800)) })),
    { key: `${prefix}empty`, body: Buffer.alloc(0) },
    { key: `${prefix}large.bin`, body: bodyOf(`${prefix}large.bin`, "first", largeBytes) },
  ];
}

/** Bytes that nobody chose and everybody can make again: of a key, a version's name and a length. */
export function bodyOf(key: string, version: string, length: number): Buffer {
  const block = createHash("sha512").update(`${version}\n${key}`).digest();
  const body = Buffer.alloc(length, block);
  // The position in each block, or parts that change places would not show.
  for (let at = 0; at + 4 <= length; at += 4096) body.writeUInt32LE(at, at);
  return body;
}

export const sha256Of = (body: Buffer): string => createHash("sha256").update(body).digest("hex");
