import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { RingfenceError, type ErrorPage } from "../../config/errors";
import { makeFolder } from "../../config/folder";
import { Jurisdiction } from "../../config/jurisdiction";
import { say } from "../terminal";
import { ownDependency } from "../own-package";
import { starterFiles } from "../starter";

export const INIT_PAGES = {
  folder: { code: "INIT-FOLDER", title: "the folder is not empty", why: "init never overwrites what somebody wrote." },
  answer: {
    code: "INIT-ANSWER",
    title: "a fact that init needs is missing or wrong",
    why: "A program needs its jurisdiction and its cloud; everything else has a placeholder.",
  },
} as const satisfies Record<string, ErrorPage>;

/** Writes a small program, and what runs it as it is. Asks on a terminal for what the flags leave out. */
export async function init(dir: string, options: { jurisdiction?: string; home?: string }): Promise<number> {
  const folder = resolve(dir);
  const present = existsSync(folder) ? readdirSync(folder).filter((file) => file !== ".git") : [];
  if (present.length > 0)
    throw new RingfenceError(INIT_PAGES.folder, {
      at: dir,
      given: present.slice(0, 5).join(", "),
      expected: "an empty or new folder",
      fix: "Name another folder.",
    });
  const code = await answer(options.jurisdiction, "--jurisdiction", "Jurisdiction (US, EU, DE, …)? ");
  const jurisdiction = Jurisdiction.of(code, "--jurisdiction");
  const home = await answer(options.home, "--home", "Home cloud (aws, google)? ");
  if (home !== "aws" && home !== "google")
    throw new RingfenceError(INIT_PAGES.answer, {
      at: "--home",
      given: home,
      expected: "aws or google: no other cloud has constructs yet",
      fix: "Choose one of the two; plans for Oracle and Azure can be judged as they are, by `ringfence review` and a few lines of a program.",
    });
  const regions = jurisdiction.regions(home).map(String);
  if (regions.length < 1)
    throw new RingfenceError(INIT_PAGES.answer, {
      at: "--home",
      given: `${home}, which has no region in ${code}`,
      expected: "a cloud with a region inside",
      fix: "Choose the other cloud.",
    });
  makeFolder(folder);
  const files = starterFiles({ jurisdiction: code, home, regions, dependency: ownDependency(folder) });
  for (const [file, text] of Object.entries(files)) {
    makeFolder(join(folder, file, ".."));
    writeFileSync(join(folder, file), text);
  }
  const lock = spawnSync("npm", ["install", "--package-lock-only", "--no-audit", "--no-fund"], {
    cwd: folder,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  say(`Wrote ${Object.keys(files).join(", ")} to ${dir}.`);
  say(
    lock.status === 0
      ? "Next: npm ci && npm start"
      : `npm could not write the lock file (${(lock.stderr || String(lock.error)).trim().split("\n")[0]}). Next: npm install && npm start`,
  );
  return 0;
}

async function answer(given: string | undefined, option: string, question: string): Promise<string> {
  if (given !== undefined) return given;
  if (!process.stdin.isTTY)
    throw new RingfenceError(INIT_PAGES.answer, {
      at: option,
      given: "nothing",
      expected: "a value, since there is no terminal to ask on",
      fix: `Add ${option}.`,
    });
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await terminal.question(question)).trim();
  } finally {
    terminal.close();
  }
}
