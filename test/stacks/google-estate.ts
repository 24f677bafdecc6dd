import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { Program } from "../../config/program";
import { program as europe } from "../../config/programs/european-union";
import type { ProgramInput } from "../../config/schema/schema";
import { googleStacks } from "../../stacks/google";

/** What terraform reads, untyped as it is there. */
export type Json = ReturnType<typeof JSON.parse>;

export interface Built {
  readonly names: readonly string[];
  readonly manifest: Json;
  stack(name: string): Json;
}

export function outdir(): string {
  return mkdtempSync(join(tmpdir(), "ringfence-google-"));
}

/** The Google stacks of a program, synthesized into a folder of their own and read back. */
export function built(input: ProgramInput = europe): Built {
  const folder = outdir();
  const app = new App({ outdir: folder });
  const names = googleStacks(app, Program.of(input)).map((stack) => stack.node.id);
  app.synth();
  return {
    names,
    manifest: JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")),
    // cdktf notes each construct's path under "//", and sorts blocks by name.
    stack: (name) =>
      JSON.parse(readFileSync(join(folder, "stacks", name, "cdk.tf.json"), "utf8"), (key, value) => (key === "//" ? undefined : value)),
  };
}

export function all(stack: Json, type: string): Json[] {
  return Object.values(stack.resource[type] ?? {});
}

export function one(stack: Json, type: string): Json {
  const [only, ...others] = all(stack, type);
  if (only === undefined || others.length > 0) throw new Error(`${others.length + (only ? 1 : 0)} of ${type}, and one was expected`);
  return only;
}

/** The European program with a change. */
export function changed(change: (input: Json) => void): ProgramInput {
  const copy: Json = structuredClone(europe);
  change(copy);
  return copy;
}
