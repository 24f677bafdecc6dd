import { Construct } from "constructs";
import { OrganizationsPolicy } from "@cdktf/provider-aws/lib/organizations-policy";
import { OrganizationsPolicyAttachment } from "@cdktf/provider-aws/lib/organizations-policy-attachment";
import type { Guardrail } from "../../config/schema/guardrails";
import type { AwsStack } from "../place/aws-stack";
import { guardrailStatements, isWeaker } from "./guardrails";
import { aiOptOut, declarativeEc2, declarativeNetwork } from "./management-policies";
import { BUDGETS, pack } from "./pack";

export interface GuardrailTargets {
  /** The test unit, by id. */
  readonly test: string;
  /** Units of the fence, when it is its turn. */
  readonly fence: readonly string[];
  /** Those among them whose accounts have a declared way to the internet. */
  readonly open: readonly string[];
}

/**
 * Every guardrail, packed into policies and attached: to the test unit, then to the fence's units; never to the root,
 * where one mistake locks everybody out.
 *
 * SCPs and RCPs bind neither the management account nor service-linked roles. The review reads from the texts themselves
 * how much room is left in each.
 */
export class GuardrailPolicies extends Construct {
  constructor(
    private readonly stack: AwsStack,
    id: string,
    private readonly targets: GuardrailTargets,
  ) {
    super(stack, id);
    const { program } = stack;
    const { scp, rcp } = guardrailStatements(program);
    const scps = pack("SCP", scp, program.data.guardrails.quota === "2026" ? BUDGETS.scp2026 : BUDGETS.scp);
    scps.forEach((text, i) => this.policy(`scp-${i + 1}`, "SERVICE_CONTROL_POLICY", text, this.everywhere));
    pack("RCP", rcp, BUDGETS.rcp).forEach((text, i) => this.policy(`rcp-${i + 1}`, "RESOURCE_CONTROL_POLICY", text, this.everywhere));
    this.management("ai-opt-out", "ai-opt-out", "AISERVICES_OPT_OUT_POLICY", aiOptOut(), this.everywhere);
    this.management("declarative-ec2", "ec2-defaults", "DECLARATIVE_POLICY_EC2", declarativeEc2(), this.everywhere);
    const closed = this.everywhere.filter((unit) => !targets.open.includes(unit));
    this.management("declarative-ec2", "ec2-network", "DECLARATIVE_POLICY_EC2", declarativeNetwork(), closed);
  }

  private get everywhere(): readonly string[] {
    return [...new Set([this.targets.test, ...this.targets.fence])];
  }

  private management(
    control: Guardrail,
    name: string,
    type: "AISERVICES_OPT_OUT_POLICY" | "DECLARATIVE_POLICY_EC2",
    text: string,
    units: readonly string[],
  ): void {
    if (!isWeaker(this.stack.program, control)) this.policy(name, type, text, units);
  }

  private policy(name: string, type: string, text: string, units: readonly string[]): void {
    const { program } = this.stack;
    const made = new OrganizationsPolicy(this, name, {
      name: `ringfence-${program.name}-${name}`,
      description: `Guardrails of Ringfence's ${program.name}`,
      type,
      content: text,
      lifecycle: { preventDestroy: !program.data.sandbox },
    });
    units.forEach((targetId, i) => new OrganizationsPolicyAttachment(this, `${name}-at-${i + 1}`, { policyId: made.id, targetId }));
  }
}
