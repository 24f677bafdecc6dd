import { get, isObject, type Json, type JsonObject } from "../../review/value";

/** A generator of numbers that repeats itself from its seed (mulberry32). */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Values that readers have stumbled over. */
const ODD: readonly Json[] = [
  null, true, false, 0, -1, 1e308, "", "us-east-1", "eu-west-1", "${var.x}", "${", "arn:aws:kms:::", "\u202e", "a".repeat(5000),
  [], {}, [[]], [null], { constructor: 1 }, { length: -1 }, { references: ["var.x"] }, { constant_value: null },
  "module.m[\"", ["create", "delete"], ["open"], { toString: {} },
]; // prettier-ignore

interface Slot {
  readonly holder: Json[] | JsonObject;
  readonly key: string | number;
  readonly path: string;
}

function slots(json: Json, path: string, all: Slot[]): Slot[] {
  if (Array.isArray(json))
    json.forEach((value, key) => {
      all.push({ holder: json, key, path: `${path}[${key}]` });
      slots(value, `${path}[${key}]`, all);
    });
  else if (isObject(json))
    for (const [key, value] of Object.entries(json as JsonObject)) {
      all.push({ holder: json as JsonObject, key, path: `${path}.${key}` });
      slots(value, `${path}.${key}`, all);
    }
  return all;
}

/** Changes one to three things of a plan's structure, and says which. */
export function mutate(plan: JsonObject, random: () => number): string[] {
  return Array.from({ length: 1 + Math.floor(random() * 3) }, () => {
    const all = slots(plan, "", []);
    const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
    const slot = pick(all);
    const holder = slot.holder as Record<string | number, Json>;
    const how = pick(["remove", "replace", "swap", "repeat", "rename"]);
    if (how === "remove") {
      if (Array.isArray(slot.holder)) slot.holder.splice(slot.key as number, 1);
      else Reflect.deleteProperty(slot.holder, slot.key);
    } else if (how === "replace") holder[slot.key] = structuredClone(pick(ODD));
    else if (how === "swap") {
      const other = pick(all);
      holder[slot.key] = structuredClone((other.holder as Record<string | number, Json>)[other.key] ?? null);
    } else if (how === "repeat") {
      if (Array.isArray(slot.holder)) slot.holder.push(structuredClone(slot.holder[slot.key as number] ?? null));
    } else if (!Array.isArray(slot.holder)) {
      const value = get(slot.holder, slot.key as string);
      Reflect.deleteProperty(slot.holder, slot.key);
      slot.holder[`${slot.key}x`] = value ?? null;
    }
    return `${how} ${slot.path}`;
  });
}
