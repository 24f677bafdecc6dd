import type { z } from "zod";
import { RingfenceError, RingfenceErrors } from "../errors";
import { PROGRAM_PAGES } from "./pages";

/** The input with its defaults filled in. Throws RingfenceErrors with everything in it that has another form than the schema's. */
export function shaped<T>(schema: z.ZodType<T>, input: unknown, file: string): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new RingfenceErrors(misshapen(parsed, file));
}

export function misshapen({ error }: z.ZodSafeParseResult<unknown>, file: string): readonly RingfenceError[] {
  return (error?.issues ?? []).map((issue) => shapeError(issue, file));
}

function shapeError(issue: z.core.$ZodIssue, file: string): RingfenceError {
  const path = issue.path
    .map((part, index) => (typeof part === "number" ? `[${part}]` : `${index === 0 ? "" : "."}${String(part)}`))
    .join("");
  const missing = issue.code === "invalid_type" && /received undefined/.test(issue.message);
  return new RingfenceError(PROGRAM_PAGES.shape, {
    at: `${file}${path ? ` ${path}` : ""}`,
    given: missing ? "nothing" : issue.message,
    expected: missing
      ? issue.message.replace(/^Invalid input: expected (\w+).*/, "a value of type $1")
      : "a value that fits the program's schema",
    fix: `Correct ${path || "the program"}; \`ringfence schema program\` prints the form.`,
  });
}
