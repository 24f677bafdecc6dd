import { Construct } from "constructs";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { serviceTrust } from "../access/service-role";
import type { AwsStack } from "../place/aws-stack";
import { policyDocument, type Statement } from "../policy/document";

/** What AmazonDMSVPCManagementRole grants: instances get their interfaces in the subnets that they are given. */
const IN_SUBNETS: readonly Statement[] = [
  {
    Sid: "PutInstancesIntoSubnets",
    Effect: "Allow",
    Action: [
      "ec2:CreateNetworkInterface",
      "ec2:DeleteNetworkInterface",
      "ec2:DescribeAvailabilityZones",
      "ec2:DescribeDhcpOptions",
      "ec2:DescribeInternetGateways",
      "ec2:DescribeNetworkInterfaces",
      "ec2:DescribeSecurityGroups",
      "ec2:DescribeSubnets",
      "ec2:DescribeVpcs",
      "ec2:ModifyNetworkInterfaceAttribute",
    ],
    Resource: "*",
  },
];

/** What AmazonDMSCloudWatchLogsRole grants, in this account's log groups; they are made before, under a key. */
const writeLogs = (groups: string): readonly Statement[] => [
  { Sid: "FindLogGroups", Effect: "Allow", Action: ["logs:DescribeLogGroups"], Resource: "*" },
  {
    Sid: "WriteTheLogsOfTasks",
    Effect: "Allow",
    Action: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
    // The star at its end takes in their streams.
    Resource: groups,
  },
];

/**
 * What DMS itself needs in an account: to put its instances into subnets, and to write their logs. They touch no data.
 *
 * DMS demands the names, once an account (AWS DMS user guide, Creating the IAM roles to use with AWS DMS). AWS's own
 * policies for them are written out, so that whoever reviews the account reads them.
 */
export class ReplicationRoles extends Construct {
  constructor(scope: AwsStack, id: string) {
    super(scope, id);
    const { place } = scope;
    const make = (name: string, statements: readonly Statement[]) => {
      const role = new IamRole(this, name, {
        name,
        assumeRolePolicy: policyDocument("trust", [serviceTrust("dms.amazonaws.com", place.accountId)]),
      });
      new IamRolePolicy(this, `${name}-policy`, { name: "ringfence", role: role.id, policy: policyDocument("role", statements) });
    };
    make("dms-vpc-role", IN_SUBNETS);
    make("dms-cloudwatch-logs-role", writeLogs(`arn:${place.partition}:logs:*:${place.accountId}:log-group:dms-tasks-*`));
  }
}
