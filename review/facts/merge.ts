import { Expression } from "../expression";
import { get, isObject, object, Unknown, type Json, type JsonObject, type Value, type ValueObject } from "../value";

interface Layers {
  /** `after`, or `before` where the resource goes. */
  readonly known: Json | undefined;
  readonly unknown: Json | undefined;
  readonly sensitive: Json | undefined;
  /** The same place in the plan's own `configuration`: constants and references. */
  readonly configuration: Json | undefined;
  /** The same place in the synthesized source. */
  readonly source: Value | undefined;
  /** Is either of the last two complete, so that what they leave out is not set? */
  readonly configured: boolean;
  /** The path of the module's instance. */
  readonly module?: string;
}

/**
 * A resource's values: what the plan knows, and where it does not, what the source says.
 * `after_unknown` is an object per key, a list per index, or `true` for a whole subtree (Terraform, JSON output format);
 * masked values never leave this function.
 */
export function merge(layers: Layers): Value {
  const { known, unknown, sensitive, configuration, source } = layers;
  if (sensitive === true) return SENSITIVE;
  if (unknown === true) return unknownValue(layers);
  if (Array.isArray(known) || Array.isArray(unknown)) {
    if (isNothing(unknown) && isNothing(sensitive)) return known ?? null;
    const length = Math.max(Array.isArray(known) ? known.length : 0, Array.isArray(unknown) ? unknown.length : 0);
    return Array.from({ length }, (_, index) =>
      merge({
        known: item(known, index),
        unknown: item(unknown, index),
        sensitive: item(sensitive, index),
        configuration: item(configuration, index),
        source: Array.isArray(source) ? source[index] : index === 0 ? source : undefined,
        configured: layers.configured,
        module: layers.module,
      }),
    );
  }
  if (isObject(known) || isObject(unknown)) return mergeObject(layers);
  return known ?? null;
}

/** What most plans say a hundred thousand times needs one object each. */
const SENSITIVE = new Unknown("sensitive");
const COMPUTED = new Unknown("known after apply", true);
const UNTOLD = new Unknown("known after apply");

/** A tree of marks without a mark in it. */
function isNothing(marks: Json | undefined): boolean {
  if (typeof marks !== "object" || marks === null) return marks !== true;
  if (Array.isArray(marks)) return marks.every(isNothing);
  for (const key in marks) if (!isNothing(marks[key])) return false;
  return true;
}

/** Most of a plan hides nothing: only what is marked is merged, and nothing is copied but what holds a mark. */
function mergeObject(layers: Layers): Value {
  const { configured, module } = layers;
  const known = object(layers.known);
  const unknown = object(layers.unknown);
  const sensitive = object(layers.sensitive);
  const configuration = object(layers.configuration);
  const source = isObject(layers.source) ? (layers.source as ValueObject) : undefined;
  let merged: ValueObject | undefined;
  const marked = (key: string) => {
    const value = merge({
      known: get(known, key),
      unknown: get(unknown, key),
      sensitive: get(sensitive, key),
      configuration: get(configuration, key),
      source: get(source, key),
      configured,
      module,
    });
    // Assigned, not spread: V8 takes six times as long to add a key to what was spread, of one type after another, as terraform lists them.
    if (value !== (get(known, key) ?? null)) (merged ??= Object.assign({}, known) as ValueObject)[key] = value;
  };
  for (const key in unknown) marked(key);
  for (const key in sensitive) if (Object.hasOwn(known, key) && !Object.hasOwn(unknown, key)) marked(key);
  return merged ?? layers.known ?? null;
}

function unknownValue({ configuration, source, configured, module }: Layers): Value {
  if (source !== undefined) return source;
  if (configuration === undefined) return configured ? COMPUTED : UNTOLD;
  // A constant that the plan does not repeat may be write-only or masked, so it is not read: only what it refers to is.
  const references = get(object(configuration), "references");
  return new Unknown(
    "known after apply",
    false,
    Array.isArray(references) ? references.filter((one): one is string => typeof one === "string") : [],
    module,
  );
}

/** Terraform writes a block's configuration as a list, and an attribute's as one object whatever its index. */
function item(json: Json | undefined, index: number): Json | undefined {
  if (Array.isArray(json)) return json[index];
  return json === true || (isObject(json) && Object.hasOwn(json, "references")) ? json : undefined;
}

/** Does anything in here wait for an expression or for the provider? */
export function isWhole(value: Value): boolean {
  if (value instanceof Expression || value instanceof Unknown) return false;
  if (Array.isArray(value)) return value.every(isWhole);
  return isObject(value) ? Object.values(value as ValueObject).every(isWhole) : true;
}

export function configurationOf(resource: JsonObject | undefined): Json | undefined {
  return resource === undefined ? undefined : get(resource, "expressions");
}
