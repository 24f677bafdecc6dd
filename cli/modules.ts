import { load } from "../bin/build.js";

/** Loads a user's module, compiling it first. */
export function loadModule(file: string): unknown {
  return load(file);
}
