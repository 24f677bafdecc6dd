import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { RingfenceError } from "../../config/errors";
import { CUSTODY_PAGES } from "./pages";

/** A symmetric KMS key is AES-256. */
const LENGTH = 32;

/** Hands the material to `use`, and wipes it afterwards. It is in no variable but this buffer, and in no message. */
export function withMaterial<T>(file: string, use: (material: Buffer) => T): T {
  const material = read(file);
  try {
    return use(material);
  } finally {
    material.fill(0);
  }
}

function read(file: string): Buffer {
  const wrong = (given: string, expected: string, fix: string) =>
    new RingfenceError(CUSTODY_PAGES.material, { at: file, given, expected, fix });
  let handle: number;
  try {
    // A link could lead to a file that its own mode does not show.
    handle = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW);
  } catch (error) {
    throw wrong((error as NodeJS.ErrnoException).code ?? "no file", "a file that can be read", "Name the file of the material.");
  }
  try {
    const { mode, size } = fstatSync(handle);
    if ((mode & constants.S_IFMT) !== constants.S_IFREG)
      throw wrong("no plain file", "a plain file", "Put the material into a file of its own.");
    const others = mode & 0o077;
    if (others !== 0)
      throw wrong(`mode ${(mode & 0o777).toString(8)}`, "mode 600 or 400", `Run \`chmod 600 ${file}\`, and ask who read it before.`);
    if (size !== LENGTH)
      throw wrong(`${size} bytes`, `${LENGTH} bytes, as they are`, "Write the raw bytes: neither hex, base64 nor a line end.");
    const material = Buffer.alloc(LENGTH);
    if (readSync(handle, material, 0, LENGTH, 0) !== LENGTH)
      throw wrong("a file that changed while it was read", `${LENGTH} bytes`, "Try again.");
    return material;
  } finally {
    closeSync(handle);
  }
}
