import { columns } from "./columns";
import { lineInWords, provedInWords, type CopyProgress, type Progress } from "../../config/progress";

/** How far all of it is, in one sentence. */
export function summaryOf({ copies, deadline, daysLeft, critical }: Progress): string {
  const closed = copies.filter(({ phase }) => phase === "closed").length;
  const time = daysLeft < 0 ? `the deadline ${deadline} passed ${-daysLeft} days ago` : `${daysLeft} days are left until ${deadline}`;
  const slowest = critical ? `; critical: ${critical.dataset} from ${critical.copy}, in ${critical.phase}` : "";
  return `${closed} of ${copies.length} old copies are closed; ${time}${slowest}.`;
}

/** One copy, a cell a column of `COLUMNS`. */
export function cellsOf(copy: CopyProgress): readonly string[] {
  const { dataset, copy: name, phase, gib, waits } = copy;
  return [dataset, name, phase, `${gib.toLocaleString("en")} GiB`, lineInWords(copy), provedInWords(copy), waits.join("; ") || "nothing"];
}

export const COLUMNS = ["dataset", "old copy", "phase", "size", "line", "proved", "waits for"] as const;

/** For a terminal: a line a copy, and under it what it waits for. */
export function tableOf({ copies }: Progress): string[] {
  const [head = "", ...lines] = columns([COLUMNS.slice(0, -1), ...copies.map((copy) => cellsOf(copy).slice(0, -1))]);
  return [head, ...lines.flatMap((line, at) => [line, ...(copies[at]?.waits ?? []).map((wait) => `    waits for ${wait}`)])];
}
