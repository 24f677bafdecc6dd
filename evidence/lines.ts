import { open } from "node:fs/promises";

/** Characters that are gathered before they are written. */
const ENOUGH = 1 << 16;

/**
 * Makes a file of the lines that the work hands over. What the system refuses, a folder that cannot be written to or a full disk,
 * rejects the line that meets it, as a stream's event would not.
 */
export async function writeLines<T>(file: string, work: (put: (line: string) => Promise<void>) => Promise<T>, mode?: number): Promise<T> {
  const handle = await open(file, "w", mode);
  let gathered = "";
  let written = Promise.resolve();
  const flush = () => {
    const text = gathered;
    gathered = "";
    return (written = written.then(() => handle.appendFile(text)));
  };
  try {
    const result = await work(async (line) => {
      gathered += line;
      if (gathered.length >= ENOUGH) await flush();
    });
    await flush();
    return result;
  } finally {
    await handle.close();
  }
}
