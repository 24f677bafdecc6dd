import type { Json, JsonObject } from "../value";

/** Terraform's own documents stay under 60 levels; a provider's deepest schema (QuickSight) under 40. */
export const MAX_DEPTH = 200;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const OPEN = new Set([0x7b, 0x5b]);
const PLANNED = '"planned_values"';

export interface Structure {
  /** Behind the brace that closes the first document; undefined where none does. */
  readonly end?: number;
  /** Pairs of key and value in it: as many as it has colons outside of text. */
  readonly pairs: number;
  /** Where the nesting becomes bottomless. */
  readonly deep?: number;
  /** From where to where `planned_values` stand, the first where they stand twice. */
  readonly planned?: { readonly from: number; readonly to: number };
}

/**
 * One pass over the text for what JSON.parse accepts in silence, to the document's end or no further than the end of its
 * `planned_values`. Text is leapt over, so that it costs little beside the parsing.
 */
export function scan(text: string, until?: "planned_values"): Structure {
  let depth = 0;
  let pairs = 0;
  let lastText = 0;
  let from = 0;
  let planned: Structure["planned"];
  const length = text.length;
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      lastText = at;
      at = closing(text, at);
    } else if (code === COLON) pairs++;
    else if (code === 0x7b || code === 0x5b) {
      if (++depth > MAX_DEPTH) return { pairs, deep: at };
      if (depth === 2) from = !planned && text.startsWith(PLANNED, lastText) ? at : 0;
    } else if (code === 0x7d || code === 0x5d) {
      if (--depth === 0) return { end: at + 1, pairs, planned };
      if (depth === 1 && from > 0) {
        planned = { from, to: at + 1 };
        if (until) return { pairs, planned };
      }
    }
  }
  return { pairs };
}

/** The quote that ends the text which begins at one; the end of the document where none does. */
function closing(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return at;
  }
  return text.length;
}

/** The pairs that a parsed document holds: fewer than its text wrote when a key was repeated; none when `__proto__` is one of its keys. */
export function countPairs(root: JsonObject): number {
  let pairs = 0;
  const waiting: Json[] = [root];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (Array.isArray(next)) {
      for (const item of next) if (typeof item === "object" && item !== null) waiting.push(item);
    } else {
      const object = next as JsonObject;
      for (const key in object) {
        pairs++;
        if (key === "__proto__") return 0;
        const value = object[key];
        if (typeof value === "object" && value !== null) waiting.push(value);
      }
    }
  }
  return pairs;
}

/** Where a key is repeated or is `__proto__`, once it is known that one is. */
export function hostileKey(text: string): { at: number; given: string } {
  const open: (Set<string> | null)[] = [];
  let keyNext = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const keys = open[open.length - 1];
    if (code === QUOTE) {
      const end = closing(text, at);
      if (keyNext && keys) {
        const key = JSON.parse(text.slice(at, end + 1)) as string;
        if (key === "__proto__") return { at, given: 'the key "__proto__"' };
        if (keys.has(key)) return { at, given: `the key ${JSON.stringify(key.slice(0, 80))} twice in one object` };
        keys.add(key);
      }
      keyNext = false;
      at = end;
    } else if (OPEN.has(code)) {
      open.push(code === 0x7b ? new Set() : null);
      keyNext = code === 0x7b;
    } else if (code === 0x7d || code === 0x5d) {
      open.pop();
      keyNext = false;
    } else if (code === 0x2c) keyNext = keys instanceof Set;
  }
  return { at: 0, given: "a key twice in one object" };
}
