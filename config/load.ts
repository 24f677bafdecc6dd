import { existsSync, readFileSync } from "node:fs";
import { basename, extname, relative, resolve } from "node:path";
import { parseDocument } from "yaml";
import { RingfenceError, userErrors } from "./errors";
import { Program } from "./program";
import { ProgramParts } from "./program-parts";
import { PROGRAM_PAGES } from "./rules/pages";
import { leftOut } from "./schema/parts";

/** Loads a module for a path; the caller says how TypeScript is compiled. */
export type ModuleLoader = (file: string) => unknown;

/** Reads a program from a module (`program` export), JSON or YAML. Throws RingfenceErrors. */
export function loadProgram(path: string, loadModule: ModuleLoader): Program {
  const file = relative(process.cwd(), resolve(path)) || path;
  return Program.of(readProgramInput(path, loadModule), file);
}

/** Reads what is enough to judge by: a whole program, or a few lines of one. */
export function loadParts(path: string, loadModule: ModuleLoader): ProgramParts {
  const file = relative(process.cwd(), resolve(path)) || path;
  const input = readProgramInput(path, loadModule);
  return leftOut(input).length > 0 ? ProgramParts.parts(input, file) : Program.of(input, file);
}

/** What stands in the file, unchecked. */
export function readProgramInput(path: string, loadModule: ModuleLoader): unknown {
  const refuse = (given: string, fix: string) =>
    new RingfenceError(PROGRAM_PAGES.file, {
      at: path,
      given,
      expected: "a .ts or .js module with a `program` export, or .json or .yaml",
      fix,
    });
  if (!existsSync(path)) throw refuse("no such file", "Check the path after --program.");
  switch (extname(path)) {
    case ".json":
      try {
        return JSON.parse(readFileSync(path, "utf8").replace(/^\ufeff/, ""));
      } catch (error) {
        throw refuse(`not JSON: ${(error as Error).message}`, "Mend the JSON.");
      }
    case ".yaml":
    case ".yml": {
      const document = parseDocument(readFileSync(path, "utf8"));
      if (document.errors[0]) throw refuse(`not YAML: ${document.errors[0].message}`, "Mend the YAML.");
      return document.toJS({ maxAliasCount: 100 });
    }
    case ".ts":
    case ".js":
    case ".cjs": {
      const loaded = loadedBy(loadModule, resolve(path), (why) => refuse(why, "Mend what stands there.")) as
        { program?: unknown } | undefined;
      if (!loaded || typeof loaded !== "object" || !("program" in loaded))
        throw refuse("a module without a `program` export", "Export the program as `export const program`.");
      return loaded.program;
    }
    default:
      throw refuse(`a ${extname(path) || "nameless"} file`, "Rename it after what it holds.");
  }
}

/** What fails while a program's module is compiled or run is the program's, and is said without the stack of the compiler. */
function loadedBy(loadModule: ModuleLoader, file: string, refuse: (why: string) => RingfenceError): unknown {
  try {
    return loadModule(file);
  } catch (error) {
    if (userErrors(error)) throw error;
    throw refuse(`a module that fails: ${said(error, file)}`);
  }
}

function said(error: unknown, file: string): string {
  if (!(error instanceof Error)) return "it throws what is no error";
  const code = "code" in error ? error.code : undefined;
  const [first = "", ...rest] = error.message.split("\n");
  // The compiler's lines each begin with their place; Node's list of who required what says nothing of the program.
  if (code === "COMPILE") return rest.join("; ");
  const place = error.stack
    ?.split("\n")
    .flatMap((line) => /([^/( ]+:\d+:\d+)\)?$/.exec(line)?.[1] ?? [])
    .find((one) => one.startsWith(`${basename(file)}:`));
  return `${error.name}: ${code === "MODULE_NOT_FOUND" ? first : error.message}${place === undefined ? "" : ` at ${place}`}`;
}
