import type { Doing } from "./planned";

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
  "snapshots-profiles-overseas-snapshots": {
    why: "moto copies no snapshot of another account",
    makes: { create: ["aws_ami_copy", "aws_db_snapshot_copy", "aws_ebs_snapshot_copy", "aws_rds_cluster_snapshot_copy"] },
  },
};
