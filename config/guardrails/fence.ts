import { identityCenterOf } from "../access/permission-sets";
import { doorsOf } from "../access/doors";
import type { Fence } from "./fenced";
import { isOnItsWay, snapshotMoves } from "../migration/legacy-copies";
import { PURGE_OFFICER, purgeRoleArn } from "../migration/purge-names";
import { purgersOf, type Guarded } from "../migration/purgers";
import { reverseLegs } from "../migration/reverse-legs";
import { BOOTSTRAP_ROLE, MIGRATOR_ROLE, moverRole, OPERATORS, reverseRole } from "../access/role-names";
import { releaseRoleName } from "../release/names";
import { phaseOf } from "../rules/phase";
import type { AwsAccountData } from "../schema/schema";
import { windowEnd } from "../migration/window";

export const roleArn = (name: string): string => `arn:aws:iam::*:role/${name}`;

export function fenceOf(program: Guarded): Fence {
  const { accounts, parties, custody, guardrails, datasets, release, access } = program.data;
  const inside = Object.values(accounts).filter(
    (account): account is AwsAccountData => account.cloud === "aws" && account.owner !== "parent" && account.purpose !== "legacy",
  );
  const ids = (some: readonly AwsAccountData[]) => some.map(({ id }) => id);
  const moving = datasets.some((dataset) => dataset.legacy.some((copy) => isOnItsWay(copy, dataset)));
  const snapshots = snapshotMoves(program.data);
  const waysBack = reverseLegs(program.data).map(({ dataset, copy, reverse: { from, until } }) => ({
    role: roleArn(reverseRole(dataset.name, copy.name)),
    from,
    until,
  }));
  const identity = identityCenterOf(program.data);
  const custodyAccounts = ids(inside.filter(({ purpose }) => purpose === "custody"));
  const [custodian, auditors] = [parties.custodian, parties.auditor].map(({ aws }) => aws?.organization);
  return {
    accounts: ids(inside),
    auditAccounts: ids(inside.filter(({ owner }) => owner === "auditor")),
    custodyAccounts,
    organizations: [...new Set([custodian, auditors].flatMap((each) => each ?? []).concat(guardrails.organizations))],
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
    waysBack,
    purgers: purgersOf(program),
    oldRoles: oldRolesOf(program),
    doors: doorsOf(program.data),
    until: windowEnd(program),
    keyBreakGlass: roleArn(custody.breakGlassRole),
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
      reverseMovers: waysBack.map(({ role }) => role),
      migrators: moving ? [roleArn(MIGRATOR_ROLE)] : [],
      signers: release ? [`arn:aws:iam::${accounts[release.account]?.id}:role/${releaseRoleName("sign")}`] : [],
      assigners: identity && access ? [`arn:aws:iam::${accounts[identity.account]?.id}:role/${access.adminRole}`] : [],
    },
  };
}

function oldRolesOf(program: Guarded): readonly string[] {
  const roles = program.data.datasets.flatMap((dataset) =>
    dataset.legacy.flatMap((copy) => {
      const phase = phaseOf(copy, dataset);
      if (phase === "prepare" || !("account" in copy)) return [];
      const place = program.legacyPlace(copy);
      if (!place.isAws() || place.account.purpose !== "legacy") return [];
      const deployer = `arn:${place.partition}:iam::${place.accountId}:role/${place.account.deployer}`;
      return phase === "purge" ? [deployer, purgeRoleArn(place, dataset.name, copy.name)] : [deployer];
    }),
  );
  return [...new Set(roles)];
}
