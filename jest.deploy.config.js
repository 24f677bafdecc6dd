const base = require("./jest.config.js");

/**
 * Real deploys on local engines: one at a time, each as long as it takes.
 * @type {import("jest").Config}
 */
module.exports = { ...base, testMatch: ["**/*.deploy.ts"], testTimeout: 900000, maxWorkers: 1 };
