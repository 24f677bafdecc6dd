import type { App } from "cdktf";
import type { AwsPlace } from "../../config/place";
import type { Program } from "../../config/program";
import type { AwsStack } from "../../constructs/place/aws-stack";
import type { KeysStack } from "../keys";
import { LegacyStack } from "./legacy";
import { LegacyVaultStack } from "./legacy-vault";
import { lineHomes, LineStack } from "./line";
import { EvidenceStack, MigrationStack } from "./migration";
import { hasBegun, isPurging, legged, movesOf, receives, snapshotsKept, type Move } from "./moves";
import type { NetworkStack } from "../network";
import { distinct, stackAt, type Resident } from "../plan";
import { proofKey, type Proofs } from "../../evidence/gate/proofs";
import { PurgeStack } from "./purge";
import type { KeyRing } from "../replication";
import { LegacySnapshotsStack, SnapshotsStack } from "./snapshots";
import type { StorageStack } from "../storage";

interface Upstream {
  readonly keys: KeyRing;
  readonly local: ReadonlyMap<string, KeysStack>;
  readonly networks: ReadonlyMap<string, NetworkStack>;
  readonly storage: readonly StorageStack[];
  readonly proofs: Proofs;
}

/**
 * What stands while data moves: evidence and legs at home, the old stores outside. A phase decides; nobody switches
 * anything by hand. A stack whose work is done stays, emptied: terraform destroys nothing of a stack that is not there.
 */
export function migrationStacks(
  app: App,
  program: Program,
  residents: readonly Resident[],
  { keys, local, networks, storage, proofs }: Upstream,
): readonly AwsStack[] {
  const moves = movesOf(residents);
  const homes = distinct(residents.map(({ home }) => home)).filter((home) => receives(home, residents));
  const evidence = new Map(
    homes.map((home) => [
      String(home),
      new EvidenceStack(
        app,
        program,
        home,
        residents.filter((resident) => resident.home.equals(home)),
        stackAt(local, home),
      ),
    ]),
  );
  const stores = new Map(storage.map((stack) => [String(stack.place), stack]));
  const lines = new Map(
    lineHomes(program, homes).map((home) => [
      String(home),
      new LineStack(app, program, home, stackAt(networks, home), stackAt(local, home)),
    ]),
  );
  const legs = moves
    .filter((move) => hasBegun(move) && legged(move))
    .map((move) => {
      const { home } = move.resident;
      const needs = {
        keys,
        localKeys: stackAt(local, home),
        evidence: stackAt(evidence, home),
        network: stackAt(networks, home),
        storage: stackAt(stores, home),
        line: lines.get(String(home)),
      };
      return new MigrationStack(app, program, move, needs);
    });
  const begun = moves.filter(hasBegun);
  const vaults = awsCopies(program, begun).filter(({ move }) => move.copy.kind === "aws-backup-vault" && legged(move));
  const shared = awsCopies(program, begun).filter(({ move }) => move.copy.kind === "aws-snapshots");
  const legacy = [
    ...legacyStacks(app, program, begun),
    ...vaults.map(({ move, place }) => new LegacyVaultStack(app, program, place, move)),
    ...shared.map(({ move, place }) => new LegacySnapshotsStack(app, program, place, move)),
  ];
  const kept = snapshotsKept(residents).map((move) => new SnapshotsStack(app, program, move, stackAt(local, move.resident.home)));
  for (const stack of [...evidence.values(), ...legs]) stack.uses(...storage.filter(({ place }) => place.equals(stack.place)));
  for (const stack of legs) stack.uses(...evidence.values());
  // A line comes before the legs that lie on it, and goes after them.
  for (const stack of lines.values()) if (!stack.line) stack.uses(...legs.filter(({ place }) => place.equals(stack.place)));
  // The old bucket's policy names the mover, which must exist before S3 takes it.
  for (const stack of legacy) stack.uses(...legs);
  // Snapshots are copied by their mover, once they are shared.
  for (const stack of kept) stack.uses(...legs, ...legacy);
  const gone = moves.filter((move) => isPurging(move) || move.phase === "closed");
  const purges = awsCopies(program, gone).map(
    ({ move, place }) => new PurgeStack(app, program, place, move, proofs.get(proofKey(move.resident.dataset.name, move.copy.name))),
  );
  // The freeze spares the one role that deletes, by its name.
  for (const stack of legacy) stack.uses(...purges.filter(({ place }) => place.equals(stack.place)));
  return [...evidence.values(), ...lines.values(), ...legs, ...legacy, ...kept, ...purges];
}

/** The copies that lie in an AWS account, with their places. */
function awsCopies(program: Program, moves: readonly Move[]): readonly { readonly move: Move; readonly place: AwsPlace }[] {
  return moves.flatMap((move) => {
    const { copy } = move;
    const held = copy.kind === "aws-bucket" || copy.kind === "aws-backup-vault" || copy.kind === "aws-snapshots";
    const place = held ? program.legacyPlace(copy) : undefined;
    return place?.isAws() ? [{ move, place: place as AwsPlace }] : [];
  });
}

function legacyStacks(app: App, program: Program, moves: readonly Move[]): readonly LegacyStack[] {
  const placed = awsCopies(
    program,
    moves.filter(({ copy }) => copy.kind === "aws-bucket"),
  );
  return distinct(placed.map(({ place }) => place)).map(
    (place) =>
      new LegacyStack(
        app,
        program,
        place,
        placed.filter((other) => other.place.equals(place)).map(({ move }) => move),
      ),
  );
}
