import { RingfenceError } from "../../config/errors";
import { HOSTILE, NOT_JSON } from "../errors";
import type { Json } from "../value";

/** Terraform's own documents stay under 60 levels; a provider's deepest schema (QuickSight) under 40. */
const MAX_DEPTH = 200;

/** Bytes into text: UTF-8, or UTF-16 as PowerShell's `>` writes it; a byte order mark is dropped. */
export function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  if (bytes[0] === 0x7b && bytes[1] === 0x00) return new TextDecoder("utf-16le").decode(bytes);
  return new TextDecoder("utf-8").decode(bytes);
}

/** The document, where a wrapper (setup-terraform prints the command first) wrote lines around it. */
function unwrap(text: string): string {
  const body = text.trim();
  if (body.startsWith("{") && body.endsWith("}")) return body;
  const start = body.search(/^\{/m);
  const end = body.lastIndexOf("}");
  return start >= 0 && end > start && /^\}?[^\n]*(\n|$)/.test(body.slice(end)) ? body.slice(start, end + 1) : body;
}

/** JSON that every reader reads alike; anything else is refused with the place. */
export function parseJson(text: string, file: string): Json {
  const body = unwrap(text);
  checkStructure(body, file);
  try {
    return JSON.parse(body) as Json;
  } catch (error) {
    throw new RingfenceError(NOT_JSON, {
      at: file,
      given: body === "" ? "nothing" : `${body.length} characters; ${error instanceof Error ? shortened(error.message) : "unreadable"}`,
      expected: "one whole JSON object",
      fix: "Write it again: terraform show -json PLANFILE > plan.json.",
    });
  }
}

/** V8 quotes the document in its message, and a plan may hold secrets: keep the position only. */
function shortened(message: string): string {
  const position = /position \d+/.exec(message)?.[0];
  return position ? `it breaks at ${position}` : "it ends too early";
}

/** One pass over the text for what JSON.parse accepts in silence: repeated keys, `__proto__`, bottomless nesting. */
function checkStructure(text: string, file: string): void {
  const open: (Set<string> | null)[] = [];
  let keyNext = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '"') {
      const start = at;
      for (at++; at < text.length && text[at] !== '"'; at++) if (text[at] === "\\") at++;
      const keys = open[open.length - 1];
      if (keyNext && keys) checkKey(text.slice(start, at + 1), keys, file, text, start);
      keyNext = false;
    } else if (char === "{" || char === "[") {
      open.push(char === "{" ? new Set() : null);
      keyNext = char === "{";
      if (open.length > MAX_DEPTH) refuse(`nesting deeper than ${MAX_DEPTH}`, file, text, at);
    } else if (char === "}" || char === "]") open.pop();
    else if (char === ",") keyNext = open[open.length - 1] instanceof Set;
  }
}

function checkKey(raw: string, keys: Set<string>, file: string, text: string, at: number): void {
  let key: string;
  try {
    key = raw.includes("\\") ? (JSON.parse(raw) as string) : raw.slice(1, -1);
  } catch {
    return; // JSON.parse of the whole text reports it
  }
  if (key === "__proto__") refuse('the key "__proto__"', file, text, at);
  if (keys.has(key)) refuse(`the key ${JSON.stringify(key.slice(0, 80))} twice in one object`, file, text, at);
  keys.add(key);
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
