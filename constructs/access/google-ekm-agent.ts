import { Construct } from "constructs";
import { ProjectIamMember } from "@cdktf/provider-google/lib/project-iam-member";
import { member } from "../place/google-names";
import type { GoogleStack } from "../place/google-stack";

/** What Cloud EKM's own identity needs to find the key manager and to reach it (Cloud EKM documentation, EKM via a VPC network). */
const ROLES = ["roles/servicedirectory.viewer", "roles/servicedirectory.pscAuthorizedService"];

/**
 * Cloud EKM's agent in the custody project: it looks the key manager up, and opens no key of Cloud KMS.
 *
 * As Cloud SQL's, it comes of google-beta only: run once, before this project's bootstrap,
 * `gcloud beta services identity create --service=cloudkms.googleapis.com --project=PROJECT`.
 */
export class GoogleEkmAgent extends Construct {
  constructor(scope: GoogleStack, id: string) {
    super(scope, id);
    const { place } = scope;
    for (const role of ROLES)
      new ProjectIamMember(this, role.split(".")[1] as string, {
        project: place.accountId,
        role,
        member: member(`service-${place.account.number}@gcp-sa-ekms.iam.gserviceaccount.com`),
      });
  }
}
