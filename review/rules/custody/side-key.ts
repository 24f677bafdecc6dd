import { first, isAbsent } from "../../value";
import { breach, LEGACY, met, unknown, type ResourceRule, type Verdict } from "../rule";

/** What a store writes beside its data when it is told to, and where its key is named. */
const SIDES = [
  { when: "manage_master_user_password", key: "master_user_secret_kms_key_id", what: "the secret with its password" },
  { when: "performance_insights_enabled", key: "performance_insights_kms_key_id", what: "the text of its queries" },
] as const;

const TYPES: ReadonlySet<string> = new Set(["aws_rds_cluster", "aws_rds_cluster_instance", "aws_db_instance"]);

export const sideKey: ResourceRule = {
  id: "CUSTODY-07",
  claim: "custody",
  subject: "resource",
  title: "What a database writes beside its data lies under a key of a customer's too.",
  why: "Without a key of their own, Amazon's own keys encrypt the secret with the password and the text of the queries (Amazon RDS API, MasterUserSecretKmsKeyId and PerformanceInsightsKMSKeyId).",
  fix: "Name a key of the custodian's, or turn the feature off.",
  concerns: (type) => TYPES.has(type),
  judge: (resource, facts) => {
    if (!TYPES.has(resource.type) || resource.action === "delete") return [];
    if (facts.isLegacy(resource)) return [met(LEGACY)];
    return SIDES.flatMap(({ when, key, what }): Verdict[] => {
      const on = first(resource.values, when);
      if (isAbsent(on) || on === false) return [];
      const resolved = facts.resolver.resolve(on, resource.stack);
      if (resolved.kind !== "value") return [unknown(`whether it writes ${what} is not known`, { attribute: when })];
      if (resolved.value !== true) return [];
      return isAbsent(first(resource.values, key))
        ? [breach(`${what} lies under Amazon's own key`, { attribute: key, value: "absent" })]
        : [met()];
    });
  },
};
