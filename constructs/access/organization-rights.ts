import type { AwsPlace } from "../../config/place";
import type { Program } from "../../config/program";
import { custodianOrganization } from "../keys/organization";
import type { Statement } from "../policy/document";

/** What the management account's deployer may besides: write guardrails and hang them on units. Organizations answers in no region of its own. */
export function organizationStatements(program: Program, place: AwsPlace): readonly Statement[] {
  if (place.account.purpose !== "management") return [];
  return [
    {
      Sid: "WriteGuardrails",
      Effect: "Allow",
      Action: [
        "organizations:AttachPolicy",
        "organizations:CreateOrganization",
        "organizations:CreateOrganizationalUnit",
        "organizations:CreatePolicy",
        "organizations:DeletePolicy",
        "organizations:Describe*",
        "organizations:DetachPolicy",
        "organizations:EnableAWSServiceAccess",
        "organizations:EnablePolicyType",
        "organizations:List*",
        "organizations:TagResource",
        "organizations:UntagResource",
        "organizations:UpdateOrganizationalUnit",
        "organizations:UpdatePolicy",
      ],
      Resource: "*",
    },
    {
      // A mistake at the root binds every account of the organization, and those that would mend it.
      Sid: "NeverAtTheRoot",
      Effect: "Deny",
      Action: ["organizations:AttachPolicy", "organizations:DetachPolicy"],
      Resource: `arn:${place.partition}:organizations::${place.accountId}:root/${custodianOrganization(program)}/*`,
    },
  ];
}
