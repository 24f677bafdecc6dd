import { add, resource, type Block, type Harmful } from "../edit";

const of = (text: string, at: RegExp, change: Harmful["change"], stack = "network-us-east-1"): Harmful => ({
  of: text,
  stack,
  claim: "network",
  at,
  change,
});
const VPC = "${aws_vpc.network_vpc_4E8F0223.id}";

export const networkEdits: readonly Harmful[] = [
  of("an internet gateway", /^aws_internet_gateway[.]/, (s) => add(s, "aws_internet_gateway", "out", { vpc_id: VPC })),
  of("an egress-only gateway", /^aws_egress_only_internet_gateway[.]/, (s) =>
    add(s, "aws_egress_only_internet_gateway", "out", { vpc_id: VPC }),
  ),
  of("a NAT gateway", /^aws_nat_gateway[.]/, (s) =>
    add(s, "aws_nat_gateway", "out", { subnet_id: "subnet-1", connectivity_type: "public", allocation_id: "eipalloc-1" }),
  ),
  of("an elastic address", /^aws_eip[.]/, (s) => add(s, "aws_eip", "out", { domain: "vpc" })),
  of("a route to everywhere", /^aws_route[.]/, (s) =>
    add(s, "aws_route", "out", { route_table_id: "rtb-1", destination_cidr_block: "0.0.0.0/0", gateway_id: "igw-1" }),
  ),
  of(
    "a route of the table's own",
    /^aws_route_table[.]/,
    (s) => void (resource(s, "aws_route_table")["route"] = [{ cidr_block: "0.0.0.0/0", gateway_id: "igw-1" }]),
  ),
  of("a peer", /^aws_vpc_peering_connection[.]/, (s) =>
    add(s, "aws_vpc_peering_connection", "peer", { vpc_id: VPC, peer_vpc_id: "vpc-1", peer_owner_id: "888888888888" }),
  ),
  of("an accepted peer", /^aws_vpc_peering_connection_accepter[.]/, (s) =>
    add(s, "aws_vpc_peering_connection_accepter", "peer", { vpc_peering_connection_id: "pcx-1", auto_accept: true }),
  ),
  of("a transit gateway", /^aws_ec2_transit_gateway_vpc_attachment[.]/, (s) =>
    add(s, "aws_ec2_transit_gateway_vpc_attachment", "out", { vpc_id: VPC, subnet_ids: ["subnet-1"], transit_gateway_id: "tgw-1" }),
  ),
  of("a VPN", /^aws_vpn_/, (s) => add(s, "aws_vpn_gateway", "out", { vpc_id: VPC })),
  of("subnets with public addresses", /^aws_subnet[.]/, (s) => void (resource(s, "aws_subnet")["map_public_ip_on_launch"] = true)),
  of("a security group open to the world", /^aws_vpc_security_group_ingress_rule[.]/, (s) => {
    const rule = resource(s, "aws_vpc_security_group_ingress_rule");
    rule["cidr_ipv4"] = "0.0.0.0/0";
  }),
  of("a rule in the group that lets everybody in", /^aws_security_group[.]/, (s) => {
    resource(s, "aws_security_group")["ingress"] = [{ from_port: 0, to_port: 0, protocol: "-1", cidr_blocks: ["0.0.0.0/0"] }];
  }),
  of(
    "a public cluster instance",
    /^aws_rds_cluster_instance[.]/,
    (s) => void (resource(s, "aws_rds_cluster_instance")["publicly_accessible"] = true),
    "storage-us-east-1",
  ),
  ...["s3", "dynamodb", "kms", "sts", "secretsmanager", "logs"].flatMap((service) => {
    const named = new RegExp(`endpoint-${service}_`);
    const at = new RegExp(`^aws_vpc_endpoint[.].*endpoint-${service}`);
    return [
      of(`the ${service} endpoint without a policy`, at, (s) => void delete resource(s, "aws_vpc_endpoint", named)["policy"]),
      of(`the ${service} endpoint with full access`, at, (s) => {
        resource(s, "aws_vpc_endpoint", named)["policy"] = JSON.stringify({
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
        });
      }),
    ];
  }),
  of("an endpoint to a service of the parent's", /^aws_vpc_endpoint[.]/, (s) =>
    add(s, "aws_vpc_endpoint", "parents", {
      vpc_id: VPC,
      service_name: "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0",
      vpc_endpoint_type: "Interface",
    }),
  ),
  of("a network of the default kind, which has a gateway", /^aws_default_vpc[.]/, (s) => add(s, "aws_default_vpc", "out", {})),
  of("a default group that lets in", /^aws_default_security_group[.]/, (s) => {
    const group: Block = resource(s, "aws_default_security_group");
    group["ingress"] = [{ from_port: 0, to_port: 0, protocol: "-1", cidr_blocks: ["0.0.0.0/0"] }];
  }),
];
