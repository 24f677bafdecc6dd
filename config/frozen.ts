import { createHash } from "node:crypto";
import type { AwsPlace, GooglePlace } from "./place";
import { purgeAccount, purgeRoleArn } from "./purge-names";
import type { Guarded } from "./purgers";
import { reverseOf, type ReverseData } from "./reverse-legs";
import { reverseRole } from "./role-names";
import { phaseOf } from "./rules/phase";
import type { CopyData, DatasetData } from "./schema/schema";
import type { Phase } from "./scope";

/** An old bucket from cutover on, until it is gone: nobody writes to it or deletes from it but whom this names. */
export type FrozenBucket = FrozenOnAws | FrozenOnGoogle;

export interface FrozenOnAws {
  readonly cloud: "aws";
  readonly bucket: string;
  /** The role that deletes, in the purge. */
  readonly purger?: string;
  /** The role that takes back what was written at home, in the soak. */
  readonly reverse?: ReverseData & { readonly role: string; readonly account: string };
}

export interface FrozenOnGoogle {
  readonly cloud: "google";
  readonly bucket: string;
  readonly project: string;
  /** Name of the deny policy on the project, and of the tag by which it meets this one bucket. */
  readonly policy: string;
  readonly tag: string;
  /** The service account that deletes, in the purge. */
  readonly purger?: string;
}

/** A policy's id takes 63 characters: the copy is told by a digest. */
export const freezePolicy = (dataset: string, copy: string): string =>
  `ringfence-freeze-${createHash("sha256").update(`${dataset}/${copy}`).digest("hex").slice(0, 10)}`;

export const freezeTag = (dataset: string, copy: string): string => `ringfence-${dataset}-${copy}`;

/** In deny policies' words (IAM documentation, principal identifiers; everybody, signed in or not), what nobody does to a frozen bucket of Google's, and what only its purger does. */
export const GOOGLE_FREEZE = {
  everybody: "principalSet://goog/public:all",
  written: ["objects.create", "objects.update"].map((each) => `storage.googleapis.com/${each}`),
  deleted: ["buckets.delete", "objects.delete"].map((each) => `storage.googleapis.com/${each}`),
} as const;

export const freezeCondition = (project: string, tag: string): string => `resource.matchTag('${project}/${tag}', 'frozen')`;

export const purgerOnGoogle = (account: string): string => `principal://iam.googleapis.com/projects/-/serviceAccounts/${account}`;

const FROZEN: readonly Phase[] = ["cutover", "soak", "purge"];

/** Every bucket that the program has frozen. */
export function frozenBuckets(program: Guarded): readonly FrozenBucket[] {
  return program.data.datasets.flatMap((dataset) =>
    dataset.legacy.flatMap((copy): FrozenBucket[] => {
      if (!FROZEN.includes(phaseOf(copy, dataset))) return [];
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
