import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Program } from "../../config/program";
import { program as europeanUnion } from "../../config/programs/european-union";
import { program as unitedStates } from "../../config/programs/united-states";
import { findProviderMirror, terraformEnv, writeCliConfig } from "../../rehearsal/engines/mirror";
import { synthesize } from "../../stacks/program-stacks";
import { usExternal, usImported } from "../custody-programs";
import { describeWithEngines } from "../engines";

describeWithEngines(
  ["terraform", "the AWS provider"],
  "terraform validates every AWS stack, offline, with the real provider 5.100.0",
  () => {
    let root: string;
    beforeAll(() => (root = mkdtempSync(join(tmpdir(), "ringfence-validate-"))));
    afterAll(() => rmSync(root, { recursive: true, force: true }));

    test.each([unitedStates, europeanUnion, usExternal, usImported])(
      "$name, $custody.mode",
      (input) => {
        const outdir = join(root, `${input.name}-${input.custody.mode}`);
        synthesize(Program.of(input, input.name), outdir);
        const env = terraformEnv(writeCliConfig(root, findProviderMirror() ?? ""));
        const run = (folder: string, ...args: string[]) =>
          spawnSync("terraform", [...args, "-no-color"], { cwd: folder, encoding: "utf8", env });
        // The custody mode decides about keys and their stores; the other stacks are the same in each.
        const differs = (stack: string) => input.custody.mode === "custodian-account" || /^(bootstrap|custody|keys)-/.test(stack);
        for (const stack of readdirSync(join(outdir, "stacks")).filter(differs)) {
          const folder = join(outdir, "stacks", stack);
          // Google's provider is not on every machine; its attributes are compared with the bindings instead.
          if (!readFileSync(join(folder, "cdk.tf.json"), "utf8").includes('"aws": [')) continue;
          expect({ stack, said: run(folder, "init", "-backend=false", "-input=false").stderr }).toEqual({ stack, said: "" });
          expect({ stack, said: run(folder, "validate").stdout.trim() }).toEqual({ stack, said: "Success! The configuration is valid." });
        }
      },
      300_000,
    );
  },
);
