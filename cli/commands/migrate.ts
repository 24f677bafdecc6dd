import { loadProgram } from "../../config/load";
import type { Progress } from "../../config/migration/progress";
import { summaryOf, tableOf } from "../../review/report/migration";
import { judgedCopies } from "../../evidence/gate/judged-copies";
import { loadModule } from "../modules";
import { migrationOf } from "../moves";
import { programFile } from "../program-file";
import { clean, say } from "../terminal";
import { dayOf, oneOf } from "../usage";

export interface MigrateOptions {
  readonly program?: string;
  readonly asOf?: string;
  readonly format?: string;
}

const FORMATS = ["terminal", "json"] as const;

/** Where each dataset and old copy stands, on one screen. Exit 1 when a line cannot carry its copy by the deadline, or the day has passed. */
export function migrateStatus(options: MigrateOptions): number {
  const progress = read("migrate status", options);
  if (asked(options, "migrate status") === "json") say(JSON.stringify(progress, null, 2));
  else say(status(progress));
  return late(progress) ? 1 : 0;
}

/** What each copy's next phase needs, and what blocks it. Exit 1 when something does. */
export function migratePlan(options: MigrateOptions): number {
  const progress = read("migrate plan", options);
  if (asked(options, "migrate plan") === "json") say(JSON.stringify(progress, null, 2));
  else say(plan(progress));
  return progress.copies.some(({ waits }) => waits.length > 0) ? 1 : 0;
}

const NO_COPY = "No dataset has an old copy.";

const read = (command: string, { program, asOf }: MigrateOptions): Progress =>
  migrationOf(judgedCopies(loadProgram(programFile(program), loadModule), dayOf(command, asOf)));
const asked = ({ format }: MigrateOptions, command: string) => oneOf(command, format ?? "terminal", FORMATS, "--format");
const late = ({ copies, daysLeft }: Progress): boolean =>
  copies.some(({ inTime }) => inTime === false) || (daysLeft < 0 && copies.some(({ phase }) => phase !== "closed"));

function status(progress: Progress): string {
  const { copies } = progress;
  if (copies.length === 0) return NO_COPY;
  return [...tableOf(progress), summaryOf(progress)].map(clean).join("\n");
}

function plan({ copies }: Progress): string {
  if (copies.length === 0) return NO_COPY;
  return copies
    .map(({ dataset, copy, phase, next, waits, job }) =>
      [
        clean(`${dataset} from ${copy}: ${phase}${next ? ` -> ${next}` : ", done"}`),
        ...(job === null ? [] : [`  last job: ${clean(job)}`]),
        ...waits.map((wait) => `  waits for ${clean(wait)}`),
        ...(next !== null && waits.length === 0
          ? [`  nothing known stands against it: set phase: "${next}", then synth, plan and apply`]
          : []),
      ].join("\n"),
    )
    .join("\n");
}
