import type { Command } from "commander";
import { exits } from "./parts";

/** The program's stacks: written, planned and applied. */
export function buildingCommands(root: Command): void {
  root.commandsGroup("Build:");
  root
    .command("init")
    .description("write a small program of your own, ready to build")
    .argument("[dir]", "an empty or new folder", ".")
    .option("--jurisdiction <code>", "a country's two letters, or a bloc such as EU")
    .option("--home <cloud>", "aws or google")
    .action(async (dir: string, options: { jurisdiction?: string; home?: string }) =>
      exits((await import("../commands/init")).init(dir, options)),
    );

  root
    .command("synth")
    .description("synthesize the stacks, without judging them")
    .option("--program <file>", "the program: .ts, .js, .json or .yaml")
    .option("--out <dir>", "where the stacks go", "cdktf.out")
    .action(async (options: { program?: string; out: string }) => exits((await import("../commands/synth")).synth(options)));

  root
    .command("preflight")
    .description("read-only: identities, permissions, state buckets, organization, quotas, and what cannot be undone; needs credentials")
    .argument("[stacks...]", "stacks to look at; all of them when none is named")
    .option("--program <file>", "the program")
    .option("--out <dir>", "the synthesized folder", "cdktf.out")
    .action(async (stacks: string[], options: { program?: string; out: string }) =>
      exits((await import("../commands/preflight")).preflight(stacks, options)),
    );

  root
    .command("plan")
    .description("plan stacks in order, review each plan, and record its digest")
    .argument("[stacks...]", "stacks to plan; all of them when none is named")
    .option("--program <file>", "the program")
    .option("--out <dir>", "the synthesized folder", "cdktf.out")
    .action(async (stacks: string[], options: { program?: string; out: string }) =>
      exits((await import("../commands/plan")).plan(stacks, options)),
    );

  root
    .command("apply")
    .description("apply exactly the plan files that were reviewed")
    .option("--program <file>", "the program")
    .option("--out <dir>", "the synthesized folder", "cdktf.out")
    .action(async (options: { program?: string; out: string }) => exits((await import("../commands/apply")).apply(options)));
}
