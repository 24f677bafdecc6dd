import type { Call } from "../call";
import { ec2Reply } from "./ec2-settings";
import type { Handler } from "./handler";

/** With which accounts a volume's snapshot is shared. moto reads these calls in an older form than the provider sends. */
export const snapshotShares: Handler = (call, store) => {
  if (call.service !== "ec2" || !call.operation.endsWith("SnapshotAttribute")) return undefined;
  const shares = store.of(call, "snapshot-shares");
  const id = String(call.params["SnapshotId"]);
  const accounts = new Set(shares.get(id)?.split(" "));
  if (call.operation === "DescribeSnapshotAttribute") {
    const items = [...accounts].map((account) => `<item><userId>${account}</userId></item>`);
    return ec2Reply(call, `<snapshotId>${id}</snapshotId><createVolumePermission>${items.join("")}</createVolumePermission>`);
  }
  for (const account of named(call, "Add")) accounts.add(account);
  for (const account of named(call, "Remove")) accounts.delete(account);
  if (accounts.size > 0) shares.set(id, [...accounts].join(" "));
  else shares.delete(id);
  return ec2Reply(call, "<return>true</return>");
};

const named = (call: Call, change: "Add" | "Remove"): readonly string[] =>
  Object.entries(call.params)
    .filter(([name]) => name.startsWith(`CreateVolumePermission.${change}.`) && name.endsWith(".UserId"))
    .map(([, account]) => String(account));
