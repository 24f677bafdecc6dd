import type { CustodyMode } from "../../../config/scope";
import { entryOf } from "../../catalogue/catalogue";
import { offending } from "../../facts/key";
import type { Facts } from "../../facts/facts";
import type { Key, Resource } from "../../facts/model";
import { ORIGINS, originOf, type Origin } from "../../facts/origin";
import { get } from "../../value";
import { breach, LEGACY, met, unknown, type ResourceRule, type Verdict } from "../rule";

const DEMANDED: Readonly<Record<CustodyMode, Origin>> = { "custodian-account": "cloud", imported: "imported", external: "external" };
const WORDS: Readonly<Record<Origin, string>> = {
  cloud: "material that the cloud made",
  imported: "imported material",
  external: "material in the custodian's own HSM",
};

/** The key over a database's password, a secret beside the data: it opens none of what the mode is about. CUSTODY-01 asks whose it is. */
const PASSWORD = "master_user_secret_kms_key_id";

export const keyOrigin: ResourceRule = {
  id: "CUSTODY-05",
  claim: "custody",
  subject: "resource",
  title: "The keys of protected stores come from where the program's custody mode says.",
  why: "The mode is what the regulator is told: with external custody, no copy of the key lies in the cloud. One store, replica or vault whose key does makes that untrue (AWS KMS, key material origin; Cloud KMS, protection levels).",
  fix: "Make the key in the external key store or with imported material, as custody.mode says, or lower the mode, and with it the claim.",
  concerns: (type) => entryOf(type)?.kind === "data",
  judge: (resource, facts) => {
    const mode = facts.scope.custodyMode;
    if (mode === undefined || resource.action === "delete") return [];
    const keys = facts.keysOf(resource);
    if (keys.length === 0) return [];
    if (facts.isLegacy(resource)) return [met(LEGACY)];
    const applies = isProtected(resource, facts);
    if (applies === undefined)
      return DEMANDED[mode] === "cloud" ? [] : [unknown("whether it holds protected data is not known", { attribute: "tags" })];
    return applies ? keys.filter(({ attribute }) => attribute !== PASSWORD).map((key) => judge(key, DEMANDED[mode], facts)) : [];
  },
};

function judge(key: Key, demanded: Origin, facts: Facts): Verdict {
  const more = { attribute: key.attribute, expected: WORDS[demanded] };
  // That a store has no customer's key at all, or one that is not known, is the finding of CUSTODY-01.
  if (key.kind !== "customer" || demanded === "cloud") return met();
  const fact = originOf(key, facts);
  if ("unknown" in fact) return unknown(fact.unknown, { ...more, value: offending(key) });
  if (ORIGINS.indexOf(fact.origin) >= ORIGINS.indexOf(demanded)) return met();
  return breach(`its key is of ${WORDS[fact.origin]}`, { ...more, value: fact.origin });
}

/** A store of a protected dataset, or one that keeps the backups of such; undefined where nothing tells. */
function isProtected(resource: Resource, facts: Facts): boolean | undefined {
  const all = facts.scope.datasets ?? [];
  const some = all.some((each) => each.protected);
  const entry = entryOf(resource.type);
  if (entry?.kind === "data" && !entry.holdsData) {
    if (resource.type === "aws_ebs_default_kms_key") {
      const { account } = facts.placeOf(resource);
      return some && account !== null && facts.holdsDataset(account);
    }
    return resource.type === "aws_s3_bucket_replication_configuration" ? ofItsBucket(resource, facts) : false;
  }
  // What takes no tag can name no dataset: a log bucket, a table of a dataset that is judged itself.
  if (entry?.kind === "data" && entry.tags === undefined) return false;
  const dataset = facts.dataset(resource);
  if (dataset.kind === "named") return all.find(({ name }) => name === dataset.name)?.protected ?? true;
  const purpose = facts.purpose(resource);
  if (dataset.kind === "unresolved" || purpose.kind !== "named") return undefined;
  return purpose.name === "backups" && some;
}

/** A replication rule names the replica's key, and carries no tags of its own. */
function ofItsBucket(rule: Resource, facts: Facts): boolean | undefined {
  const name = get(rule.values, "bucket");
  const bucket = facts.ofType("aws_s3_bucket").find((each) => facts.refersTo(rule, name, each, ["id", "bucket"]) === "yes");
  return bucket && isProtected(bucket, facts);
}
