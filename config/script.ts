import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** A script of ours for a thread of its own. Compiled, the file that asks lies in another folder of the package than its source does. */
export function scriptOf(name: string, folder = __dirname): string | undefined {
  const script = join(folder, "bin", name);
  if (existsSync(script)) return script;
  return dirname(folder) === folder ? undefined : scriptOf(name, dirname(folder));
}
