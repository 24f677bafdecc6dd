import { z } from "zod";
import { PHASES } from "../scope";
import { name } from "./names";

export const phase = z.enum(PHASES);

/** A moment in UTC, such as a listing's or a bucket's last write. */
const instant = z.iso.datetime("must be a moment in UTC such as 2027-03-01T00:00:00Z");
const file = z.string().min(1);

/** A prefix that stands in policies as it is: what they would take for a pattern or a variable is none. */
const literalPrefix = z
  .string()
  .max(512)
  .regex(/^[^*?$]*$/, "must hold no *, ? or $, which policies read as patterns");

/** What every old copy of a dataset says of its own move. */
export const move = {
  name,
  phase: phase.optional().describe("Where this copy's migration stands; the dataset's own phase when it is absent."),
  frozenAt: instant.optional().describe("When the last write reached the old copy: from cutover on nothing is written to it."),
  evidence: z.array(file).default([]).describe("Signed evidence that the copy has arrived, files beside the program."),
  rows: file.optional().describe("What the reconciliation wrote beside its result: the rows that do not match."),
  inventories: z
    .strictObject({ legacy: z.array(file).min(1), home: z.array(file).min(1) })
    .optional()
    .describe("The inventories that were compared, so that their digests are checked against the evidence."),
  back: z
    .strictObject({ evidence: file, frozenAt: instant })
    .optional()
    .describe("For going back after cutover: the signed comparison of home with the old copy, and when the last write reached home."),
  reverse: z
    .strictObject({ prefix: literalPrefix, from: instant, until: instant })
    .optional()
    .describe(
      "In the soak only: what was written at home goes back into the old bucket, under this prefix (every key, when it is empty), by one role, between these moments. The freeze spares nothing else.",
    ),
};

/** How the mover changes an old object's key on its way. It is of the data: evidence made under another form is void. */
export const keyed = {
  keys: z
    .strictObject({
      prefixes: z
        .record(z.string(), z.string())
        .refine((all) => new Set(Object.values(all)).size === Object.keys(all).length, "two old prefixes must not have the same new one")
        .default({})
        .describe("Old prefix to new prefix; the longest that fits is replaced, and an empty old one fits every key."),
      unicode: z
        .enum(["as-is", "nfc"])
        .default("as-is")
        .describe("nfc composes both sides' characters: file systems of data centres often hold them decomposed."),
    })
    .optional()
    .describe("How keys of the old copy and of the home are brought to one form before they are compared; as they are, when it is absent."),
};

/** How an old bucket is emptied, and what becomes of it. None of it is of the data, so that evidence stays good when it changes. */
export const bucketEnd = {
  purgeBy: z
    .enum(["deletion", "expiration"])
    .default("deletion")
    .describe(
      "deletion by `ringfence purge`, or, where there is too much for that, expiration by lifecycle rules that it only watches, which takes a signed dry run of that command under evidence.",
    ),
  atClose: z
    .enum(["release", "destroy"])
    .default("release")
    .describe("What becomes of the emptied bucket once the copy is closed: it goes back to its owner, or it goes."),
};
