import type { ProgramData } from "../schema/schema";

/** A key over protected data: where it lies, and what it is the key of. */
export interface ProtectedKey {
  readonly cloud: "aws" | "google";
  readonly account: string;
  readonly region: string;
  /** A dataset's name, or `vault`: a place's backups lie under one key. */
  readonly of: string;
}

type Dataset = ProgramData["datasets"][number];

/** The stores whose service documents a key of another account; see constructs/keys/services.ts, which a test compares. */
export const KEY_IN_CUSTODY: readonly Dataset["store"][] = ["bucket", "relational"];

/**
 * Every key that the custody mode decides about: those over protected datasets, their replicas and their backups.
 * Platform keys (terraform state, logs, a database's password) open no dataset, and stay keys of the cloud's HSM:
 * state is there before any store of external keys can be.
 */
export function protectedKeys(data: ProgramData): readonly ProtectedKey[] {
  return [...indexOf(data).values()];
}

/** Is it one of them? */
export function isProtectedKey(data: ProgramData, key: ProtectedKey): boolean {
  return indexOf(data).has(nameOf(key));
}

/** Every key that is made asks, so a thousand datasets would ask a thousand times a thousand: the answer is kept with the program. */
const indices = new WeakMap<ProgramData, ReadonlyMap<string, ProtectedKey>>();

function indexOf(data: ProgramData): ReadonlyMap<string, ProtectedKey> {
  const known = indices.get(data);
  if (known) return known;
  const keys = data.datasets.filter(({ sensitivity }) => sensitivity === "protected").flatMap((dataset) => keysOf(dataset, data));
  const index = new Map(keys.map((key) => [nameOf(key), key]));
  indices.set(data, index);
  return index;
}

const nameOf = ({ cloud, account, region, of }: ProtectedKey): string => [cloud, account, region, of].join(" ");

function keysOf(dataset: Dataset, data: ProgramData): readonly ProtectedKey[] {
  const { home, recovery, store, name } = dataset;
  const cloud = data.accounts[home.account]?.cloud;
  const custody = cloud && data.custody[cloud];
  if (!cloud || !custody) return [];
  const at = (account: string, region: string, of: string): ProtectedKey => ({ cloud, account, region, of });
  if (cloud === "google")
    return [at(custody, home.region, name), ...(recovery && store === "bucket" ? [at(custody, recovery.region, name)] : [])];
  const keys = [at(KEY_IN_CUSTODY.includes(store) ? custody : home.account, home.region, name)];
  if (!recovery) return keys;
  if (store === "bucket") return [...keys, at(recovery.account, recovery.region, name)];
  return [...keys, at(home.account, home.region, "vault"), at(recovery.account, recovery.region, "vault")];
}
