import { createHash } from "node:crypto";
import { Construct } from "constructs";
import { IamDenyPolicy } from "@cdktf/provider-google/lib/iam-deny-policy";
import { TagsLocationTagBinding } from "@cdktf/provider-google/lib/tags-location-tag-binding";
import { TagsTagKey } from "@cdktf/provider-google/lib/tags-tag-key";
import { TagsTagValue } from "@cdktf/provider-google/lib/tags-tag-value";
import type { GoogleStack } from "../place/google-stack";

export interface GoogleFreezeProps {
  readonly dataset: string;
  readonly copy: string;
  readonly bucket: string;
  /** The service account that deletes, from the purge on. */
  readonly purger?: string;
}

/** Everybody, signed in or not (IAM documentation, principal identifiers of deny policies). */
const EVERYBODY = "principalSet://goog/public:all";

/**
 * From cutover on nobody writes to the old bucket, whatever roles its project's owners hold there: a deny policy comes
 * before every grant. It hangs on the project, since buckets carry none, and meets one bucket alone by its tag, the only
 * thing of a resource that a deny policy's condition may ask about (IAM documentation, "Deny policies").
 */
export class GoogleFreeze extends Construct {
  constructor(scope: GoogleStack, id: string, { dataset, copy, bucket, purger }: GoogleFreezeProps) {
    super(scope, id);
    const project = scope.place.accountId;
    const shortName = `ringfence-${dataset}-${copy}`;
    const key = new TagsTagKey(this, "key", {
      parent: `projects/${project}`,
      shortName,
      description: "The old copy that is frozen until it goes.",
    });
    const value = new TagsTagValue(this, "frozen", { parent: key.id, shortName: "frozen" });
    new TagsLocationTagBinding(this, "binding", {
      parent: `//storage.googleapis.com/projects/_/buckets/${bucket}`,
      tagValue: value.id,
      location: scope.place.region.name,
    });
    const denialCondition = { title: shortName, expression: `resource.matchTag('${project}/${shortName}', 'frozen')` };
    const deny = (description: string, permissions: readonly string[], exceptionPrincipals?: string[]) => ({
      description,
      denyRule: {
        deniedPrincipals: [EVERYBODY],
        ...(exceptionPrincipals ? { exceptionPrincipals } : {}),
        deniedPermissions: permissions.map((permission) => `storage.googleapis.com/${permission}`),
        denialCondition,
      },
    });
    new IamDenyPolicy(this, "policy", {
      parent: `cloudresourcemanager.googleapis.com%2Fprojects%2F${project}`,
      // A policy's id takes 63 characters: the copy is told by a digest.
      name: `ringfence-freeze-${createHash("sha256").update(`${dataset}/${copy}`).digest("hex").slice(0, 10)}`,
      displayName: `Ringfence: ${bucket} takes no write`,
      rules: [
        deny("Frozen", ["objects.create", "objects.update"]),
        deny(
          "Nothing is deleted",
          ["buckets.delete", "objects.delete"],
          purger ? [`principal://iam.googleapis.com/projects/-/serviceAccounts/${purger}`] : undefined,
        ),
      ],
    }).node.addDependency(value);
  }
}
