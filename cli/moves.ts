import { dirname, join } from "node:path";
import type { Program } from "../config/program";
import { progressOf, type Progress } from "../config/migration/progress";
import type { JudgedCopies } from "../evidence/gate/judged-copies";
import { standingOf } from "../evidence/gate/proved";
import { JobRecord } from "./movers/record";

/** Where the jobs of a copy are written down, beside the program; manifests lie in a folder of the same name. */
export function movesPath(program: Program, dataset: string, copy: string): string {
  return join(dirname(program.file), "moves", `${dataset}-${copy}`);
}

/** Where each copy stands: by the program, by what evidence shows that passes the purge's gate, and by the record of jobs. */
export function migrationOf(judged: JudgedCopies): Progress {
  const { program, asOf } = judged;
  return progressOf(program, asOf, (dataset, copy) => {
    const last = new JobRecord(`${movesPath(program, dataset.name, copy.name)}.jsonl`).jobs().at(-1);
    return { ...standingOf(judged, copy), job: last ? `${last.what}: ${last.state} (${last.detail})` : null };
  });
}
