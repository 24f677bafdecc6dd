import { userErrors } from "../../config/errors";
import { Program } from "../../config/program";
import type { ProgramInput } from "../../config/schema/schema";

/** A program as it may be written by hand, where anything can stand anywhere. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Loose = any;
export type Change = (input: Loose) => unknown;

/** The program with one thing changed. */
export function changed(input: ProgramInput, change: Change): ProgramInput {
  const copy = structuredClone(input);
  change(copy);
  return copy;
}

/** What Program.of says is wrong. */
export function errorsOf(input: unknown): { code: string; message: string }[] {
  try {
    Program.of(input);
    return [];
  } catch (error) {
    const errors = userErrors(error);
    if (!errors) throw error;
    return errors.map(({ code, message }) => ({ code, message }));
  }
}

/** One mistake in a program, with the code and the words by which it is refused. */
export interface Bad {
  readonly of: string;
  readonly change: Change;
  readonly code: string;
  readonly says: string | RegExp;
}

export function refuses(input: ProgramInput, table: readonly Bad[]): void {
  test.each(table.map((bad) => [bad.of, bad] as const))("%s", (_of, bad) => {
    const errors = errorsOf(changed(input, bad.change)).filter(({ code }) => code === bad.code);
    const messages = errors.map(({ message }) => message).join("\n");
    if (typeof bad.says === "string") expect(messages).toContain(bad.says);
    else expect(messages).toMatch(bad.says);
  });
}

/** The datasets of the united-states program, by their places in it. */
export const [CONTENT, PROFILES, SESSIONS, ARCHIVE] = [0, 1, 2, 3];
