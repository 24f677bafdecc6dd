import { first, isAbsent, Unknown } from "../../value";
import { breach, LEGACY, met, unknown, type ResourceRule, type Verdict } from "../rule";

/** Attributes, the values that close them, and what the provider takes when they are absent. */
const CLOSED: Readonly<Record<string, Readonly<Record<string, { readonly closed: readonly unknown[]; readonly absent: unknown }>>>> = {
  aws_s3_account_public_access_block: publicAccessBlock(),
  aws_s3_bucket_public_access_block: publicAccessBlock(),
  aws_ebs_encryption_by_default: { enabled: { closed: [true, "true"], absent: true } },
  aws_ebs_snapshot_block_public_access: { state: { closed: ["block-all-sharing"], absent: "unblocked" } },
  aws_ec2_image_block_public_access: { state: { closed: ["block-new-sharing"], absent: "unblocked" } },
  google_storage_bucket: {
    public_access_prevention: { closed: ["enforced"], absent: "inherited" },
    // Without it each object has a list of its own, which no policy shows.
    uniform_bucket_level_access: { closed: [true, "true"], absent: false },
  },
  google_sql_database_instance: {
    "settings[].ip_configuration[].ssl_mode": {
      closed: ["ENCRYPTED_ONLY", "TRUSTED_CLIENT_CERTIFICATE_REQUIRED"],
      absent: "ALLOW_UNENCRYPTED_AND_ENCRYPTED",
    },
  },
};

function publicAccessBlock() {
  const on = { closed: [true, "true"], absent: false };
  return { block_public_acls: on, block_public_policy: on, ignore_public_acls: on, restrict_public_buckets: on };
}

export const defaultsClosed: ResourceRule = {
  id: "CUSTODY-04",
  claim: "custody",
  subject: "resource",
  title: "Encryption by default is on, and so is every block of public access and of connections in the clear.",
  why: "What custody's keys and policies forget, these defaults still catch: a new volume's encryption, a policy that would make a bucket or a snapshot public.",
  fix: "Set every flag of the block to true, and leave encryption by default on.",
  concerns: (type) => Object.hasOwn(CLOSED, type),
  judge: (resource, facts) => {
    const flags = Object.hasOwn(CLOSED, resource.type) ? CLOSED[resource.type] : undefined;
    if (!flags || resource.action === "delete") return [];
    if (facts.isLegacy(resource)) return [met(LEGACY)];
    const verdicts = Object.entries(flags).flatMap(([attribute, { closed, absent }]): Verdict[] => {
      const value = first(resource.values, attribute);
      const resolved =
        isAbsent(value) && !(value instanceof Unknown)
          ? ({ kind: "value", value: absent } as const)
          : facts.resolver.resolve(value, resource.stack);
      if (resolved.kind !== "value") return [unknown(`its ${attribute} is not known`, { attribute })];
      const given = typeof resolved.value === "string" || typeof resolved.value === "boolean" ? resolved.value : "something else";
      return closed.includes(given)
        ? []
        : [breach(`its ${attribute} is ${given}`, { attribute, value: String(given), expected: String(closed[0]) })];
    });
    return verdicts.length > 0 ? verdicts : [met()];
  },
};
