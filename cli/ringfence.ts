import { setFlagsFromString } from "node:v8";
import { Command, CommanderError } from "commander";
import { version } from "../package.json";
import { buildingCommands } from "./command-line/building";
import { custodyCommands } from "./command-line/custody";
import { evidenceCommands } from "./command-line/evidence";
import { judgingCommands } from "./command-line/judging";
import { migrationCommands } from "./command-line/migration";
import { sayErrors } from "./terminal";

/** V8 optimizes what runs for a fraction of a second as for a server that runs for days: of a review it took a sixth of the processor's time. */
setFlagsFromString("--interrupt-budget=140000");
setFlagsFromString("--max-inlined-bytecode-size-cumulative=500");

/** Could not judge, or bad usage. */
export const USAGE = 2;

/** Every command loads its own code when it runs, so that `review` and `explain` never pay for cdktf. */
function commands(): Command {
  const root = new Command("ringfence")
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
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : USAGE;
    else process.exitCode = sayErrors(error, USAGE);
  }
}

/** A failure of our own is no verdict either: 1 would say that the review blocks. */
main(process.argv).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = USAGE;
});
