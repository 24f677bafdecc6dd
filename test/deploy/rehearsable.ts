import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stacksInOrder, type StackFolder } from "../../cli/manifest";
import { UNCOVERED } from "../../rehearsal/engines/uncovered";

/** The stacks that the engines can show, in order; the others emit a type that no engine has, or stand on one that does. */
export function rehearsable(outdir: string): { readonly shown: readonly StackFolder[]; readonly left: readonly string[] } {
  const { stacks } = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")) as {
    stacks: Record<string, { dependencies: string[] }>;
  };
  const left = new Set<string>();
  const shown: StackFolder[] = [];
  for (const stack of stacksInOrder(outdir, [])) {
    const { resource = {} } = JSON.parse(readFileSync(join(stack.folder, "cdk.tf.json"), "utf8")) as { resource?: object };
    const lacks = UNCOVERED.some(({ type }) => Object.hasOwn(resource, type));
    if (lacks || stacks[stack.name]?.dependencies.some((name) => left.has(name))) left.add(stack.name);
    else shown.push(stack);
  }
  return { shown, left: [...left] };
}
