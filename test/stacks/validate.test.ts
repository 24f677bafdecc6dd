import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Program } from "../../config/program";
import { program as unitedStates } from "../../config/programs/united-states";
import { synthesize } from "../../stacks/program-stacks";
import { usExternal, usImported } from "../custody-programs";
import { describeWithEngines } from "../engines";
import { moving } from "../moving";
import { movingMysql } from "../mysql";
import { reversing } from "../reversing";
import { usIdentityCenter } from "../identity-center-program";
import { complaints } from "./validated";

describeWithEngines(
  ["terraform", "the AWS provider"],
  "terraform validates every AWS stack, offline, with the real provider 5.100.0",
  () => {
    let root: string;
    const seen = new Set<string>();
    beforeAll(() => (root = mkdtempSync(join(tmpdir(), "ringfence-validate-"))));
    afterAll(() => rmSync(root, { recursive: true, force: true }));

    test("an attribute that the provider does not know is complained of, by its file", () => {
      const folder = join(root, "unknown");
      mkdirSync(folder);
      writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify({ resource: { aws_vpc: { v: { cidr_blok: "10.0.0.0/16" } } } }));
      expect(complaints([folder])).toEqual([expect.stringMatching(/unknown\/cdk\.tf\.json: .*cidr_blok/)]);
    }, 300_000);

    // The custody mode decides about keys and their stores, the sign-in about people; the other stacks are the same in each.
    test.each([
      ["united-states", unitedStates, /./],
      ["united-states, external", usExternal, /^(bootstrap|custody|keys)-/],
      ["united-states, imported", usImported, /^(bootstrap|custody|keys)-/],
      ["united-states, on the move", moving("copy"), /^(line|migration)-/],
      ["united-states, with MySQL on the move", movingMysql("copy"), /^(migration-profiles|storage)-/],
      ["united-states, with a way back", reversing(), /^(legacy|migration|organization)-/],
      ["united-states, behind Identity Center", usIdentityCenter, /^(access|identity-center)-/],
    ])(
      "%s",
      (of, input, differs) => {
        const outdir = join(root, of.replaceAll(/\W+/g, "-"));
        synthesize(Program.of(input, input.name), outdir);
        const folders = readdirSync(join(outdir, "stacks"))
          .filter((name) => differs.test(name))
          .map((name) => join(outdir, "stacks", name))
          .filter((folder) => {
            const text = readFileSync(join(folder, "cdk.tf.json"), "utf8");
            // Google's provider is not on every machine; its attributes are compared with the bindings instead.
            const asked = !seen.has(text) && text.includes('"aws": [');
            seen.add(text);
            return asked;
          });
        expect(complaints(folders)).toEqual([]);
      },
      300_000,
    );
  },
);
