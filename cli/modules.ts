import { load } from "../bin/build.js";

/** Loads a user's module, compiling it when it is TypeScript. */
export function loadModule(file: string): unknown {
  return file.endsWith(".ts") ? load(file) : (require(file) as unknown);
}
