const { chmodSync, mkdtempSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

/** One folder for all that the tests write away from the project; temporary-end.js removes it. */
module.exports = function begin() {
  process.env.TMPDIR = mkdtempSync(join(tmpdir(), "ringfence-tests-"));
  // PostgreSQL runs as a user of its own, in a folder of its own below this one.
  chmodSync(process.env.TMPDIR, 0o711);
};
