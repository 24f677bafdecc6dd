#!/usr/bin/env node
"use strict";
require("./build.js").run("cli/ringfence.ts");
