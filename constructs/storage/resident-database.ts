import { Construct } from "constructs";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { RdsCluster } from "@cdktf/provider-aws/lib/rds-cluster";
import { RdsClusterInstance } from "@cdktf/provider-aws/lib/rds-cluster-instance";
import { RdsClusterParameterGroup } from "@cdktf/provider-aws/lib/rds-cluster-parameter-group";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { ENGINE_PORTS, type Engine } from "../../config/engines";
import type { Program } from "../../config/program";
import { logGroupRetention } from "../network/log-group";
import type { AwsStack } from "../place/aws-stack";
import { AURORA } from "./database-engines";
import { purposeTags, storeTags } from "./tags";

export interface ResidentDatabaseProps {
  readonly dataset: string;
  readonly engine: Engine;
  /** The full ARN of the dataset's key; RDS takes one of another account. */
  readonly keyArn: string;
  /** The key under which RDS keeps the master password: Secrets Manager, in this account. */
  readonly secretKeyArn: string;
  /** The key of the log group: it holds statements, and those may hold data. */
  readonly logKeyArn: string;
  readonly vpcId: string;
  readonly vpcCidr: string;
  readonly subnetIds: readonly string[];
}

function clusterName(program: Program, dataset: string): string {
  return `${program.name}-${dataset}`;
}

/** The database in a dataset's cluster. */
export function databaseName(dataset: string): string {
  return dataset.replaceAll("-", "_");
}

/** The log group that RDS writes to. Had RDS to make it, it would have no key and keep everything for ever. */
export function databaseLogGroup(program: Program, dataset: string, engine: Engine): string {
  return `/aws/rds/cluster/${clusterName(program, dataset)}/${AURORA[engine].log}`;
}

/**
 * An Aurora cluster that keeps one dataset inside the jurisdiction: private subnets only, TLS forced, IAM sign-in, the
 * master password in no state, deletion protected, a final snapshot under the same key; and a record of who read and wrote
 * what, in a log group under a key of its own. PostgreSQL's comes of pgaudit (`CREATE EXTENSION pgaudit` in the database
 * adds the names of objects to changes of its schema; reads and writes are recorded without it), MySQL's of Advanced Auditing.
 */
export class ResidentDatabase extends Construct {
  readonly arn: string;

  constructor(scope: AwsStack, id: string, props: ResidentDatabaseProps) {
    super(scope, id);
    const { program, place } = scope;
    const aurora = AURORA[props.engine];
    const port = ENGINE_PORTS[props.engine];
    const name = clusterName(program, props.dataset);
    this.arn = `arn:${place.partition}:rds:${place.region.name}:${place.accountId}:cluster:${name}`;
    const subnets = new DbSubnetGroup(this, "subnets", { name, subnetIds: [...props.subnetIds] });
    const group = new SecurityGroup(this, "group", {
      name: `${name}-database`,
      description: `${aurora.title} of ${props.dataset}, from the isolated network only`,
      vpcId: props.vpcId,
    });
    new VpcSecurityGroupIngressRule(this, props.engine, {
      securityGroupId: group.id,
      description: `${aurora.title} from the isolated network`,
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
      cidrIpv4: props.vpcCidr,
    });
    const parameters = new RdsClusterParameterGroup(this, "parameters", {
      name,
      family: aurora.family,
      description: `TLS only, and who read what, for ${props.dataset}`,
      parameter: [...aurora.parameters],
    });
    const logs = new CloudwatchLogGroup(this, "logs", {
      name: databaseLogGroup(program, props.dataset, props.engine),
      kmsKeyId: props.logKeyArn,
      retentionInDays: logGroupRetention(program.data.retention.logDays),
      skipDestroy: !program.data.sandbox,
      tags: purposeTags("logs"),
    });
    const cluster = new RdsCluster(this, "cluster", {
      clusterIdentifier: name,
      engine: aurora.engine,
      engineVersion: aurora.version,
      databaseName: databaseName(props.dataset),
      masterUsername: "custodian",
      manageMasterUserPassword: true,
      masterUserSecretKmsKeyId: props.secretKeyArn,
      storageEncrypted: true,
      kmsKeyId: props.keyArn,
      iamDatabaseAuthenticationEnabled: true,
      dbSubnetGroupName: subnets.name,
      vpcSecurityGroupIds: [group.id],
      dbClusterParameterGroupName: parameters.name,
      backupRetentionPeriod: Math.min(program.data.retention.backupDays, 35),
      copyTagsToSnapshot: true,
      deletionProtection: !program.data.sandbox,
      skipFinalSnapshot: program.data.sandbox,
      ...(program.data.sandbox ? {} : { finalSnapshotIdentifier: `${name}-final` }),
      enabledCloudwatchLogsExports: [aurora.log],
      serverlessv2ScalingConfiguration: { minCapacity: 0.5, maxCapacity: 64 },
      tags: storeTags(props.dataset),
      dependsOn: [logs],
      lifecycle: { preventDestroy: !program.data.sandbox },
    });
    for (const index of [0, 1])
      new RdsClusterInstance(this, `instance-${index}`, {
        identifier: `${name}-${index}`,
        clusterIdentifier: cluster.id,
        engine: aurora.engine,
        instanceClass: "db.serverless",
        publiclyAccessible: false,
        autoMinorVersionUpgrade: true,
        // Performance Insights would keep the text of queries, which holds data, in a store of its own.
        performanceInsightsEnabled: false,
        tags: storeTags(props.dataset),
      });
  }
}
