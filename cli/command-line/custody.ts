import type { Command } from "commander";
import type { StoreOptions } from "../commands/custody-connect";
import type { ImportOptions } from "../commands/custody-import";
import { exits } from "./parts";

/** `ringfence custody …`: the key ceremony's steps that terraform has no resource for. */
export function custodyCommands(root: Command): void {
  root.commandsGroup("Hold keys:");
  const custody = root.command("custody").description("the key ceremony: import material, connect and disconnect key stores");
  const store = (name: string, description: string) =>
    custody
      .command(name)
      .description(description)
      .option("--program <file>", "the program")
      .option("--account <name>", "the account of one store, as the program names it")
      .option("--region <region>", "its region");
  store("connect", "connect external key stores, and wait until they are").action(async (options: StoreOptions) =>
    exits((await import("../commands/custody-connect")).custodyConnect(options)),
  );
  store("disconnect", "the kill switch: stop every use of the stores' keys")
    .option("--yes", "do it")
    .action(async (options: StoreOptions & { yes?: boolean }) =>
      exits((await import("../commands/custody-connect")).custodyDisconnect(options)),
    );
  custody
    .command("import")
    .description("lend key material to a KMS key, until a day")
    .requiredOption("--key <key>", "the key's ARN, or a dataset")
    .option("--program <file>", "the program")
    .option("--expires <day>", "the day on which the material expires, such as 2027-05-01")
    .option("--material <file>", "32 bytes in a file of yours alone; wrapped on this machine")
    .option("--wrapping-key-out <file>", "instead, first: write what another machine wraps under")
    .option("--wrapped <file>", "then: the material as that machine wrapped it")
    .option("--parameters <file>", "with --wrapped: the file of --wrapping-key-out")
    .action(async (options: ImportOptions) => exits((await import("../commands/custody-import")).custodyImport(options)));
  custody
    .command("wrap")
    .description("on a machine without a network: wrap material for an import")
    .requiredOption("--parameters <file>", "the file of --wrapping-key-out")
    .requiredOption("--material <file>", "32 bytes in a file of yours alone")
    .requiredOption("--out <file>", "a new file for the wrapped material")
    .action(async (options: { parameters: string; material: string; out: string }) =>
      exits((await import("../commands/custody-import")).custodyWrap(options)),
    );
}
