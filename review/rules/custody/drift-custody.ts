import { entryOf } from "../../catalogue/catalogue";
import type { Facts } from "../../facts/facts";
import { keysNamed } from "../../facts/key";
import type { Resource } from "../../facts/model";
import { custodianKey, judgeKey } from "./custodian-key";
import { asking, judgeDrift } from "../guards/drifted";
import { grantNamed } from "./grant-named";
import { keyLasting } from "./key-lasting";
import { keyPolicy } from "./key-policy";
import { LEGACY, met, type StackRule, type Verdict } from "../rule";

const rules = asking(custodianKey, keyPolicy, keyLasting, grantNamed);

export const driftCustody: StackRule = {
  id: "CUSTODY-08",
  claim: "custody",
  subject: "stack",
  title: "No key changed hands outside of terraform.",
  why: "A store that was put under another key, an alias that was pointed elsewhere or a key's policy that was rewritten by hand lets others read what was written since, even where the same plan would put it back (Terraform, JSON output format, resource_drift).",
  fix: "Find out who changed it, encrypt anew what was written since, and apply, so that it stands as written.",
  judge: (stack, facts) => judgeDrift(stack, facts, (resource, of) => [...rules(resource, of), ...named(resource, of)]),
};

/** What says under which key something else lies: an alias, a bucket's encryption. */
function named(resource: Resource, facts: Facts): Verdict[] {
  const paths = resource.type === "aws_kms_alias" ? ["target_key_id"] : SATELLITES[resource.type];
  if (!paths) return [];
  return facts.isLegacy(resource) ? [met(LEGACY)] : keysNamed(resource, paths, facts).map((key) => judgeKey(key, resource, facts));
}

const satellite = (() => {
  const bucket = entryOf("aws_s3_bucket");
  return bucket?.kind === "data" ? bucket.key?.satellite : undefined;
})();
const SATELLITES: Readonly<Record<string, readonly string[]>> = satellite ? { [satellite.type]: satellite.paths } : {};
