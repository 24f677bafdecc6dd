import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Program } from "../../config/program";
import type { ProgramInput } from "../../config/schema/schema";
import { review } from "../../review/review";
import { synthesize } from "../../stacks/program-stacks";
import { euExternal, euImported, usExternal, usImported } from "../custody-programs";

const root = mkdtempSync(join(tmpdir(), "ringfence-modes-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** What the stacks of one program come to when they are judged against another mode. */
async function judged(input: ProgramInput, mode = input.custody.mode) {
  const outdir = join(root, `${input.name}-${input.custody.mode}-${mode}`);
  const program = Program.of(input);
  synthesize(program, outdir);
  return review([outdir], { ...program.scope(), custodyMode: mode }, { asOf: "2026-11-24" });
}
const origins = (report: Awaited<ReturnType<typeof judged>>) => report.findings.filter(({ rule }) => rule === "CUSTODY-05");

test.each([usExternal, usImported, euExternal, euImported])("$name in mode $custody.mode is reviewed clean", async (input) => {
  const report = await judged(input);
  expect(report.findings.map(({ rule, address, message }) => `${rule} ${address}: ${message}`)).toEqual([]);
  expect(report.unclassified).toEqual([]);
});

test.each([usImported, euImported])("the keys of $name in mode imported do not pass for external ones", async (input) => {
  const findings = origins(await judged(input, "external"));
  expect(findings.length).toBeGreaterThan(2);
  for (const { verdict, message } of findings) expect([verdict, message]).toEqual(["breach", "its key is of imported material"]);
});
