import { existsSync } from "node:fs";
import { RingfenceError } from "../config/errors";
import { PROGRAM_PAGES } from "../config/rules/pages";

/** The program that a command means: the one named, else program.ts here, else the example in a checkout. */
export function programFile(named: string | undefined): string {
  const usual = ["program.ts", "program.json", "program.yaml", "config/programs/united-states.ts"];
  const found = named ?? process.env.RINGFENCE_PROGRAM ?? usual.find((file) => existsSync(file));
  if (found) return found;
  throw new RingfenceError(PROGRAM_PAGES.file, {
    at: process.cwd(),
    given: "no program",
    expected: `one of ${usual.slice(0, 3).join(", ")}`,
    fix: "Name it with --program, or make one with `ringfence init`.",
  });
}
