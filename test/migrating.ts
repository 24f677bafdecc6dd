import { program as unitedStates } from "../config/programs/united-states";
import type { ProgramInput } from "../config/schema/schema";
import type { Phase } from "../config/scope";
import { changed, CONTENT } from "./config/refused";

export const FROZEN_AT = "2026-11-01T00:00:00Z";

/** The key that opens Google's bucket: its access id, and where the secret lies. */
export const HMAC = {
  accessKey: "GOOG1EXAMPLE0000000001",
  secretArn: "arn:aws:secretsmanager:us-east-1:333333333333:secret:ringfence-mover/user-content-former-cloud-Gh78Ij",
};

/** united-states while user-content moves: its bucket's location is written down, and from cutover on when the copies were frozen. */
export function migrating(phase: Exclude<Phase, "purge" | "closed">): ProgramInput {
  return changed(unitedStates, (p) => {
    const dataset = p.datasets[CONTENT];
    dataset.phase = phase;
    dataset.legacy[0].location = "arn:aws:datasync:us-east-1:333333333333:location/loc-0123456789abcdef0";
    dataset.legacy[0].hmac = HMAC;
    if (phase === "cutover" || phase === "soak") for (const copy of dataset.legacy) copy.frozenAt = FROZEN_AT;
  });
}
