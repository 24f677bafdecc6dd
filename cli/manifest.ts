import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { RingfenceError, type ErrorPage } from "../config/errors";

export const MANIFEST_PAGE: ErrorPage = {
  code: "MANIFEST",
  title: "synthesized stacks are missing",
  why: "Plans are made from what was synthesized and judged; a blocked build leaves nothing here.",
};

/** One stack of a synthesized folder. */
export interface StackFolder {
  readonly name: string;
  readonly folder: string;
}

/** The stacks of a synthesized folder so that each comes after those that it depends on; all, or those named. */
export function stacksInOrder(outdir: string, named: readonly string[]): readonly StackFolder[] {
  const file = join(outdir, "manifest.json");
  const refuse = (given: string, expected: string, fix: string) => new RingfenceError(MANIFEST_PAGE, { at: file, given, expected, fix });
  if (!existsSync(file))
    throw refuse("no manifest", "a folder written by a build that was not blocked", "Run `npm start` first, and mend what it names.");
  const { stacks } = JSON.parse(readFileSync(file, "utf8")) as {
    stacks: Record<string, { workingDirectory: string; dependencies: string[] }>;
  };
  for (const name of named)
    if (!Object.hasOwn(stacks, name))
      throw refuse(`no stack ${JSON.stringify(name)}`, Object.keys(stacks).join(", "), "Name one of these, or build again.");
  const ordered: string[] = [];
  const visit = (name: string) => {
    if (ordered.includes(name)) return;
    for (const dependency of stacks[name]?.dependencies ?? []) visit(dependency);
    ordered.push(name);
  };
  for (const name of Object.keys(stacks)) visit(name);
  return ordered
    .filter((name) => named.length === 0 || named.includes(name))
    .map((name) => ({ name, folder: join(outdir, stacks[name]?.workingDirectory ?? join("stacks", name)) }));
}
