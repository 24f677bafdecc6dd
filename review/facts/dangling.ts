import { Expression, parseString } from "../expression";
import { get, isObject, list, type Value, type ValueObject } from "../value";
import { blocksOf, ephemeralsOf, labelled } from "./source";

/** Names that stand for something else than a block: of loops, of terraform itself. */
const NO_BLOCK = new Set(["each", "count", "path", "terraform", "self", "provider"]);

/**
 * What a source refers to and does not hold: terraform refuses to plan it (Terraform, references to named values).
 * Only plain references are read; of what stands inside a function's call nothing is said.
 */
export function danglingIn(source: ValueObject): ReadonlyMap<string, string> {
  const names = (section: string) => labelled(get(source, section)).map(([name]) => name);
  const held = new Set([
    ...blocksOf(source).map(({ mode, type, name }) => (mode === "data" ? `data.${type}.${name}` : `${type}.${name}`)),
    ...ephemeralsOf(source).map(({ mode, type, name }) => `${mode}.${type}.${name}`),
    ...names("locals").map((name) => `local.${name}`),
    ...names("variable").map((name) => `var.${name}`),
    ...names("module").map((name) => `module.${name}`),
  ]);
  const missing = new Map<string, string>();
  const visit = (value: Value, at: string): void => {
    if (value instanceof Expression) {
      for (const part of value.parts) if (typeof part !== "string" && part.steps) note(part.steps, at);
    } else if (Array.isArray(value)) value.forEach((each) => visit(each, at));
    else if (isObject(value))
      for (const [key, each] of Object.entries(value as ValueObject)) {
        if (key === "//") continue;
        if (key === "depends_on") for (const name of list<Value>(each as Value[])) noteText(name, at);
        else visit(each, at);
      }
  };
  const noteText = (value: Value, at: string) => {
    const parsed = typeof value === "string" ? parseString(`\${${value}}`) : undefined;
    if (parsed instanceof Expression && parsed.sole?.steps) note(parsed.sole.steps, at);
  };
  const note = ([head = "", second = "", third = ""]: readonly string[], at: string) => {
    const three = head === "data" || head === "ephemeral";
    // An iterator of a dynamic block is a name without an underscore, or one whose value or key is meant.
    if (
      NO_BLOCK.has(head) ||
      (!three && !["local", "var", "module"].includes(head) && (!head.includes("_") || /^(key|value)$/.test(second)))
    )
      return;
    const address = three ? `${head}.${second}.${third}` : `${head}.${second}`;
    if (!held.has(address) && !missing.has(address)) missing.set(address, at);
  };
  for (const { mode, type, name, values } of blocksOf(source)) visit(values, mode === "data" ? `data.${type}.${name}` : `${type}.${name}`);
  for (const section of ["output", "locals", "provider"])
    for (const [name, value] of labelled(get(source, section))) visit(value, `${section}.${name}`);
  return missing;
}
