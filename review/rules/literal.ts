import type { Resource } from "../facts/model";
import { get, isObject, type JsonObject } from "../value";

/**
 * Does its configuration write out this attribute's text, and refer to nothing? In a plan of what stands already every reference has
 * come to a text.
 */
export function isLiteral({ source, written, values }: Resource, attribute: string): boolean {
  if (source !== undefined) return typeof get(source, attribute) === "string";
  const expression = get(written, attribute);
  if (expression !== undefined) return isObject(expression) && typeof get(expression as JsonObject, "constant_value") === "string";
  return typeof get(values, attribute) === "string";
}
