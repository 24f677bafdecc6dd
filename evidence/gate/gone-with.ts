import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Program } from "../../config/program";
import type { CopyData } from "../../config/schema/schema";
import { PURGE_ROLES } from "./purge-evidence";
import { scopeDigest } from "./scope-digest";
import { trustedKey, verifyEnvelope } from "../sign/envelope";
import type { Predicate } from "../sign/predicates";

/**
 * The signed destruction, among a copy's evidence, of another copy in the same instance of Cloud SQL: an instance goes whole,
 * with whichever of its databases is purged first. Null where none is named. The gate has verified each envelope already.
 */
export function goneWith(program: Program, copy: CopyData): Predicate<"destruction"> | null {
  if (copy.kind !== "google-sql") return null;
  const { parties, datasets } = program.data;
  const trusted = PURGE_ROLES.map((role) => trustedKey(role, parties[role].evidenceKey ?? ""));
  const beside = (other: CopyData) =>
    other !== copy && other.kind === "google-sql" && other.account === copy.account && other.instance === copy.instance;
  for (const file of copy.evidence) {
    const content = readFileSync(resolve(dirname(resolve(program.file)), file), "utf8");
    const { statement } = verifyEnvelope(content, file, trusted, PURGE_ROLES);
    if (statement.kind !== "destruction") continue;
    const found = statement.predicate as Predicate<"destruction">;
    const other = datasets.find(({ name }) => name === found.dataset)?.legacy.find(({ name }) => name === found.copy);
    if (other && beside(other) && found.proof && found.program === scopeDigest(program, found.dataset, found.copy)) return found;
  }
  return null;
}
