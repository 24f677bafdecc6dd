import type { Doing } from "./planned";

const ROLE = ["aws_iam_role", "aws_iam_role_policy"];
const EGRESS = "aws_vpc_security_group_egress_rule";
const times = (count: number, type: string): readonly string[] => Array<string>(count).fill(type);

/** The stacks of the copy that no engine keeps, and why: planned as they are made, which asks no API but STS, and never applied. */
export const UNAPPLIED: Readonly<Record<string, { readonly why: string; readonly makes: Doing }>> = {
  "line-us-east-1": {
    why: "moto has VPN connections and none of their routes",
    makes: {
      create: [
        "aws_cloudwatch_log_group",
        "aws_customer_gateway",
        "aws_network_acl",
        "aws_route_table",
        ...times(3, "aws_route_table_association"),
        "aws_security_group",
        ...times(3, "aws_subnet"),
        "aws_vpc_endpoint",
        ...times(2, "aws_vpc_security_group_ingress_rule"),
        "aws_vpn_connection",
        "aws_vpn_connection_route",
        "aws_vpn_gateway",
      ],
    },
  },
  "migration-profiles-former-cloud": {
    why: "the network, the keys and the secrets that DMS needs are not applied here",
    makes: {
      create: [
        "aws_cloudwatch_log_group",
        ...times(2, "aws_dms_endpoint"),
        "aws_dms_replication_instance",
        "aws_dms_replication_subnet_group",
        "aws_dms_replication_task",
        ...ROLE,
        "aws_security_group",
        ...times(3, EGRESS),
      ],
    },
  },
  "snapshots-profiles-overseas-snapshots": {
    why: "moto copies no snapshot of another account",
    makes: { create: ["aws_ami_copy", "aws_db_snapshot_copy", "aws_ebs_snapshot_copy", "aws_rds_cluster_snapshot_copy"] },
  },
};
