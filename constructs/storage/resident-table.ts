import { Construct } from "constructs";
import { DynamodbResourcePolicy } from "@cdktf/provider-aws/lib/dynamodb-resource-policy";
import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { custodianOrganization } from "../keys/organization";
import type { AwsStack } from "../place/aws-stack";
import { arn } from "../place/names";
import { policyDocument, type Statement } from "../policy/document";
import { outsideTheOrganization } from "../policy/perimeter";
import { storeTags } from "./tags";

export interface ResidentTableProps {
  readonly dataset: string;
  /** A key of the table's own account: DynamoDB documents none of another. */
  readonly keyArn: string;
  /** The network's DynamoDB endpoint ids. */
  readonly endpoints: readonly string[];
  /** Roles that work from outside the network, by ARN: backup. */
  readonly namedRoles: readonly string[];
}

const READS_AND_WRITES = [
  "dynamodb:BatchGetItem",
  "dynamodb:BatchWriteItem",
  "dynamodb:ConditionCheckItem",
  "dynamodb:DeleteItem",
  "dynamodb:GetItem",
  "dynamodb:PartiQL*",
  "dynamodb:PutItem",
  "dynamodb:Query",
  "dynamodb:Scan",
  "dynamodb:UpdateItem",
];

/** What a table of protected data denies, to everyone. DynamoDB has no TLS statement: it answers on TLS only. */
export function tablePolicyStatements(
  tableArn: string,
  organization: string,
  endpoints: readonly string[],
  namedRoles: readonly string[],
): readonly Statement[] {
  const resources = [tableArn, `${tableArn}/index/*`];
  return [
    {
      Sid: "DenyOutsideTheOrganization",
      Effect: "Deny",
      Principal: { AWS: "*" },
      Action: READS_AND_WRITES,
      Resource: resources,
      Condition: outsideTheOrganization(organization),
    },
    {
      Sid: "DenyDataOutsideTheEndpoint",
      Effect: "Deny",
      Principal: { AWS: "*" },
      Action: READS_AND_WRITES,
      Resource: resources,
      Condition: {
        StringNotEqualsIfExists: { "aws:SourceVpce": endpoints },
        ArnNotEqualsIfExists: { "aws:PrincipalArn": namedRoles },
        BoolIfExists: { "aws:PrincipalIsAWSService": "false", "aws:ViaAWSService": "false" },
      },
    },
  ];
}

/** A DynamoDB table that keeps one dataset inside the jurisdiction: one Region, no replica, restorable to any second. */
export class ResidentTable extends Construct {
  readonly name: string;
  readonly arn: string;

  constructor(scope: AwsStack, id: string, props: ResidentTableProps) {
    super(scope, id);
    const { program, place } = scope;
    this.name = props.dataset;
    this.arn = arn(place, "dynamodb", `table/${this.name}`);
    const table = new DynamodbTable(this, "table", {
      name: this.name,
      billingMode: "PAY_PER_REQUEST",
      hashKey: "pk",
      rangeKey: "sk",
      attribute: [
        { name: "pk", type: "S" },
        { name: "sk", type: "S" },
      ],
      serverSideEncryption: { enabled: true, kmsKeyArn: props.keyArn },
      pointInTimeRecovery: { enabled: true },
      deletionProtectionEnabled: !program.data.sandbox,
      tags: storeTags(props.dataset),
      lifecycle: { preventDestroy: !program.data.sandbox },
    });
    new DynamodbResourcePolicy(this, "policy", {
      resourceArn: table.arn,
      policy: policyDocument("bucket", tablePolicyStatements(this.arn, custodianOrganization(program), props.endpoints, props.namedRoles)),
    });
  }
}
