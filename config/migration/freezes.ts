import { freezePolicy, freezeTag, type FrozenBucket, type FrozenOnAws, type FrozenOnGoogle } from "./frozen";
import type { AwsPlace, GooglePlace } from "../place";
import { purgeAccount, purgeRoleArn } from "./purge-names";
import type { Guarded } from "./purgers";
import { reverseOf } from "./reverse-legs";
import { reverseRole } from "../access/role-names";
import { phaseOf } from "../rules/phase";
import type { CopyData, DatasetData } from "../schema/schema";
import type { Phase } from "../scope";

const FROZEN: readonly Phase[] = ["cutover", "soak", "purge"];

/** Does nobody write to an old bucket in this phase? Once it is closed there is none. */
export const isFrozen = (phase: Phase): boolean => FROZEN.includes(phase);

/** Every bucket that the program has frozen. */
export function frozenBuckets(program: Guarded): readonly FrozenBucket[] {
  return program.data.datasets.flatMap((dataset) =>
    dataset.legacy.flatMap((copy): FrozenBucket[] => {
      if (!isFrozen(phaseOf(copy, dataset))) return [];
      if (copy.kind === "aws-bucket") return [onAws(program, dataset, copy)];
      return copy.kind === "google-bucket" ? [onGoogle(program, dataset, copy)] : [];
    }),
  );
}

function onAws(program: Guarded, dataset: DatasetData, copy: Extract<CopyData, { kind: "aws-bucket" }>): FrozenOnAws {
  const place = program.legacyPlace(copy) as AwsPlace;
  const reverse = reverseOf(copy, dataset);
  const account = program.data.accounts[dataset.home.account]?.id ?? "";
  return {
    cloud: "aws",
    bucket: copy.bucket,
    ...(phaseOf(copy, dataset) === "purge" ? { purger: purgeRoleArn(place, dataset.name, copy.name) } : {}),
    ...(reverse
      ? { reverse: { ...reverse, account, role: `arn:${place.partition}:iam::${account}:role/${reverseRole(dataset.name, copy.name)}` } }
      : {}),
  };
}

function onGoogle(program: Guarded, dataset: DatasetData, copy: Extract<CopyData, { kind: "google-bucket" }>): FrozenOnGoogle {
  const place = program.legacyPlace(copy) as GooglePlace;
  return {
    cloud: "google",
    bucket: copy.bucket,
    project: place.accountId,
    policy: freezePolicy(dataset.name, copy.name),
    tag: freezeTag(dataset.name, copy.name),
    ...(phaseOf(copy, dataset) === "purge" ? { purger: purgeAccount(place, dataset.name, copy.name) } : {}),
  };
}
