import type { Command } from "commander";
import { collect, exits } from "./parts";

/** What was proved, signed and verified. */
export function evidenceCommands(root: Command): void {
  root.commandsGroup("Prove:");
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
    .action(async (file: string, options: import("../commands/evidence").SignCommandOptions) =>
      exits((await import("../commands/evidence")).evidenceSign(file, options)),
    );
  evidence
    .command("verify")
    .description("verify envelopes offline against keys on file")
    .argument("[files...]", "envelopes")
    .option("--trust <role=file>", "a role's public key in PEM; may be repeated", collect, [])
    .option("--need <roles>", "the roles that must have signed, joined by commas; else every role of --trust")
    .option("--log <file>", "a log to check")
    .option("--head <file>", "its signed head")
    .action(async (files: string[], options: import("../commands/evidence").VerifyCommandOptions) =>
      exits((await import("../commands/evidence")).evidenceVerify(files, options)),
    );
  evidence
    .command("show")
    .description("print what envelopes say, without checking who signed")
    .argument("<files...>", "envelopes")
    .action(async (files: string[]) => exits((await import("../commands/evidence")).evidenceShow(files)));

  root
    .command("certificate")
    .description("a certificate of destruction, of what signed evidence says and nothing more")
    .argument("<dataset>", "the dataset")
    .option("--evidence <file>", "an envelope; may be repeated", collect, [])
    .option("--trust <role=file>", "a role's public key in PEM, each of which must have signed; may be repeated", collect, [])
    .option("--rows <file>", "a reconciliation's rows, where objects were given up; may be repeated", collect, [])
    .option(
      "--record <file>",
      "a purge's record or listing, or the record of a sanitisation, checked against the signed destruction; may be repeated",
      collect,
      [],
    )
    .option("--format <format>", "json or html")
    .option("--out <file>", "where it goes")
    .option("--as-of <day>", "the day by which dates are read")
    .action(async (dataset: string, options: import("../commands/certificate").CertificateOptions) =>
      exits((await import("../commands/certificate")).certificate(dataset, options)),
    );
}
