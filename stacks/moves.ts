import type { AwsPlace } from "../config/place";
import type { Program } from "../config/program";
import { phaseOf } from "../config/rules/move-rules";
import type { CopyData } from "../config/schema/schema";
import { PHASES, type Phase } from "../config/scope";
import { moverArn } from "../constructs/migration/mover-role";
import type { Resident } from "./plan";

/** One old copy of a dataset on its way home. */
export interface Move {
  readonly resident: Resident;
  readonly copy: CopyData;
  readonly phase: Phase;
}

/** Every move of the residents, whatever its phase. */
export function movesOf(residents: readonly Resident[]): readonly Move[] {
  return residents.flatMap((resident) =>
    resident.dataset.legacy.map((copy) => ({ resident, copy, phase: phaseOf(copy, resident.dataset) })),
  );
}

const between = (phase: Phase, from: Phase, to: Phase): boolean =>
  PHASES.indexOf(phase) >= PHASES.indexOf(from) && PHASES.indexOf(phase) <= PHASES.indexOf(to);

/** Movers stand from copy until soak: after that there is nothing that they may still bring. */
export const isMoving = ({ phase }: Move): boolean => between(phase, "copy", "soak");
/** The old side is ours to configure from the first copy until it is gone. */
export const isAdopted = ({ phase }: Move): boolean => between(phase, "copy", "purge");
export const isPurging = ({ phase }: Move): boolean => phase === "purge";

/** The movers that write into one resident's store, by ARN. */
export function moversOf(resident: Resident): readonly string[] {
  return movesOf([resident])
    .filter(isMoving)
    .map(({ copy }) => moverArn(resident.home, resident.dataset.name, copy.name));
}

/** Does anything move into a bucket at this place? Then it has an evidence bucket, a key for it, and a migrator. */
export function receives(place: AwsPlace, residents: readonly Resident[]): boolean {
  return movesOf(residents).some((move) => isMoving(move) && move.resident.home.equals(place) && move.resident.dataset.store === "bucket");
}

/** Does the account receive anything, in whichever region? */
export function migratesIn(program: Program, accountName: string): boolean {
  return program.data.datasets.some(
    (dataset) =>
      dataset.home.account === accountName &&
      dataset.store === "bucket" &&
      dataset.legacy.some((copy) => between(phaseOf(copy, dataset), "copy", "soak")),
  );
}
