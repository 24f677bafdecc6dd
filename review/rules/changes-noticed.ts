import type { Claim } from "../../config/scope";
import { RESOURCE_POLICIES } from "../access/documents";
import { list, select, shown, type Value } from "../value";
import { builds } from "./fenced";
import { breach, type ResourceRule } from "./rule";

/** Attributes that hold a guard, wherever they stand. */
const GUARDS: Readonly<Partial<Record<Claim, ReadonlySet<string>>>> = {
  access: new Set([
    ...Object.values(RESOURCE_POLICIES),
    ...["permissions_boundary", "target_id", "policy_arn"],
    ...["policy_data", "member", "members", "role", "condition", "access", "spec", "status", "rules", "permissions"],
    ...["attribute_condition", "attribute_mapping", "saml", "oidc", "approval_workflow", "eligible_users", "privileged_access"],
  ]),
  custody: new Set([
    ...[
      "kms_key_id",
      "kms_key_arn",
      "kms_master_key_id",
      "storage_encrypted",
      "encrypted",
      "server_side_encryption",
      "encryption_configuration",
    ],
    ...["encryption", "encryption_key_name", "default_encryption_configuration", "cmek_settings", "rotation_period", "version_template"],
    ...["uniform_bucket_level_access", "public_access_prevention"],
    ...["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets", "enable_key_rotation", "rule"],
  ]),
};

function rule(id: string, claim: Claim, title: string): ResourceRule {
  return {
    id,
    claim,
    subject: "resource",
    title,
    why: "What a block tells terraform to ignore, whoever has a console changes for good: the next plan shows nothing of it (Terraform, lifecycle meta-argument, ignore_changes).",
    fix: "Take the attribute out of ignore_changes.",
    concerns: (type) => /^(aws|google)_/.test(type),
    judge: (resource, facts) => {
      // A plan does not carry `lifecycle`, and of a program that builds no fence nothing is asked.
      if (!builds(facts) || resource.source === undefined || facts.isLegacy(resource)) return [];
      const ignored = select(resource.source, "lifecycle[].ignore_changes").flatMap(({ value }) =>
        list<Value>(value as Value[]).map(shown),
      );
      // Everything is a guard's too, and is said once.
      const found = ignored.filter((name) => GUARDS[claim]?.has(name.split(/[.[]/)[0] ?? "") || (name === "all" && claim === "access"));
      return found.map((name) =>
        breach(`terraform ignores what becomes of its ${name}`, { attribute: "lifecycle.ignore_changes", value: name }),
      );
    },
  };
}

export const NOTICED_RULES = {
  custody: rule("CUSTODY-13", "custody", "Terraform notices when a key or an encryption is changed by hand."),
  access: rule("ACCESS-13", "access", "Terraform notices when a policy or a boundary is changed by hand."),
};
