import { Construct } from "constructs";
import { OrganizationsOrganization } from "@cdktf/provider-aws/lib/organizations-organization";
import { OrganizationsOrganizationalUnit } from "@cdktf/provider-aws/lib/organizations-organizational-unit";
import { trustedServices } from "../../config/guardrails/trusted-access";
import { custodianOrganization } from "../keys/organization";
import type { AwsStack } from "../place/aws-stack";

/** The policy types that guardrails need; provider 5.100.0 knows them all. */
const POLICY_TYPES = ["AISERVICES_OPT_OUT_POLICY", "DECLARATIVE_POLICY_EC2", "RESOURCE_CONTROL_POLICY", "SERVICE_CONTROL_POLICY"];

/**
 * A new organization, and the unit on which its guardrails are tried.
 *
 * Policies name the organization before it exists, so its id is an input. The first apply makes it, finds that the
 * program has another id, and ends with the right one; nothing is attached until the program says it.
 */
export class NewOrganization extends Construct {
  /** A token: AWS mints unit ids. */
  readonly testUnit: string;

  constructor(scope: AwsStack, id: string) {
    super(scope, id);
    const said = custodianOrganization(scope.program);
    const made = new OrganizationsOrganization(this, "organization", {
      featureSet: "ALL",
      enabledPolicyTypes: POLICY_TYPES,
      awsServiceAccessPrincipals: trustedServices(scope.program.data).map(({ principal }) => principal),
      lifecycle: {
        preventDestroy: !scope.program.data.sandbox,
        postcondition: [
          {
            condition: `\${self.id == "${said}"}`,
            errorMessage: `The program says that the organization is ${said}; write the id that AWS gave it (aws organizations describe-organization) into parties.custodian.aws.organization, and apply again.`,
          },
        ],
      },
    });
    const unit = new OrganizationsOrganizationalUnit(this, "test", { name: "ringfence-test", parentId: made.roots.get(0).id });
    this.testUnit = unit.id;
  }
}
