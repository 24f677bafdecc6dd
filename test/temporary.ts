import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** One folder for all that the tests write away from the project; test/temporary-end.ts removes it. */
export default function begin(): void {
  process.env["TMPDIR"] = mkdtempSync(join(tmpdir(), "ringfence-tests-"));
}
