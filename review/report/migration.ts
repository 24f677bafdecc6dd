import { columns } from "./columns";
import { lineInWords, provedInWords, type CopyProgress, type Progress } from "../../config/migration/progress";

/** How far all of it is, in one sentence. */
export function summaryOf({ copies, deadline, daysLeft, critical }: Progress): string {
  const closed = copies.filter(({ phase }) => phase === "closed").length;
  const days = `${Math.abs(daysLeft)} ${Math.abs(daysLeft) === 1 ? "day" : "days"}`;
  const time =
    daysLeft < 0 ? `the deadline ${deadline} passed ${days} ago` : `${days} ${daysLeft === 1 ? "is" : "are"} left until ${deadline}`;
  const slowest = critical ? `; critical: ${critical.dataset} from ${critical.copy}, in ${critical.phase}` : "";
  return `${closed} of ${copies.length} old ${copies.length === 1 ? "copy is" : "copies are"} closed; ${time}${slowest}.`;
}

/** One copy, a cell a column of `COLUMNS`. */
export function cellsOf(copy: CopyProgress): readonly string[] {
  const { dataset, copy: name, phase, gib, waits } = copy;
  return [dataset, name, phase, `${gib.toLocaleString("en")} GiB`, lineInWords(copy), provedInWords(copy), waits.join("; ") || "nothing"];
}

export const COLUMNS = ["dataset", "old copy", "phase", "size", "line", "proved", "waits for"] as const;

/** For a terminal of 80 columns: a line a copy, and under it what is proved of it, and what it waits for. */
export function tableOf({ copies }: Progress): string[] {
  const [head = "", ...lines] = columns([COLUMNS.slice(0, -2), ...copies.map((copy) => cellsOf(copy).slice(0, -2))]);
  return [
    head,
    ...copies.flatMap((copy, at) => [
      lines[at] ?? "",
      ...(copy.proved === null ? [] : [`    proved: ${provedInWords(copy)}`]),
      ...copy.waits.map((wait) => `    waits for ${wait}`),
    ]),
  ];
}
