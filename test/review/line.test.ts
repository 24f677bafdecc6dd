import type { DeclaredLine, Scope } from "../../config/scope";
import { CUSTODY, EDGE, HOME, PARENT, ask, plan, stack } from "./estate";

const VPN: DeclaredLine = {
  network: "east",
  account: HOME,
  region: "us-east-1",
  cidr: "10.20.0.0/16",
  subnets: "10.20.192.0/18",
  end: { kind: "vpn", address: "203.0.113.17", asn: 65000 },
  networks: ["10.90.0.0/24"],
  atHome: [],
  opened: {
    in: [
      { from: 443, to: 443 },
      { from: 1024, to: 1064 },
    ],
    out: [],
  },
};
const DX: DeclaredLine = { ...VPN, end: { kind: "direct-connect", gateway: "9f0c1e7e-0b5a-4d0e-9d1b-2f1d5a7c3e11" } };
type Loose = Record<string, Record<string, Record<string, unknown>>>;

const LOG = { cloudwatch_log_options: { log_enabled: true, log_group_arn: "${aws_cloudwatch_log_group.l.arn}" } };
const allow = (cidr: string, from: number, to: number, protocol = "tcp") => ({
  rule_no: 100,
  action: "allow",
  protocol,
  cidr_block: cidr,
  from_port: from,
  to_port: to,
});

/** A line as the program builds it. */
function line(change: (resources: Loose) => void = () => undefined): Loose {
  const resources: Loose = {
    aws_vpc: { v: { cidr_block: "10.20.0.0/16" }, other: { cidr_block: "10.30.0.0/16" } },
    aws_vpn_gateway: { g: { vpc_id: "${aws_vpc.v.id}" } },
    aws_customer_gateway: { c: { ip_address: "203.0.113.17", bgp_asn: "65000", type: "ipsec.1" } },
    aws_vpn_connection: {
      x: {
        vpn_gateway_id: "${aws_vpn_gateway.g.id}",
        customer_gateway_id: "${aws_customer_gateway.c.id}",
        static_routes_only: true,
        preshared_key_storage: "SecretsManager",
        tunnel1_log_options: LOG,
        tunnel2_log_options: LOG,
      },
    },
    aws_vpn_connection_route: { r: { destination_cidr_block: "10.90.0.0/24", vpn_connection_id: "${aws_vpn_connection.x.id}" } },
    aws_subnet: { s: { cidr_block: "10.20.192.0/20" }, data: { cidr_block: "10.20.0.0/18" } },
    aws_route_table: { t: { route: [{ cidr_block: "10.90.0.0/24", gateway_id: "${aws_vpn_gateway.g.id}" }] }, home: {} },
    aws_route_table_association: {
      s: { subnet_id: "${aws_subnet.s.id}", route_table_id: "${aws_route_table.t.id}" },
      data: { subnet_id: "${aws_subnet.data.id}", route_table_id: "${aws_route_table.home.id}" },
    },
    aws_network_acl: {
      a: {
        subnet_ids: ["${aws_subnet.s.id}"],
        ingress: [allow("10.90.0.0/24", 443, 443), allow("10.90.0.0/24", 1024, 1064), allow("10.20.0.0/16", 0, 0, "-1")],
        egress: [allow("10.90.0.0/24", 1024, 65535)],
      },
      home: { subnet_ids: ["${aws_subnet.data.id}"], egress: [allow("0.0.0.0/0", 443, 443)] },
    },
    aws_vpc_endpoint: { e: { service_name: "com.amazonaws.us-east-1.datasync" } },
    aws_datasync_agent: { d: { vpc_endpoint_id: "${aws_vpc_endpoint.e.id}" } },
  };
  change(resources);
  return resources;
}

const judged = (rule: string, resources: Loose, scope: Partial<Scope> = { lines: [VPN] }, account = HOME) =>
  ask(rule, [stack("line", resources as never, { account })], scope);
const wrong = (answers: readonly string[]) => answers.filter((answer) => !answer.startsWith("met"));
/** One block of one type, changed. */
const set = (type: string, name: string, values: object) => (resources: Loose) => {
  resources[type] = { ...resources[type], [name]: { ...resources[type]?.[name], ...values } };
};

describe("the line that the program declares", () => {
  it("is met, by NETWORK-01 and by NETWORK-09", () => {
    expect(wrong(judged("NETWORK-01", line()))).toEqual([]);
    expect(wrong(judged("NETWORK-09", line()))).toEqual([]);
    expect(judged("NETWORK-01", line())).toContain(
      "met aws_vpn_gateway.g: it is part of the private line that the program declares, which NETWORK-09 judges",
    );
    expect(judged("NETWORK-09", line())).toHaveLength(11);
  });
  it("is met by what a plan knows, too", () => {
    const planned = plan([
      { address: "aws_vpc.v", after: { id: "vpc-1", cidr_block: "10.20.0.0/16" }, actions: ["no-op"] },
      { address: "aws_vpn_gateway.g", after: { id: "vgw-1", vpc_id: "vpc-1" }, actions: ["no-op"] },
      { address: "aws_subnet.s", after: { id: "subnet-1", cidr_block: "10.20.192.0/20" }, actions: ["no-op"] },
      { address: "aws_network_acl.a", after: { id: "acl-1", subnet_ids: ["subnet-1"], ingress: [allow("10.90.0.0/24", 443, 443)] } },
      { address: "aws_route_table.t", after: { id: "rtb-1", route: [{ cidr_block: "10.90.0.0/24", gateway_id: "vgw-1" }] } },
      { address: "aws_route_table_association.a", after: { subnet_id: "subnet-1", route_table_id: "rtb-1" } },
    ]);
    expect(wrong(ask("NETWORK-09", [planned], { lines: [VPN] }))).toEqual([]);
    expect(wrong(ask("NETWORK-01", [planned], { lines: [VPN] }))).toEqual([]);
  });
  it("is met by a plan alone, whose source says which network an id is of", () => {
    const source = stack(
      "line",
      {
        aws_vpn_gateway: { g: { vpc_id: "${data.terraform_remote_state.network.outputs.vpc}" } },
      },
      {
        data: {
          terraform_remote_state: { network: { backend: "s3", config: { bucket: "state", key: "network.tfstate", region: "us-east-1" } } },
        },
      },
    );
    const network = stack("network", { aws_vpc: { v: { cidr_block: "10.20.0.0/16" } } }, { output: { vpc: { value: "${aws_vpc.v.id}" } } });
    const planned = plan([{ address: "aws_vpn_gateway.g", after: { vpc_id: "vpc-0123456789abcdef0" } }]);
    const { root_module } = planned["configuration"] as { root_module: { resources: object[] } };
    root_module.resources.push({
      address: "data.terraform_remote_state.network",
      mode: "data",
      type: "terraform_remote_state",
      name: "network",
    });
    expect(ask("NETWORK-09", [source, network, planned], { lines: [VPN] })).toEqual(["met aws_vpn_gateway.g"]);
    expect(ask("NETWORK-09", [network, planned], { lines: [VPN] })[0]).toMatch(/^unknown/);
  });
  it("may be Direct Connect", () => {
    const over = (values: object, declared = DX) =>
      judged(
        "NETWORK-09",
        { aws_vpc: line()["aws_vpc"], aws_vpn_gateway: line()["aws_vpn_gateway"], aws_dx_gateway_association: { d: values } } as Loose,
        { lines: [declared] },
      );
    const own = { dx_gateway_id: "9f0c1e7e-0b5a-4d0e-9d1b-2f1d5a7c3e11", allowed_prefixes: ["10.20.0.0/16"] };
    expect(wrong(over(own))).toEqual([]);
    expect(wrong(over({ ...own, dx_gateway_id: "another" }))).toHaveLength(1);
    expect(wrong(over({ ...own, allowed_prefixes: ["0.0.0.0/0"] }))).toEqual([
      "breach aws_dx_gateway_association.d: it announces 0.0.0.0/0",
    ]);
    expect(wrong(over({ ...own, allowed_prefixes: [] }))).toEqual(["unknown aws_dx_gateway_association.d: what it announces is not known"]);
    expect(wrong(over({ ...own, dx_gateway_id: "${var.dx}" }))[0]).toMatch(/^unknown/);
    expect(wrong(over(own, VPN))[0]).toMatch(/^breach aws_dx_gateway_association/);
    expect(
      wrong(judged("NETWORK-09", line(), { lines: [DX] })).filter((one) => /customer_gateway|vpn_connection[.]/.test(one)),
    ).toHaveLength(2);
  });
});

describe("NETWORK-01 lets through nothing else", () => {
  it.each<[string, Partial<Scope>, string]>([
    ["a gateway without a declared line", {}, HOME],
    ["one of a line that is over", { lines: [] }, HOME],
    ["one in another account", { lines: [VPN] }, CUSTODY],
    ["one in another region", { lines: [{ ...VPN, region: "us-west-2" }] }, HOME],
  ])("%s", (_, scope, account) => {
    const found = wrong(judged("NETWORK-01", line(), scope, account));
    expect(found).toContain("breach aws_vpn_gateway.g: it is a VPN gateway");
    expect(found).toContain("breach aws_vpn_connection.x: it is a VPN");
    expect(found).toContain("breach aws_route_table.t: it routes to a gateway");
  });
  it.each([
    ["aws_internet_gateway", {}],
    ["aws_nat_gateway", {}],
    ["aws_vpn_gateway_attachment", { vpn_gateway_id: "${aws_vpn_gateway.g.id}", vpc_id: "${aws_vpc.other.id}" }],
    ["aws_vpc_peering_connection", {}],
    ["aws_route", { destination_cidr_block: "10.90.0.0/24", gateway_id: "igw-1" }],
    ["aws_route", { destination_cidr_block: "10.90.0.0/24", transit_gateway_id: "tgw-1" }],
  ])("not %s %j beside it", (type, values) =>
    expect(wrong(judged("NETWORK-01", line(set(type, "n", values))))).toEqual([expect.stringMatching(/^breach/)]),
  );
  it("nor one in the edge, whose firewalls look at the internet", () => {
    const found = wrong(judged("NETWORK-01", line(), { lines: [VPN] }, EDGE));
    expect(found).toEqual(["breach aws_vpn_connection.x: it is a VPN", "breach aws_vpn_gateway.g: it is a VPN gateway"]);
  });
  it("nor a gateway that nobody knows", () =>
    expect(wrong(judged("NETWORK-01", line(set("aws_route", "n", { gateway_id: "${var.gateway}" }))))[0]).toMatch(/^unknown/));
  it("tolerates the legacy estate", () => expect(wrong(judged("NETWORK-01", line(), {}, PARENT))).toEqual([]));
});

describe("NETWORK-09 is breached by", () => {
  const route = (cidr: string) => ({ route: [{ cidr_block: cidr, gateway_id: "${aws_vpn_gateway.g.id}" }] });
  const single = { destination_cidr_block: "0.0.0.0/0", gateway_id: "${aws_vpn_gateway.g.id}", route_table_id: "${aws_route_table.t.id}" };
  const acl = (way: string, rule: object) => set("aws_network_acl", "a", { [way]: [rule] });
  it.each<[string, (resources: Loose) => void, RegExp]>([
    ["a gateway on another network", set("aws_vpn_gateway", "g", { vpc_id: "${aws_vpc.other.id}" }), /vpn_gateway.g: .*10.30.0.0/],
    ["another device", set("aws_customer_gateway", "c", { ip_address: "198.51.100.9" }), /customer_gateway.c: its ip_address/],
    ["another autonomous system", set("aws_customer_gateway", "c", { bgp_asn: "64512" }), /customer_gateway.c: its bgp_asn/],
    ["routes that the far side announces", set("aws_vpn_connection", "x", { static_routes_only: false }), /static_routes_only is false/],
    ["a key that lies in the state", set("aws_vpn_connection", "x", { preshared_key_storage: "Standard" }), /preshared_key_storage/],
    ["a key in the source", set("aws_vpn_connection", "x", { tunnel2_preshared_key: "abcdefgh" }), /pre-shared key stands/],
    [
      "a tunnel's log that is off",
      set("aws_vpn_connection", "x", { tunnel1_log_options: { cloudwatch_log_options: { log_enabled: false } } }),
      /log_enabled/,
    ],
    ["a tunnel without a log", set("aws_vpn_connection", "x", { tunnel2_log_options: undefined }), /tunnel2.*absent/],
    [
      "a log to nowhere",
      set("aws_vpn_connection", "x", { tunnel1_log_options: { cloudwatch_log_options: { log_enabled: true } } }),
      /tunnel 1 is logged nowhere/,
    ],
    [
      "a wider route of the connection",
      set("aws_vpn_connection_route", "r", { destination_cidr_block: "10.0.0.0/8" }),
      /connection_route.r: it leads 10.0.0.0\/8/,
    ],
    ["a route to everywhere", set("aws_route_table", "t", route("0.0.0.0/0")), /route_table.t: it leads 0.0.0.0\/0/],
    ["a wider route", set("aws_route_table", "t", route("10.90.0.0/16")), /route_table.t: it leads 10.90.0.0\/16/],
    [
      "a route by prefix list",
      set("aws_route_table", "t", { route: [{ destination_prefix_list_id: "pl-1", gateway_id: "${aws_vpn_gateway.g.id}" }] }),
      /route_table.t: .*no network/,
    ],
    ["a single route to everywhere", set("aws_route", "n", single), /aws_route.n: it leads/],
    [
      "a route of the home's own subnets",
      set("aws_route_table", "home", route("10.90.0.0/24")),
      /route_table.home: a subnet that is not the line's/,
    ],
    [
      "a single one of theirs",
      set("aws_route", "n", { ...single, destination_cidr_block: "10.90.0.0/24", route_table_id: "${aws_route_table.home.id}" }),
      /aws_route.n: a subnet/,
    ],
    ["a table that takes announcements", set("aws_route_table", "home", { propagating_vgws: ["vgw-1"] }), /route_table.home: it takes/],
    ["a propagation", set("aws_vpn_gateway_route_propagation", "p", { route_table_id: "${aws_route_table.home.id}" }), /propagation.p: /],
    ["an ACL open to the world", acl("ingress", allow("0.0.0.0/0", 443, 443)), /network_acl.a: it passes 0.0.0.0\/0/],
    ["an ACL open to more of the old site", acl("ingress", allow("10.90.0.0/16", 443, 443)), /network_acl.a: it passes 10.90.0.0\/16/],
    ["more ports", acl("ingress", allow("10.90.0.0/24", 1024, 65535)), /network_acl.a: it passes tcp 1024-65535/],
    ["another port", acl("egress", allow("10.90.0.0/24", 22, 22)), /network_acl.a: it passes tcp 22-22/],
    ["every protocol", acl("egress", allow("10.90.0.0/24", 0, 0, "-1")), /network_acl.a: it passes -1/],
    ["IPv6", acl("ingress", { ...allow("", 443, 443), ipv6_cidr_block: "::/0" }), /network_acl.a: it passes what is no IPv4/],
    [
      "a rule beside the ACL",
      set("aws_network_acl_rule", "n", {
        network_acl_id: "${aws_network_acl.a.id}",
        rule_action: "allow",
        protocol: "tcp",
        cidr_block: "0.0.0.0/0",
        from_port: 443,
        to_port: 443,
      }),
      /network_acl_rule.n/,
    ],
    ["no ACL", (r) => void delete r["aws_network_acl"]?.["a"], /subnet.s: no network ACL/],
    [
      "the home's ACL for it",
      set("aws_network_acl", "home", { subnet_ids: ["${aws_subnet.s.id}"] }),
      /network_acl.home: it passes 0.0.0.0\/0/,
    ],
    [
      "the home's ACL by association",
      set("aws_network_acl_association", "n", { subnet_id: "${aws_subnet.s.id}", network_acl_id: "${aws_network_acl.home.id}" }),
      /network_acl.home: it passes/,
    ],
    [
      "an agent that goes over the internet",
      set("aws_datasync_agent", "d", { vpc_endpoint_id: undefined }),
      /datasync_agent.d: it reaches DataSync over the internet/,
    ],
    [
      "an agent at another endpoint",
      set("aws_vpc_endpoint", "e", { service_name: "com.amazonaws.us-east-1.s3" }),
      /datasync_agent.d: its endpoint/,
    ],
  ])("%s", (_, change, says) => {
    const found = wrong(judged("NETWORK-09", JSON.parse(JSON.stringify(line(change))) as Loose));
    expect(found).toEqual([expect.stringMatching(says)]);
    expect(found[0]).toMatch(/^breach/);
  });
});

describe("NETWORK-09 does not know", () => {
  const via = (value: unknown) => ({ vpc_endpoint_id: value });
  it.each<[string, (resources: Loose) => void]>([
    ["whose network a gateway is on", set("aws_vpn_gateway", "g", { vpc_id: "vpc-123" })],
    ["a device's address", set("aws_customer_gateway", "c", { ip_address: "${var.device}" })],
    ["a connection's gateway", set("aws_vpn_connection", "x", { vpn_gateway_id: "vgw-123" })],
    ["where a connection's route leads", set("aws_vpn_connection_route", "r", { destination_cidr_block: "${var.far}" })],
    ["where a route leads", set("aws_route_table", "t", { route: [{ cidr_block: "${var.far}", gateway_id: "${aws_vpn_gateway.g.id}" }] })],
    ["whom an ACL passes", set("aws_network_acl", "a", { ingress: [allow("${var.far}", 443, 443)] })],
    ["any of an ACL's rules", set("aws_network_acl", "a", { ingress: "${var.rules}" })],
    ["which subnet uses a table", set("aws_route_table_association", "s", { subnet_id: "subnet-123" })],
    [
      "a single route's table",
      set("aws_route", "n", { destination_cidr_block: "10.90.0.0/24", gateway_id: "${aws_vpn_gateway.g.id}", route_table_id: "rtb-1" }),
    ],
    ["an agent's endpoint", set("aws_datasync_agent", "d", via("vpce-123"))],
  ])("%s", (_, change) => expect(wrong(judged("NETWORK-09", line(change)))).toEqual([expect.stringMatching(/^unknown/)]));
});

describe("NETWORK-09 has nothing to say", () => {
  it("where no line is declared, but of agents", () => expect(judged("NETWORK-09", line(), {})).toEqual(["met aws_datasync_agent.d"]));
  it("of an agent in the legacy estate", () =>
    expect(judged("NETWORK-09", { aws_datasync_agent: { d: {} } }, {}, PARENT)).toEqual([expect.stringMatching(/^met .*legacy/)]));
  it("of what denies, and of routes that lead elsewhere", () => {
    const deny = { ...allow("0.0.0.0/0", 0, 0, "-1"), action: "deny" };
    expect(wrong(judged("NETWORK-09", line(set("aws_network_acl", "a", { ingress: [deny] }))))).toEqual([]);
    expect(
      wrong(judged("NETWORK-09", line(set("aws_route", "n", { destination_cidr_block: "10.1.0.0/16", gateway_id: "local" })))),
    ).toEqual([]);
  });
});
