import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Program } from "../../config/program";
import type { CopyData, DatasetData } from "../../config/schema/schema";
import { checkHold } from "./purge-checks";
import { PURGE_ROLES } from "./purge-evidence";
import { scopeDigest } from "./scope-digest";
import { trustedKey, verifyEnvelope } from "../sign/envelope";

/** Has the hold that the program names been lifted from this copy, by a release that gatekeeper and auditor signed? */
export function isReleased(program: Program, dataset: DatasetData, copy: CopyData, asOf: string): boolean {
  const { legalHold: hold, name } = dataset;
  if (!hold?.release) return false;
  const { parties } = program.data;
  let lifted = true;
  try {
    const content = readFileSync(resolve(dirname(resolve(program.file)), hold.release), "utf8");
    const trusted = PURGE_ROLES.map((role) => trustedKey(role, parties[role].evidenceKey ?? ""));
    const release = { name: hold.release, ...verifyEnvelope(content, hold.release, trusted, PURGE_ROLES) };
    const about = { dataset: name, copy: copy.name, program: scopeDigest(program, name, copy.name) };
    checkHold([release], { hold, ...about, asOf }, () => void (lifted = false));
  } catch {
    return false; // what does not verify lifts nothing; the purge's gate says why
  }
  return lifted;
}
