import { Construct } from "constructs";
import { OrgPolicyPolicy } from "@cdktf/provider-google/lib/org-policy-policy";
import { googleOrgPolicies } from "../../config/google/org-policies";
import type { GoogleStack } from "../place/google-stack";
import { policyParents } from "./google-fence";

/** The org policies of the fence, on its folder or on each of its projects. */
export class GoogleOrgPolicies extends Construct {
  constructor(scope: GoogleStack, id: string) {
    super(scope, id);
    const { program } = scope;
    for (const parent of policyParents(program))
      for (const { constraint, rule } of googleOrgPolicies(program.data, program.jurisdiction))
        new OrgPolicyPolicy(this, `${parent.replace("/", "-")}-${constraint}`, {
          name: `${parent}/policies/${constraint}`,
          parent,
          spec: { rules: [{ ...rule }] },
        });
  }
}
