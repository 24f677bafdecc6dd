const base = require("./jest.config.js");

/**
 * Real deploys on local engines, each with engines of its own, for as long as it takes: the whole estate, and the others beside it.
 * @type {import("jest").Config}
 */
module.exports = { ...base, testMatch: ["**/*.deploy.ts"], testTimeout: 900000, maxWorkers: 2 };
