import type { App } from "cdktf";
import { OrgPolicyPolicy } from "@cdktf/provider-google/lib/org-policy-policy";
import type { GooglePlace } from "../../config/place";
import type { Program } from "../../config/program";
import { isFrozen } from "../../config/migration/freezes";
import { legacyStackName, purgeAccount } from "../../config/migration/purge-names";
import { phaseOf } from "../../config/rules/phase";
import type { DatasetData } from "../../config/schema/schema";
import type { Phase } from "../../config/scope";
import { GoogleFreeze } from "../../constructs/migration/google-freeze";
import { GoogleLegacyBucket } from "../../constructs/migration/google-legacy-bucket";
import { GooglePurgeIdentity, type GoogleCopy } from "../../constructs/migration/google-purge-identity";
import { googleDeployer } from "../../constructs/place/google-names";
import { GoogleStack } from "../../constructs/place/google-stack";
import { proofKey, type Proofs } from "../../evidence/gate/proofs";
import type { PurgeProof } from "../../evidence/gate/purge-gate";
import { leaveLegacy } from "../migration/leaving";
import { distinct } from "../plan";
import { mayExpire, ownProof } from "../migration/proof";

/** One old copy on Google, wherever its dataset moves to. */
interface GoogleMove {
  readonly dataset: DatasetData;
  readonly copy: GoogleCopy;
  readonly phase: Phase;
  readonly place: GooglePlace;
}

/** What stands in the old projects: buckets from the first copy until they have left, and in the purge the identities that delete. */
export function googleLegacyStacks(app: App, program: Program, proofs: Proofs): readonly GoogleStack[] {
  const moves = googleMoves(program);
  const started = moves.filter(({ phase, copy }) => copy.kind === "google-bucket" && phase !== "prepare");
  const legacy = distinct(started.map(({ place }) => place)).map(
    (place) =>
      new GoogleLegacyStack(
        app,
        program,
        place,
        started.filter((move) => move.place.equals(place)),
        proofs,
      ),
  );
  const purges = moves
    .filter(({ phase }) => phase === "purge" || phase === "closed")
    .map((move) => new GooglePurgeStack(app, program, move, proofs.get(proofKey(move.dataset.name, move.copy.name))));
  // The freeze spares the one account that deletes, by its name.
  for (const stack of legacy) stack.uses(...purges.filter(({ place }) => place.equals(stack.place)));
  return [...legacy, ...purges];
}

function googleMoves(program: Program): readonly GoogleMove[] {
  return program.data.datasets.flatMap((dataset) =>
    dataset.legacy.flatMap((copy) => {
      if (copy.kind !== "google-bucket" && copy.kind !== "google-sql" && copy.kind !== "google-bigquery") return [];
      const place = program.legacyPlace(copy);
      return place.isGoogle() ? [{ dataset, copy, phase: phaseOf(copy, dataset), place: place as GooglePlace }] : [];
    }),
  );
}

class GoogleLegacyStack extends GoogleStack {
  constructor(app: App, program: Program, place: GooglePlace, moves: readonly GoogleMove[], proofs: Proofs) {
    super(app, legacyStackName(place), {
      program,
      place,
      appliedBy: googleDeployer(place),
      state: "remote",
      stateAt: homeOf(program, moves),
    });
    for (const { dataset, copy, phase } of moves) {
      if (copy.kind !== "google-bucket") continue;
      const id = `${dataset.name}-${copy.name}`;
      if (phase === "closed") {
        leaveLegacy(this, "google_storage_bucket", dataset.name, copy);
        continue;
      }
      const expires = phase === "purge" && mayExpire(program, dataset, copy, proofs.get(proofKey(dataset.name, copy.name)));
      new GoogleLegacyBucket(this, id, { dataset: dataset.name, copy, phase, expires });
      if (isFrozen(phase))
        new GoogleFreeze(this, `${id}-freeze`, {
          dataset: dataset.name,
          copy: copy.name,
          bucket: copy.bucket,
          ...(phase === "purge" ? { purger: purgeAccount(place, dataset.name, copy.name) } : {}),
        });
    }
    if (moves.some(({ phase }) => phase === "purge")) this.allowNoSoftDelete();
  }

  /** The old organization may demand soft delete. The exception stands on this project, for as long as a purge does. */
  private allowNoSoftDelete(): void {
    const parent = `projects/${this.place.accountId}`;
    new OrgPolicyPolicy(this, "no-soft-delete", {
      name: `${parent}/policies/storage.softDeletePolicySeconds`,
      parent,
      spec: { inheritFromParent: false, rules: [{ values: { allowedValues: ["0"] } }] },
    });
  }
}

const homeOf = (program: Program, [first]: readonly GoogleMove[]) => first && program.homeOf(first.dataset);

/** The identity that destroys one old copy on Google. It is built from proof of that copy, and from nothing else; once the copy is closed it goes. */
export class GooglePurgeStack extends GoogleStack {
  constructor(app: App, program: Program, move: GoogleMove, proof: PurgeProof | undefined) {
    const { dataset, copy, place } = move;
    ownProof(program, dataset, copy, proof);
    super(app, `purge-${dataset.name}-${copy.name}`, {
      program,
      place,
      appliedBy: googleDeployer(place),
      state: "remote",
      stateAt: program.homeOf(dataset),
    });
    if (move.phase !== "closed") new GooglePurgeIdentity(this, "purge", { dataset: dataset.name, copy });
  }
}
