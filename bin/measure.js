"use strict";
require("./build.js").run("review/read/measure.ts");
