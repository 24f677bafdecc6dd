import type { Call } from "../call";
import { ec2Reply } from "./ec2-settings";
import type { Handler, Store } from "./handler";

/** Whose the snapshots and images of a region are that somebody shared, by id, which says nothing of it: only its owner shares one. */
export const ownersOf = (store: Store, region: string): Map<string, string> => store.of({ account: "", region }, "shared-by");

export function sharedWith(store: Store, owner: Pick<Call, "account" | "region">, id: string): Set<string> {
  return new Set(store.of(owner, "snapshot-shares").get(id)?.split(" "));
}

/** With which accounts a volume's snapshot is shared. moto reads these calls in an older form than the provider sends. */
export const snapshotShares: Handler = (call, store) => {
  if (call.service !== "ec2") return undefined;
  if (call.operation === "ModifyImageAttribute") ownersOf(store, call.region).set(String(call.params["ImageId"]), call.account);
  if (!call.operation.endsWith("SnapshotAttribute")) return undefined;
  const id = String(call.params["SnapshotId"]);
  const accounts = sharedWith(store, call, id);
  if (call.operation === "DescribeSnapshotAttribute") {
    const items = [...accounts].map((account) => `<item><userId>${account}</userId></item>`);
    return ec2Reply(call, `<snapshotId>${id}</snapshotId><createVolumePermission>${items.join("")}</createVolumePermission>`);
  }
  for (const account of named(call, "Add")) accounts.add(account);
  for (const account of named(call, "Remove")) accounts.delete(account);
  ownersOf(store, call.region).set(id, call.account);
  const shares = store.of(call, "snapshot-shares");
  if (accounts.size > 0) shares.set(id, [...accounts].join(" "));
  else shares.delete(id);
  return ec2Reply(call, "<return>true</return>");
};

const named = (call: Call, change: "Add" | "Remove"): readonly string[] =>
  Object.entries(call.params)
    .filter(([name]) => name.startsWith(`CreateVolumePermission.${change}.`) && name.endsWith(".UserId"))
    .map(([, account]) => String(account));
