import { readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { RingfenceError } from "../../config/errors";
import { CUSTODY_PAGES } from "./pages";
import { WRAPPING_ALGORITHM } from "./wrap";

/** What goes to the machine that wraps, and comes back with the wrapped material. None of it is secret. */
const schema = z.strictObject({
  schema: z.literal("ringfence.wrapping/1"),
  key: z.string().min(1),
  algorithm: z.literal(WRAPPING_ALGORITHM),
  /** DER, in base64. */
  wrappingKey: z.base64().min(1),
  importToken: z.base64().min(1),
  validTo: z.iso.datetime(),
});
export type WrappingParameters = z.output<typeof schema>;

export function writeParameters(file: string, parameters: WrappingParameters): void {
  writeFileSync(file, `${JSON.stringify(parameters, null, 2)}\n`, { flag: "wx" });
}

export function readParameters(file: string): WrappingParameters {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw badParameters(
      file,
      error instanceof SyntaxError ? "no JSON" : ((error as NodeJS.ErrnoException).code ?? "no file"),
      "a file of --wrapping-key-out",
    );
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw badParameters(file, `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`, "a file of --wrapping-key-out, unchanged");
}

export function badParameters(at: string, given: string, expected: string): RingfenceError {
  return new RingfenceError(CUSTODY_PAGES.parameters, {
    at,
    given,
    expected,
    fix: "Begin again with --wrapping-key-out: nothing was imported.",
  });
}
