import { Expression } from "./expression";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/**
 * What stands in a resource once plan and source are laid over each other:
 * JSON, an expression of the source that is still to be followed, or something that nobody can know yet.
 */
export type Value = null | boolean | number | string | Value[] | ValueObject | Expression | Unknown;
export type ValueObject = { [key: string]: Value };

/** A value that the input does not show. `computed`: the configuration does not set it, the provider will. */
export class Unknown {
  constructor(
    readonly reason: string,
    readonly computed = false,
    /** What the plan's configuration says it is made of: prefixes and parents included. */
    readonly references: readonly string[] = [],
    /** The module's instance in which that was written: `module.a["k"].`, or nothing for the root. */
    readonly module = "",
  ) {}
}

/** A JSON object, of all that a value can be. */
export function isObject<T>(value: T): value is T & { [key: string]: never } {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Unknown) && !(value instanceof Expression)
  );
}

/** What a document holds under a key, so that one named `constructor` finds nothing: all that JavaScript puts there is functions, but `__proto__`. */
export function get<T extends Value>(value: { [key: string]: T } | undefined, key: string): T | undefined {
  const found = value?.[key];
  return typeof found === "function" || key === "__proto__" ? undefined : found;
}

export function object(value: Json | undefined): JsonObject {
  return isObject(value) ? (value as JsonObject) : {};
}

/** A text of a document that may hold anything in its place. */
export function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

/** A simple value in words, for messages and names; nothing else has any. */
export function shown(value: Value | undefined): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

/** A block stands in Terraform JSON as an object or as a list of them. */
export function list<T>(value: T | T[] | undefined | null): T[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

export function isAbsent(value: Value | undefined): boolean {
  return value === undefined || value === null || value === "" || (value instanceof Unknown && value.computed);
}

export interface Found {
  /** The path with its indices: `rule[0].destination[0].bucket`. */
  readonly path: string;
  readonly value: Value;
}

/**
 * Everything under a path such as `rule[].destination[].bucket`.
 * A step that is itself unresolved is returned in place of what lies below it, so that nothing hidden counts as absent.
 */
export function select(root: Value | undefined, path: string): readonly Found[] {
  if (root === undefined) return NOTHING;
  const steps = stepsOf(path);
  if (isObject(root) && lacks(root as ValueObject, (steps[0] as Step).name)) return NOTHING;
  const found: Found[] = [];
  collect(root, "", steps, 0, found);
  return found;
}

/** Most of what is asked for is not there, which needs no list of its own. */
const NOTHING: readonly Found[] = [];

const lacks = (block: ValueObject, name: string) => get(block, name) === undefined && get(block, "dynamic") === undefined;

interface Step {
  readonly name: string;
  readonly each: boolean;
}

/** The catalogue's paths are few and asked for often. */
const STEPS = new Map<string, readonly Step[]>();

function stepsOf(path: string): readonly Step[] {
  const known = STEPS.get(path);
  if (known) return known;
  const steps = path.split(".").map((step) => ({ name: step.replace(/\[\]$/, ""), each: step.endsWith("[]") }));
  STEPS.set(path, steps);
  return steps;
}

function collect(value: Value, path: string, steps: readonly Step[], at: number, found: Found[]): void {
  const step = steps[at];
  if (step === undefined || !(isObject(value) || Array.isArray(value))) {
    // A plan writes a block that is not there as an empty list.
    const empty = isAbsent(value) || (Array.isArray(value) && value.length === 0);
    if ((step === undefined || typeof value === "object") && !empty) found.push({ path, value });
  } else if (Array.isArray(value)) value.forEach((item, index) => collect(item, `${path}[${index}]`, steps, at, found));
  else below(value as ValueObject, path, steps, at, step, found);
}

function below(block: ValueObject, path: string, steps: readonly Step[], at: number, { name, each }: Step, found: Found[]): void {
  const inner = path === "" ? name : `${path}.${name}`;
  const dynamic = get(block, "dynamic");
  const value = get(block, name);
  if (isObject(dynamic) && get(dynamic as ValueObject, name) !== undefined)
    found.push({ path: inner, value: new Unknown("in a dynamic block, which only terraform expands") });
  else if (value === undefined) return;
  else if (!each) collect(value, inner, steps, at + 1, found);
  else list<Value>(value as Value | Value[]).forEach((item, index) => collect(item, `${inner}[${index}]`, steps, at + 1, found));
}

/** The one value under a path; the first when there are several. */
export function first(root: Value | undefined, path: string): Value | undefined {
  return select(root, path)[0]?.value;
}
