import pc from "picocolors";
import { userErrors } from "../config/errors";
import { clean as cleanOfReport } from "../review/report/clean";

/** Whether results may be coloured: somebody looks at them, and NO_COLOR does not forbid it. */
export const IN_COLOR = process.stdout.isTTY && pc.isColorSupported;

/** Results go to stdout, so that they can be piped. */
export function say(text: string): void {
  process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
}

/** Progress and errors go to stderr. */
export function complain(text: string): void {
  process.stderr.write(text.endsWith("\n") ? text : `${text}\n`);
}

/** Prints what the user has to mend, and answers `exit`; a defect of ours is thrown on. People read a paragraph each, programs a line. */
export function sayErrors(thrown: unknown, exit: number, toPeople: boolean = process.stderr.isTTY): number {
  const all = userErrors(thrown);
  if (!all) throw thrown;
  // Two copies may miss the same key of a party: what is to be mended once is said once.
  const errors = [...new Map(all.map((error) => [error.message, error])).values()];
  if (!toPeople) {
    for (const { message } of errors) complain(clean(message.replace(/\s+/g, " ")));
    return exit;
  }
  for (const { code, page, details } of errors)
    complain(
      `${code}  ${clean(details.at)}: ${page.title}\n  given     ${clean(details.given)}\n  expected  ${clean(details.expected)}\n  to mend   ${clean(details.fix)}`,
    );
  complain(`${errors.length} ${errors.length === 1 ? "error" : "errors"}. \`ringfence explain ${errors[0]?.code ?? "CODE"}\` says more.`);
  return exit;
}

/** As a report's texts are cleaned, but of several lines: input may hold escape sequences and text that reorders itself. */
export function clean(text: string): string {
  return text.replace(/[^\n\t]+/g, (part) => cleanOfReport(part));
}

/** The only clock that expiries read, unless `--as-of` says otherwise. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

// `ringfence review … | head` closes the pipe early; that is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});
