const { TestEnvironment } = require("jest-environment-node");

// On a terminal, and in some CI, jest and libraries would have every command that a test runs write colours.
process.env.NO_COLOR = "1";
process.env.FORCE_COLOR = "0";
// As bin/ringfence.js has it.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

module.exports = TestEnvironment;
