"use strict";
require("./build.js").run("main.ts");
