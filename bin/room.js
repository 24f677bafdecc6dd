"use strict";
/**
 * Starts the command again with more room for young objects where it is given a large plan. V8 copies each object that
 * outlives a collection of the young, whose room is 16 MB, and nearly all that a plan is read into does; it takes the size of that
 * room at its start alone, and `#!` lines carry no options on every system.
 */
const { spawn } = require("node:child_process");
const { statSync } = require("node:fs");
const { constants } = require("node:os");

/** In bytes. Below this the second start, some 40 ms, costs more than it gives. */
const LARGE = 32 << 20;
const ROOM = "--max-semi-space-size=64";
const READ_PLANS = ["review", "diff", "access"];

/** Whether the command runs in a process of its own by now, which this one only passes signals to and ends as. */
function startsAgain([command, ...args]) {
  if (process.execArgv.includes(ROOM) || !READ_PLANS.includes(command) || !args.some(isLarge)) return false;
  const child = spawn(process.execPath, [...process.execArgv, ROOM, ...process.argv.slice(1)], { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
  return true;
}

function isLarge(path) {
  try {
    return statSync(path).size >= LARGE;
  } catch {
    return false; // an option, standard input, or a path that the command itself has an error for
  }
}

module.exports = { startsAgain };
