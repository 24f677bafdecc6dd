import { RingfenceError } from "../../config/errors";
import type { Program } from "../../config/program";
import { EVIDENCE_PAGES } from "../errors";
import { sha256 } from "../file";

/** What is written down about a copy after its evidence was made, or has no say in which data it is. */
const LATER: ReadonlySet<string> = new Set([
  "phase",
  "frozenAt",
  "evidence",
  "rows",
  "inventories",
  "back",
  "reverse",
  "byParts",
  "sanitisation",
  "purgeBy",
  "atClose",
  "hmac",
  "hmacKeys",
  "purgeOfficer",
  "resources",
  "recoveryPoints",
  "snapshots",
]);

/**
 * The digest by which evidence names the program: of what says which data this is and where it lies.
 *
 * Not of the whole program. Evidence is made in one phase and used in the next, and a program that moves on to the next
 * phase, or that names the evidence's own file, would otherwise never be the program that the evidence speaks of.
 */
export function scopeDigest(program: Program, dataset: string, copy: string): string {
  const found = program.data.datasets.find(({ name }) => name === dataset);
  const legacy = found?.legacy.find(({ name }) => name === copy);
  if (!found || !legacy)
    throw new RingfenceError(EVIDENCE_PAGES.scope, {
      at: program.file,
      given: `${dataset}, legacy copy ${copy}`,
      expected: `a dataset and one of its legacy copies`,
      fix: "Name them as the program does.",
    });
  const account = (name: string) => {
    const { cloud, id, owner } = program.account(name);
    return { cloud, id, owner };
  };
  const where = Object.fromEntries(Object.entries(legacy).filter(([field]) => !LATER.has(field))) as Partial<typeof legacy>;
  return sha256(
    JSON.stringify({
      program: program.name,
      jurisdiction: program.data.jurisdiction,
      dataset: { name: found.name, sensitivity: found.sensitivity, store: found.store, engine: found.engine },
      home: { ...found.home, account: account(found.home.account) },
      legacy: "account" in legacy ? { ...where, account: account(legacy.account) } : where,
    }),
  );
}
