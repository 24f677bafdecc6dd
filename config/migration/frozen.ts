import { createHash } from "node:crypto";

/** An old bucket from cutover on, until it is gone: nobody writes to it or deletes from it but whom this names. */
export type FrozenBucket = FrozenOnAws | FrozenOnGoogle;

export interface FrozenOnAws {
  readonly cloud: "aws";
  readonly bucket: string;
  /** The role that deletes, in the purge. */
  readonly purger?: string;
  /** The role that takes back what was written at home, in the soak. */
  readonly reverse?: {
    readonly role: string;
    readonly account: string;
    readonly prefix: string;
    readonly from: string;
    readonly until: string;
  };
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

/** The one value of that tag. */
export const FROZEN_VALUE = "frozen";

export const freezeCondition = (project: string, tag: string): string => `resource.matchTag('${project}/${tag}', '${FROZEN_VALUE}')`;

export const purgerOnGoogle = (account: string): string => `principal://iam.googleapis.com/projects/-/serviceAccounts/${account}`;
