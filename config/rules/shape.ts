import type { z } from "zod";
import { RingfenceErrors, type RingfenceError } from "../errors";
import { shapeError } from "../shape-error";

/** The input with its defaults filled in. Throws RingfenceErrors with everything in it that has another form than the schema's. */
export function shaped<T>(schema: z.ZodType<T>, input: unknown, file: string): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new RingfenceErrors(misshapen(parsed, input, file));
}

export function misshapen({ error }: z.ZodSafeParseResult<unknown>, input: unknown, file: string): readonly RingfenceError[] {
  return (error?.issues ?? []).map((issue) => shapeError(issue, input, file));
}
