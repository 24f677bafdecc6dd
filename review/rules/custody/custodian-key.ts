import { entryOf } from "../../catalogue/catalogue";
import type { Facts } from "../../facts/facts";
import { offending } from "../../facts/key";
import type { Key, Resource } from "../../facts/model";
import { judgePlace } from "../location/place-inside";
import { breach, LEGACY, met, unknown, type ResourceRule, type Verdict } from "../rule";

export const custodianKey: ResourceRule = {
  id: "CUSTODY-01",
  claim: "custody",
  subject: "resource",
  title: "Every store is encrypted under a key that the custodian holds.",
  why: "Who holds the key decides who can read: a key of the cloud, of the parent or of nobody leaves the custodian without the means to say no.",
  fix: "Encrypt it under a key of the custody account, named by ARN or by reference.",
  concerns: (type) => entryOf(type)?.kind === "data",
  judge: (resource, facts) => {
    if (resource.action === "delete") return [];
    const keys = facts.keysOf(resource);
    if (keys.length === 0) return [];
    if (facts.isLegacy(resource)) return [met(LEGACY)];
    if (facts.scopedDataset(resource)?.protected === false && entryOf(resource.type)?.kind === "data")
      return [met("its dataset is not a protected one")];
    return keys.map((key) => judgeKey(key, resource, facts));
  },
};

const WITHOUT_DATASET = "it holds no dataset, and the custodian's key role administers the key in its account";

/** State and alarms of the gatekeeper's and the auditor's accounts lie under keys there, which the custodian's key role administers. */
function administered(key: Key, resource: Resource, facts: Facts): boolean {
  const { cloud, account: own } = facts.placeOf(resource);
  const account = cloud === null || own === null || key.place?.account !== own ? undefined : facts.account(cloud, own);
  const purpose = facts.purpose(resource);
  const bare = purpose.kind === "named" && ["state", "alarms"].includes(purpose.name) && facts.dataset(resource).kind === "none";
  return bare && account !== undefined && account.holdsKeys && ["gatekeeper", "auditor"].includes(account.owner);
}

/** Whose key it is, and where it lies. */
export function judgeKey(key: Key, resource: Resource, facts: Facts): Verdict {
  const more = { attribute: key.attribute, expected: "a key of the custodian", value: offending(key) };
  const { cloud } = facts.placeOf(resource);
  // A cloud where the custodian holds nothing has no key of his, whatever the attribute will say.
  const holds = facts.scope.accounts.some((account) => account.cloud === cloud && account.owner === "custodian" && account.holdsKeys);
  if (key.kind === "unresolved" || key.holder === "unresolved")
    return holds ? unknown(key.why, more) : breach("the custodian holds no keys in its cloud", more);
  if (key.holder !== "custodian") return administered(key, resource, facts) ? met(WITHOUT_DATASET) : breach(key.why, more);
  const where = key.place ? judgePlace(key.place, facts, undefined, "its key", key.attribute) : met();
  return where.verdict === "met" ? { verdict: "met", attribute: key.attribute } : { ...more, ...where };
}
