/** What an option that may be repeated was given, all of it. */
export const collect = (value: string, all: string[]): string[] => [...all, value];

/** A command's exit code becomes the process's. */
export const exits = async (code: number | Promise<number>): Promise<void> => {
  process.exitCode = await code;
};
