import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

let results: string;
beforeEach(() => {
  results = mkdtempSync(join(tmpdir(), "ringfence-tally-"));
});
afterEach(() => {
  rmSync(results, { recursive: true, force: true });
});

interface Counts {
  passed?: number;
  failed?: number;
  pending?: number;
  todo?: number;
  suites?: number;
}

function run(name: string, { passed = 0, failed = 0, pending = 0, todo = 0, suites = 0 }: Counts): void {
  const result = {
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: pending,
    numTodoTests: todo,
    numRuntimeErrorTestSuites: suites,
  };
  writeFileSync(join(results, name), JSON.stringify(result));
}

function tally(broken: number): { line: string | undefined; status: number | null } {
  const { stdout, status } = spawnSync(process.execPath, [join(__dirname, "../../.ci/tally.js"), results, String(broken)], {
    encoding: "utf8",
  });
  return { line: stdout.trimEnd().split("\n").at(-1), status };
}

describe("the closing line of CI", () => {
  test("sums the runs", () => {
    run("a.json", { passed: 10, pending: 1 });
    run("b.json", { passed: 5, todo: 1 });
    expect(tally(0)).toEqual({ line: "15 passed, 0 failed, 2 skipped", status: 0 });
  });

  test.each<[string, Counts, number, string]>([
    ["a failed test", { passed: 3, failed: 2 }, 0, "3 passed, 2 failed, 0 skipped"],
    ["a suite that does not load", { passed: 3, suites: 1 }, 0, "3 passed, 1 failed, 0 skipped"],
    ["a step without results", { passed: 3 }, 1, "3 passed, 1 failed, 0 skipped"],
    ["no test at all", {}, 0, "0 passed, 0 failed, 0 skipped"],
  ])("%s fails the run", (_, counts, broken, line) => {
    run("a.json", counts);
    expect(tally(broken)).toEqual({ line, status: 1 });
  });

  test("a result that is cut short counts for nothing and does not hide the others", () => {
    run("a.json", { passed: 1 });
    writeFileSync(join(results, "b.json"), '{"numPassed');
    expect(tally(1)).toEqual({ line: "1 passed, 1 failed, 0 skipped", status: 1 });
  });
});
