import { isOnItsWay } from "../migration/legacy-copies";
import { reverseOf } from "../migration/reverse-legs";
import { breakGlassRole, dutyRole, moverRole, reverseRole, workloadRole } from "./role-names";
import { grantedFor, transferAgentOf, workforcePool } from "../google/access";
import { DUTIES } from "../schema/access";
import type { ProgramData } from "../schema/schema";
import type { Reader } from "../scope";

/** Every role that the program lets reach a dataset on AWS: people by duty, programs by name, and the services that make second copies or bring old ones home. */
export function readersOf(data: ProgramData): readonly Reader[] {
  return data.datasets.flatMap((dataset): Reader[] => {
    const account = data.accounts[dataset.home.account];
    if (account?.cloud === "google") return googleReaders(data, dataset);
    if (account?.cloud !== "aws") return [];
    const reader = (who: Reader["who"], role: string): Reader => ({
      who,
      dataset: dataset.name,
      arn: `arn:aws:iam::${account.id}:role/${role}`,
    });
    const people = data.access ? [...DUTIES.map((duty) => dutyRole(duty, dataset.name)), breakGlassRole(dataset.name)] : [];
    // AWS's own policy lets a backup role copy every store of its account, whatever its region.
    const beside = data.datasets.filter(({ home, recovery }) => recovery && home.account === dataset.home.account);
    const regions = [...new Set(beside.map(({ home }) => home.region))];
    const copies = [
      ...(dataset.recovery ? [`ringfence-replication-${dataset.name}`] : []),
      ...regions.map((region) => `ringfence-backup-${region}`),
    ];
    return [
      ...people.map((role) => reader("gatekeeper", role)),
      ...dataset.workloads.map(({ name }) => reader("workload", workloadRole(name, dataset.name))),
      ...copies.map((role) => reader("service", role)),
      ...dataset.legacy.filter((copy) => isOnItsWay(copy, dataset)).map(({ name }) => reader("service", moverRole(dataset.name, name))),
      ...dataset.legacy.filter((copy) => reverseOf(copy, dataset)).map(({ name }) => reader("service", reverseRole(dataset.name, name))),
    ];
  });
}

/** Google's are members of IAM: people by what they signed in for, and the agent that makes the second copy. */
function googleReaders(data: ProgramData, dataset: ProgramData["datasets"][number]): Reader[] {
  const pool = workforcePool(data);
  const people = data.access ? ([...DUTIES, "operator"] as const).map((grant) => grantedFor(pool, grant, dataset.name)) : [];
  const second = dataset.recovery && data.accounts[dataset.recovery.account];
  const copies = dataset.store === "bucket" && second?.cloud === "google" ? [`serviceAccount:${transferAgentOf(second.number)}`] : [];
  return [
    ...people.map((arn): Reader => ({ who: "gatekeeper", dataset: dataset.name, arn })),
    ...copies.map((arn): Reader => ({ who: "service", dataset: dataset.name, arn })),
  ];
}

/** What the parent's principals are known by, beside their accounts. */
export function parentIds(parent: ProgramData["parties"]["parent"]): readonly string[] {
  return [parent.aws?.organization, parent.google?.organization, parent.google?.customer].filter((id) => id !== undefined);
}
