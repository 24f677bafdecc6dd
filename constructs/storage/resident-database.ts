import { Construct } from "constructs";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { RdsCluster } from "@cdktf/provider-aws/lib/rds-cluster";
import { RdsClusterInstance } from "@cdktf/provider-aws/lib/rds-cluster-instance";
import { RdsClusterParameterGroup } from "@cdktf/provider-aws/lib/rds-cluster-parameter-group";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type { Program } from "../../config/program";
import { logGroupRetention } from "../network/log-group";
import type { AwsStack } from "../place/aws-stack";
import { purposeTags, storeTags } from "./tags";

export interface ResidentDatabaseProps {
  readonly dataset: string;
  /** The full ARN of the dataset's key; RDS takes one of another account. */
  readonly keyArn: string;
  /** The key under which RDS keeps the master password: Secrets Manager, in this account. */
  readonly secretKeyArn: string;
  /** The key of the log group: pgaudit writes down statements, and those may hold data. */
  readonly logKeyArn: string;
  readonly vpcId: string;
  readonly vpcCidr: string;
  readonly subnetIds: readonly string[];
}

const POSTGRES = { engine: "aurora-postgresql", version: "16.6", family: "aurora-postgresql16", port: 5432 } as const;

function clusterName(program: Program, dataset: string): string {
  return `${program.name}-${dataset}`;
}

/** The database in a dataset's cluster. */
export function databaseName(dataset: string): string {
  return dataset.replaceAll("-", "_");
}

/** The log group that RDS writes to. Had RDS to make it, it would have no key and keep everything for ever. */
export function databaseLogGroup(program: Program, dataset: string): string {
  return `/aws/rds/cluster/${clusterName(program, dataset)}/postgresql`;
}

/**
 * An Aurora PostgreSQL cluster that keeps one dataset inside the jurisdiction: private subnets only, TLS forced, IAM
 * sign-in, the master password in no state, deletion protected, a final snapshot under the same key; and pgaudit's record of
 * who read and wrote what, in a log group under a key of its own. (`CREATE EXTENSION pgaudit` in the database adds the names
 * of objects to what it records of changes to its schema; reads and writes are recorded without it.)
 */
export class ResidentDatabase extends Construct {
  readonly arn: string;

  constructor(scope: AwsStack, id: string, props: ResidentDatabaseProps) {
    super(scope, id);
    const { program, place } = scope;
    const name = clusterName(program, props.dataset);
    this.arn = `arn:${place.partition}:rds:${place.region.name}:${place.accountId}:cluster:${name}`;
    const subnets = new DbSubnetGroup(this, "subnets", { name, subnetIds: [...props.subnetIds] });
    const group = new SecurityGroup(this, "group", {
      name: `${name}-database`,
      description: `PostgreSQL of ${props.dataset}, from the isolated network only`,
      vpcId: props.vpcId,
    });
    new VpcSecurityGroupIngressRule(this, "postgres", {
      securityGroupId: group.id,
      description: "PostgreSQL from the isolated network",
      ipProtocol: "tcp",
      fromPort: POSTGRES.port,
      toPort: POSTGRES.port,
      cidrIpv4: props.vpcCidr,
    });
    const parameters = new RdsClusterParameterGroup(this, "parameters", {
      name,
      family: POSTGRES.family,
      description: `TLS only, and who read what, for ${props.dataset}`,
      parameter: [
        { name: "rds.force_ssl", value: "1", applyMethod: "immediate" },
        { name: "shared_preload_libraries", value: "pgaudit", applyMethod: "pending-reboot" },
        { name: "pgaudit.log", value: "read,write,role,ddl", applyMethod: "pending-reboot" },
      ],
    });
    const logs = new CloudwatchLogGroup(this, "logs", {
      name: databaseLogGroup(program, props.dataset),
      kmsKeyId: props.logKeyArn,
      retentionInDays: logGroupRetention(program.data.retention.logDays),
      skipDestroy: !program.data.sandbox,
      tags: purposeTags("logs"),
    });
    const cluster = new RdsCluster(this, "cluster", {
      clusterIdentifier: name,
      engine: POSTGRES.engine,
      engineVersion: POSTGRES.version,
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
      enabledCloudwatchLogsExports: ["postgresql"],
      serverlessv2ScalingConfiguration: { minCapacity: 0.5, maxCapacity: 64 },
      tags: storeTags(props.dataset),
      dependsOn: [logs],
      lifecycle: { preventDestroy: !program.data.sandbox },
    });
    for (const index of [0, 1])
      new RdsClusterInstance(this, `instance-${index}`, {
        identifier: `${name}-${index}`,
        clusterIdentifier: cluster.id,
        engine: POSTGRES.engine,
        instanceClass: "db.serverless",
        publiclyAccessible: false,
        autoMinorVersionUpgrade: true,
        // Performance Insights would keep the text of queries, which holds data, in a store of its own.
        performanceInsightsEnabled: false,
        tags: storeTags(props.dataset),
      });
  }
}
