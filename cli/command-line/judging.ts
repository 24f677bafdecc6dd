import type { Command } from "commander";
import { collect, exits } from "./parts";

/** Plans and stacks judged, compared, and asked who can read what. */
export function judgingCommands(root: Command): void {
  root.commandsGroup("Judge:");
  root
    .command("review")
    .description("judge plans or synthesized stacks")
    .argument("<paths...>", "plan JSON, cdk.tf.json, a synthesized folder, or - for standard input")
    .option("--program <file>", "the program to judge against; a few lines of one are enough")
    .option("--jurisdiction <code>", "instead of a program: the country or bloc")
    .option("--custodian-account <cloud:id>", "instead of a program: an account whose keys are the custodian's", collect, [])
    .option("--parent-account <cloud:id>", "instead of a program: an account of the parent's", collect, [])
    .option("--format <format>", "terminal, json, html, markdown, sarif or junit; may be repeated with --out", collect, [])
    .option("--out <dir>", "write report.json and report.html into a folder, and each --format beside them")
    .option("--baseline <report>", "an earlier report: what it lists is known")
    .option("--block-on <list>", "breach, unknown, expired, new; joined by commas", "breach,unknown,expired")
    .option("--audience <who>", "all, or pr: without account ids, witnesses and paths", "all")
    .option("--as-of <day>", "the day by which expiries are read")
    .option("--quiet", "nothing but the result")
    .action(async (paths: string[], options: import("../commands/review").ReviewOptions) =>
      exits((await import("../commands/review")).reviewCommand(paths, options)),
    );

  root
    .command("diff")
    .description("what changes between two reports, plans or synthesized folders")
    .argument("<base>", "a report in JSON, a plan, a synthesized folder, or - for standard input")
    .argument("<head>", "likewise, after the change")
    .option("--program <file>", "the program to judge plans and folders against; a few lines of one are enough")
    .option("--jurisdiction <code>", "instead of a program: the country or bloc")
    .option("--custodian-account <cloud:id>", "instead of a program: an account whose keys are the custodian's", collect, [])
    .option("--parent-account <cloud:id>", "instead of a program: an account of the parent's", collect, [])
    .option("--format <format>", "terminal, json or markdown")
    .option("--audience <who>", "all, or pr: without account ids, witnesses and paths", "all")
    .option("--as-of <day>", "the day by which expiries are read")
    .action(async (base: string, head: string, options: import("../commands/diff").DiffOptions) =>
      exits((await import("../commands/diff")).diff(base, head, options)),
    );

  root
    .command("access")
    .description("who can read what, each answer with a witness or with what denies it")
    .argument("[paths...]", "plans or synthesized folders; cdktf.out when none is named")
    .requiredOption("--who <who>", "parent, auditor, gatekeeper or workload; or any ARN, account or service, * for any text")
    .option("--can <action>", "such as s3:GetObject; * stands for any text")
    .option("--on <resource>", "such as arn:aws:s3:::user-content-*")
    .option("--expect <none>", "exit 1 unless nobody can")
    .option("--program <file>", "the program to judge against; a few lines of one are enough")
    .option("--jurisdiction <code>", "instead of a program: the country or bloc")
    .option("--custodian-account <cloud:id>", "instead of a program: an account whose keys are the custodian's", collect, [])
    .option("--parent-account <cloud:id>", "instead of a program: an account of the parent's", collect, [])
    .option("--format <format>", "terminal or json")
    .option("--as-of <day>", "the day by which expiries are read")
    .action(async (paths: string[], options: import("../commands/access").AccessOptions) =>
      exits((await import("../commands/access")).access(paths, options)),
    );

  root
    .command("explain")
    .description("what a rule or an error code means, and what to do")
    .argument("<code>", "such as CUSTODY-01 or PROGRAM-PLACE")
    .action(async (code: string) => exits((await import("../commands/explain")).explain(code)));

  root
    .command("schema")
    .description("the JSON Schema of a program or of a report")
    .argument("<of>", "program or report")
    .action(async (of: string) => exits((await import("../commands/schema")).schema(of)));
}
