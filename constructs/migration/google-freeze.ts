import { Construct } from "constructs";
import { IamDenyPolicy } from "@cdktf/provider-google/lib/iam-deny-policy";
import { TagsLocationTagBinding } from "@cdktf/provider-google/lib/tags-location-tag-binding";
import { TagsTagKey } from "@cdktf/provider-google/lib/tags-tag-key";
import { TagsTagValue } from "@cdktf/provider-google/lib/tags-tag-value";
import { FROZEN_VALUE, freezeCondition, freezePolicy, freezeTag, GOOGLE_FREEZE, purgerOnGoogle } from "../../config/migration/frozen";
import type { GoogleStack } from "../place/google-stack";

export interface GoogleFreezeProps {
  readonly dataset: string;
  readonly copy: string;
  readonly bucket: string;
  /** The service account that deletes, from the purge on. */
  readonly purger?: string;
}

/**
 * From cutover on nobody writes to the old bucket, whatever roles its project's owners hold there: a deny policy comes
 * before every grant. It hangs on the project, since buckets carry none, and meets one bucket alone by its tag, the only
 * thing of a resource that a deny policy's condition may ask about (IAM documentation, "Deny policies").
 */
export class GoogleFreeze extends Construct {
  constructor(scope: GoogleStack, id: string, { dataset, copy, bucket, purger }: GoogleFreezeProps) {
    super(scope, id);
    const project = scope.place.accountId;
    const shortName = freezeTag(dataset, copy);
    const key = new TagsTagKey(this, "key", {
      parent: `projects/${project}`,
      shortName,
      description: "The old copy that is frozen until it goes.",
    });
    const value = new TagsTagValue(this, "frozen", { parent: key.id, shortName: FROZEN_VALUE });
    new TagsLocationTagBinding(this, "binding", {
      parent: `//storage.googleapis.com/projects/_/buckets/${bucket}`,
      tagValue: value.id,
      location: scope.place.region.name,
    });
    const denialCondition = { title: shortName, expression: freezeCondition(project, shortName) };
    const deny = (description: string, deniedPermissions: readonly string[], exceptionPrincipals?: string[]) => ({
      description,
      denyRule: {
        deniedPrincipals: [GOOGLE_FREEZE.everybody],
        ...(exceptionPrincipals ? { exceptionPrincipals } : {}),
        deniedPermissions: [...deniedPermissions],
        denialCondition,
      },
    });
    new IamDenyPolicy(this, "policy", {
      parent: `cloudresourcemanager.googleapis.com%2Fprojects%2F${project}`,
      name: freezePolicy(dataset, copy),
      displayName: `Ringfence: ${bucket} takes no write`,
      rules: [
        deny("Frozen", GOOGLE_FREEZE.written),
        deny("Nothing is deleted", GOOGLE_FREEZE.deleted, purger ? [purgerOnGoogle(purger)] : undefined),
      ],
    }).node.addDependency(value);
  }
}
