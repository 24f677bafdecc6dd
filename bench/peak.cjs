"use strict";
/** Says at the end how much memory the process held at most, in KB, and how much processor time it took, in microseconds. */
process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  process.stderr.write(`\npeak ${process.resourceUsage().maxRSS} cpu ${user + system}\n`);
});
