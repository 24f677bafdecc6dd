import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadModule } from "../../cli/modules";
import { loadProgram } from "../../config/load";

const folder = mkdtempSync(join(tmpdir(), "ringfence-modules-"));

/** A program with a mistake that no schema sees: it does not compile, or throws as it runs. */
test.each([
  [
    "compiled",
    "export const program = {\n  name: 1\n  deadline: 2,\n};\n",
    /PROGRAM-FILE.*a module that fails: \S*compiled\.ts:3:3: Expected "}"/,
  ],
  [
    "run",
    "type Parties = { name: string };\nconst none = undefined as unknown as Parties;\n\nexport const program = { name: none.name };\n",
    /PROGRAM-FILE.*TypeError: Cannot read properties of undefined \(reading 'name'\) at run\.ts:4:\d+/,
  ],
])("a program that fails while it is %s is refused by the place in its source", (name, text, says) => {
  const path = join(folder, `${name}.ts`);
  writeFileSync(path, text);
  expect(() => loadProgram(path, loadModule)).toThrow(says);
});
