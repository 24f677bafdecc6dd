"use strict";
// What bench/review.ts requires before a run: its peak memory in KB and its processor time in microseconds, in the end.
const { isMainThread } = require("node:worker_threads");

if (isMainThread)
  process.on("exit", () => {
    const { user, system } = process.cpuUsage();
    process.stderr.write(`\npeak ${process.resourceUsage().maxRSS} cpu ${user + system}\n`);
  });
