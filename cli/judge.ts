import { Jurisdiction } from "../config/jurisdiction";
import type { Program } from "../config/program";
import { CLOUDS, type Cloud } from "../config/region";
import type { KnownAccount, Party, Scope } from "../config/scope";
import { Facts } from "../review/facts/facts";
import type { Baseline } from "../review/findings";
import { read } from "../review/read/read";
import type { BlockOn, Report } from "../review/report/report";
import { review } from "../review/review";
import { dayOf, usage } from "./usage";

/** Against what paths are judged, as the command line says it: a program, or flags in its stead. */
export interface JudgeOptions {
  readonly program?: string;
  readonly jurisdiction?: string;
  readonly custodianAccount: readonly string[];
  readonly parentAccount: readonly string[];
  readonly asOf?: string;
}

/** Judges plans and stacks. */
export async function judge(
  paths: readonly string[],
  options: JudgeOptions,
  how: { readonly baseline?: Baseline; readonly blockOn?: readonly BlockOn[] } = {},
): Promise<Report> {
  const asOf = dayOf("review", options.asOf);
  if (options.jurisdiction !== undefined) return review(paths, flagged(options, options.jurisdiction), { asOf, ...how });
  const program = await named(options.program);
  const { migrationOf } = await import("./moves");
  return review(paths, program.scope(), { asOf, migration: migrationOf(program, asOf), ...how });
}

/** The facts alone, for questions that no rule asks. */
export async function factsOf(paths: readonly string[], options: JudgeOptions): Promise<Facts> {
  const { jurisdiction } = options;
  return Facts.of(read(paths), jurisdiction === undefined ? (await named(options.program)).scope() : flagged(options, jurisdiction));
}

/** The scope that flags make. */
function flagged(options: JudgeOptions, jurisdiction: string): Scope {
  if (options.program !== undefined) throw usage("review", "--jurisdiction", "both a program and flags", "one of them");
  return {
    name: "flags",
    digest: "sha256:none",
    headline: null,
    jurisdiction: Jurisdiction.of(jurisdiction, "--jurisdiction"),
    accounts: [
      ...options.custodianAccount.map((text) => account(text, "custodian")),
      ...options.parentAccount.map((text) => account(text, "parent")),
    ],
    obligations: [],
    acknowledgements: [],
    optOuts: [],
  };
}

/** Loaded only where there is one: a program's schema takes longer to load than a thousand resources take to judge. */
async function named(file: string | undefined): Promise<Program> {
  const [{ loadProgram }, { loadModule }, { programFile }] = await Promise.all([
    import("../config/load"),
    import("./modules"),
    import("./program-file"),
  ]);
  return loadProgram(programFile(file), loadModule);
}

function account(text: string, owner: Party): KnownAccount {
  const [cloud, ...id] = text.split(":");
  if (!CLOUDS.includes(cloud as Cloud) || id.join(":") === "")
    throw usage("review", `--${owner}-account`, text, "cloud:id, such as aws:111122223333");
  return { cloud: cloud as Cloud, id: id.join(":"), owner, holdsKeys: owner === "custodian", legacy: false };
}
