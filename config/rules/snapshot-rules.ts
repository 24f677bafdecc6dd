import { snapshotsOf } from "../migration/old-snapshots";
import type { CopyData } from "../schema/schema";
import { PROGRAM_PAGES as P } from "./pages";
import type { RuleContext } from "./rules";

/** RDS and AWS Backup make these themselves, and neither lets another account have them (Amazon RDS user guide, Sharing a DB snapshot). */
const AUTOMATIC = /^(rds|awsbackup):/;

/** Each snapshot belongs to one copy; those that come home are of its account and region, and such that AWS lets another account copy. */
export function snapshotRules(context: RuleContext, copy: CopyData, at: string): void {
  onceRules(context, copy, at);
  if (copy.kind !== "aws-snapshots") return;
  const { data, complaints } = context;
  const account = data.accounts[copy.account];
  const wrong = (where: string, given: string, expected: string, fix: string) =>
    complaints.add(P.snapshots, `${at}.${where}`, given, expected, fix);
  for (const [index, snapshot] of snapshotsOf(copy).entries()) {
    const where = `arns[${index}]`;
    if (snapshot.region !== copy.region)
      wrong(where, snapshot.arn, `a snapshot in ${copy.region}`, "Describe what lies in another region as another copy.");
    if (snapshot.account !== undefined && account !== undefined && snapshot.account !== account.id)
      wrong(where, snapshot.arn, `a snapshot of account ${account.id}`, "Describe what lies in another account as another copy.");
    if (AUTOMATIC.test(snapshot.id))
      wrong(
        where,
        snapshot.arn,
        "a manual snapshot",
        "Copy it beside itself under a name of its own, which makes it manual, and name that; what AWS Backup made moves with its vault.",
      );
    if (snapshot.kind === "cluster" && copy.keyArns.length === 0)
      wrong(
        "keyArns",
        `nothing, with the cluster snapshot ${snapshot.id}`,
        "the customer key that it is under",
        "RDS encrypts no copy of a plain cluster snapshot: restore it there under a customer key, and name a snapshot of that.",
      );
  }
  for (const [index, key] of copy.keyArns.entries())
    if (key.split(":")[3] !== copy.region)
      wrong(`keyArns[${index}]`, key, `a key in ${copy.region}`, "A snapshot is under a key of its own region: name that one.");
}

function onceRules(context: RuleContext, copy: CopyData, at: string): void {
  for (const [index, { arn }] of snapshotsOf(copy).entries()) {
    const [where, first] = [`${at}.${listOf(copy)}[${index}]`, firstWith(context, arn)];
    if (first !== where) context.complaints.add(P.duplicate, where, `${arn}, as ${first}`, "a snapshot of one copy", "Name it once.");
  }
}

const listOf = (copy: CopyData): string => (copy.kind === "aws-snapshots" ? "arns" : "snapshots");

/** Where the program names it first. */
function firstWith({ data }: RuleContext, arn: string): string | undefined {
  for (const [d, dataset] of data.datasets.entries())
    for (const [c, copy] of dataset.legacy.entries()) {
      const index = snapshotsOf(copy).findIndex((other) => other.arn === arn);
      if (index >= 0) return `datasets[${d}] (${dataset.name}).legacy[${c}] (${copy.name}).${listOf(copy)}[${index}]`;
    }
  return undefined;
}
