"use strict";
/**
 * Refuses a package whose licence this project does not take. It reads package-lock.json alone, so it needs neither
 * the network nor node_modules. Direct packages may carry the licences listed first; anything else that comes along
 * below them is allowed by name, after someone has read its licence.
 */
const { readFileSync } = require("node:fs");
const { join } = require("node:path");

const PERMISSIVE = new Set(["MIT", "Apache-2.0", "Apache-2.0 AND MIT", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MPL-2.0"]);

/** Transitive packages under other permissive terms: name, then the licence that was read. */
const BY_NAME = {
  "@isaacs/nonrecursive-glob-match": "BlueOak-1.0.0",
  "caniuse-lite": "CC-BY-4.0",
  case: "(MIT OR GPL-3.0-or-later)", // taken under MIT
  "expand-template": "(MIT OR WTFPL)", // taken under MIT
  glob: "BlueOak-1.0.0",
  "graceful-fs": "BlueOak-1.0.0",
  jackspeak: "BlueOak-1.0.0",
  jsonify: "Public Domain",
  "lru-cache": "BlueOak-1.0.0",
  minimatch: "BlueOak-1.0.0",
  minipass: "BlueOak-1.0.0",
  "package-json-from-dist": "BlueOak-1.0.0",
  "path-scurry": "BlueOak-1.0.0",
  rc: "(BSD-2-Clause OR MIT OR Apache-2.0)",
  sax: "BlueOak-1.0.0",
  "spdx-license-list": "CC0-1.0",
  "stream-buffers": "Unlicense",
  tslib: "0BSD",
  "type-fest": "(MIT OR CC0-1.0)",
};

/** What stands in a lock file (its parsed JSON) that may not, one line each. */
function refusedLicences(lock) {
  const root = lock.packages[""];
  const direct = new Set(Object.keys({ ...root.dependencies, ...root.devDependencies, ...root.optionalDependencies }));
  const refused = [];
  for (const [path, { license = "none named", link }] of Object.entries(lock.packages)) {
    if (path === "" || link) continue;
    const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
    const isDirect = direct.has(name) && path === `node_modules/${name}`;
    if (PERMISSIVE.has(license)) continue;
    if (!isDirect && BY_NAME[name] === license) continue;
    refused.push(`${name}: ${license}${isDirect ? ", a direct dependency" : ""}`);
  }
  return refused.sort();
}

module.exports = { BY_NAME, refusedLicences };

if (require.main === module) {
  const lock = JSON.parse(readFileSync(join(__dirname, "..", "package-lock.json"), "utf8"));
  const refused = refusedLicences(lock);
  for (const line of refused) console.error(`licence refused: ${line}. Read it; a permissive one goes on the list in bin/licences.js.`);
  if (refused.length > 0) process.exitCode = 1;
}
