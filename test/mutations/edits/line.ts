import { add, resource, type Block, type Edit, type Harmful } from "../edit";

const LINE = "line-us-east-1";
const LEG = "migration-media-archive-virginia";
const of = (text: string, at: RegExp, change: Harmful["change"], stack = LINE): Harmful => ({
  of: text,
  stack,
  claim: "network",
  at,
  change,
});
const gateway = (stack: Parameters<Harmful["change"]>[0]): string =>
  `\${aws_vpn_gateway.${Object.keys(stack.resource["aws_vpn_gateway"] ?? {})[0]}.id}`;
const rules = (acl: Block, way: "ingress" | "egress"): Block[] => acl[way] as unknown as Block[];

/** While the estate moves: the private line carries the move, and nothing else. */
export const lineEdits: readonly Harmful[] = [
  of("the line's route is widened", /^aws_route_table[.]/, (s) => {
    const [route] = resource(s, "aws_route_table")["route"] as Block[];
    if (route) route["cidr_block"] = "0.0.0.0/0";
  }),
  of("a route over the line beside its table", /^aws_route[.]/, (s) =>
    add(s, "aws_route", "more", { route_table_id: "rtb-1", destination_cidr_block: "0.0.0.0/0", gateway_id: gateway(s) }),
  ),
  of("the line's table takes what the far side announces", /^aws_route_table[.]/, (s) => {
    resource(s, "aws_route_table")["propagating_vgws"] = [gateway(s)];
  }),
  of("the connection carries more networks", /^aws_vpn_connection_route[.]/, (s) => {
    resource(s, "aws_vpn_connection_route")["destination_cidr_block"] = "10.0.0.0/8";
  }),
  of("the line's ACL lets in everybody", /^aws_network_acl[.]/, (s) => {
    const rule = rules(resource(s, "aws_network_acl"), "ingress")[0];
    if (rule) rule["cidr_block"] = "0.0.0.0/0";
  }),
  of("the line's ACL lets in on every port", /^aws_network_acl[.]/, (s) => {
    const rule = rules(resource(s, "aws_network_acl"), "ingress")[0];
    if (rule) Object.assign(rule, { from_port: 0, to_port: 65535 });
  }),
  of("a subnet of the line's leaves its ACL", /^aws_subnet[.]/, (s) => {
    resource(s, "aws_network_acl")["subnet_ids"] = (resource(s, "aws_network_acl")["subnet_ids"] as string[]).slice(1);
  }),
  of("a tunnel's log is off", /^aws_vpn_connection[.]/, (s) => {
    const options = resource(s, "aws_vpn_connection")["tunnel2_log_options"] as Block;
    (options["cloudwatch_log_options"] as Block)["log_enabled"] = false;
  }),
  of("the tunnels' keys lie in the state", /^aws_vpn_connection[.]/, (s) => {
    resource(s, "aws_vpn_connection")["preshared_key_storage"] = "Standard";
  }),
  of("the line leads to another device", /^aws_customer_gateway[.]/, (s) => {
    resource(s, "aws_customer_gateway")["ip_address"] = "198.51.100.99";
  }),
  of("the line stands on another network", /^aws_vpn_gateway[.]/, (s) => {
    add(s, "aws_vpc", "another", { cidr_block: "10.77.0.0/16" });
    resource(s, "aws_vpn_gateway")["vpc_id"] = "${aws_vpc.another.id}";
  }),
  of("nobody builds the connection", /^line[.]east$/, (s) => {
    delete s.resource["aws_vpn_connection"];
  }),
  of("one of the line's routes is missing", /^line[.]east$/, (s) => {
    resource(s, "aws_route_table")["route"] = [];
  }),
  of(
    "an attachment to a transit gateway beside the line",
    /^aws_ec2_transit_gateway_vpc_attachment[.]/,
    (s) => add(s, "aws_ec2_transit_gateway_vpc_attachment", "more", { transit_gateway_id: "tgw-0123456789abcdef0" }),
    "network-us-east-1",
  ),
  of("a proposal to another account's Direct Connect gateway", /^aws_dx_gateway_association_proposal[.]/, (s) =>
    add(s, "aws_dx_gateway_association_proposal", "more", { dx_gateway_owner_account_id: "888888888888" }),
  ),
  of("a gateway where no line is declared", /^aws_vpn_gateway[.]/, (s) => add(s, "aws_vpn_gateway", "more", {}), "network-us-west-2"),
  of(
    "a home's subnets lead over the line",
    /^aws_route[.]/,
    (s) =>
      add(s, "aws_route", "more", {
        route_table_id: "${aws_route_table.network_routes_5AC4C0A9.id}",
        destination_cidr_block: "10.80.0.0/24",
        gateway_id: "vgw-0123456789abcdef0",
      }),
    "network-us-east-1",
  ),
  of("the endpoint takes anybody", /^aws_vpc_endpoint[.]/, (s) => void delete resource(s, "aws_vpc_endpoint")["policy"]),
  of("agents are let in from everywhere", /^aws_vpc_security_group_ingress_rule[.]/, (s) => {
    resource(s, "aws_vpc_security_group_ingress_rule")["cidr_ipv4"] = "0.0.0.0/0";
  }),
  of(
    "an agent goes over the internet",
    /^aws_datasync_agent[.]/,
    (s) => void delete resource(s, "aws_datasync_agent")["vpc_endpoint_id"],
    LEG,
  ),
];

/** What may change of a line without opening it. */
export const LINE_HARMLESS: readonly Edit[] = [
  {
    of: "a narrower route",
    stack: LINE,
    change: (s) => {
      const [route] = resource(s, "aws_route_table")["route"] as Block[];
      if (route) route["cidr_block"] = "10.80.0.0/25";
    },
  },
  { of: "fewer ports", stack: LINE, change: (s) => void (resource(s, "aws_network_acl")["egress"] = []) },
  { of: "a tag of the gateway's", stack: LINE, change: (s) => void (resource(s, "aws_vpn_gateway")["tags"] = { Name: "another" }) },
  {
    of: "a log as text",
    stack: LINE,
    change: (s) => {
      const options = resource(s, "aws_vpn_connection")["tunnel1_log_options"] as Block;
      (options["cloudwatch_log_options"] as Block)["log_output_format"] = "text";
    },
  },
];
