/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "<rootDir>/test/environment.js",
  roots: ["<rootDir>/test"],
  globalSetup: "<rootDir>/test/temporary.js",
  globalTeardown: "<rootDir>/test/temporary-end.js",
  testMatch: ["**/*.test.ts"],
  transform: { "^.+\\.ts$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } }] },
  moduleNameMapper: { "^\\.{1,2}/(?:.*/)?stack-trace$": "<rootDir>/test/no-stack-trace.js" },
  testTimeout: 60000,
  maxWorkers: "100%",
};
