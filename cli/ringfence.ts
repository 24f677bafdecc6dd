import { setFlagsFromString } from "node:v8";
import { Command, CommanderError } from "commander";
import { version } from "../package.json";
import { buildingCommands } from "./command-line/building";
import { custodyCommands } from "./command-line/custody";
import { evidenceCommands } from "./command-line/evidence";
import { judgingCommands } from "./command-line/judging";
import { migrationCommands } from "./command-line/migration";
import { sayErrors } from "./terminal";
import { refusedFile, usage } from "./usage";

/** V8 optimizes what runs for a fraction of a second as for a server that runs for days: of a review it took a sixth of the processor's time. */
setFlagsFromString("--interrupt-budget=140000");
setFlagsFromString("--max-inlined-bytecode-size-cumulative=500");

/** Could not judge, or bad usage. */
export const USAGE = 2;

/** Every command loads its own code when it runs, so that `review` and `explain` never pay for cdktf. */
function commands(): Command {
  const root = new Command("ringfence")
    // `main` says errors, as it says every other; of a command that is not whole people read the help, programs a line.
    .configureOutput({ outputError: () => undefined, writeErr: (text) => void (process.stderr.isTTY && process.stderr.write(text)) })
    .description("Data residency as code: build the ring-fence, and judge any plan against it.")
    .version(version);
  for (const group of [buildingCommands, judgingCommands, migrationCommands, evidenceCommands, custodyCommands]) group(root);
  return root;
}

/** Runs one command line; usage errors and what the user has to mend end with 2. */
export async function main(argv: readonly string[]): Promise<void> {
  const root = commands();
  for (const command of [root, ...root.commands.flatMap((each) => [each, ...each.commands])]) command.exitOverride();
  try {
    await root.parseAsync([...argv]);
  } catch (error) {
    const isHelp = error instanceof CommanderError && (error.exitCode === 0 || (error.code === "commander.help" && process.stderr.isTTY));
    if (isHelp) process.exitCode = error.exitCode === 0 ? 0 : USAGE;
    else process.exitCode = sayErrors(error instanceof CommanderError ? misused(root, argv, error) : refusedFile(error), USAGE);
  }
}

/** Options and arguments that no command takes, as every other error is told. */
function misused(root: Command, argv: readonly string[], { code, message }: CommanderError): Error {
  const path: string[] = [];
  let named = root;
  for (let at: Command | undefined = root; (at = at.commands.find((each) => each.name() === argv[path.length + 2])); named = at)
    path.push(at.name());
  const command = path.join(" ");
  const at = command === "" ? "ringfence" : `ringfence ${command}`;
  if (code === "commander.help") return usage(command, at, "no command", `one of ${named.commands.map((each) => each.name()).join(", ")}`);
  return usage(command, at, message.replace(/^error: /, ""), "what --help lists");
}

/** A failure of our own is no verdict either: 1 would say that the review blocks. */
main(process.argv).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = USAGE;
});
