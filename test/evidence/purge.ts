import type { RingfenceError } from "../../config/errors";
import { AS_IS } from "../../config/migration/key-form";
import { sha256 } from "../../evidence/file";
import type { PurgeGateInput } from "../../evidence/gate/purge-evidence";
import { PurgeProof, purgeGate } from "../../evidence/gate/purge-gate";
import { KNOWN_QUERIES } from "../../evidence/reconcile/query";
import type { Reconciliation } from "../../evidence/reconcile/result";
import { compare, type Row } from "./inventories";
import { pair, signed } from "./signed";

export const [gatekeeper, auditor, stranger] = [pair(), pair(), pair()];
export const program = sha256("the program");
export const CRC = "0a1b2c3d";
const taken = { legacy: "2026-11-20T06:00:00.000Z", home: "2026-11-21T06:00:00.000Z" };
export const about = { dataset: "profiles", copy: "old-bucket", program };

/** A real comparison, signed by both, with everything that a purge takes. */
export async function evidenceOf(
  folder: string,
  legacy: readonly Row[],
  home: readonly Row[],
): Promise<PurgeGateInput & { readonly result: Reconciliation }> {
  const { result, text } = await compare(folder, legacy, home, { copy: about.copy, program, taken });
  return { ...inputOf(result), rows: text, result };
}

function inputOf(result: Reconciliation): PurgeGateInput {
  const digests = (side: "legacy" | "home") => result[side].files.map((file) => file.sha256);
  return {
    ...about,
    keyForm: AS_IS,
    evidence: [{ name: "reconciliation.dsse.json", content: signed("reconciliation", result, gatekeeper, auditor) }],
    rows: "",
    inventories: { legacy: digests("legacy"), home: digests("home") },
    backups: null,
    by: "deletion",
    queries: KNOWN_QUERIES,
    keys: { gatekeeper: gatekeeper.pem, auditor: auditor.pem },
    closed: false,
    dataCentre: null,
    hold: null,
    asOf: "2026-11-24",
    lastWrite: "2026-11-19T00:00:00Z",
  };
}

/** `granted`, or the codes of what is missing. */
export function answer(input: PurgeGateInput): string {
  const said = purgeGate(input);
  if (PurgeProof.isPurgeProof(said)) return "granted";
  expect(said.length).toBeGreaterThan(0);
  return [...new Set((said as readonly RingfenceError[]).map(({ code }) => code))].sort().join(" ");
}
