import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { get, select } from "../../value";
import type { Door } from "./door";
import { GOOGLE_OPENED } from "../network/google-opened";
import { breach, LEGACY, met, unknown, type ResourceRule, type Verdict } from "../rule";

const ours = (text: string, facts: Facts) => {
  const id = /^(?:arn:[^:]+:iam::)?(\d{12})(?::|$)/.exec(text)?.[1];
  return id !== undefined && facts.account("aws", id) !== undefined && facts.account("aws", id)?.owner !== "parent";
};
const service = (text: string) => /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com$/.test(text);
const oneOf =
  (...closed: readonly string[]) =>
  (text: string) =>
    closed.includes(text);
const PRIVATE = oneOf("private", "log-delivery-write", "bucket-owner-read", "bucket-owner-full-control", "projectPrivate");
const member = (text: string, { scope }: Facts) =>
  /^project-(owners|editors|viewers)-/.test(text) ||
  (scope.readers ?? []).some(({ arn }) => arn.endsWith(`:${text.replace(/^[^-]*-/, "")}`));
const entities = (path: string): Door => ({ path, closed: member, says: "its list of access lets in" });

const grants: Door = { path: "access_control_policy[].grant[].grantee[].id", closed: owner, says: "its ACL lets in" };
const groups: Door = { ...grants, path: "access_control_policy[].grant[].grantee[].uri", closed: () => false };
const canned = (path: string): Door => ({ path, closed: PRIVATE, says: "its ACL is" });

/** From the providers' schemas (aws 5.100.0 and 6.25.0, google 6.50.0). */
const DOORS: Readonly<Record<string, readonly Door[]>> = {
  aws_s3_bucket: [canned("acl"), { ...grants, path: "grant[].id", closed: ownersAlone }, { ...groups, path: "grant[].uri" }],
  aws_s3_bucket_acl: [canned("acl"), grants, groups],
  aws_s3_object: [canned("acl")],
  aws_s3_object_copy: [canned("acl")],
  aws_s3_access_point: [{ path: "account_id", closed: ours, says: "it lies in the account" }],
  aws_lambda_function_url: [{ path: "authorization_type", closed: oneOf("AWS_IAM"), says: "its authorization is" }],
  aws_lambda_permission: [{ path: "principal", closed: (text, facts) => service(text) || ours(text, facts), says: "it lets in" }],
  aws_lambda_layer_version_permission: [{ path: "principal", closed: ours, says: "it lets in" }],
  aws_cloudwatch_event_permission: [{ path: "principal", closed: ours, says: "it lets in" }],
  aws_eks_access_entry: [{ path: "principal_arn", closed: ours, says: "it lets in" }],
  aws_guardduty_invite_accepter: [{ path: "master_account_id", closed: ours, says: "its findings go to" }],
  aws_securityhub_invite_accepter: [{ path: "master_id", closed: ours, says: "its findings go to" }],
  aws_macie2_invitation_accepter: [{ path: "administrator_account_id", closed: ours, says: "its findings go to" }],
  aws_s3_bucket_website_configuration: [{ path: "bucket", closed: () => false, says: "it makes a website of" }],
  aws_shield_drt_access_log_bucket_association: [{ path: "log_bucket", closed: () => false, says: "it lets AWS's response team into" }],
  aws_shield_drt_access_role_arn_association: [{ path: "role_arn", closed: () => false, says: "it lets AWS's response team become" }],
  aws_ram_resource_share: [
    { path: "allow_external_principals", closed: oneOf("false"), says: "whether it takes others than the organization's is" },
  ],
  google_bigquery_dataset: [
    {
      path: "access[].special_group",
      closed: (text) => text === "projectOwners" || text.startsWith("all"),
      says: "it lets in, by a basic role of its project,",
    },
  ],
  ...GOOGLE_OPENED,
  google_storage_bucket: [{ path: "website[].main_page_suffix", closed: () => false, says: "it is a website with the page" }],
  google_storage_bucket_acl: [canned("predefined_acl"), canned("default_acl"), entities("role_entity[]")],
  google_storage_default_object_acl: [entities("role_entity[]")],
  google_storage_object_acl: [canned("predefined_acl"), entities("role_entity[]")],
  google_storage_bucket_object: [canned("predefined_acl")],
  google_storage_bucket_access_control: [entities("entity")],
  google_storage_default_object_access_control: [entities("entity")],
  google_storage_object_access_control: [entities("entity")],
};

export const doorsClosed: ResourceRule = {
  id: "ACCESS-08",
  claim: "access",
  subject: "resource",
  title: "Nothing lets somebody in beside the policies: no ACL, no open function, no share with others.",
  why: "An access control list, a function's URL or a share opens a resource though no policy names anybody (Amazon S3 user guide, ACLs; AWS Lambda developer guide, function URLs; Cloud Storage documentation, ACLs).",
  fix: "Leave the list out, and let in roles of the program by the resource's policy.",
  concerns: (type) => Object.hasOwn(DOORS, type),
  judge: (resource, facts) => {
    const doors = DOORS[resource.type];
    if (!doors || resource.action === "delete" || facts.scope.accounts.length === 0) return [];
    if (facts.isLegacy(resource)) return [met(LEGACY)];
    return doors.flatMap((door) => judge(door, resource, facts));
  },
};

/** A list of access names its owner, and gives him what is his. */
function owner(text: string, facts: Facts, { values, stack }: Resource): boolean {
  return select(values, "access_control_policy[].owner[].id").some(({ value }) => facts.resolver.text(value, stack) === text);
}

/** Of a bucket that stands its provider reports the list that S3 gives each: one line, with which the owner has full control. */
function ownersAlone(_: string, facts: Facts, { values, source, written, stack }: Resource): boolean {
  const configuration = source ?? written;
  if (configuration === undefined || get(configuration, "grant") !== undefined) return false;
  const permissions = select(values, "grant[].permissions[]").map(({ value }) => facts.resolver.text(value, stack));
  return select(values, "grant[]").length === 1 && permissions.join() === "FULL_CONTROL";
}

function judge({ path, closed, says }: Door, resource: Resource, facts: Facts): Verdict[] {
  return select(resource.values, path).flatMap(({ value, path: attribute }) => {
    if (value === null) return [];
    const text = facts.resolver.text(value, resource.stack);
    const more = { attribute, value: text ?? "unresolved" };
    if (text === undefined) return [unknown(`its ${attribute} is not known`, more)];
    return [closed(text, facts, resource) ? met() : breach(`${says} ${text}`, more)];
  });
}
