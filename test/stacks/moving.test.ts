import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Program } from "../../config/program";
import { findProviderMirror, terraformEnv, writeCliConfig } from "../../rehearsal/engines/mirror";
import { synthesize } from "../../stacks/program-stacks";
import { describeWithEngines } from "../engines";
import { moving } from "../moving";

const PHASES = ["copy", "reconcile", "cutover", "soak"] as const;

describeWithEngines(["terraform", "the AWS provider"], "terraform validates each phase of the whole estate's move", () => {
  let root: string;
  beforeAll(() => (root = mkdtempSync(join(tmpdir(), "ringfence-moving-"))));
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  /** Terraform has said yes to these texts: what no phase changes is validated once, and what stands before a move elsewhere. */
  const valid = new Set<string>();
  const written = (phase: "prepare" | (typeof PHASES)[number]) => {
    const outdir = join(root, phase);
    synthesize(Program.of(moving(phase)), outdir);
    return readdirSync(join(outdir, "stacks")).map((stack) => {
      const folder = join(outdir, "stacks", stack);
      return { stack, folder, text: readFileSync(join(folder, "cdk.tf.json"), "utf8") };
    });
  };
  beforeAll(() => written("prepare").forEach(({ text }) => valid.add(text)));

  test.each(PHASES)(
    "%s",
    (phase) => {
      const env = terraformEnv(writeCliConfig(root, findProviderMirror() ?? ""));
      const run = (folder: string, ...args: string[]) =>
        spawnSync("terraform", [...args, "-no-color"], { cwd: folder, encoding: "utf8", env });
      for (const { stack, folder, text } of written(phase)) {
        // No Google provider is here: its stacks are compared with the bindings (test/stacks/google-bindings.test.ts).
        if (valid.has(text) || "google" in (JSON.parse(text) as { provider: object }).provider) continue;
        valid.add(text);
        expect({ stack, said: run(folder, "init", "-backend=false", "-input=false").stderr }).toEqual({ stack, said: "" });
        expect({ stack, said: run(folder, "validate").stdout.trim() }).toEqual({ stack, said: "Success! The configuration is valid." });
      }
    },
    300_000,
  );
});
