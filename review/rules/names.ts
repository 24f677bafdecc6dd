import { again } from "../again";
import { Expression } from "../expression";
import type { Facts } from "../facts/facts";
import type { Resource } from "../facts/model";
import { parseJson } from "../read/json";
import { isObject, type Json, type Value, type ValueObject } from "../value";

/** What only describes. */
const TAGS = new Set(["tags", "tags_all"]);

/** Every text by which a resource names something else, with its attribute; what expressions come to, and what documents hold that are no policies. */
export const namesIn = (resource: Resource, facts: Facts): readonly (readonly [string, string])[] => of(facts)(resource);

/** Several rules ask this of one resource, one after another. */
const of = again((facts: Facts) => again((resource: Resource) => [...texts(resource.values, "", resource, facts)]));

function* texts(value: Value | undefined, path: string, resource: Resource, facts: Facts): Generator<readonly [string, string]> {
  if (typeof value === "string") {
    if (/^[{[]/.test(value)) yield* texts(documentIn(value), path, resource, facts);
    else if (value !== "") yield [path, value];
  } else if (value instanceof Expression) {
    const text = facts.resolver.text(value, resource.stack) ?? value.parts[0];
    if (typeof text === "string") yield* texts(text, path, resource, facts);
  } else if (Array.isArray(value)) {
    for (const [index, each] of value.entries()) yield* texts(each, `${path}[${index}]`, resource, facts);
  } else if (isObject(value)) {
    for (const [key, each] of Object.entries(value as ValueObject))
      if (path !== "" || !TAGS.has(key)) yield* texts(each, path === "" ? key : `${path}.${key}`, resource, facts);
  }
}

/** A document inside of a text, such as a container's definition; no policy. */
function documentIn(text: string): Json | undefined {
  try {
    const json = parseJson(text, "a document");
    return isObject(json) && Object.hasOwn(json, "Statement") ? undefined : json;
  } catch {
    return undefined;
  }
}
