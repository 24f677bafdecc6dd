import { RingfenceError, type ErrorPage } from "../config/errors";

export const USAGE_PAGE: ErrorPage = {
  code: "CLI-USAGE",
  title: "the command's words cannot be understood",
  why: "A misread option would judge something else than was meant.",
};

/** What was wrong with the words of `ringfence <command>`. */
export function usage(command: string, at: string, given: string, expected: string): RingfenceError {
  return new RingfenceError(USAGE_PAGE, { at, given, expected, fix: `See \`ringfence ${command} --help\`.` });
}

/** The word, when it is one of those that an option takes. */
export function oneOf<T extends string>(command: string, word: string, allowed: readonly T[], option: string): T {
  if ((allowed as readonly string[]).includes(word)) return word as T;
  throw usage(command, option, word, allowed.join(", "));
}
