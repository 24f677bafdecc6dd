"use strict";
module.exports = require("./build.js").run("evidence/inventory/list-file.ts").listFiles;
