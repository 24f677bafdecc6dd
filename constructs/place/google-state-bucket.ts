import { Construct } from "constructs";
import { KmsKeyRing } from "@cdktf/provider-google/lib/kms-key-ring";
import { StorageBucket } from "@cdktf/provider-google/lib/storage-bucket";
import { StorageBucketIamPolicy } from "@cdktf/provider-google/lib/storage-bucket-iam-policy";
import { GoogleCustodianKey } from "../keys/google-custodian-key";
import { googlePolicy } from "../storage/google-bucket-policy";
import { purposeLabels } from "../storage/google-labels";
import { googleKeyName, member, SERVICE_AGENTS, STATE_KEY, STATE_RING } from "./google-names";
import type { GoogleStack } from "./google-stack";
import { stateBucketName } from "./names";

/**
 * The bucket of a project's terraform state: versioned, under a key of the project's own, open to the project's deployer
 * alone. Other deployers need none of it, since every name on Google is known beforehand; and a policy that named them
 * could be written by no project first, as Cloud IAM refuses accounts that do not exist yet.
 */
export class GoogleStateBucket extends Construct {
  constructor(scope: GoogleStack, id: string, props: { readonly deployer: string }) {
    super(scope, id);
    const { program, place } = scope;
    const name = stateBucketName(place);
    const preventDestroy = !program.data.sandbox;
    const ring = new KmsKeyRing(this, "ring", { name: STATE_RING, location: place.region.name, lifecycle: { preventDestroy } });
    const key = new GoogleCustodianKey(this, "key", {
      of: STATE_KEY,
      ring,
      agents: [SERVICE_AGENTS.bucket(place.account.number)],
      // Before the custody stacks, so before any way to the custodian's material.
      material: { origin: "cloud" },
    });
    const bucket = new StorageBucket(this, "bucket", {
      name,
      location: place.region.name.toUpperCase(),
      storageClass: "STANDARD",
      uniformBucketLevelAccess: true,
      publicAccessPrevention: "enforced",
      versioning: { enabled: true },
      encryption: { defaultKmsKeyName: googleKeyName(place, STATE_RING, STATE_KEY) },
      softDeletePolicy: { retentionDurationSeconds: 604_800 },
      labels: purposeLabels("state"),
      forceDestroy: false,
      lifecycle: { preventDestroy },
    });
    // Cloud Storage's agent has to hold the key before a bucket may name it.
    bucket.node.addDependency(key);
    new StorageBucketIamPolicy(this, "policy", {
      bucket: bucket.name,
      policyData: googlePolicy([{ role: "roles/storage.objectUser", members: [member(props.deployer)] }]),
    });
  }
}
