import type { AccountData, DatasetData } from "../schema/schema";
import { type STORES } from "../schema/datasets";
import { engineRules } from "./database-rules";
import { moveRules } from "./move-rules";
import { PROGRAM_PAGES as P } from "./pages";
import { serves, type RuleContext } from "./rules";

/** Which kinds of store each cloud has; one service each. */
export const STORES_OF: Record<AccountData["cloud"], readonly (typeof STORES)[number][]> = {
  aws: ["bucket", "table", "relational", "file", "block"],
  google: ["bucket", "relational", "warehouse"],
};

/** What the blueprint itself calls its keys and stores. */
const RESERVED = ["state", "logs", "vault", "secrets", "archive", "trail", "probe", "aws", "google"];

/** The shortest recovery point of each store, in minutes: Replication Time Control for S3, hourly backups and transfers elsewhere. */
function shortestRpo(store: DatasetData["store"], cloud: AccountData["cloud"]): number {
  return store === "bucket" && cloud === "aws" ? 15 : 60;
}

/** Datasets: home inside, recovery elsewhere inside, in accounts that are for it. */
export function datasetRules(context: RuleContext): void {
  const names = new Set<string>();
  const blocks = new Set<string>();
  for (const [index, dataset] of context.data.datasets.entries()) {
    const at = `datasets[${index}] (${dataset.name})`;
    if (names.has(dataset.name))
      context.complaints.add(P.duplicate, `${at}.name`, dataset.name, "a name of its own", "Rename one of the datasets.");
    names.add(dataset.name);
    if (RESERVED.includes(dataset.name))
      context.complaints.add(
        P.duplicate,
        `${at}.name`,
        dataset.name,
        "another name: the blueprint's own keys and stores are called so",
        "Rename the dataset.",
      );
    const place = `${dataset.home.account} ${dataset.home.region}`;
    if (dataset.store === "block" && blocks.has(place))
      context.complaints.add(
        P.duplicate,
        `${at}.store`,
        `a second block store at ${place}`,
        "one: block storage is the region's default, under one key",
        "Join the two datasets.",
      );
    if (dataset.store === "block") blocks.add(place);
    homeRules(context, dataset, at);
    engineRules(context, dataset, at);
    recoveryRules(context, dataset, at);
  }
}

/** What a dataset needs where it is built: a network and a key at its home, a second copy, and moves that are borne out. */
export function builtDatasetRules(context: RuleContext): void {
  for (const [index, dataset] of context.data.datasets.entries()) {
    const at = `datasets[${index}] (${dataset.name})`;
    builtHomeRules(context, dataset, at);
    if (!dataset.recovery && !dataset.withoutRecovery)
      context.complaints.add(
        P.recovery,
        `${at}.recovery`,
        "nothing",
        "a second place inside the jurisdiction, or withoutRecovery with a reason",
        "Add a recovery.",
      );
    moveRules(context, dataset, at);
  }
}

function homeRules(context: RuleContext, dataset: DatasetData, at: string): void {
  const { complaints } = context;
  const home = context.account(dataset.home.account, `${at}.home.account`);
  if (!home) return;
  context.inside(home.cloud, dataset.home.region, `${at}.home.region`, `the ${dataset.store} of ${dataset.name}`);
  if (home.owner !== "custodian")
    complaints.add(
      P.owner,
      `${at}.home.account`,
      `${dataset.home.account}, owned by the ${home.owner}`,
      "an account of the custodian's",
      "Home the dataset in the custodian's home account.",
    );
  else if (!serves(home, "home"))
    complaints.add(
      P.purpose,
      `${at}.home.account`,
      `${dataset.home.account}, a ${home.purpose} account`,
      "an account with purpose home",
      "Name a home account.",
    );
  if (!STORES_OF[home.cloud].includes(dataset.store))
    complaints.add(
      P.store,
      `${at}.store`,
      `${dataset.store} on ${home.cloud}`,
      `one of ${STORES_OF[home.cloud].join(", ")}`,
      "Choose another store, or another home.",
    );
}

function builtHomeRules({ data, complaints }: RuleContext, dataset: DatasetData, at: string): void {
  const home = Object.hasOwn(data.accounts, dataset.home.account) ? data.accounts[dataset.home.account] : undefined;
  if (!home) return;
  const connected = Object.values(data.networks).some((n) => n.account === dataset.home.account && n.region === dataset.home.region);
  if (!connected)
    complaints.add(
      P.network,
      `${at}.home`,
      `${dataset.home.account} ${dataset.home.region}, which has no network`,
      "a network there",
      "Add one under networks.",
    );
  if (!data.custody[home.cloud])
    complaints.add(
      P.custody,
      `custody.${home.cloud}`,
      "nothing",
      `the custody account for ${home.cloud}, where ${dataset.name} lives`,
      "Name it under custody.",
    );
}

function recoveryRules(context: RuleContext, dataset: DatasetData, at: string): void {
  const { complaints } = context;
  const { recovery } = dataset;
  if (!recovery) return;
  const account = context.account(recovery.account, `${at}.recovery.account`);
  if (!account) return;
  context.inside(account.cloud, recovery.region, `${at}.recovery.region`, `the recovery copy of ${dataset.name}`);
  if (recovery.region === dataset.home.region)
    complaints.add(P.recovery, `${at}.recovery.region`, recovery.region, "another region than the home's", "Choose another region.");
  if (recovery.account === dataset.home.account)
    complaints.add(P.recovery, `${at}.recovery.account`, recovery.account, "another account than the home's", "Name a recovery account.");
  if (account.owner !== "custodian")
    complaints.add(
      P.owner,
      `${at}.recovery.account`,
      `${recovery.account}, owned by the ${account.owner}`,
      "an account of the custodian's",
      "Name a recovery account.",
    );
  else if (!serves(account, "recovery"))
    complaints.add(
      P.purpose,
      `${at}.recovery.account`,
      `${recovery.account}, a ${account.purpose} account`,
      "an account with purpose recovery",
      "Name a recovery account.",
    );
  const shortest = shortestRpo(dataset.store, account.cloud);
  if (recovery.rpoMinutes < shortest)
    complaints.add(
      P.rpo,
      `${at}.recovery.rpoMinutes`,
      String(recovery.rpoMinutes),
      `${shortest} or more for a ${dataset.store} on ${account.cloud}`,
      "Raise it.",
    );
  if (dataset.store === "block" || dataset.store === "warehouse")
    complaints.add(
      P.store,
      `${at}.recovery`,
      `a recovery of a ${dataset.store}`,
      "withoutRecovery with a reason: no construct copies it",
      "Back it up as a bucket, or give the reason.",
    );
  const home = Object.hasOwn(context.data.accounts, dataset.home.account) ? context.data.accounts[dataset.home.account] : undefined;
  if (home && home.cloud !== account.cloud)
    complaints.add(
      P.recovery,
      `${at}.recovery.account`,
      `${account.cloud}`,
      `${home.cloud}, as the home`,
      "Keep both copies on one cloud.",
    );
}
