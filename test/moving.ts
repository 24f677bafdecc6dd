import { program as unitedStates } from "../config/programs/united-states";
import type { ProgramInput } from "../config/schema/schema";
import type { Phase } from "../config/scope";
import { ARCHIVE, changed, CONTENT, PROFILES } from "./config/refused";
import { FROZEN_AT, HMAC } from "./migrating";

const HOME = "us-east-1:333333333333";
export const OLD_VAULTS = "818181818181";
export const SECRETS = {
  legacy: `arn:aws:secretsmanager:${HOME}:secret:ringfence-mover/profiles-former-cloud-legacy-Ab12Cd`,
  home: `arn:aws:secretsmanager:${HOME}:secret:ringfence-mover/profiles-former-cloud-home-Ef34Gh`,
};
/** As the agent's own console prints it; spent once it is used. */
export const AGENT = { name: "one", activationKey: "AAAAA-BBBBB-CCCCC-DDDDD-EEEEE" };
/** Google's end of a line that stands already. */
const LINE = { kind: "vpn", megabitsPerSecond: 1_000, networks: ["10.90.0.0/24"] } as const;

/** united-states while all of it moves: Google's bucket and database, Virginia's files, Singapore's bucket and vault. */
export function moving(phase: Exclude<Phase, "purge" | "closed">): ProgramInput {
  return changed(unitedStates, (p) => {
    // A vault's recovery points are sent by its own account inside one organization, so that the account was handed over.
    p.accounts["legacy-vault"] = { cloud: "aws", id: OLD_VAULTS, owner: "custodian", purpose: "legacy" };
    const [content, profiles, archive] = [p.datasets[CONTENT], p.datasets[PROFILES], p.datasets[ARCHIVE]];
    Object.assign(content.legacy[0], { location: `arn:aws:datasync:${HOME}:location/loc-0123456789abcdef0`, hmac: HMAC });
    Object.assign(profiles.legacy[0], { host: "10.90.0.5", line: LINE, secrets: SECRETS });
    archive.legacy[1].account = "legacy-vault";
    archive.legacy[0].agents = [AGENT];
    for (const dataset of [content, profiles, archive]) {
      dataset.phase = phase;
      if (phase === "cutover" || phase === "soak") for (const copy of dataset.legacy) copy.frozenAt = FROZEN_AT;
    }
  });
}
