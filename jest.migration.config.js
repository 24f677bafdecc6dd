const base = require("./jest.config.js");

/**
 * A whole move on local engines, with every fault that must be caught; and beside it each phase's stacks by terraform.
 * @type {import("jest").Config}
 */
module.exports = { ...base, testMatch: ["**/*.migration.ts"], testTimeout: 600000, maxWorkers: 2 };
