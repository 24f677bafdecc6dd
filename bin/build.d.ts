/** Compiles a module if a source is newer than the last time, and returns what it exports. */
export function load(entry: string): unknown;
/** Runs one of our own entries, a path from the package's root: from its source in a checkout, else as shipped. */
export function run(entry: string): unknown;
/** A stack trace that names the sources instead of the compiled file. */
export function sourceStack(stack: string): string;
