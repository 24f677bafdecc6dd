import { Construct } from "constructs";
import { DmsCertificate } from "@cdktf/provider-aws/lib/dms-certificate";
import { DmsEndpoint, type DmsEndpointConfig } from "@cdktf/provider-aws/lib/dms-endpoint";
import { DmsReplicationInstance } from "@cdktf/provider-aws/lib/dms-replication-instance";
import { DmsReplicationSubnetGroup } from "@cdktf/provider-aws/lib/dms-replication-subnet-group";
import { DmsReplicationTask } from "@cdktf/provider-aws/lib/dms-replication-task";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { ENGINE_PORTS } from "../../config/engines";
import { databasePort, type OldDatabase } from "../../config/migration/legacy-copies";
import { replicationTask } from "../../config/migration/mover-names";
import { keptLogGroup } from "../network/log-group";
import type { AwsStack } from "../place/aws-stack";
import { AURORA } from "../storage/database-engines";
import { storeTags } from "../storage/tags";
import { taskSettings, tableMappings } from "./dms-settings";
import { readSecrets } from "./mover-policies";
import { MoverRole } from "./mover-role";

export interface DatabaseLegProps {
  readonly dataset: string;
  readonly copy: OldDatabase;
  /** The key of what the replication instance keeps while it copies. */
  readonly keyArn: string;
  readonly secretKeyArn: string;
  readonly logKeyArn: string;
  readonly network: { readonly vpcId: string; readonly cidr: string; readonly subnetIds: readonly string[] };
  /** The home database, of the same engine. */
  readonly home: { readonly database: string };
}

/** DMS names the log group itself; it is made before, under the custodian's key, or it would have none and keep everything for ever. */
export function replicationLogGroup(dataset: string, copy: string): string {
  return `dms-tasks-${replicationTask(dataset, copy)}`;
}

/** DMS's own names of what it writes to. */
const TARGETS = { postgres: "aurora-postgresql", mysql: "aurora" } as const;

/** A name at MySQL's endpoint would put every table into that one database; the task's mapping says where each goes (DMS API, CreateEndpoint). */
const named = (engine: OldDatabase["engine"], databaseName: string): Pick<DmsEndpointConfig, "databaseName"> =>
  engine === "mysql" ? {} : { databaseName };

/**
 * One DMS task from an old database into the home cluster: everything there is, then every change, each row compared.
 *
 * terraform makes the task and never starts it. What signs in to either side lies in Secrets Manager, put there by the
 * officer of the migration, and in no state; the endpoints are made once the program names both secrets.
 */
export class DatabaseLeg extends Construct {
  constructor(scope: AwsStack, id: string, props: DatabaseLegProps) {
    super(scope, id);
    const { place } = scope;
    const { dataset, copy } = props;
    const tags = { ...storeTags(dataset), "ringfence:copy": copy.name };
    const name = replicationTask(dataset, copy.name);
    const logs = keptLogGroup(this, "log-group", scope, { name: replicationLogGroup(dataset, copy.name), keyArn: props.logKeyArn });
    const subnets = new DmsReplicationSubnetGroup(this, "subnets", {
      replicationSubnetGroupId: name,
      replicationSubnetGroupDescription: `Isolated subnets, for ${dataset} from ${copy.name}`,
      subnetIds: [...props.network.subnetIds],
    });
    const instance = new DmsReplicationInstance(this, "instance", {
      replicationInstanceId: name,
      replicationInstanceClass: "dms.r5.large",
      allocatedStorage: 200,
      kmsKeyArn: props.keyArn,
      publiclyAccessible: false,
      multiAz: false,
      autoMinorVersionUpgrade: false,
      replicationSubnetGroupId: subnets.id,
      vpcSecurityGroupIds: [this.group(props)],
      tags,
      dependsOn: [logs],
    });
    // Until both secrets are written down there is nothing to sign in with, and nothing to run.
    if (copy.secrets === undefined) return;
    const { legacy, home } = copy.secrets;
    const role = new MoverRole(this, "mover", place, {
      dataset,
      copy: copy.name,
      // The regional name: DMS opens secrets as it (AWS DMS user guide, Using secrets to access endpoints).
      service: `dms.${place.region.name}.amazonaws.com`,
      statements: readSecrets([legacy, home], props.secretKeyArn, place.region.name),
    });
    const endpoint = (side: string, config: Omit<DmsEndpointConfig, "endpointId" | "secretsManagerAccessRoleArn" | "kmsKeyArn">) =>
      new DmsEndpoint(this, side, {
        endpointId: `${name}-${side}`,
        secretsManagerAccessRoleArn: role.arn,
        kmsKeyArn: props.keyArn,
        tags,
        dependsOn: [role.policy],
        ...config,
      });
    const source = endpoint("source", {
      endpointType: "source",
      engineName: copy.engine,
      ...named(copy.engine, copy.database),
      secretsManagerArn: legacy,
      // Cloud SQL's certificate names no host.
      ...this.tls(`${name}-authority`, copy.certificateAuthority, "verify-ca"),
    });
    const target = endpoint("target", {
      endpointType: "target",
      engineName: TARGETS[copy.engine],
      ...named(copy.engine, props.home.database),
      secretsManagerArn: home,
      ...this.tls(`${name}-home-authority`, copy.homeCertificateAuthority, "verify-full"),
    });
    new DmsReplicationTask(this, "task", {
      replicationTaskId: name,
      migrationType: "full-load-and-cdc",
      replicationInstanceArn: instance.replicationInstanceArn,
      sourceEndpointArn: source.endpointArn,
      targetEndpointArn: target.endpointArn,
      tableMappings: tableMappings(copy.engine, { from: copy.database, to: props.home.database }),
      replicationTaskSettings: taskSettings(),
      startReplicationTask: false,
      tags,
    });
  }

  /** TLS always; with a side's authority its certificate is checked too. MySQL knows no TLS without, and the program's rules ask for it. */
  private tls(
    certificateId: string,
    certificatePem: string | undefined,
    sslMode: "verify-ca" | "verify-full",
  ): Pick<DmsEndpointConfig, "sslMode" | "certificateArn"> {
    if (certificatePem === undefined) return { sslMode: "require" };
    const id = sslMode === "verify-ca" ? "authority" : "home-authority";
    const { certificateArn } = new DmsCertificate(this, id, { certificateId, certificatePem });
    return { sslMode, certificateArn };
  }

  /** Out to the two databases and to the endpoints of AWS's services, and in from nowhere. */
  private group({ dataset, copy, network }: DatabaseLegProps): string {
    const group = new SecurityGroup(this, "group", {
      name: replicationTask(dataset, copy.name),
      description: `Replication of ${dataset} from ${copy.name}: in from nowhere`,
      vpcId: network.vpcId,
    });
    const out = (id: string, description: string, port: number, cidrIpv4: string) =>
      new VpcSecurityGroupEgressRule(this, id, {
        securityGroupId: group.id,
        description,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        cidrIpv4,
      });
    out("to-home", `${AURORA[copy.engine].title} at home`, ENGINE_PORTS[copy.engine], network.cidr);
    out("to-services", "AWS services, through the network's endpoints", 443, network.cidr);
    for (const [index, cidr] of (copy.line?.networks ?? []).entries())
      out(`to-legacy-${index}`, "The old database, over the private line", databasePort(copy), cidr);
    return group.id;
  }
}
