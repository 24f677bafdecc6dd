import type { AwsPlace } from "../../config/place";
import type { Program } from "../../config/program";
import { phaseOf } from "../../config/rules/phase";
import { isOnItsWay, oldDatabaseOf } from "../../config/migration/legacy-copies";
import type { CopyData, DatasetData } from "../../config/schema/schema";
import type { Phase } from "../../config/scope";
import { reverseOf } from "../../config/migration/reverse-legs";
import { reverseArn } from "../../constructs/migration/reverse-leg";
import { moverArn } from "../../constructs/migration/mover-role";
import type { Resident } from "../plan";

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

export const isMoving = ({ copy, resident }: Move): boolean => isOnItsWay(copy, resident.dataset);
export const isPurging = ({ phase }: Move): boolean => phase === "purge";
/** What keeps data of the move at home stays from the first copy on; what the purge ends is the old side and what moves. */
export const hasBegun = ({ phase }: Move): boolean => phase !== "prepare";

/** The movers that write into one resident's store, and those that read it for the way back, by ARN. */
export function moversOf(resident: Resident): readonly string[] {
  const { dataset, home } = resident;
  const moves = movesOf([resident]);
  return [
    ...moves.filter(isMoving).map(({ copy }) => moverArn(home, dataset.name, copy.name)),
    ...moves.filter(({ copy }) => reverseOf(copy, dataset)).map(({ copy }) => reverseArn(home, dataset.name, copy.name)),
  ];
}

/** The old databases that come into a database of ours, by DMS: under its key lies what DMS keeps. */
export function databaseMoves(residents: readonly Resident[]): readonly Move[] {
  return movesOf(residents).filter(
    (move) => hasBegun(move) && move.resident.dataset.store === "relational" && oldDatabaseOf(move.copy) !== undefined,
  );
}

/** Does a mover sign in at Google with a key that lies, or will lie, in a secret here? The secret's own key has to stand before it. */
export function signsIn(residents: readonly Resident[]): boolean {
  return movesOf(residents).some((move) => hasBegun(move) && (move.copy.kind === "google-bucket" || move.copy.kind === "google-bigquery"));
}

/** Old vaults whose recovery points land here, and stay: they are the copy that remains. */
export function landsFromVaults(residents: readonly Resident[]): boolean {
  return movesOf(residents).some((move) => hasBegun(move) && move.copy.kind === "aws-backup-vault");
}

/** Old snapshots that come here, or came and are kept. */
export function snapshotsKept(residents: readonly Resident[]): readonly Move[] {
  return movesOf(residents).filter((move) => hasBegun(move) && move.copy.kind === "aws-snapshots");
}

/** Has the copy a leg, into the store that takes it in? */
function hasLeg(copy: CopyData, { store }: DatasetData): boolean {
  if (copy.kind === "aws-backup-vault" || copy.kind === "aws-snapshots" || store === "bucket") return true;
  return (store === "file" && copy.kind === "data-centre") || (store === "relational" && oldDatabaseOf(copy) !== undefined);
}

export const legged = ({ resident, copy }: Move): boolean => hasLeg(copy, resident.dataset);

/** Has anything moved into this place? Then it has an evidence bucket, a key for it, and a migrator, and keeps them. */
export function receives(place: AwsPlace, residents: readonly Resident[]): boolean {
  return movesOf(residents).some((move) => hasBegun(move) && move.resident.home.equals(place) && legged(move));
}

/** The copies that the account receives or has received, in whichever region. */
export function migratesIn(program: Program, accountName: string): readonly CopyData[] {
  return program.data.datasets
    .filter(({ home }) => home.account === accountName)
    .flatMap((dataset) => dataset.legacy.filter((copy) => phaseOf(copy, dataset) !== "prepare" && hasLeg(copy, dataset)));
}
