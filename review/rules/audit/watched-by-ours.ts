import { describe } from "../../facts/key";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { isAbsent, select } from "../../value";
import { isFenced } from "../fenced";
import { breach, met, unknown, type ResourceRule, type Verdict } from "../rule";

/** Where an account is given a say over what is watched, or over what may run (provider schema, aws 5.100.0). */
const NAMED: Readonly<Record<string, string>> = {
  aws_auditmanager_organization_admin_account_registration: "admin_account_id",
  aws_cloudtrail_organization_delegated_admin_account: "account_id",
  aws_codebuild_project: "environment[].image",
  aws_config_aggregate_authorization: "account_id",
  aws_detective_member: "account_id",
  aws_detective_organization_admin_account: "account_id",
  aws_fms_admin_account: "account_id",
  aws_guardduty_member: "account_id",
  aws_guardduty_organization_admin_account: "admin_account_id",
  aws_inspector2_delegated_admin_account: "account_id",
  aws_inspector2_enabler: "account_ids[]",
  aws_inspector2_member_association: "account_id",
  aws_lambda_code_signing_config: "allowed_publishers[].signing_profile_version_arns[]",
  aws_macie2_member: "account_id",
  aws_macie2_organization_admin_account: "admin_account_id",
  aws_organizations_delegated_administrator: "account_id",
  aws_securityhub_member: "account_id",
  aws_securityhub_organization_admin_account: "admin_account_id",
  aws_vpc_ipam_organization_admin_account: "delegated_admin_account_id",
};

export const watchedByOurs: ResourceRule = {
  id: "AUDIT-16",
  claim: "audit",
  subject: "resource",
  title: "Who administers what watches, signs code, or makes the machine that builds it, is an account of the program's.",
  why: "A delegated administrator reads every finding and switches off what finds, in all accounts; a publisher's signature is what lets code run (AWS Organizations guide, delegated administrators; AWS Lambda developer guide, code signing).",
  fix: "Name the program's own account.",
  concerns: (type) => Object.hasOwn(NAMED, type),
  judge: (resource, facts) => {
    if (!isFenced(resource, facts)) return [];
    const path = NAMED[resource.type] as string;
    const verdicts = select(resource.values, path).flatMap((each) => judge(resource, each, facts));
    return verdicts.length > 0 ? verdicts : [met()];
  },
};

function judge(resource: Resource, { path: attribute, value }: ReturnType<typeof select>[number], facts: Facts): Verdict[] {
  const resolved = facts.resolver.resolve(value, resource.stack);
  if (resolved.kind === "resource" || (resolved.kind === "value" && isAbsent(resolved.value))) return [];
  const expected = "an account of the program's";
  if (resolved.kind !== "value") return [unknown(`whose its ${attribute} is, is not known`, { attribute, value: "unresolved", expected })];
  const text = String(resolved.value);
  const [account] = /(?<!\d)\d{12}(?!\d)/.exec(text) ?? [];
  if (account === undefined) return [];
  const known = facts.account("aws", account);
  return known && known.owner !== "parent"
    ? []
    : [breach(`it goes by ${text}, of ${describe(account, known)}`, { attribute, value: text, expected })];
}
