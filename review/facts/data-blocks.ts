import { configAddress, parseAddress } from "../address";
import { Expression } from "../expression";
import { get, isObject, list, object, textOf, type Json, type JsonObject, type Value, type ValueObject } from "../value";
import { stateResources } from "./configuration";
import type { Stack } from "./model";
import { ephemeralsOf, blocksOf, type SourceBlock } from "./source";

/** An attribute as it was written: a constant, or something that is only known when it runs. */
export type Written = { readonly kind: "absent" | "open" } | { readonly kind: "constant"; readonly value: Json };

/** A block that terraform reads when it plans. */
export interface DataBlock {
  /** In its module, without instance keys. */
  readonly address: string;
  readonly type: string;
  /** Does the plan show that none of its instances is read? */
  readonly unread: boolean;
  written(attribute: string): Written;
}

const ABSENT: Written = { kind: "absent" };
const OPEN: Written = { kind: "open" };

/**
 * Every data source of a stack. Where there is a plan they are taken from its configuration, which shows every module, and not
 * from what was read: one that waits for another resource is read by `apply` only.
 */
export function dataBlocks(stack: Stack): readonly DataBlock[] {
  return stack.plan ? planned(stack, stack.plan.json) : sourced(stack.source ?? {});
}

function sourced(source: ValueObject): DataBlock[] {
  return [...blocksOf(source), ...ephemeralsOf(source)].filter(({ mode }) => mode !== "managed").map(ofSource);
}

function ofSource({ mode, type, name, values }: Omit<SourceBlock, "mode"> & { readonly mode: string }): DataBlock {
  return {
    address: `${mode}.${type}.${name}`,
    type,
    unread: get(values, "count") === 0,
    written: (attribute) => {
      const value = get(values, attribute);
      if (value === undefined || value === null) return ABSENT;
      return isConstant(value) ? { kind: "constant", value: value as Json } : OPEN;
    },
  };
}

function isConstant(value: Value): boolean {
  if (value instanceof Expression) return false;
  if (Array.isArray(value)) return value.every(isConstant);
  return isObject(value) ? Object.values(value as ValueObject).every(isConstant) : typeof value !== "object" || value === null;
}

function planned({ configuration }: Stack, plan: JsonObject): DataBlock[] {
  const { read, whole } = readIn(plan);
  const blocks = (configuration?.dataSources ?? []).map(({ address, body, repeated }): DataBlock => {
    const expressions = object(get(body, "expressions"));
    return {
      address,
      type: textOf(get(body, "type")),
      unread: repeated && whole && get(plan, "errored") !== true && !read.has(address),
      written: (attribute) => ofPlan(get(expressions, attribute)),
    };
  });
  const shown = new Set(blocks.map(({ address }) => address));
  // What was read and is in no configuration that is shown: nobody can say how it was written.
  const rest = [...read].filter(([address]) => !shown.has(address));
  return [...blocks, ...rest.map(([address, type]): DataBlock => ({ address, type, unread: false, written: () => OPEN }))];
}

/** From a JSON configuration terraform 1.11 writes the unevaluated text as a constant, `${var.region}`, beside its references. */
function ofPlan(expression: Json | undefined): Written {
  if (expression === undefined) return ABSENT;
  const value = get(object(expression), "constant_value");
  if (value === undefined || get(object(expression), "references") !== undefined || /[$%]\{/.test(JSON.stringify(value))) return OPEN;
  return value === null ? ABSENT : { kind: "constant", value };
}

interface Read {
  /** Types, by the address of the block. */
  readonly read: ReadonlyMap<string, string>;
  /** Was every address one? Where not, nobody can say of a block that none of its instances was read. */
  readonly whole: boolean;
}

/** Data sources that were read or will be. A trace of an earlier plan in a state counts too. */
function readIn(plan: JsonObject): Read {
  const read = new Map<string, string>();
  let whole = true;
  for (const each of list<Json>(get(plan, "resource_changes") as Json[]).concat(stateResources(get(plan, "prior_state")))) {
    const seen = object(each);
    if (get(seen, "mode") !== "data") continue;
    const address = textOf(get(seen, "address"));
    try {
      const parsed = parseAddress(address);
      read.set(configAddress(parsed), parsed.type);
    } catch {
      // Only a state's addresses get here unchecked: those of changes are refused when the plan is read.
      whole = false;
      read.set(address || `data.${textOf(get(seen, "type"))}`, textOf(get(seen, "type")));
    }
  }
  return { read, whole };
}
