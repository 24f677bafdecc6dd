const base = require("./jest.config.js");

/**
 * A whole move on local engines, and every fault that must be caught: one after the other.
 * @type {import("jest").Config}
 */
module.exports = { ...base, testMatch: ["**/*.migration.ts"], testTimeout: 600000, maxWorkers: 1 };
