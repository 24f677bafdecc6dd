import type { Command } from "commander";
import { collect, exits } from "./parts";

/** The move home: where it stands, its jobs, its comparison, and the end of the old copies. */
export function migrationCommands(root: Command): void {
  root.commandsGroup("Move:");
  const migrate = root.command("migrate").description("where the move stands, and the movers' jobs");
  for (const [name, text] of [
    ["status", "each dataset's and old copy's phase, size, line and what it waits for"],
    ["plan", "what each copy's next phase needs, and what blocks it"],
  ] as const)
    migrate
      .command(name)
      .description(text)
      .option("--program <file>", "the program")
      .option("--format <format>", "terminal or json")
      .option("--as-of <day>", "the day from which days are counted")
      .action(async (options: import("../commands/migrate").MigrateOptions) => {
        const commands = await import("../commands/migrate");
        process.exitCode = name === "status" ? commands.migrateStatus(options) : commands.migratePlan(options);
      });

  for (const [name, text] of [
    ["start", "submit the movers' next job through the cloud's SDK; the job's id is recorded"],
    ["watch", "follow the jobs until they are over"],
    ["stop", "ask the cloud to stop the jobs that run"],
  ] as const) {
    const command = migrate
      .command(name)
      .description(text)
      .requiredOption("--dataset <name>", "the dataset")
      .option("--copy <name>", "one of its old copies; all of them when none is named")
      .option("--program <file>", "the program");
    if (name === "start") command.option("--inventory <file>", "an old S3 bucket's inventory of all versions: what is copied");
    if (name === "watch") command.option("--once", "look once, and do not wait");
    command.action(async (options: import("../commands/migrate-jobs").JobsOptions) => {
      const { migrateStart, migrateWatch, migrateStop } = await import("../commands/migrate-jobs");
      await exits({ start: migrateStart, watch: migrateWatch, stop: migrateStop }[name](options));
    });
  }

  migrate
    .command("parts")
    .description("copy by parts what is too large for the movers' jobs, noncurrent versions first; goes on where it was interrupted")
    .requiredOption("--dataset <name>", "the dataset")
    .requiredOption("--copy <name>", "the old bucket on AWS, one of its old copies")
    .option("--program <file>", "the program")
    .option("--inventory <file>", "the old bucket's inventory of all versions")
    .option("--stop", "throw away what was begun and is not whole, and copy nothing")
    .action(async (options: import("../commands/migrate-parts").PartsOptions) =>
      exits((await import("../commands/migrate-parts")).migrateParts(options)),
    );

  root
    .command("inventory")
    .description("list a file tree with its checksums, a database with counts and digests, or an S3 bucket with its computed checksums")
    .argument("[dir]", "the folder")
    .option(
      "--database <url>",
      "postgres://user@host/database or mysql://user@host/database; the password comes from PGPASSWORD, PGPASSFILE or MYSQL_PWD",
    )
    .option("--table <name>", "only this table, as schema.table, of MySQL as table; may be repeated", collect, [])
    .option("--range <width>", "how many values of a key make one range of a table; the same for both sides", "100000")
    .option("--s3 <manifest>", "the manifest.json of an S3 Inventory, to which the checksums are joined; a path or s3://bucket/key")
    .option("--checksums <manifest>", "the manifest.json of a Compute checksum report of that bucket; may be repeated", collect, [])
    .option("--out <file>", ".csv, .parquet, else JSON lines")
    .action(async (dir: string | undefined, options: import("../commands/inventory").InventoryOptions) =>
      exits((await import("../commands/inventory")).inventory(dir, options)),
    );

  root
    .command("reconcile")
    .description("compare two inventories of a dataset, object by object")
    .argument("<legacy>", "Parquet, CSV, JSON lines or a manifest.json; a path or s3://bucket/key")
    .argument("<home>", "likewise, of the home")
    .requiredOption("--dataset <name>", "the dataset")
    .option("--copy <name>", "the legacy copy's name in the program")
    .option("--back", "the other way, for going back: home's inventory first, the old copy's second")
    .option("--program <file>", "the program whose digest goes into the result")
    .option("--out <file>", "where the result goes; the rows that do not match go beside it")
    .option("--rows <file>", "where those rows go: .parquet, else JSON lines")
    .option("--format <format>", "terminal or json")
    .option("--map <old=new>", "a legacy key's prefix and its new one, where no program says it; may be repeated", collect, [])
    .option("--unicode <form>", "as-is, or nfc to compose the characters of both sides' keys; the program's word when absent")
    .option("--legacy-taken <instant>", "when the legacy listing began, where its manifest does not say")
    .option("--home-taken <instant>", "likewise, of the home")
    .option("--keep <dir>", "keeps the parts of S3 Inventories that are fetched, for the next run")
    .option("--plan <plan>", "auto, buckets, keys or join", "auto")
    .option("--threads <count>", "processor threads", "2")
    .option("--memory <amount>", "before it spills to disk", "1500MB")
    .action(async (legacy: string, home: string, options: import("../commands/reconcile").ReconcileCommandOptions) =>
      exits((await import("../commands/reconcile")).reconcileCommand(legacy, home, options)),
    );

  root
    .command("purge")
    .description("delete at the old side exactly what verified evidence lists; refuses without it")
    .requiredOption("--dataset <name>", "the dataset")
    .option("--copy <name>", "the legacy copy, where more than one is in the phase purge")
    .requiredOption("--evidence <file>", "the signed reconciliation that the program names")
    .option("--program <file>", "the program")
    .option("--into <dir>", "where record, listings and the statement go; a folder beside the evidence when absent")
    .option("--dry-run", "say what would be deleted")
    .action(async (options: import("../commands/purge").PurgeOptions) => exits((await import("../commands/purge")).purgeCommand(options)));

  root
    .command("rehearse")
    .description("a whole migration on local engines, from the first copy to the certificate; reaches no cloud")
    .option("--keep", "leave the folder with everything that was written, and say where")
    .option("--fault <name>", "plant one thing that must be caught, and show where it was; an unknown name lists them")
    .action(async (options: import("../commands/rehearse").RehearseCommandOptions) =>
      exits((await import("../commands/rehearse")).rehearseCommand(options)),
    );
}
