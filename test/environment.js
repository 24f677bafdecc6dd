const { TestEnvironment } = require("jest-environment-node");

// On a terminal, and in some CI, jest and libraries would have every command that a test runs write colours.
process.env.NO_COLOR = "1";
process.env.FORCE_COLOR = "0";

module.exports = TestEnvironment;
