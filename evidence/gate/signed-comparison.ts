import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Program } from "../../config/program";
import { PURGE_ROLES } from "./purge-evidence";
import type { Reconciliation } from "../reconcile/result";
import { trustedKey, verifyEnvelope } from "../sign/envelope";

/** What an envelope beside the program says when gatekeeper and auditor signed it and it is a comparison; else its kind. Throws when it does not verify. */
export function signedComparison(program: Program, file: string): Reconciliation | { readonly kind: string } {
  const { parties } = program.data;
  const content = readFileSync(resolve(dirname(resolve(program.file)), file), "utf8");
  const trusted = PURGE_ROLES.map((role) => trustedKey(role, parties[role].evidenceKey ?? ""));
  const { statement } = verifyEnvelope(content, file, trusted, PURGE_ROLES);
  return statement.kind === "reconciliation" ? (statement.predicate as Reconciliation) : { kind: statement.kind };
}
