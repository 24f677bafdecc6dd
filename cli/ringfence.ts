import { setFlagsFromString } from "node:v8";
import { Command, CommanderError } from "commander";
import { version } from "../package.json";
import { custodyCommands } from "./custody-commands";
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
  const collect = (value: string, all: string[]) => [...all, value];
  const exits = (code: number | Promise<number>) => Promise.resolve(code).then((exit) => void (process.exitCode = exit));

  root
    .command("init")
    .description("write a small program of your own, ready to build")
    .argument("[dir]", "an empty or new folder", ".")
    .option("--jurisdiction <code>", "a country's two letters, or a bloc such as EU")
    .option("--home <cloud>", "aws or google")
    .action(async (dir: string, options: { jurisdiction?: string; home?: string }) =>
      exits((await import("./commands/init")).init(dir, options)),
    );

  root
    .command("synth")
    .description("synthesize the stacks, without judging them")
    .option("--program <file>", "the program: .ts, .js, .json or .yaml")
    .option("--out <dir>", "where the stacks go", "cdktf.out")
    .action(async (options: { program?: string; out: string }) => exits((await import("./commands/synth")).synth(options)));

  root
    .command("preflight")
    .description("read-only: identities, permissions, state buckets, organization, quotas, and what cannot be undone; needs credentials")
    .argument("[stacks...]", "stacks to look at; all of them when none is named")
    .option("--program <file>", "the program")
    .option("--out <dir>", "the synthesized folder", "cdktf.out")
    .action(async (stacks: string[], options: { program?: string; out: string }) =>
      exits((await import("./commands/preflight")).preflight(stacks, options)),
    );

  root
    .command("plan")
    .description("plan stacks in order, review each plan, and record its digest")
    .argument("[stacks...]", "stacks to plan; all of them when none is named")
    .option("--program <file>", "the program")
    .option("--out <dir>", "the synthesized folder", "cdktf.out")
    .action(async (stacks: string[], options: { program?: string; out: string }) =>
      exits((await import("./commands/plan")).plan(stacks, options)),
    );

  root
    .command("apply")
    .description("apply exactly the plan files that were reviewed")
    .option("--program <file>", "the program")
    .option("--out <dir>", "the synthesized folder", "cdktf.out")
    .action(async (options: { program?: string; out: string }) => exits((await import("./commands/apply")).apply(options)));

  root
    .command("review")
    .description("judge plans or synthesized stacks")
    .argument("<paths...>", "plan JSON, cdk.tf.json, a synthesized folder, or - for standard input")
    .option("--program <file>", "the program to judge against")
    .option("--jurisdiction <code>", "instead of a program: the country or bloc")
    .option("--custodian-account <cloud:id>", "instead of a program: an account whose keys are the custodian's", collect, [])
    .option("--parent-account <cloud:id>", "instead of a program: an account of the parent's", collect, [])
    .option("--format <format>", "terminal, json, html, markdown, sarif or junit; may be repeated", collect, [])
    .option("--out <dir>", "write every format as a file into a folder")
    .option("--baseline <report>", "an earlier report: what it lists is known")
    .option("--block-on <list>", "breach, unknown, expired, new; joined by commas", "breach,unknown,expired")
    .option("--audience <who>", "all, or pr: without account ids, witnesses and paths", "all")
    .option("--as-of <day>", "the day by which expiries are read")
    .option("--quiet", "nothing but the result")
    .action(async (paths: string[], options: import("./commands/review").ReviewOptions) =>
      exits((await import("./commands/review")).reviewCommand(paths, options)),
    );

  root
    .command("diff")
    .description("what changes between two reports, plans or synthesized folders")
    .argument("<base>", "a report in JSON, a plan or a synthesized folder")
    .argument("<head>", "likewise, after the change")
    .option("--program <file>", "the program to judge plans and folders against")
    .option("--jurisdiction <code>", "instead of a program: the country or bloc")
    .option("--custodian-account <cloud:id>", "instead of a program: an account whose keys are the custodian's", collect, [])
    .option("--parent-account <cloud:id>", "instead of a program: an account of the parent's", collect, [])
    .option("--format <format>", "terminal, json or markdown")
    .option("--audience <who>", "all, or pr: without account ids, witnesses and paths", "all")
    .option("--as-of <day>", "the day by which expiries are read")
    .action(async (base: string, head: string, options: import("./commands/diff").DiffOptions) =>
      exits((await import("./commands/diff")).diff(base, head, options)),
    );

  const migrate = root.command("migrate").description("where the migration stands");
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
      .action(async (options: import("./commands/migrate").MigrateOptions) => {
        const commands = await import("./commands/migrate");
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
    command.action(async (options: import("./commands/migrate-jobs").JobsOptions) => {
      const { migrateStart, migrateWatch, migrateStop } = await import("./commands/migrate-jobs");
      await exits({ start: migrateStart, watch: migrateWatch, stop: migrateStop }[name](options));
    });
  }

  root
    .command("access")
    .description("who can read what, each answer with a witness or with what denies it")
    .argument("[paths...]", "plans or synthesized folders; cdktf.out when none is named")
    .requiredOption("--who <who>", "parent, auditor, gatekeeper or workload; or any ARN, account or service, * for any text")
    .option("--can <action>", "such as s3:GetObject; * stands for any text")
    .option("--on <resource>", "such as arn:aws:s3:::user-content-*")
    .option("--expect <none>", "exit 1 unless nobody can")
    .option("--program <file>", "the program to judge against")
    .option("--jurisdiction <code>", "instead of a program: the country or bloc")
    .option("--custodian-account <cloud:id>", "instead of a program: an account whose keys are the custodian's", collect, [])
    .option("--parent-account <cloud:id>", "instead of a program: an account of the parent's", collect, [])
    .option("--format <format>", "terminal or json")
    .option("--as-of <day>", "the day by which expiries are read")
    .action(async (paths: string[], options: import("./commands/access").AccessOptions) =>
      exits((await import("./commands/access")).access(paths, options)),
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
    .action(async (legacy: string, home: string, options: import("./commands/reconcile").ReconcileCommandOptions) =>
      exits((await import("./commands/reconcile")).reconcileCommand(legacy, home, options)),
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
    .action(async (options: import("./commands/purge").PurgeOptions) => exits((await import("./commands/purge")).purgeCommand(options)));

  root
    .command("inventory")
    .description("list a file tree with its checksums, or a database with counts and digests, as an inventory")
    .argument("[dir]", "the folder")
    .option(
      "--database <url>",
      "postgres://user@host/database or mysql://user@host/database; the password comes from PGPASSWORD, PGPASSFILE or MYSQL_PWD",
    )
    .option("--table <name>", "only this table, as schema.table, of MySQL as table; may be repeated", collect, [])
    .option("--range <width>", "how many values of a key make one range of a table; the same for both sides", "100000")
    .option("--out <file>", ".csv, .parquet, else JSON lines")
    .action(async (dir: string | undefined, options: import("./commands/inventory").InventoryOptions) =>
      exits((await import("./commands/inventory")).inventory(dir, options)),
    );

  const evidence = root.command("evidence").description("sign evidence, verify it offline, show it");
  evidence
    .command("sign")
    .description("sign a document, add a signature to an envelope, or sign the head of a log (.jsonl)")
    .argument("<file>", "a document of ours, an envelope or a log")
    .option("--key <file>", "an Ed25519 private key in PEM, outside the repository")
    .option("--signer <command>", "a command that signs its standard input, for keys in a KMS or on a token")
    .option("--public-key <file>", "the signer's public key")
    .option("--subject <name=file>", "what else it is about, such as plan=FILE; may be repeated", collect, [])
    .option("--out <file>", "the envelope")
    .option("--log <file>", "the log that the envelope is entered into")
    .action(async (file: string, options: import("./commands/evidence").SignCommandOptions) =>
      exits((await import("./commands/evidence")).evidenceSign(file, options)),
    );
  evidence
    .command("verify")
    .description("verify envelopes offline against keys on file")
    .argument("[files...]", "envelopes")
    .option("--trust <role=file>", "a role's public key in PEM; may be repeated", collect, [])
    .option("--need <roles>", "the roles that must have signed, joined by commas; else every role of --trust")
    .option("--log <file>", "a log to check")
    .option("--head <file>", "its signed head")
    .action(async (files: string[], options: import("./commands/evidence").VerifyCommandOptions) =>
      exits((await import("./commands/evidence")).evidenceVerify(files, options)),
    );
  evidence
    .command("show")
    .description("print what envelopes say, without checking who signed")
    .argument("<files...>", "envelopes")
    .action(async (files: string[]) => exits((await import("./commands/evidence")).evidenceShow(files)));

  root
    .command("certificate")
    .description("a certificate of destruction, of what signed evidence says and nothing more")
    .argument("<dataset>", "the dataset")
    .option("--evidence <file>", "an envelope; may be repeated", collect, [])
    .option("--trust <role=file>", "a role's public key in PEM, each of which must have signed; may be repeated", collect, [])
    .option("--record <file>", "a purge's record or listing, checked against the signed destruction; may be repeated", collect, [])
    .option("--format <format>", "json or html")
    .option("--out <file>", "where it goes")
    .option("--as-of <day>", "the day by which dates are read")
    .action(async (dataset: string, options: import("./commands/certificate").CertificateOptions) =>
      exits((await import("./commands/certificate")).certificate(dataset, options)),
    );

  root
    .command("rehearse")
    .description("a whole migration on local engines, from the first copy to the certificate; reaches no cloud")
    .option("--keep", "leave the folder with everything that was written, and say where")
    .option("--fault <name>", "plant one thing that must be caught, and show where it was; an unknown name lists them")
    .action(async (options: import("./commands/rehearse").RehearseCommandOptions) =>
      exits((await import("./commands/rehearse")).rehearseCommand(options)),
    );

  root
    .command("explain")
    .description("what a rule or an error code means, and what to do")
    .argument("<code>", "such as CUSTODY-01 or PROGRAM-PLACE")
    .action(async (code: string) => exits((await import("./commands/explain")).explain(code)));

  root
    .command("schema")
    .description("the JSON Schema of a program or of a report")
    .argument("<of>", "program or report")
    .action(async (of: string) => exits((await import("./commands/schema")).schema(of)));

  custodyCommands(root, exits);
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
