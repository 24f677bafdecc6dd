import type { CopyData } from "../schema/schema";
import type { Phase } from "../scope";
import { PROGRAM_PAGES as P } from "./pages";
import type { RuleContext } from "./rules";

/** A condition holds twelve logical operators (IAM, Quotas and limits); three are taken by the day, the service and the dataset. */
const MOST_OUTSIDE = 9;
/** A role has ten managed policies (IAM and AWS STS quotas) beside its own, which name every backup by ARN: some 500 fit. */
const MOST_CHARACTERS = 55_000;
/** Two are taken by the day and the service, and each further instance takes two: itself, and what is below it. */
const MOST_INSTANCES = 5;

/** What must be listed before the last of a copy goes: a role deletes what the program names, so that nothing is forgotten or taken along. */
export function endRules({ complaints }: RuleContext, copy: CopyData, phase: Phase, at: string): void {
  const wants = (field: string, what: string, fix: string) => complaints.add(P.purgeList, `${at}.${field}`, "nothing", what, fix);
  /** One role's condition names each. */
  const few = (named: readonly string[], most: number, what: string, fix: string) => {
    if (named.length > most)
      complaints.add(P.purgeList, `${at}.resources`, `${named.length} ${what}`, `at most ${most} in one role's condition`, fix);
  };
  /** One role's policies name each: what lies between two of them is not used, so that less is promised than they take. */
  const room = (arns: readonly string[]) => {
    const characters = arns.reduce((sum, arn) => sum + arn.length + 3, 0);
    if (characters > MOST_CHARACTERS)
      complaints.add(
        P.purgeList,
        at,
        `${arns.length} ARNs of ${characters.toLocaleString("en")} characters`,
        `at most ${MOST_CHARACTERS.toLocaleString("en")} in the policies of one role`,
        "Let older points end by their lifecycle first, or describe the snapshots as a copy of their own.",
      );
  };
  switch (copy.kind) {
    case "aws-backup-vault":
      if (copy.recoveryPoints === undefined)
        wants("recoveryPoints", "every recovery point of the vault, by ARN", "List the vault, and write its recovery points down.");
      if (copy.snapshots === undefined)
        wants("snapshots", "the dataset's snapshots and images outside the vault, or []", "List snapshots and images of the account.");
      room([...(copy.recoveryPoints ?? []), ...(copy.snapshots ?? [])]);
      return;
    case "google-bucket":
      if (phase === "closed" && copy.hmacKeys === undefined)
        wants("hmacKeys", "every HMAC key that opened the bucket, or []", "List the project's HMAC keys; each is deleted with the copy.");
      // The mover's key opens the bucket like any other: a list without it would leave it active.
      if (copy.hmac && copy.hmacKeys?.every(({ accessId }) => accessId !== copy.hmac?.accessKey))
        complaints.add(
          P.purgeList,
          `${at}.hmacKeys`,
          "a list without the mover's own key",
          `every HMAC key that opened the bucket, ${copy.hmac.accessKey} among them`,
          "Add the key with its service account, so that it goes with the others.",
        );
      return;
    case "data-centre":
      if (phase === "closed" && copy.sanitisation === undefined)
        complaints.add(
          P.sanitisation,
          `${at}.sanitisation`,
          "nothing",
          "the digest of the media's sanitisation record (NIST SP 800-88 Rev. 2)",
          "Have the media sanitised, and write the signed record's digest into the program.",
        );
      return;
    case "google-sql":
      if (!copy.resources?.some((name) => name.endsWith(`/instances/${copy.instance}`)))
        wants(
          "resources",
          `the instance ${copy.instance}, its replicas and every backup, by full resource name`,
          "List the project's instances and backups: retained and final backups outlive the instance.",
        );
      few(
        copy.resources?.filter((name) => name.includes("/instances/")) ?? [],
        MOST_INSTANCES,
        "instances",
        "Delete replicas first, by hand.",
      );
      return;
    case "google-bigquery": {
      const dataset = `/datasets/${copy.dataset}`;
      if (!copy.resources?.some((name) => name.endsWith(dataset)))
        wants(
          "resources",
          `the dataset ${copy.dataset}, and its tables, routines and models, by full resource name`,
          "List the dataset, and the snapshots and clones of its tables in other datasets.",
        );
      const outside = copy.resources?.filter((name) => !name.endsWith(dataset) && !name.includes(`${dataset}/`)) ?? [];
      few(outside, MOST_OUTSIDE, "tables of other datasets", "Delete snapshots and clones that need no certificate first.");
      return;
    }
    case "aws-bucket":
    case "aws-snapshots":
      return;
  }
}
