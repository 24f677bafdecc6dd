import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Program } from "../../config/program";
import { synthesize } from "../../stacks/program-stacks";
import { describeWithEngines } from "../engines";
import { moving } from "../moving";
import { complaints } from "./validated";

const PHASES = ["copy", "reconcile", "cutover", "soak"] as const;

describeWithEngines(["terraform", "the AWS provider"], "terraform validates each phase of the whole estate's move", () => {
  let root: string;
  beforeAll(() => (root = mkdtempSync(join(tmpdir(), "ringfence-moving-"))));
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  const written = (phase: "prepare" | (typeof PHASES)[number]) => {
    const outdir = join(root, phase);
    synthesize(Program.of(moving(phase)), outdir);
    return readdirSync(join(outdir, "stacks")).map((stack) => {
      const folder = join(outdir, "stacks", stack);
      return { folder, text: readFileSync(join(folder, "cdk.tf.json"), "utf8") };
    });
  };

  test("from copy to soak", () => {
    // What stands before a move is validated elsewhere, and what no phase changes once.
    const seen = new Set(written("prepare").map(({ text }) => text));
    const changed = PHASES.flatMap(written).filter(({ text }) => {
      // No Google provider is here: its stacks are compared with the bindings (test/stacks/google-bindings.test.ts).
      const asked = !seen.has(text) && !("google" in (JSON.parse(text) as { provider: object }).provider);
      seen.add(text);
      return asked;
    });
    expect(complaints(changed.map(({ folder }) => folder))).toEqual([]);
  }, 300_000);
});
