import { isOnItsWay, snapshotMoves } from "../../config/legacy-copies";
import { phaseOf } from "../../config/rules/phase";
import type { Program } from "../../config/program";
import { reverseLegs } from "../../config/reverse-legs";
import { moverRole, reverseRole } from "../../config/role-names";
import type { AwsAccountData } from "../../config/schema/schema";
import { BOOTSTRAP_ROLE } from "../access/deployer";
import { MIGRATOR_ROLE } from "../access/migrator";
import { custodianOrganization } from "../keys/organization";
import { doorsOf, type Door } from "./doors";
import { windowEnd } from "../migration/window";

/** What every guardrail is drawn around: accounts, regions, and the roles that have a part in it. */
export interface Fence {
  /** The program's accounts inside. A legacy account is outside, even where it stands in the same organization. */
  readonly accounts: readonly string[];
  /** The auditor's among them. */
  readonly auditAccounts: readonly string[];
  readonly custodyAccounts: readonly string[];
  /** The custodian's organization, the auditor's, and others in which accounts of the fence stand. */
  readonly organizations: readonly string[];
  /** The jurisdiction's regions. */
  readonly regions: readonly string[];
  /** Does a legacy copy lie in an AWS region outside the jurisdiction, to be read from there? */
  readonly readsOutside: boolean;
  /** The regions from which snapshots are copied home. */
  readonly copiesFrom: readonly string[];
  /** Roles that are assumed from outside, and by whom. */
  readonly doors: readonly Door[];
  readonly roles: FenceRoles;
  /** When what movers and migrators are let out for ends; absent while nothing moves. */
  readonly moversUntil?: string;
}

/** ARN patterns. The account is left open: only accounts of the fence are bound, and each has roles of these names. */
export interface FenceRoles {
  readonly bootstrap: readonly string[];
  readonly deployers: readonly string[];
  readonly keys: readonly string[];
  /** It makes the roles of people and of the app's programs. */
  readonly access: readonly string[];
  readonly backup: readonly string[];
  readonly replication: readonly string[];
  /** They read legacy copies, and write at home. */
  readonly movers: readonly string[];
  /** Those among them that copy snapshots, each by its name. */
  readonly snapshotMovers: readonly string[];
  /** Those among them that write back what was written at home, each by its name. */
  readonly reverseMovers: readonly string[];
  /** They make movers and their tasks; none while nothing moves. */
  readonly migrators: readonly string[];
}

export const roleArn = (name: string): string => `arn:aws:iam::*:role/${name}`;

export function fenceOf(program: Program): Fence {
  const { accounts, parties, custody, guardrails, datasets } = program.data;
  const inside = Object.values(accounts).filter(
    (account): account is AwsAccountData => account.cloud === "aws" && account.owner !== "parent" && account.purpose !== "legacy",
  );
  const ids = (some: readonly AwsAccountData[]) => some.map(({ id }) => id);
  const moving = datasets.some((dataset) => dataset.legacy.some((copy) => isOnItsWay(copy, dataset)));
  const snapshots = snapshotMoves(program.data);
  const auditors = parties.auditor.aws?.organization;
  return {
    accounts: ids(inside),
    auditAccounts: ids(inside.filter(({ owner }) => owner === "auditor")),
    custodyAccounts: ids(inside.filter(({ purpose }) => purpose === "custody")),
    organizations: [...new Set([custodianOrganization(program), ...(auditors ? [auditors] : []), ...guardrails.organizations])],
    regions: program.jurisdiction.regions("aws").map(({ name }) => name),
    readsOutside: datasets.some((dataset) =>
      dataset.legacy.some(
        (copy) =>
          copy.kind.startsWith("aws-") &&
          "region" in copy &&
          phaseOf(copy, dataset) !== "closed" &&
          !program.jurisdiction.contains("aws", copy.region),
      ),
    ),
    copiesFrom: [...new Set(snapshots.map(({ copy }) => copy.region))],
    doors: doorsOf(program),
    ...(moving ? { moversUntil: windowEnd(program) } : {}),
    roles: {
      bootstrap: [roleArn(BOOTSTRAP_ROLE)],
      deployers: [...new Set(inside.map(({ deployer }) => roleArn(deployer)))],
      keys: [roleArn(custody.keyRole), roleArn(custody.breakGlassRole)],
      access: [roleArn("ringfence-access-*")],
      backup: [roleArn("ringfence-backup-*")],
      replication: [roleArn("ringfence-replication-*")],
      movers: [roleArn("ringfence-mover-*")],
      snapshotMovers: snapshots.map(({ dataset, copy }) => roleArn(moverRole(dataset.name, copy.name))),
      reverseMovers: reverseLegs(program.data).map(({ dataset, copy }) => roleArn(reverseRole(dataset.name, copy.name))),
      migrators: moving ? [roleArn(MIGRATOR_ROLE)] : [],
    },
  };
}
