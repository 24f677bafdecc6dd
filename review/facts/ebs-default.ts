import { first, get, list, type Value } from "../value";
import type { Estate } from "./estate";
import type { Resource } from "./model";

const LEAVING = new Set(["delete", "forget"]);
const MAY_COME_LATER = new Set(["create", "replace", "none", "unknown"]);
/** Stands already, and stays: a default that is set since touches none of it (Amazon EBS user guide, encryption by default). */
const STANDS = new Set(["no-op", "update", "read"]);

/**
 * The account's default key for a volume that names none, where it is in sight: set for the volume's own account and region, and in
 * force, since the volume is encrypted or every one is (Amazon EBS user guide, encryption by default). A volume of a snapshot keeps the
 * snapshot's key, and one that stands already the key that it was made with, or none. Terraform makes what names nothing of each other
 * in any order: a default that comes with the volume counts where the volume waits for it.
 */
export function ebsDefault(volume: Resource, estate: Estate): Resource | undefined {
  const own = estate.placeOf(volume);
  const here = (each: Resource): boolean => {
    const { account, region } = estate.placeOf(each);
    const same = account === null || own.account === null ? each.provider === volume.provider : account === own.account;
    return same && each.provider !== undefined && region !== null && region === own.region && !LEAVING.has(each.action);
  };
  const inForce = (each: Resource): boolean =>
    here(each) && (each.stack !== volume.stack || !MAY_COME_LATER.has(each.action) || waits(volume, each));
  const says = (of: Resource, name: string) => estate.resolver.text(first(of.values, name), of.stack);
  if (STANDS.has(volume.action) || first(volume.values, "snapshot_id") !== undefined) return undefined;
  const everywhere = estate.ofType("aws_ebs_encryption_by_default").filter(here);
  const on =
    says(volume, "encrypted") === "true" || everywhere.some((each) => inForce(each) && (says(each, "enabled") ?? "true") === "true");
  const [key, ...others] = estate.ofType("aws_ebs_default_kms_key").filter(here);
  return on && key && others.length === 0 && inForce(key) ? key : undefined;
}

function waits(resource: Resource, other: Resource): boolean {
  const written = resource.source ?? resource.stack.configuration?.resource(resource.address);
  return list<Value>(get(written, "depends_on") as Value[]).some((each) => each === other.address);
}
