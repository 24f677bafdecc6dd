import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

type Type = string | readonly [string, Type | Record<string, Type>];
interface Attribute {
  readonly optional?: boolean;
  readonly required?: boolean;
  readonly type?: Type;
  readonly nested_type?: { readonly nesting_mode: string; readonly attributes: Record<string, Attribute> };
}
interface Block {
  readonly attributes?: Record<string, Attribute>;
  readonly block_types?: Record<string, { readonly block: Block }>;
}
/** The resource types of `terraform providers schema -json`. */
export type Schema = Record<string, { readonly block: Block }>;

/** The paths that a configuration may set, as the catalogue writes them; with `all`, those that only the provider sets too. */
export function* settable(block: Block, all = false, prefix = ""): Generator<string> {
  for (const [name, attribute] of Object.entries(block.attributes ?? {})) {
    if (!all && !attribute.optional && !attribute.required) continue;
    const { nested_type: nested, type } = attribute;
    if (nested) {
      yield prefix + name;
      yield* settable({ attributes: nested.attributes }, all, `${prefix}${name}${nested.nesting_mode === "single" ? "" : "[]"}.`);
    } else {
      yield prefix + name;
      if (type !== undefined) yield* inType(type, prefix + name);
    }
  }
  for (const [name, { block: inner }] of Object.entries(block.block_types ?? {})) yield* settable(inner, all, `${prefix}${name}[].`);
}

function* inType(type: Type, path: string): Generator<string> {
  if (typeof type === "string") return;
  const [kind, inner] = type;
  if (kind !== "object") yield* inType(inner as Type, `${path}[]`);
  else
    for (const [name, each] of Object.entries(inner as Record<string, Type>)) {
      yield `${path}.${name}`;
      yield* inType(each, `${path}.${name}`);
    }
}

const LIB = (provider: string) => join("node_modules/@cdktf", `provider-${provider}`, "lib");

function* bindings(provider: string): Generator<{ readonly type: string; readonly text: string }> {
  for (const name of readdirSync(LIB(provider))) {
    const file = join(LIB(provider), name, "index.js");
    if (name.startsWith(`data-${provider}-`) || !existsSync(file)) continue;
    let text = readFileSync(file, "utf8");
    const type = /tfResourceType = ["']([a-z0-9_]+)/.exec(text)?.[1];
    if (type === undefined || type === provider) continue;
    const structs = join(LIB(provider), name, "index-structs");
    if (existsSync(structs))
      for (const each of readdirSync(structs).filter((file) => file.endsWith(".js"))) text += readFileSync(join(structs, each), "utf8");
    yield { type, text };
  }
}

export const awsTypes = (): string[] => [...bindings("aws")].map(({ type }) => type);

/** The paths of each type, read from the functions that write them into Terraform's JSON. */
export function bindingPaths(provider: string, wanted?: ReadonlySet<string>): Map<string, string[]> {
  const all = new Map<string, string[]>();
  for (const { type, text } of bindings(provider)) {
    if (wanted?.has(type) === false) continue;
    const field = (body: string) =>
      [...body.matchAll(/^\s+([a-z0-9_]+): (.*)$/gm)].map(
        ([, name = "", value = ""]) => [name, /(\w+)ToTerraform/.exec(value.replace(/cdktf\.\w+/g, ""))?.[1]] as const,
      );
    const structs = new Map(
      [...text.matchAll(/function (\w+)ToTerraform\(struct\) \{[\s\S]*?return \{(\};|[\s\S]*?\n {4}\};)/g)].map(
        ([, name = "", body = ""]) => [name, field(body)],
      ),
    );
    const paths: string[] = [];
    const walk = (fields: ReturnType<typeof field>, prefix: string): void => {
      for (const [name, struct] of fields) {
        const inner = struct === undefined ? undefined : structs.get(struct);
        if (name === "timeouts") continue;
        if (inner) walk(inner, `${prefix}${name}[].`);
        else paths.push(prefix + name);
      }
    };
    walk(field(/synthesizeAttributes\(\) \{\s*return \{([\s\S]*?)\n {8}\};/.exec(text)?.[1] ?? ""), "");
    all.set(type, paths);
  }
  return all;
}
