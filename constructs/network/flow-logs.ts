import type { Construct } from "constructs";
import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { ServiceRole, serviceTrust } from "../access/service-role";
import type { AwsStack } from "../place/aws-stack";
import { arn } from "../place/names";
import type { Statement } from "../policy/document";
import { keptLogGroup, logGroupName } from "./log-group";

/** Every connection of a VPC, taken and refused, in a log group. */
export function keepFlowLogs(scope: Construct, stack: AwsStack, props: { readonly vpcId: string; readonly keyArn: string }): void {
  const { program, place } = stack;
  const name = logGroupName(program.name, "flow-logs");
  const group = keptLogGroup(scope, "flow-log-group", stack, { name, keyArn: props.keyArn });
  const { role, policy } = new ServiceRole(scope, "flow-logs", place, {
    name: `ringfence-flow-logs-${place.region.name}`,
    trust: [serviceTrust("vpc-flow-logs.amazonaws.com", place.accountId)],
    policyName: "write-flow-logs",
    statements: flowLogStatements(arn(place, "logs", `log-group:${name}`)),
  });
  new FlowLog(scope, "flow-log", {
    vpcId: props.vpcId,
    trafficType: "ALL",
    logDestinationType: "cloud-watch-logs",
    logDestination: group.arn,
    iamRoleArn: role.arn,
    maxAggregationInterval: 60,
    dependsOn: [policy],
  });
}

export function flowLogStatements(logGroupArn: string): readonly Statement[] {
  return [
    { Sid: "WriteFlowLogs", Effect: "Allow", Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: `${logGroupArn}:*` },
    { Sid: "FindTheLogGroup", Effect: "Allow", Action: ["logs:DescribeLogGroups", "logs:DescribeLogStreams"], Resource: "*" },
  ];
}
