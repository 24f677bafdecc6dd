import { get, list, object, type Json } from "../value";
import type { PlanConfiguration } from "./configuration";
import type { Resource } from "./model";

/** What a plan's configuration refers to: a resource, and which of its attributes. */
export interface Referent {
  readonly resource: Resource;
  readonly attribute: string;
}

const MAX_STEPS = 16;
const STEP = /([A-Za-z_][\w-]*)(\[(?:\d+|"(?:[^"\\]|\\.)*"|[^\]"]+)\])?/y;

interface Part {
  readonly name: string;
  readonly key: string;
}

/**
 * Follows the references of a plan's configuration through module calls and outputs to a resource.
 *
 * A plan shows what an expression refers to and not what it does with it, so that only an expression which refers to
 * nothing else counts, and only where the referent makes the value itself when it is applied: until then no function
 * can have seen it.
 */
export class References {
  constructor(
    private readonly configuration: PlanConfiguration,
    private readonly find: (address: string) => readonly Resource[],
  ) {}

  /** `module` is the instance's path, `module.a["k"].`, in which the references were written. */
  follow(references: readonly string[], module: string, steps = 0): Referent | undefined {
    const sole = soleOf(references);
    if (sole === undefined || steps > MAX_STEPS) return undefined;
    const parts = partsOf(sole);
    const [head, second, third] = parts;
    if (!head || !second) return undefined;
    if (head.name === "var") return this.variable(second.name, module, steps);
    if (head.name === "module") return third && this.output(second, third.name, module, steps);
    if (["local", "each", "count", "path", "terraform", "self"].includes(head.name)) return undefined;
    const data = head.name === "data";
    const [type, name, attribute] = data ? [second, third, parts[3]] : [head, second, third];
    if (!name) return undefined;
    const found = this.find(`${module}${data ? "data." : ""}${type.name}.${name.name}${instance(name.key)}`);
    const [first] = found;
    return first && attribute && found.every((each) => each.provider === first.provider)
      ? { resource: first, attribute: attribute.name }
      : undefined;
  }

  private variable(name: string, module: string, steps: number): Referent | undefined {
    const call = this.configuration.module(plain(module))?.call;
    const given = object(get(object(get(call, "expressions")), name));
    return (
      call &&
      this.follow(textsOf(get(given, "references")), module.replace(/module\.[^.[]+(\[(?:\d+|"(?:[^"\\]|\\.)*")\])?\.$/, ""), steps + 1)
    );
  }

  private output({ name, key }: Part, output: string, module: string, steps: number): Referent | undefined {
    const inner = `${module}module.${name}${instance(key)}.`;
    const body = this.configuration.module(plain(inner))?.body;
    const expression = object(get(object(get(object(get(body, "outputs")), output)), "expression"));
    return this.follow(textsOf(get(expression, "references")), inner, steps + 1);
  }
}

/** The one thing that references name, prefixes and parents and the key of an instance apart. */
function soleOf(references: readonly string[]): string | undefined {
  const named = references.filter((text) => !/^(each\.(key|value)|count\.index)$/.test(text));
  const longest = named.reduce((a, b) => (b.length > a.length ? b : a), "");
  return longest !== "" && named.every((text) => longest === text || longest.startsWith(`${text}.`) || longest.startsWith(`${text}[`))
    ? longest
    : undefined;
}

function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < text.length;) {
    STEP.lastIndex = at;
    const match = STEP.exec(text);
    if (!match) return [];
    parts.push({ name: match[1] as string, key: match[2] ?? "" });
    at = STEP.lastIndex;
    if (at < text.length && text[at] !== ".") return [];
    at++;
  }
  return parts;
}

/** A literal key; any other is one of the instances. */
const instance = (key: string) => (/^\[(\d+|"(?:[^"\\]|\\.)*")\]$/.test(key) ? key : "");

const plain = (module: string) => module.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, "");

const textsOf = (json: Json | undefined): string[] => list<Json>(json as Json[]).filter((text): text is string => typeof text === "string");
