import { load, sourceStack } from "../bin/build.js";

/** Loads a user's module, compiling it first; what it throws names the places of its source. */
export function loadModule(file: string): unknown {
  try {
    return load(file);
  } catch (error) {
    if (error instanceof Error && error.stack) error.stack = sourceStack(error.stack);
    throw error;
  }
}
