import { copyFileSync, existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { name, version } from "../package.json";
import { makeFolder } from "../config/folder";

/** Both as shipped (dist/cli) and as compiled in a checkout (.build/cli), the package's root lies two folders up. */
const ROOT = resolve(__dirname, "..", "..");

/**
 * How a new project installs Ringfence: as it was started.
 *
 * From a packed file, a copy of that file goes along under vendor/; from a checkout, the checkout; else this version of the
 * registry's.
 */
export function ownDependency(project: string): Readonly<Record<string, string>> {
  if (existsSync(join(ROOT, "main.ts"))) return { [name]: `file:${relative(project, ROOT)}` };
  const packed = packedFile();
  if (packed === undefined) return { [name]: version };
  makeFolder(join(project, "vendor"));
  copyFileSync(packed, join(project, "vendor", basename(packed)));
  return { [name]: `file:vendor/${basename(packed)}` };
}

/** The tarball that whoever installed this package named, as `npx --package ringfence-1.0.0.tgz` does. */
function packedFile(): string | undefined {
  const installer = dirname(dirname(ROOT));
  const file = join(installer, "package.json");
  if (!existsSync(file)) return undefined;
  const { dependencies } = JSON.parse(readFileSync(file, "utf8")) as { dependencies?: Record<string, string> };
  const spec = dependencies?.[name];
  if (!spec?.startsWith("file:")) return undefined;
  const packed = resolve(installer, spec.slice("file:".length));
  return packed.endsWith(".tgz") && existsSync(packed) ? packed : undefined;
}
