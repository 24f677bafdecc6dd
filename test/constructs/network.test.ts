import { program } from "../../config/programs/united-states";
import { logGroupRetention } from "../../constructs/network/log-group";
import { everyResource, resources, stackOf, synthesized } from "../synth";

const made = synthesized(program);

test("no way out: no gateway, no NAT, no peering, no address of the internet's", () => {
  const doors =
    /^aws_(internet_gateway|nat_gateway|egress_only_internet_gateway|vpc_peering|ec2_transit_gateway|vpn_|dx_|eip|route$|customer_gateway|vpc_endpoint_service|networkmanager)/;
  // What the program declares leads through the edge, and through the near ends of its paths.
  const isolated = everyResource(made).filter(({ stack }) => !/^(edge|ingress|paths)-/.test(stack.name));
  expect(isolated.filter(({ type }) => doors.test(type))).toEqual([]);
});

describe.each([
  ["us-east-1", "10.20", ["a", "b", "c"]],
  ["us-west-2", "10.30", ["a", "b", "c"]],
])("the network of %s", (region, base, zones) => {
  const stack = stackOf(made, `network-${region}`);
  const only = (type: string) => {
    const found = resources(stack, type);
    expect(found).toHaveLength(1);
    return found[0]?.[1] ?? {};
  };

  test("has three private subnets, one a zone", () => {
    expect(only("aws_vpc")).toMatchObject({ cidr_block: `${base}.0.0/16`, enable_dns_support: true, enable_dns_hostnames: true });
    expect(
      resources(stack, "aws_subnet").map(([, subnet]) => [
        subnet["cidr_block"],
        subnet["availability_zone"],
        subnet["map_public_ip_on_launch"],
      ]),
    ).toEqual([
      [`${base}.0.0/18`, `${region}${zones[0]}`, false],
      [`${base}.64.0/18`, `${region}${zones[1]}`, false],
      [`${base}.128.0/18`, `${region}${zones[2]}`, false],
    ]);
  });

  test("routes nowhere", () => expect(only("aws_route_table")).not.toHaveProperty("route"));

  test("closes what forgets to name a group", () => {
    for (const type of ["aws_default_security_group", "aws_default_network_acl"])
      for (const rules of ["ingress", "egress"]) expect(only(type)).not.toHaveProperty(rules);
  });

  test("lets in its own addresses, and answers from gateway endpoints", () => {
    const rules = (way: string) =>
      (only("aws_network_acl")[way] as Record<string, unknown>[]).map((rule) => [
        rule["action"],
        rule["cidr_block"],
        rule["from_port"],
        rule["to_port"],
      ]);
    expect(rules("ingress")).toEqual([
      ["allow", `${base}.0.0/16`, 0, 0],
      ["allow", "0.0.0.0/0", 1024, 65535],
    ]);
    expect(rules("egress")).toEqual([
      ["allow", `${base}.0.0/16`, 0, 0],
      ["allow", "0.0.0.0/0", 443, 443],
    ]);
  });

  test("reaches AWS's services through endpoints, each with a policy of its own", () => {
    const endpoints = resources(stack, "aws_vpc_endpoint").map(([, endpoint]) => endpoint);
    expect(endpoints.map((endpoint) => endpoint["service_name"]).sort()).toEqual(
      [
        "dynamodb",
        "ec2",
        "ecr.api",
        "ecr.dkr",
        "elasticfilesystem",
        "kms",
        "logs",
        "monitoring",
        "rds",
        "s3",
        "secretsmanager",
        "ssm",
        "sts",
      ].map((service) => `com.amazonaws.${region}.${service}`),
    );
    for (const endpoint of endpoints) {
      expect(endpoint["policy"]).toContain("OwnPrincipalsOnOwnResources");
      if (endpoint["vpc_endpoint_type"] === "Interface") expect(endpoint["private_dns_enabled"]).toBe(true);
      else expect(endpoint["route_table_ids"]).toHaveLength(1);
    }
    expect(only("aws_vpc_security_group_ingress_rule")).toMatchObject({ from_port: 443, to_port: 443, cidr_ipv4: `${base}.0.0/16` });
  });

  test("writes down everything that passes, under a key, for seven years", () => {
    expect(only("aws_flow_log")).toMatchObject({
      traffic_type: "ALL",
      log_destination_type: "cloud-watch-logs",
      max_aggregation_interval: 60,
    });
    const groups = resources(stack, "aws_cloudwatch_log_group").map(([, group]) => group);
    expect(groups.map((group) => group["name"])).toEqual(["/ringfence/united-states/dns-queries", "/ringfence/united-states/flow-logs"]);
    for (const group of groups)
      expect(group).toMatchObject({ retention_in_days: 2557, skip_destroy: true, kms_key_id: expect.stringContaining("outputs") });
  });

  test("looks up AWS's services and nothing else", () => {
    expect(resources(stack, "aws_route53_resolver_firewall_rule").map(([, rule]) => [rule["priority"], rule["action"]])).toEqual([
      [100, "ALLOW"],
      [200, "BLOCK"],
    ]);
    expect(resources(stack, "aws_route53_resolver_firewall_domain_list").map(([, list]) => list["domains"])).toEqual([
      ["*"],
      ["", "rds.", "vpce."]
        .map((of) => `*.${region}.${of}amazonaws.com`)
        .concat(region === "us-east-1" ? "*.ec2.internal" : `*.${region}.compute.internal`),
    ]);
    expect(only("aws_route53_resolver_firewall_config")).toMatchObject({ firewall_fail_open: "DISABLED" });
    expect(only("aws_route53_resolver_firewall_rule_group_association")).toMatchObject({ mutation_protection: "ENABLED" });
    expect(only("aws_route53_resolver_query_log_config_association")).toHaveProperty("resource_id");
  });
});

test.each([
  [1, 1],
  [2, 3],
  [365, 365],
  [366, 400],
  [2557, 2557],
  [3653, 3653],
])("logs that must be kept %i days are kept %i", (days, term) => expect(logGroupRetention(days)).toBe(term));
test("CloudWatch Logs keeps nothing for longer than ten years", () => expect(() => logGroupRetention(3654)).toThrow(RangeError));
