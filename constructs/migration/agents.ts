import type { Construct } from "constructs";
import { DatasyncAgent } from "@cdktf/provider-aws/lib/datasync-agent";
import type { AgentEndpoint } from "./agent-endpoint";

export interface AgentsProps {
  readonly dataset: string;
  readonly copy: {
    readonly name: string;
    readonly agents: readonly (string | { readonly name: string; readonly activationKey: string })[];
  };
  /** The endpoint of the line that the program builds. */
  readonly endpoint?: AgentEndpoint;
}

/**
 * The ARNs of a copy's agents. An agent that is made here is bound to the line's endpoint for good: DataSync takes the
 * endpoint at activation and never again. The activation key is spent by that, and stays in the state as a spent one.
 */
export function agentArns(scope: Construct, { dataset, copy, endpoint }: AgentsProps): string[] {
  return copy.agents.map((agent) => {
    if (typeof agent === "string") return agent;
    if (!endpoint) throw new TypeError("an agent without a line; the program's rules refuse it");
    return new DatasyncAgent(scope, `agent-${agent.name}`, {
      name: `${dataset}-${copy.name}-${agent.name}`,
      activationKey: agent.activationKey,
      vpcEndpointId: endpoint.id,
      subnetArns: [endpoint.subnetArn],
      securityGroupArns: [endpoint.groupArn],
      tags: { "ringfence:copy": copy.name },
    }).arn;
  });
}
