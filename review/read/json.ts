import { isAscii } from "node:buffer";
import { RingfenceError } from "../../config/errors";
import { HOSTILE, NOT_JSON } from "../errors";
import { isObject, type Json, type JsonObject } from "../value";
import { countPairs, MAX_DEPTH, hostileKey, scan, type Structure } from "./structure";

/** Bytes into text: UTF-8, or UTF-16 as PowerShell's `>` writes it; a byte order mark is dropped. */
export function decode(bytes: Buffer, file: string): string {
  try {
    // Most plans are ASCII, which is copied and not decoded. The zeros of UTF-16 are ASCII too.
    if (encodingOf(bytes) === "utf-8" && isAscii(bytes)) return bytes.toString("latin1");
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch (error) {
    const tooLong = (error as NodeJS.ErrnoException).code === "ERR_STRING_TOO_LONG" || bytes.length > 0x1fffffe8;
    throw notJson(file, tooLong ? `${bytes.length} bytes, more than this reader takes at once` : "bytes that are no text");
  }
}

function encodingOf(bytes: Buffer): string {
  const [first, second] = bytes;
  // JSON and what wrappers write begin with a character below 256, whose other byte is zero.
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return "utf-16le";
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0 && second !== undefined)) return "utf-16be";
  return "utf-8";
}

/** Colours of a terminal, which a wrapper may leave before the document. */
// eslint-disable-next-line no-control-regex -- an escape sequence is what it looks for
const START = /^(?:\u001b\[[\d;]*m)*(?=\{)/m;

/** JSON that every reader reads alike; anything else is refused with the place. */
export function parseJson(text: string, file: string): Json {
  const body = unwrap(text, file);
  let json: Json;
  try {
    json = JSON.parse(body.text) as Json;
  } catch (error) {
    const given =
      body.text === ""
        ? "nothing"
        : `${body.text.length} characters; ${error instanceof Error ? shortened(error.message, body.text) : "unreadable"}`;
    throw notJson(file, given);
  }
  // JSON.parse keeps the last of two equal keys in silence; Terraform's own reader may keep another.
  if (isObject(json) && countPairs(json as JsonObject) !== body.pairs) {
    const { at, given } = hostileKey(body.text);
    refuse(given, file, body.text, at);
  }
  return json;
}

/**
 * A large plan without its `planned_values`, which say again what its changes say; nothing where that cannot be told apart,
 * or where its pairs are not as many as were measured meanwhile: then the whole document says what is wrong with it.
 */
export function parseChanges(text: string, measured: () => { readonly pairs: number } | undefined): JsonObject | undefined {
  const document = text.trim();
  const { planned } = scan(document, "planned_values");
  if (!planned) return undefined;
  try {
    const json = JSON.parse(`${document.slice(0, planned.from)}null${document.slice(planned.to)}`) as JsonObject;
    return Array.isArray(json["resource_changes"]) && countPairs(json) === measured()?.pairs ? json : undefined;
  } catch {
    return undefined;
  }
}

type Body = Pick<Structure, "pairs" | "planned"> & { readonly text: string };

/** The one document in the text; a wrapper (setup-terraform prints the command first, terraform its warnings) may stand around it. */
export function unwrap(text: string, file: string): Body {
  const trimmed = text.trim();
  const found = trimmed.startsWith("{") ? 0 : startOf(trimmed);
  const body = found > 0 ? trimmed.slice(found) : trimmed;
  if (!body.startsWith("{")) return { text: body, pairs: 0 };
  const { end, pairs, deep, planned } = scan(body);
  if (deep !== undefined) refuse(`nesting deeper than ${MAX_DEPTH}`, file, body, deep);
  const rest = end === undefined ? "" : body.slice(end);
  return end === undefined || goesOn(rest) ? { text: body, pairs } : { text: body.slice(0, end), pairs, planned };
}

/** Is what stands behind the document more JSON, a second document on any line among it, and not a wrapper's lines? */
function goesOn(rest: string): boolean {
  return /^\s*[{}\],"]|^\s*\[[^]*\]\s*$/.test(rest) || /^\s*\{|[{}]\s*$/m.test(rest);
}

/** Where a line begins with the document: a plan's own first key, if it is there. */
function startOf(text: string): number {
  const plan = text.indexOf('{"format_version"');
  if (plan >= 0) return plan;
  const match = START.exec(text);
  return match ? match.index + match[0].length : -1;
}

/** V8 quotes the document in its message, and a plan may hold secrets: keep the position only. */
function shortened(message: string, text: string): string {
  const position = /position \d+/.exec(message)?.[0] ?? (UNEXPECTED.test(message) ? `position ${strangePosition(text)}` : undefined);
  return position ? `it breaks at ${position}` : "it ends too early";
}

const UNEXPECTED = /^Unexpected token/;

/** Of a token that it does not expect V8 gives no position: it is the first that, kept, breaks the text in the same way. */
function strangePosition(text: string): number {
  let [sound, strange] = [0, text.length];
  while (strange - sound > 1) {
    const middle = (sound + strange) >>> 1;
    if (breaks(text.slice(0, middle))) strange = middle;
    else sound = middle;
  }
  return sound;
}

function breaks(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch (error) {
    return UNEXPECTED.test((error as Error).message);
  }
}

function notJson(at: string, given: string): RingfenceError {
  return new RingfenceError(NOT_JSON, {
    at,
    given,
    expected: "one whole JSON object",
    fix: "Write it again: terraform show -json PLANFILE > plan.json.",
  });
}

function refuse(given: string, file: string, text: string, at: number): never {
  const line = text.slice(0, at).split("\n").length;
  throw new RingfenceError(HOSTILE, {
    at: `${file} line ${line}`,
    given,
    expected: "each key once, and plain nesting",
    fix: "Review what terraform or cdktf wrote, unedited.",
  });
}
