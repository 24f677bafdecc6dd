import { Expression, parseString } from "../expression";
import { first, get, isObject, list, object, type Json, type JsonObject, type Value, type ValueObject } from "../value";

/** Terraform JSON with every string parsed; the `//` comments, which cdktf fills with metadata, stay as they are. */
export function parseSource(json: Json): Value {
  if (typeof json === "string") return parseString(json);
  if (Array.isArray(json)) return json.map(parseSource);
  if (!isObject(json)) return json;
  return Object.fromEntries(
    Object.entries(json as JsonObject).map(([key, value]) => [key, key === "//" ? (value as Value) : parseSource(value)]),
  );
}

/** A block that stands for no resource at all: it is repeated zero times, or switched off (Terraform, count and for_each; OpenTofu, enabled). */
function standsForNone(values: ValueObject): boolean {
  const [count, each] = [get(values, "count"), get(values, "for_each")];
  const times = count instanceof Expression ? count.sole?.text : count;
  return (
    first(values, "lifecycle[].enabled") === false ||
    String(times) === "0" ||
    (isObject(each) && Object.keys(each).length === 0) ||
    (Array.isArray(each) && each.length === 0)
  );
}

export interface SourceBlock {
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly values: ValueObject;
  readonly constructPath?: string;
}

/** Every `resource` and `data` block of a parsed source. */
export function blocksOf(source: ValueObject): SourceBlock[] {
  return (["resource", "data"] as const).flatMap((section) =>
    labelled(get(source, section)).flatMap(([type, names]) =>
      labelled(names).flatMap(([name, body]) => {
        const values = (isObject(body) ? body : {}) as ValueObject;
        if (standsForNone(values)) return [];
        const path = get(object(get(object(get(values as JsonObject, "//")), "metadata")), "path");
        return {
          mode: section === "data" ? "data" : "managed",
          type,
          name,
          values,
          constructPath: typeof path === "string" ? path : undefined,
        } as const;
      }),
    ),
  );
}

/** What terraform reads beside the `data` section: ephemeral resources, and the data sources that checks hold. Neither is in a state. */
export function ephemeralsOf(source: ValueObject): (Omit<SourceBlock, "mode"> & { readonly mode: "ephemeral" | "data" })[] {
  const sections = [
    { mode: "ephemeral" as const, section: get(source, "ephemeral") },
    ...labelled(get(source, "check")).map(([, check]) => ({
      mode: "data" as const,
      section: isObject(check) ? get(check as ValueObject, "data") : undefined,
    })),
  ];
  return sections.flatMap(({ mode, section }) =>
    labelled(section).flatMap(([type, names]) =>
      labelled(names).map(([name, body]) => ({ mode, type, name, values: (isObject(body) ? body : {}) as ValueObject })),
    ),
  );
}

/** A labelled section may be one object or a list of them (JSON configuration syntax, nested block mapping). */
export function labelled(section: Value | undefined): [string, Value][] {
  return list(section as Value | Value[])
    .flatMap((item) => (isObject(item) ? Object.entries(item as ValueObject).filter(([key]) => key !== "//") : []))
    .flatMap(([key, value]) =>
      Array.isArray(value) ? value.map((each): [string, Value] => [key, each]) : [[key, value] as [string, Value]],
    );
}
