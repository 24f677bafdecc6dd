import { AUDITOR, AUDITOR_DESK } from "../../../config/access/role-names";
import { opinion } from "../../access/opinion";
import { rolesIn, type Role } from "../../access/role";
import { contextOf } from "../../access/text";
import { again } from "../../again";
import type { Facts } from "../../facts/facts";
import { isFenced } from "../fenced";
import { breach, met, unknown, type ResourceRule } from "../rule";

/** One request for each role of the auditor's that stands for what it is there for. */
const READS: Readonly<Record<string, (account: string) => { readonly action: string; readonly resource: string; readonly what: string }>> =
  {
    [AUDITOR]: () => ({ action: "cloudtrail:DescribeTrails", resource: "*", what: "configuration" }),
    [AUDITOR_DESK]: (account) => ({
      action: "s3:GetObject",
      resource: `arn:aws:s3:::ringfence-archive-${account}-any/any`,
      what: "the archive of logs",
    }),
  };

export const auditorReads: ResourceRule = {
  id: "AUDIT-17",
  claim: "audit",
  subject: "resource",
  title: "The auditor's roles read what an audit is made of.",
  why: "The order has a third party examine configuration and logs; a role without rights lets it in to nothing.",
  fix: "Give the role back the policy that the program writes for it.",
  concerns: (type) => type === "aws_iam_role",
  judge: (resource, facts) => {
    if (!facts.whole || !isFenced(resource, facts)) return [];
    const role = auditors(facts).find((each) => each.resource === resource);
    const reads = role && READS[nameOf(role)];
    if (!reads) return [];
    const { action, resource: on, what } = reads(role.account);
    const context = { "aws:PrincipalArn": role.arn, "aws:PrincipalAccount": role.account };
    const request = { action, resource: on, caller: { account: role.account, arn: role.arn }, context };
    const { direct, denies, doubts } = opinion(role.identity, "identity", request, contextOf(context));
    if (direct === true && denies.length === 0) return [met()];
    const more = { attribute: "name", value: what, expected: `a policy that allows ${action}` };
    return [
      role.doubts.length > 0 || doubts.length > 0
        ? unknown(`whether it reads ${what} is not known`, more)
        : breach(`it does not read ${what}`, more),
    ];
  },
};

const nameOf = ({ arn }: Role) => arn.slice(arn.indexOf("/") + 1);
const auditors = again((facts: Facts): readonly Role[] => rolesIn(facts).filter((role) => Object.hasOwn(READS, nameOf(role))));
