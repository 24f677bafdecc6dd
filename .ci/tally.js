"use strict";
/**
 * Adds up jest's JSON results.
 *
 *   tally.js FOLDER BROKEN     prints the closing line; BROKEN counts failed steps that left no result
 *   tally.js --failed FILE     exits 0 when the file shows a failed test
 */
const { readFileSync, readdirSync } = require("node:fs");
const { join } = require("node:path");

function count(file) {
  let run;
  try {
    run = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return { passed: 0, failed: 0, skipped: 0 }; // the runner never got to its end
  }
  // A suite that cannot even load has no failed test of its own.
  const failed = run.numFailedTests + run.numRuntimeErrorTestSuites;
  return { passed: run.numPassedTests, failed, skipped: run.numPendingTests + run.numTodoTests };
}

function main([first, second]) {
  if (first === "--failed") return count(second).failed > 0 ? 0 : 1;
  const total = { passed: 0, failed: Number(second), skipped: 0 };
  for (const name of readdirSync(first)) {
    const run = count(join(first, name));
    for (const key of Object.keys(total)) total[key] += run[key];
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  return total.failed > 0 || total.passed === 0 ? 1 : 0;
}

process.exitCode = main(process.argv.slice(2));
