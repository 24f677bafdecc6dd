import { evaluate } from "../evaluate";
import { Expression, type Reference } from "../expression";
import { get, isAbsent, isObject, list, object, textOf, Unknown, type Json, type JsonObject, type Value, type ValueObject } from "../value";
import type { Plain } from "../functions";
import { derived } from "./derived";
import { References } from "./references";
import type { Resolution, Resource, Stack } from "./model";

/** A chain of references longer than this is a circle. */
const MAX_STEPS = 32;

const unresolved = (reason: string): Resolution => ({ kind: "unresolved", reason });

/** Follows references through resources, locals and other stacks' outputs. It never evaluates a function: only terraform does. */
export class Resolver {
  private readonly byAddress = new Map<Stack, Map<string, Resource>>();
  private readonly references = new Map<Stack, References>();
  private readonly blocks = new Map<Stack, Map<string, Resource[]>>();
  private readonly byNames = new Map<Stack, Map<string, Map<string, Resource[]>>>();

  constructor(private readonly stacks: readonly Stack[]) {
    for (const stack of stacks) {
      const resources = new Map<string, Resource>();
      for (const resource of stack.resources) resources.set(resource.address, resource);
      this.byAddress.set(stack, resources);
    }
  }

  find(stack: Stack, address: string): Resource | undefined {
    return this.byAddress.get(stack)?.get(address);
  }

  /** How many addresses a stack has: fewer than resources, where two have one. */
  countOf(stack: Stack): number {
    return this.byAddress.get(stack)?.size ?? 0;
  }

  /** The managed resource of its own stack that a value names, whatever the attribute comes to: a name that two places have alike is then no question. */
  named(value: Value | undefined, stack: Stack): Resource | undefined {
    const [type, name] = (value instanceof Expression && value.sole?.steps) || [];
    return type === undefined || name === undefined ? undefined : this.find(stack, `${type}.${name}`);
  }

  /** The one resource of a type in a stack whose attribute comes to a name. */
  byName(stack: Stack, type: string, attribute: string, name: string | undefined): Resource | undefined {
    if (name === undefined) return undefined;
    const found = this.index(stack, type, attribute).get(name) ?? [];
    return found.length === 1 ? found[0] : undefined;
  }

  private index(stack: Stack, type: string, attribute: string): ReadonlyMap<string, Resource[]> {
    const indices = this.byNames.get(stack) ?? new Map<string, Map<string, Resource[]>>();
    this.byNames.set(stack, indices);
    const key = `${type}.${attribute}`;
    const known = indices.get(key);
    if (known) return known;
    const index = new Map<string, Resource[]>();
    for (const resource of stack.resources) {
      if (resource.type !== type || resource.mode !== "managed") continue;
      const name = this.text(get(resource.values, attribute), stack);
      const known = name === undefined ? undefined : index.get(name);
      if (known) known.push(resource);
      else if (name !== undefined) index.set(name, [resource]);
    }
    indices.set(key, index);
    return index;
  }

  resolve(value: Value | undefined, stack: Stack, steps = 0): Resolution {
    if (steps > MAX_STEPS) return unresolved("a circle of references");
    if (value instanceof Unknown) return this.referent(value, stack);
    if (!(value instanceof Expression)) return { kind: "value", value: value ?? null };
    if (value.sole) return this.follow(value.sole, stack, steps + 1);
    const texts = value.parts.map((part) => (typeof part === "string" ? part : this.textOf(this.follow(part, stack, steps + 1))));
    const missing = texts.findIndex((text) => text === undefined);
    if (missing < 0) return { kind: "value", value: texts.join("") };
    return unresolved(`the expression ${(value.parts[missing] as Reference).text}`);
  }

  /** What a plan leaves open, where its configuration says which resource will make it. */
  private referent(value: Unknown, stack: Stack): Resolution {
    if (value.references.length === 0 || !stack.configuration) return unresolved(value.reason);
    const references = this.references.get(stack) ?? new References(stack.configuration, (address) => this.instances(stack, address));
    this.references.set(stack, references);
    const found = references.follow(value.references, value.module);
    return found ? { kind: "resource", ...found } : unresolved(value.reason);
  }

  /** A resource, or where its address lacks a key, every instance of its block. */
  private instances(stack: Stack, address: string): readonly Resource[] {
    const one = this.find(stack, address);
    if (one) return [one];
    let blocks = this.blocks.get(stack);
    if (!blocks) {
      blocks = new Map();
      for (const resource of stack.resources) {
        const block = blockOf(resource);
        const known = blocks.get(block);
        if (known) known.push(resource);
        else blocks.set(block, [resource]);
      }
      this.blocks.set(stack, blocks);
    }
    return blocks.get(address) ?? [];
  }

  /** The text that a value comes to; undefined when it is none or not known. */
  text(value: Value | undefined, stack: Stack): string | undefined {
    return typeof value === "string" ? value : this.textOf(this.resolve(value, stack));
  }

  private textOf(resolution: Resolution): string | undefined {
    if (resolution.kind !== "value") return undefined;
    const { value } = resolution;
    return typeof value === "string" ? value : typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
  }

  private follow({ text, steps: names }: Reference, stack: Stack, steps: number): Resolution {
    if (!names) return this.evaluated(text, stack, steps);
    const [head = "", second = "", third = ""] = names;
    if (head === "local") return this.into(get(object2(get(stack.source, "locals")), second), names.slice(2), stack, steps, text);
    if (head === "var") return this.variable(stack, second, names.slice(2), steps);
    if (head === "data" && second === "terraform_remote_state") return this.output(stack, third, names.slice(3), steps);
    if (["module", "each", "count", "path", "terraform", "self"].includes(head)) return unresolved(`the expression ${text}`);
    const data = head === "data";
    const address = data ? `data.${second}.${third}` : `${head}.${second}`;
    const resource = this.find(stack, address);
    return resource
      ? this.attribute(resource, names.slice(data ? 3 : 2), steps, text)
      : unresolved(`a reference to ${address}, which its stack does not hold`);
  }

  private evaluated(text: string, stack: Stack, steps: number): Resolution {
    const value = evaluate(text, (names) => plain(this.follow({ text: names.join("."), steps: names }, stack, steps + 1)));
    return value === undefined ? unresolved(`the expression ${text.slice(0, 120)}`) : { kind: "value", value };
  }

  private attribute(resource: Resource, path: readonly string[], steps: number, text: string): Resolution {
    const [name, ...rest] = path;
    if (name === undefined) return unresolved(`the expression ${text}`);
    if (get(resource.source, "count") !== undefined || get(resource.source, "for_each") !== undefined)
      return unresolved(`the expression ${text}, of a repeated resource`);
    const stated = get(resource.values, name);
    if (stated !== undefined && stated !== null && !(stated instanceof Unknown))
      return this.into(stated, rest, resource.stack, steps, text);
    if (stated instanceof Unknown && !stated.computed && !["id", "arn"].includes(name)) return unresolved(stated.reason);
    const known = derived(resource, name, (value) => this.text(value, resource.stack));
    if (known !== undefined) return { kind: "value", value: known };
    return rest.length === 0 ? { kind: "resource", resource, attribute: name } : unresolved(`the expression ${text}`);
  }

  private into(value: Value | undefined, path: readonly string[], stack: Stack, steps: number, text: string): Resolution {
    let at = value;
    for (const step of path) {
      if (at instanceof Expression) {
        const inner = this.resolve(at, stack, steps + 1);
        if (inner.kind !== "value") return inner.kind === "unresolved" ? inner : unresolved(`the expression ${text}`);
        at = inner.value;
      }
      // A block that the source writes as one object is a list to terraform: `[0]` is that object.
      at = Array.isArray(at)
        ? at[Number(step)]
        : isObject(at)
          ? step === "0" && !Object.hasOwn(at, "0")
            ? at
            : get(at as ValueObject, step)
          : undefined;
    }
    return at === undefined ? unresolved(`the expression ${text}`) : this.resolve(at, stack, steps + 1);
  }

  /** A variable is known only from a plan that was made with it: a default may be overridden. */
  private variable(stack: Stack, name: string, path: readonly string[], steps: number): Resolution {
    const variable = object(get(object(get(stack.plan?.json, "variables") as Json), name));
    const value = get(variable, "value") as Value | undefined;
    const declared = object(get(object(get(stack.synth?.json, "variable") as Json), name));
    if (value === undefined || get(declared, "sensitive") === true) return unresolved(`var.${name}, which is given when it runs`);
    return this.into(value, path, stack, steps, `var.${name}`);
  }

  /** `data.terraform_remote_state.<input>.outputs.<output>`, into the stack whose state lies in that backend. */
  private output(stack: Stack, input: string, path: readonly string[], steps: number): Resolution {
    const state = this.find(stack, `data.terraform_remote_state.${input}`);
    const [outputs, name = "", ...rest] = path;
    const text = `data.terraform_remote_state.${input}.outputs.${name}`;
    if (!state || outputs !== "outputs") return unresolved(`the expression ${text}`);
    const upstream = this.stacks.filter((other) => other !== stack && sameState(state.source ?? state.values, other.source));
    if (upstream.length !== 1)
      return unresolved(`${text}, whose stack is ${upstream.length === 0 ? "in none of the inputs" : "ambiguous"}`);
    const output = get(object2(get(object2(get((upstream[0] as Stack).source, "output")), name)), "value");
    return output === undefined
      ? unresolved(`${text}, which its stack does not put out`)
      : this.into(output, rest, upstream[0] as Stack, steps, text);
  }
}

/** The address of a resource's block, without the key of its instance. Most have none: theirs is their own. */
export function blockOf({ address, module, mode, type, name }: Resource): string {
  return address.endsWith("]") || address.endsWith(")") ? `${module}${mode === "data" ? "data." : ""}${type}.${name}` : address;
}

function plain(resolution: Resolution): Plain | undefined {
  const isPlain = (value: Value): value is Plain =>
    value === null || ["string", "number", "boolean"].includes(typeof value) || (Array.isArray(value) && value.every(isPlain));
  return resolution.kind === "value" && isPlain(resolution.value) ? resolution.value : undefined;
}

function object2(value: Value | undefined): ValueObject | undefined {
  const [one] = list<Value>(value as Value | Value[]);
  return isObject(one) ? (one as ValueObject) : undefined;
}

/** Do a remote state's configuration and a stack's backend name the same object? */
function sameState(reader: ValueObject, source: ValueObject | undefined): boolean {
  const kind = get(reader, "backend");
  const config = object2(get(reader, "config"));
  const backend = object2(get(object2(get(object2(get(source, "terraform")), "backend")), textOf(kind as Json)));
  if (!config || !backend) return false;
  const identity = kind === "s3" ? ["bucket", "key"] : kind === "gcs" ? ["bucket", "prefix"] : kind === "local" ? ["path"] : [];
  const same = (name: string) => !isAbsent(get(config, name)) && get(config, name) === get(backend, name);
  if (kind !== "local") return identity.length > 0 && identity.every(same);
  const name = get(object(get(object(get(source as JsonObject | undefined, "//")), "metadata")), "stackName");
  // cdktf rewrites a local backend's path relative to its reader, so only the file's name is comparable.
  return same("path") || (typeof name === "string" && textOf(get(config, "path") as Json).endsWith(`terraform.${name}.tfstate`));
}
