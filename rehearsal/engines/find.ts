import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Where a command lies, as a shell would find it; undefined where it does not. */
export function findOnPath(command: string): string | undefined {
  return (process.env["PATH"] ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => join(folder, command))
    .find(isExecutable);
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
