import { ask, bucket, EDGE, HOME, stack } from "./estate";

type Blocks = Record<string, Record<string, Record<string, unknown>>>;

/** An edge as it should be; `change` edits it. */
function edge(change: (blocks: Blocks) => void = () => undefined, account = EDGE): string[] {
  const blocks: Blocks = {
    aws_vpc: { v: {} },
    aws_internet_gateway: { g: { vpc_id: "${aws_vpc.v.id}" } },
    aws_subnet: { firewall: {}, public: {} },
    aws_networkfirewall_firewall: { f: { subnet_mapping: [{ subnet_id: "${aws_subnet.firewall.id}" }] } },
    aws_networkfirewall_firewall_policy: {
      p: {
        firewall_policy: {
          stateful_default_actions: ["aws:drop_established"],
          stateless_default_actions: ["aws:forward_to_sfe"],
          stateless_fragment_default_actions: ["aws:forward_to_sfe"],
        },
      },
    },
    aws_route_table: { out: {}, back: {}, inner: {} },
    aws_route: {
      out: { route_table_id: "${aws_route_table.out.id}", gateway_id: "${aws_internet_gateway.g.id}" },
      back: { route_table_id: "${aws_route_table.back.id}", vpc_endpoint_id: '${one([for s in aws_x.y : s.id if s.z == "a"])}' },
    },
    aws_route_table_association: {
      out: { route_table_id: "${aws_route_table.out.id}", subnet_id: "${aws_subnet.firewall.id}" },
      back: { route_table_id: "${aws_route_table.back.id}", gateway_id: "${aws_internet_gateway.g.id}" },
    },
    aws_route53_resolver_firewall_domain_list: { all: { domains: ["*"] } },
    aws_route53_resolver_firewall_rule: {
      block: {
        action: "BLOCK",
        firewall_rule_group_id: "${aws_route53_resolver_firewall_rule_group.g.id}",
        firewall_domain_list_id: "${aws_route53_resolver_firewall_domain_list.all.id}",
      },
    },
    aws_route53_resolver_firewall_rule_group: { g: {} },
    aws_route53_resolver_firewall_rule_group_association: {
      a: { vpc_id: "${aws_vpc.v.id}", firewall_rule_group_id: "${aws_route53_resolver_firewall_rule_group.g.id}" },
    },
    aws_route53_resolver_firewall_config: { c: { firewall_fail_open: "DISABLED" } },
    aws_lb: { in: { internal: false }, inner: { internal: true } },
    aws_wafv2_web_acl_association: { w: { resource_arn: "${aws_lb.in.arn}" } },
  };
  change(blocks);
  return ask("NETWORK-03", [stack("edge", blocks as never, { account })]);
}

const of = (blocks: Blocks, type: string, name: string) => blocks[type]?.[name] ?? {};
const wrong = (lines: string[]) => lines.filter((line) => !line.startsWith("met"));

describe("NETWORK-03", () => {
  it("is met by gateway, route, policy, names and load balancer", () =>
    expect(edge()).toEqual([
      "met aws_internet_gateway.g",
      "met aws_lb.in",
      "met aws_networkfirewall_firewall_policy.p",
      "met aws_route.out",
      "met aws_route53_resolver_firewall_config.c",
      "met aws_vpc.v",
    ]));

  it.each<[string, string, (blocks: Blocks) => void]>([
    [
      "a route beside the firewall",
      "aws_route.out",
      (b) => (of(b, "aws_route_table_association", "out")["subnet_id"] = "${aws_subnet.public.id}"),
    ],
    ["a firewall of other subnets", "aws_route.out", (b) => (of(b, "aws_networkfirewall_firewall", "f")["subnet_mapping"] = [])],
    ["a gateway whose table is the VPC's", "aws_internet_gateway.g", (b) => delete b["aws_route_table_association"]?.["back"]],
    ["a gateway that leads straight in", "aws_internet_gateway.g", (b) => delete b["aws_route"]?.["back"]],
    [
      "a policy that passes by default",
      "aws_networkfirewall_firewall_policy.p",
      (b) => (of(b, "aws_networkfirewall_firewall_policy", "p")["firewall_policy"] = { stateless_default_actions: ["aws:forward_to_sfe"] }),
    ],
    [
      "a policy that passes before any rule",
      "aws_networkfirewall_firewall_policy.p",
      (b) =>
        (of(b, "aws_networkfirewall_firewall_policy", "p")["firewall_policy"] = {
          stateful_default_actions: ["aws:drop_strict"],
          stateless_default_actions: ["aws:pass"],
        }),
    ],
    ["no DNS rules", "aws_vpc.v", (b) => delete b["aws_route53_resolver_firewall_rule_group_association"]?.["a"]],
    [
      "DNS rules that block some names",
      "aws_vpc.v",
      (b) => (of(b, "aws_route53_resolver_firewall_domain_list", "all")["domains"] = ["bad.example"]),
    ],
    ["DNS rules that block nothing", "aws_vpc.v", (b) => (of(b, "aws_route53_resolver_firewall_rule", "block")["action"] = "ALERT")],
    [
      "DNS that fails open",
      "aws_route53_resolver_firewall_config.c",
      (b) => (of(b, "aws_route53_resolver_firewall_config", "c")["firewall_fail_open"] = "ENABLED"),
    ],
    ["no web firewall", "aws_lb.in", (b) => delete b["aws_wafv2_web_acl_association"]?.["w"]],
  ])("is a breach with %s", (_, address, change) => {
    const lines = wrong(edge(change));
    expect(lines).toHaveLength(1);
    expect(lines[0]?.startsWith(`breach ${address}:`)).toBe(true);
  });

  it.each<[string, string, (blocks: Blocks) => void]>([
    ["a gateway that comes when it runs", "aws_route.out", (b) => (of(b, "aws_route", "out")["gateway_id"] = "${var.g}")],
    ["a route table that comes when it runs", "aws_route.out", (b) => (of(b, "aws_route", "out")["route_table_id"] = "${var.t}")],
    ["a route table that no subnet is seen to use", "aws_route.out", (b) => delete b["aws_route_table_association"]?.["out"]],
    [
      "actions that come when it runs",
      "aws_networkfirewall_firewall_policy.p",
      (b) => (of(b, "aws_networkfirewall_firewall_policy", "p")["firewall_policy"] = { stateful_default_actions: ["${var.a}"] }),
    ],
    [
      "DNS rules that come when it runs",
      "aws_vpc.v",
      (b) => (of(b, "aws_route53_resolver_firewall_rule_group_association", "a")["firewall_rule_group_id"] = "${var.g}"),
    ],
    [
      "fail open that comes when it runs",
      "aws_route53_resolver_firewall_config.c",
      (b) => (of(b, "aws_route53_resolver_firewall_config", "c")["firewall_fail_open"] = "${var.o}"),
    ],
  ])("does not know %s", (_, address, change) => {
    const lines = wrong(edge(change));
    expect(lines).toHaveLength(1);
    expect(lines[0]?.startsWith(`unknown ${address}:`)).toBe(true);
  });

  it("judges alike once ids are known", () => {
    const literal = edge((blocks) => {
      const text = JSON.stringify(blocks).replace(/\$\{(aws_[a-z0-9_]+)\.(\w+)\.(id|arn)\}/g, (_, type: string, name: string) =>
        type === "aws_internet_gateway" ? "igw-1" : `${type}-${name}`,
      );
      for (const [type, named] of Object.entries(JSON.parse(text) as Blocks)) {
        blocks[type] = named;
        for (const [name, block] of Object.entries(named)) {
          block["id"] = type === "aws_internet_gateway" ? "igw-1" : `${type}-${name}`;
          block["arn"] = `${type}-${name}`;
        }
      }
    });
    expect(literal).toEqual(edge());
  });

  it("has nothing to say outside an edge, nor where data lies: there a gateway is NETWORK-01's breach", () => {
    expect(edge(undefined, HOME)).toEqual([]);
    expect(edge((b) => (b["aws_s3_bucket"] = { b: bucket() }))).toEqual([]);
  });
});
