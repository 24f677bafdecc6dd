import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Program } from "../../config/program";
import { review } from "../../review/review";
import { synthesize } from "../../stacks/program-stacks";
import { moving } from "../moving";
import { reversing } from "../reversing";

const PROGRAMS = { copy: moving("copy"), cutover: moving("cutover"), soak: moving("soak"), "soak, with a way back": reversing() };

/** A move's own roles, keys and legs must not make the review block the program that it was written for. */
test.each(Object.entries(PROGRAMS))("nothing of the whole estate's move blocks in %s", async (_, input) => {
  const outdir = mkdtempSync(join(tmpdir(), "ringfence-moving-review-"));
  try {
    const program = Program.of(input);
    synthesize(program, outdir);
    const { blocks, findings, unclassified } = await review([outdir], program.scope(), { asOf: "2026-11-24" });
    expect(findings.map(({ rule, address, message }) => `${rule} ${address} ${message}`)).toEqual([]);
    expect(unclassified).toEqual([]);
    expect(blocks).toBe(false);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
});
