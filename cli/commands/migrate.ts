import Table from "cli-table3";
import { loadProgram } from "../../config/load";
import { progressOf, type CopyProgress, type Progress } from "../../config/progress";
import { loadModule } from "../modules";
import { programFile } from "../program-file";
import { clean, say, today } from "../terminal";
import { oneOf } from "../usage";

export interface MigrateOptions {
  readonly program?: string;
  readonly asOf?: string;
  readonly format?: string;
}

const FORMATS = ["terminal", "json"] as const;

/** Where each dataset and old copy stands, on one screen. Exit 1 when a line cannot carry its copy by the deadline, or the day has passed. */
export function migrateStatus(options: MigrateOptions): number {
  const progress = read(options);
  if (asked(options, "migrate status") === "json") say(JSON.stringify(progress, null, 2));
  else say(status(progress));
  return late(progress) ? 1 : 0;
}

/** What each copy's next phase needs, and what blocks it. Exit 1 when something does. */
export function migratePlan(options: MigrateOptions): number {
  const progress = read(options);
  if (asked(options, "migrate plan") === "json") say(JSON.stringify(progress, null, 2));
  else say(plan(progress));
  return progress.copies.some(({ waits }) => waits.length > 0) ? 1 : 0;
}

const read = ({ program, asOf }: MigrateOptions): Progress => progressOf(loadProgram(programFile(program), loadModule), asOf ?? today());
const asked = ({ format }: MigrateOptions, command: string) => oneOf(command, format ?? "terminal", FORMATS, "--format");
const late = ({ copies, daysLeft }: Progress): boolean =>
  copies.some(({ inTime }) => inTime === false) || (daysLeft < 0 && copies.some(({ phase }) => phase !== "closed"));

function status({ deadline, daysLeft, copies, critical }: Progress): string {
  const table = new Table({
    head: ["dataset", "old copy", "phase", "size", "line", "waits for"],
    style: { head: [], border: [] },
    wordWrap: true,
    colWidths: [null, null, null, null, null, 60],
  });
  for (const copy of copies)
    table.push(
      [copy.dataset, copy.copy, copy.phase, `${copy.gib.toLocaleString("en")} GiB`, line(copy), copy.waits.join("; ") || "nothing"].map(
        clean,
      ),
    );
  const closed = copies.filter(({ phase }) => phase === "closed").length;
  return [
    `${closed} of ${copies.length} old copies are closed. ${daysLeft < 0 ? `The deadline ${deadline} passed ${-daysLeft} days ago.` : `${daysLeft} days are left until ${deadline}.`}`,
    copies.length > 0 ? table.toString() : "No dataset has an old copy.",
    critical
      ? `Critical: ${critical.dataset} from ${critical.copy}, in ${critical.phase}${critical.lineDays === null ? "" : `; ${line(critical)}`}.`
      : "Nothing is left to move.",
  ].join("\n");
}

function line({ lineDays, inTime }: CopyProgress): string {
  if (lineDays === null) return "-";
  return `${lineDays.toFixed(1)} days, ${inTime ? "in time" : "too slow"}`;
}

function plan({ copies }: Progress): string {
  return copies
    .map(({ dataset, copy, phase, next, waits }) =>
      [
        clean(`${dataset} from ${copy}: ${phase}${next ? ` -> ${next}` : ", done"}`),
        ...waits.map((wait) => `  waits for ${clean(wait)}`),
      ].join("\n"),
    )
    .join("\n");
}
