import { Construct } from "constructs";
import { ProjectIamCustomRole } from "@cdktf/provider-google/lib/project-iam-custom-role";
import { ProjectIamMember } from "@cdktf/provider-google/lib/project-iam-member";
import { ServiceAccount } from "@cdktf/provider-google/lib/service-account";
import { ServiceAccountIamBinding } from "@cdktf/provider-google/lib/service-account-iam-binding";
import { StorageBucketIamMember } from "@cdktf/provider-google/lib/storage-bucket-iam-member";
import type { Program } from "../../config/program";
import { purgeAccountId } from "../../config/migration/purge-names";
import type { CopyData } from "../../config/schema/schema";
import type { GoogleStack } from "../place/google-stack";
import { windowEnd } from "../../config/migration/window";

export type GoogleCopy = Extract<CopyData, { kind: "google-bucket" | "google-sql" | "google-bigquery" }>;

/**
 * What finding and deleting one kind of store takes. Of objects there is no `storage.objects.get`: it is the right to read
 * them, and a listing says all that a deletion needs.
 */
export const PURGE_PERMISSIONS: Readonly<Record<GoogleCopy["kind"], readonly string[]>> = {
  "google-bucket": [
    "storage.buckets.get",
    "storage.multipartUploads.abort",
    "storage.multipartUploads.list",
    "storage.objects.delete",
    "storage.objects.list",
  ],
  "google-sql": ["cloudsql.backupRuns.delete", "cloudsql.instances.delete"],
  "google-bigquery": [
    "bigquery.datasets.delete",
    "bigquery.models.delete",
    "bigquery.routines.delete",
    "bigquery.tables.delete",
    "bigquery.tables.deleteSnapshot",
  ],
};

/** Looking at everything of its kind in the project, none of whose data it shows: a clone that nobody named must be seen. */
export const FIND_PERMISSIONS: Readonly<Record<"google-sql" | "google-bigquery", readonly string[]>> = {
  "google-sql": [
    "cloudsql.backupRuns.get",
    "cloudsql.backupRuns.list",
    "cloudsql.databases.list",
    "cloudsql.instances.get",
    "cloudsql.instances.list",
  ],
  "google-bigquery": [
    "bigquery.datasets.get",
    "bigquery.models.getMetadata",
    "bigquery.models.list",
    "bigquery.routines.get",
    "bigquery.routines.list",
    "bigquery.tables.get",
    "bigquery.tables.list",
  ],
};

const until = (program: Program) => `request.time < timestamp("${windowEnd(program)}")`;

/** Until the regulator's day, and where the grant stands on the project, this store alone (IAM documentation, attributes of conditions). */
export function purgeCondition(program: Program, project: string, copy: GoogleCopy): string {
  const day = until(program);
  switch (copy.kind) {
    case "google-bucket":
      return day;
    case "google-sql":
      return `${day} && resource.service == "sqladmin.googleapis.com" && (${instancesOf(copy)
        .map((name) => andBelow(`projects/${project}/instances/${name}`))
        .join(" || ")})`;
    case "google-bigquery": {
      const dataset = `projects/${project}/datasets/${copy.dataset}`;
      const outside = (copy.resources ?? [])
        .map((name) => name.replace("//bigquery.googleapis.com/", ""))
        .filter((name) => name !== dataset && !name.startsWith(`${dataset}/`));
      const named = [andBelow(dataset), ...outside.map((name) => `resource.name == "${name}"`)];
      return `${day} && resource.service == "bigquery.googleapis.com" && (${named.join(" || ")})`;
    }
  }
}

const andBelow = (name: string) => `resource.name == "${name}" || resource.name.startsWith("${name}/")`;

/** The instance and its replicas; a backup has the name of its instance before its own, whether that stands or not. */
function instancesOf({ instance, resources = [] }: Extract<GoogleCopy, { kind: "google-sql" }>): readonly string[] {
  return [...new Set([instance, ...resources.flatMap((name) => name.split("/instances/")[1] ?? [])])];
}

/** The one service account that deletes an old copy on Google; it can be built from proof only (stacks/google-purge.ts). */
export class GooglePurgeIdentity extends Construct {
  constructor(scope: GoogleStack, id: string, { dataset, copy }: { readonly dataset: string; readonly copy: GoogleCopy }) {
    super(scope, id);
    const { program, place } = scope;
    const accountId = purgeAccountId(dataset, copy.name);
    const account = new ServiceAccount(this, "account", { accountId, displayName: `Ringfence: deletes ${dataset} from ${copy.name}` });
    const role = new ProjectIamCustomRole(this, "role", {
      roleId: accountId.replaceAll("-", "_"),
      title: `Ringfence purge of ${dataset}`,
      permissions: [...PURGE_PERMISSIONS[copy.kind]],
    });
    const grant = {
      role: role.name,
      member: account.member,
      condition: { title: "until the regulator's day", expression: purgeCondition(program, place.accountId, copy) },
    };
    if (copy.kind === "google-bucket") new StorageBucketIamMember(this, "grant", { bucket: copy.bucket, ...grant });
    else new ProjectIamMember(this, "grant", { project: place.accountId, ...grant });
    if (copy.kind !== "google-bucket") {
      const find = new ProjectIamCustomRole(this, "find", {
        roleId: `${accountId.replaceAll("-", "_")}_find`,
        title: `Ringfence purge of ${dataset}: what stands`,
        permissions: [...FIND_PERMISSIONS[copy.kind]],
      });
      new ProjectIamMember(this, "finds", {
        project: place.accountId,
        role: find.name,
        member: account.member,
        condition: { title: "until the regulator's day", expression: until(program) },
      });
    }
    // Without an officer nobody acts as it. No key of it is ever made.
    if (copy.purgeOfficer !== undefined)
      new ServiceAccountIamBinding(this, "officer", {
        serviceAccountId: account.name,
        role: "roles/iam.serviceAccountTokenCreator",
        members: [copy.purgeOfficer],
      });
  }
}
