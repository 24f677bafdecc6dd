import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError } from "commander";

/** The real command line, with every command's work taken out: it is caught where it would begin to parse. */
function commandLine(): Command {
  const parse = jest.spyOn(Command.prototype, "parseAsync").mockReturnThis();
  jest.requireActual("../../cli/ringfence");
  const [root] = parse.mock.contexts as Command[];
  parse.mockRestore();
  if (!root) throw new Error("the command line did not begin to parse");
  return idle(root);
}

function idle(command: Command): Command {
  command.exitOverride().configureOutput({ writeOut: () => undefined, writeErr: () => undefined });
  if (command.commands.length === 0) command.action(() => undefined);
  command.commands.forEach(idle);
  return command;
}

const root = commandLine();

/** What the command line says against these words: nothing, or a reason. */
function against(words: readonly string[]): string | undefined {
  try {
    root.parse(words, { from: "user" });
    return undefined;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.message;
  }
}

/** A command that a sentence names, and asks nobody to type. */
function isName(words: readonly string[]): boolean {
  let at: Command | undefined = root;
  for (const word of words) at = at?.commands.find((command) => command.name() === word);
  return at !== undefined;
}

interface Written {
  readonly file: string;
  readonly words: readonly string[];
}

/** Every command of ours in a file: between backticks in a sentence, or on a line of a fenced block. */
function commandsIn(file: string): readonly Written[] {
  const text = readFileSync(file, "utf8").replaceAll(/\\\n\s*/g, " ");
  const fenced = [...text.matchAll(/```\w*\n([\s\S]*?)```/g)].flatMap(([, block = ""]) => block.split("\n"));
  const inline = [...text.replaceAll(/```[\s\S]*?```/g, "").matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code);
  return [...fenced, ...inline].flatMap((code) => {
    const [, command] = /(?:^|[\s(])ringfence ([a-z][^#|&;)>]*)/.exec(code) ?? [];
    return command === undefined ? [] : [{ file, words: command.trim().split(/\s+/) }];
  });
}

const pages = readdirSync("docs", { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".md"));
const written = ["README.md", ...pages.map((name) => join("docs", name))].flatMap(commandsIn);

test("the pages hold commands", () => expect(written.length).toBeGreaterThan(40));

test("every command that a page holds is one that the command line takes", () => {
  const wrong = written.flatMap(({ file, words }) => {
    const reason = isName(words) ? undefined : against(words);
    return reason === undefined ? [] : [`${file}: ringfence ${words.join(" ")}: ${reason}`];
  });
  expect(wrong).toEqual([]);
});

test.each([
  ["an option that there is not", ["migrate", "status", "--fromt", "json"], "unknown option"],
  ["a command that there is not", ["migrate", "begin"], "unknown command"],
  ["a word too many", ["migrate", "status", "profiles"], "too many arguments"],
  ["an option that is missing", ["purge", "--dataset", "profiles"], "required option"],
  ["an argument that is missing", ["reconcile", "one.parquet", "--dataset", "profiles"], "missing required argument"],
])("%s is refused", (_, words, reason) => expect(against(words)).toContain(reason));

test("no page starts or stops by hand what `ringfence migrate` starts, stops and writes down", () => {
  const byHand = /aws (dms (start|stop)-replication-task|datasync (start|cancel)-task-execution)/;
  expect(["README.md", ...pages.map((name) => join("docs", name))].filter((file) => byHand.test(readFileSync(file, "utf8")))).toEqual([]);
});
