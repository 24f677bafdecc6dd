#!/usr/bin/env node
"use strict";
// The SDK warns of each Node that its releases of next year leave; which Node this version needs stands in package.json.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
require("./build.js").run("cli/ringfence.ts");
