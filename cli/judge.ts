import { Jurisdiction } from "../config/jurisdiction";
import type { ProgramParts } from "../config/program-parts";
import type { Scope } from "../config/scope";
import type { Baseline } from "../review/findings";
import type { BlockOn, Report } from "../review/report/report";
import { review } from "../review/review";
import { accountFlag } from "./account-flag";
import { dayOf, usage } from "./usage";

/** Against what paths are judged, as the command line says it: a program, or flags in its stead. */
export interface JudgeOptions {
  readonly program?: string;
  readonly jurisdiction?: string;
  readonly custodianAccount: readonly string[];
  readonly parentAccount: readonly string[];
  readonly asOf?: string;
}

interface How {
  readonly baseline?: Baseline;
  readonly blockOn?: readonly BlockOn[];
  /** They are of before the program was as it is: what the ledger names since need not stand in them. */
  readonly earlier?: boolean;
}

/** Judges plans and stacks. */
export async function judge(paths: readonly string[], options: JudgeOptions, { earlier = false, ...how }: How = {}): Promise<Report> {
  const asOf = dayOf("review", options.asOf);
  if (options.jurisdiction !== undefined) return review(paths, flagged(options, options.jurisdiction), { asOf, ...how });
  const program = await named(options.program);
  const [{ Program }, { scopeOfProgram }, { migrationOf }, { judgedCopies }] = await Promise.all([
    import("../config/program"),
    import("./program-scope"),
    import("./moves"),
    import("../evidence/gate/judged-copies"),
  ]);
  if (!(program instanceof Program)) return review(paths, program.scope(), { asOf, ...how });
  const judged = judgedCopies(program, asOf);
  const scope = scopeOfProgram(judged);
  return review(paths, earlier ? { ...scope, ledger: undefined } : scope, { asOf, migration: migrationOf(judged), ...how });
}

/** What must be true of them, without the plans. */
export async function scopeOf(options: JudgeOptions): Promise<Scope> {
  return options.jurisdiction === undefined ? (await named(options.program)).scope() : flagged(options, options.jurisdiction);
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
      ...options.custodianAccount.map((text) => accountFlag(text, "custodian")),
      ...options.parentAccount.map((text) => accountFlag(text, "parent")),
    ],
    keysAlone: true,
    obligations: [],
    acknowledgements: [],
    optOuts: [],
  };
}

/** Loaded only where there is one: a program's schema takes longer to load than a thousand resources take to judge. */
async function named(file: string | undefined): Promise<ProgramParts> {
  const [{ loadParts }, { loadModule }, { programFile }] = await Promise.all([
    import("../config/load"),
    import("./modules"),
    import("./program-file"),
  ]);
  return loadParts(programFile(file), loadModule);
}
