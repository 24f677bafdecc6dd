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
import { moving } from "../moving";
import { usIdentityCenter } from "../identity-center-program";

describeWithEngines(
  ["terraform", "the AWS provider"],
  "terraform validates every AWS stack, offline, with the real provider 5.100.0",
  () => {
    let root: string;
    beforeAll(() => (root = mkdtempSync(join(tmpdir(), "ringfence-validate-"))));
    afterAll(() => rmSync(root, { recursive: true, force: true }));

    // The custody mode decides about keys and their stores, the sign-in about people; the other stacks are the same in each.
    test.each([
      ["united-states", unitedStates, /./],
      ["european-union", europeanUnion, /./],
      ["united-states, external", usExternal, /^(bootstrap|custody|keys)-/],
      ["united-states, imported", usImported, /^(bootstrap|custody|keys)-/],
      ["united-states, on the move", moving("copy"), /^(line|migration)-/],
      ["united-states, behind Identity Center", usIdentityCenter, /^(access|identity-center)-/],
    ])(
      "%s",
      (of, input, differs) => {
        const outdir = join(root, of.replaceAll(/\W+/g, "-"));
        synthesize(Program.of(input, input.name), outdir);
        const env = terraformEnv(writeCliConfig(root, findProviderMirror() ?? ""));
        const run = (folder: string, ...args: string[]) =>
          spawnSync("terraform", [...args, "-no-color"], { cwd: folder, encoding: "utf8", env });
        for (const stack of readdirSync(join(outdir, "stacks")).filter((name) => differs.test(name))) {
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
