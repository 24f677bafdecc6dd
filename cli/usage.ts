import { RingfenceError, type ErrorPage } from "../config/errors";
import { today } from "./terminal";

export const USAGE_PAGE: ErrorPage = {
  code: "CLI-USAGE",
  title: "the command's words cannot be understood",
  why: "A misread option would judge something else than was meant.",
};

export const FILE_PAGE: ErrorPage = {
  code: "CLI-FILE",
  title: "a file or folder is not as it must be",
  why: "What cannot be read is not judged, and a result that cannot be written is none.",
};

/** What the operating system refused, as an error of the user's: a folder where a file stands, no permission, no room. */
export function refusedFile(error: unknown): unknown {
  const { syscall, path = "a file", code = "" } = error as NodeJS.ErrnoException;
  if (!(error instanceof Error) || syscall === undefined) return error;
  const expected = "a file or folder that may be used so";
  return new RingfenceError(FILE_PAGE, { at: path, given: `${code} at ${syscall}`, expected, fix: "Name another, or give access to it." });
}

/** What was wrong with the words of `ringfence <command>`. */
export function usage(command: string, at: string, given: string, expected: string): RingfenceError {
  return new RingfenceError(USAGE_PAGE, { at, given, expected, fix: `See \`${["ringfence", command].join(" ").trim()} --help\`.` });
}

/** The word, when it is one of those that an option takes. */
export function oneOf<T extends string>(command: string, word: string, allowed: readonly T[], option: string): T {
  if ((allowed as readonly string[]).includes(word)) return word as T;
  throw usage(command, option, word, allowed.join(", "));
}

/** The day of `--as-of`, or today. One that no calendar has would be read as another: JavaScript takes 30 February for 2 March. */
export function dayOf(command: string, given: string | undefined): string {
  if (given === undefined) return today();
  const read = new Date(/^\d{4}-\d\d-\d\d$/.test(given) ? given : NaN);
  if (!Number.isNaN(read.getTime()) && read.toISOString().startsWith(given)) return given;
  throw usage(command, "--as-of", given, "a day such as 2026-11-24");
}
