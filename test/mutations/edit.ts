import type { Claim } from "../../config/scope";

/** One value of Terraform JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { [key: string]: Json };
export type Block = { [key: string]: Json };

/** The synthesized example, by stack; an edit changes it in place. */
export interface Estate {
  readonly stacks: Readonly<Record<string, StackJson>>;
}

export interface StackJson {
  resource: Record<string, Record<string, Block>>;
  data: Record<string, Record<string, Block>>;
  provider: Record<string, Block[]>;
  terraform: { backend: Record<string, Block> };
  output?: Record<string, Block>;
}

/** One change to the synthesized example, as somebody could make it by hand or by accident. */
export interface Edit {
  readonly of: string;
  readonly stack: string;
  readonly change: (stack: StackJson) => void;
}

/** An edit that the review must catch, under this claim and at an address that matches. */
export interface Harmful extends Edit {
  readonly claim: Claim;
  /** A resource's address, or its beginning; the stack's own findings have none. */
  readonly at: RegExp;
  /** What goes wrong shows at another stack: a store is no longer recorded when the trail is gone. */
  readonly anywhere?: boolean;
}

export const harmful = (of: string, claim: Claim, stack: string, at: RegExp, change: Edit["change"]): Harmful => ({
  of,
  stack,
  claim,
  at,
  change,
});

/** The first resource of a type whose name matches; an edit that finds nothing to edit is an error, never a pass. */
export function resource(stack: StackJson, type: string, named = /./): Block {
  const [, block] = Object.entries(stack.resource[type] ?? {}).find(([name]) => named.test(name)) ?? [];
  if (!block) throw new Error(`no ${type} whose name matches ${String(named)}`);
  return block;
}

/** A resource more. */
export function add(stack: StackJson, type: string, name: string, block: Block): void {
  stack.resource[type] = { ...stack.resource[type], [name]: block };
}

export function provider(stack: StackJson): Block {
  const block = stack.provider["aws"]?.[0];
  if (!block) throw new Error("no AWS provider");
  return block;
}

/** A policy that stands as text inside a block, changed as a document. */
export function editPolicy(block: Block, attribute: string, change: (statements: Block[]) => void): void {
  const document = JSON.parse(String(block[attribute])) as { Statement: Block[] };
  change(document.Statement);
  block[attribute] = JSON.stringify(document);
}
