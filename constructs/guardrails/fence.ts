import { isOnItsWay, snapshotMoves } from "../../config/legacy-copies";
import { PURGE_OFFICER, purgeRoleArn } from "../../config/purge-names";
import { phaseOf } from "../../config/rules/phase";
import type { Program } from "../../config/program";
import { reverseLegs } from "../../config/reverse-legs";
import { moverRole, reverseRole } from "../../config/role-names";
import type { AwsAccountData } from "../../config/schema/schema";
import { BOOTSTRAP_ROLE, OPERATORS } from "../access/deployer";
import { MIGRATOR_ROLE } from "../access/migrator";
import { custodianOrganization } from "../keys/organization";
import { arn } from "../place/names";
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
  /** Roles of old accounts, each by its whole ARN: deployers from the copy on, and what purges in the purge. */
  readonly oldRoles: readonly string[];
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
  /** The custodian's people who become deployers and purge, in the custody account. */
  readonly operators: readonly string[];
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
  const custodyAccounts = ids(inside.filter(({ purpose }) => purpose === "custody"));
  const auditors = parties.auditor.aws?.organization;
  return {
    accounts: ids(inside),
    auditAccounts: ids(inside.filter(({ owner }) => owner === "auditor")),
    custodyAccounts,
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
    oldRoles: oldRolesOf(program),
    doors: doorsOf(program),
    ...(moving ? { moversUntil: windowEnd(program) } : {}),
    roles: {
      bootstrap: [roleArn(BOOTSTRAP_ROLE)],
      deployers: [...new Set(inside.map(({ deployer }) => roleArn(deployer)))],
      operators: custodyAccounts.flatMap((id) => [OPERATORS, PURGE_OFFICER].map((name) => `arn:aws:iam::${id}:role/${name}`)),
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

function oldRolesOf(program: Program): readonly string[] {
  const roles = program.data.datasets.flatMap((dataset) =>
    dataset.legacy.flatMap((copy) => {
      const phase = phaseOf(copy, dataset);
      if (phase === "prepare" || !("account" in copy)) return [];
      const place = program.legacyPlace(copy);
      if (!place.isAws() || place.account.purpose !== "legacy") return [];
      const deployer = arn(place, "iam", `role/${place.account.deployer}`);
      return phase === "purge" ? [deployer, purgeRoleArn(place, dataset.name, copy.name)] : [deployer];
    }),
  );
  return [...new Set(roles)];
}
