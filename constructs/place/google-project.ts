import { Construct } from "constructs";
import { DataGoogleBigqueryDefaultServiceAccount } from "@cdktf/provider-google/lib/data-google-bigquery-default-service-account";
import { DataGoogleLoggingProjectCmekSettings } from "@cdktf/provider-google/lib/data-google-logging-project-cmek-settings";
import { DataGoogleStorageProjectServiceAccount } from "@cdktf/provider-google/lib/data-google-storage-project-service-account";
import { DataGoogleStorageTransferProjectServiceAccount } from "@cdktf/provider-google/lib/data-google-storage-transfer-project-service-account";
import { ProjectService } from "@cdktf/provider-google/lib/project-service";
import type { GoogleStack } from "./google-stack";

/** Services without which no stack of ours applies. */
const ALWAYS = ["cloudkms", "cloudresourcemanager", "iam", "iamcredentials", "serviceusage", "storage"] as const;
/** What the custody project's accounts call to set guardrails and rights: a call is counted to the project of who makes it. */
export const GOVERNING = [
  "accessapproval",
  "accesscontextmanager",
  "assuredworkloads",
  "compute",
  "orgpolicy",
  "privilegedaccessmanager",
  "pubsub",
  "securitycenter",
] as const;
export type GoogleApi =
  | (typeof ALWAYS)[number]
  | (typeof GOVERNING)[number]
  | "bigquery"
  | "dns"
  | "logging"
  | "servicedirectory"
  | "sqladmin"
  | "storagetransfer";

/**
 * A project's APIs, and Google's own identities in it.
 *
 * A policy cannot name an identity that does not exist yet. Reading these data sources makes the agents of Cloud Storage,
 * BigQuery, Cloud Logging and Storage Transfer. Cloud SQL's comes of `google_project_service_identity` only, which is in google-beta and
 * in no binding of ours: before the custody stack, run once in a project that holds a relational dataset
 * `gcloud beta services identity create --service=sqladmin.googleapis.com --project=PROJECT`; and in the profile full, in
 * the custody project, the same with `pubsub.googleapis.com`.
 */
export class GoogleProject extends Construct {
  /** What calls one of the project's APIs waits for these. */
  readonly services: readonly ProjectService[];

  constructor(scope: GoogleStack, id: string, apis: readonly GoogleApi[]) {
    super(scope, id);
    const enabled = [...new Set([...ALWAYS, ...apis])].sort();
    const services = enabled.map((api) => new ProjectService(this, api, { service: `${api}.googleapis.com`, disableOnDestroy: false }));
    this.services = services;
    new DataGoogleStorageProjectServiceAccount(this, "storage-agent", { dependsOn: services });
    if (apis.includes("bigquery")) new DataGoogleBigqueryDefaultServiceAccount(this, "bigquery-agent", { dependsOn: services });
    if (apis.includes("logging"))
      new DataGoogleLoggingProjectCmekSettings(this, "logging-agent", { project: scope.place.accountId, dependsOn: services });
    if (apis.includes("storagetransfer"))
      new DataGoogleStorageTransferProjectServiceAccount(this, "transfer-agent", { dependsOn: services });
  }
}
