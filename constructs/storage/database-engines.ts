import type { RdsClusterParameterGroupParameter } from "@cdktf/provider-aws/lib/rds-cluster-parameter-group";
import type { Engine } from "../../config/engines";

/** How Aurora is asked for an engine: TLS alone, and each read and write in a log that it exports. */
export interface AuroraEngine {
  readonly title: string;
  readonly engine: string;
  readonly version: string;
  readonly family: string;
  /** The exported log that says who read what; of Aurora's own name for it. */
  readonly log: string;
  readonly parameters: readonly RdsClusterParameterGroupParameter[];
}

const PARAMETERS = {
  postgres: [
    { name: "rds.force_ssl", value: "1", applyMethod: "immediate" },
    { name: "shared_preload_libraries", value: "pgaudit", applyMethod: "pending-reboot" },
    { name: "pgaudit.log", value: "read,write,role,ddl", applyMethod: "pending-reboot" },
  ],
  // Names of events are upper case and joined without spaces; TABLE adds the tables that a query touches through a view
  // (Amazon Aurora user guide, Using Advanced Auditing; Security with Aurora MySQL, require_secure_transport and tls_version).
  mysql: [
    { name: "require_secure_transport", value: "ON", applyMethod: "immediate" },
    { name: "tls_version", value: "TLSv1.2,TLSv1.3", applyMethod: "pending-reboot" },
    { name: "server_audit_logging", value: "1", applyMethod: "immediate" },
    { name: "server_audit_events", value: "CONNECT,QUERY,TABLE", applyMethod: "immediate" },
  ],
} satisfies Record<Engine, RdsClusterParameterGroupParameter[]>;

export const AURORA: Readonly<Record<Engine, AuroraEngine>> = {
  postgres: {
    title: "PostgreSQL",
    engine: "aurora-postgresql",
    version: "16.6",
    family: "aurora-postgresql16",
    log: "postgresql",
    parameters: PARAMETERS.postgres,
  },
  // 3.10 is supported for long (Aurora MySQL release notes).
  mysql: {
    title: "MySQL",
    engine: "aurora-mysql",
    version: "8.0.mysql_aurora.3.10.3",
    family: "aurora-mysql8.0",
    log: "audit",
    parameters: PARAMETERS.mysql,
  },
};
