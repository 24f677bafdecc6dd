import { z } from "zod";
import { name } from "./names";
import { account, parties } from "./parties";
import { programSchema, type ProgramData } from "./schema";

const { shape } = programSchema;
const [aws, google] = account.options;

/**
 * A program for plans that nobody here wrote: every part may be left out but its name and the jurisdiction, and what is there
 * has the form of a whole program's. No default stands in for a part, or something would be judged that nobody said; an
 * account's purpose and a project's number are asked for only where something is built.
 */
export const partsSchema = programSchema.partial({ deadline: true, obligations: true, custody: true, datasets: true }).extend({
  parties: parties.partial().optional(),
  accounts: z
    .record(name, z.discriminatedUnion("cloud", [aws.partial({ purpose: true }), google.partial({ purpose: true, number: true })]))
    .default({}),
  networks: shape.networks.unwrap().optional(),
  retention: shape.retention.unwrap().optional(),
  guardrails: shape.guardrails.unwrap().optional(),
  googleGuardrails: shape.googleGuardrails.unwrap().optional(),
});

export type PartsData = z.output<typeof partsSchema>;
export type Part = keyof ProgramData;

/** The parts that a whole program has, that a few lines may leave out, and that are not there. */
export function leftOut(input: unknown): readonly Part[] {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return [];
  const given = input as Partial<Record<Part, unknown>>;
  return OPTIONAL.filter((part) => given[part] === undefined);
}

const mayBeAbsent = (part: z.ZodType): boolean => part.safeParse(undefined).success;
const OPTIONAL = (Object.keys(shape) as Part[]).filter((part) => mayBeAbsent(partsSchema.shape[part]) && !mayBeAbsent(shape[part]));
