import { program as unitedStates } from "../../config/programs/united-states";
import { ARCHIVE, changed, PROFILES } from "../config/refused";
import { moving } from "../moving";
import { EVERYWHERE, POINT, purging } from "../purging";
import { resources, stackOf, synthesized, type Block } from "../synth";

const LINE = "line-us-east-1";
const made = synthesized(moving("copy"));
const blocks = (type: string, of = made, stack = LINE) => resources(stackOf(of, stack), type).map(([, block]) => block);
const only = (type: string, of = made, stack = LINE): Block => {
  const found = blocks(type, of, stack);
  expect(found).toHaveLength(1);
  return found[0] as Block;
};
const rules = (block: Block, way: "ingress" | "egress") =>
  (block[way] as Block[]).map(({ action, protocol, cidr_block, from_port, to_port }) => [action, protocol, cidr_block, from_port, to_port]);

test("the line stands while a copy is on its way over it, and goes with it", () => {
  expect(synthesized(unitedStates).stacks.has(LINE)).toBe(false);
  expect(made.stacks.has(LINE)).toBe(true);
  expect(made.stacks.has("line-us-west-2")).toBe(false);
});

test("when the last copy's soak has ended its stack stays, emptied, and goes after the legs that lay on it", () => {
  const purge = synthesized((folder) => purging(folder, "purge", moving("soak"), [POINT], EVERYWHERE));
  expect(stackOf(purge, LINE).resource).toEqual({});
  expect(purge.dependencies.get(LINE)).toEqual(expect.arrayContaining(["migration-media-archive-virginia"]));
  expect(purge.dependencies.get("migration-media-archive-virginia")).not.toContain(LINE);
  const overseas = synthesized((folder) => purging(folder));
  expect(stackOf(overseas, LINE).resource).toEqual(stackOf(made, LINE).resource);
});

test("it comes after its network and before its leg", () => {
  expect(made.dependencies.get(LINE)).toEqual(expect.arrayContaining(["network-us-east-1", "keys-home-us-east-1"]));
  expect(made.dependencies.get("migration-media-archive-virginia")).toContain(LINE);
});

describe("over a VPN", () => {
  const connection = only("aws_vpn_connection");
  test("static routes lead to the old site's networks, and no others", () => {
    expect(only("aws_customer_gateway")).toMatchObject({ ip_address: "203.0.113.17", bgp_asn: "65000" });
    expect(connection["static_routes_only"]).toBe(true);
    expect(blocks("aws_vpn_connection_route").map((route) => route["destination_cidr_block"])).toEqual(["10.80.0.0/24"]);
    const routes = only("aws_route_table")["route"] as Block[];
    expect(routes.map(({ cidr_block, gateway_id }) => [cidr_block, gateway_id])).toEqual([
      ["10.80.0.0/24", expect.stringContaining("aws_vpn_gateway.")],
    ]);
    expect(blocks("aws_route")).toEqual([]);
  });
  test("no state holds its keys", () => {
    expect(connection["preshared_key_storage"]).toBe("SecretsManager");
    expect(JSON.stringify(connection)).not.toMatch(/tunnel\d_preshared_key/);
  });
  test.each([1, 2])("tunnel %i is logged under the custodian's key, and takes no weak cipher", (tunnel) => {
    const log = only("aws_cloudwatch_log_group");
    expect(log).toMatchObject({
      name: "/ringfence/united-states/line/east",
      kms_key_id: expect.stringContaining("keys-home-us-east-1") as string,
    });
    expect(connection[`tunnel${tunnel}_log_options`]).toMatchObject({
      cloudwatch_log_options: { log_enabled: true, log_group_arn: expect.stringContaining("aws_cloudwatch_log_group.") as string },
    });
    expect(connection[`tunnel${tunnel}_ike_versions`]).toEqual(["ikev2"]);
    for (const phase of [1, 2]) {
      expect(connection[`tunnel${tunnel}_phase${phase}_encryption_algorithms`]).toEqual(["AES256-GCM-16"]);
      expect(connection[`tunnel${tunnel}_phase${phase}_integrity_algorithms`]).toEqual(["SHA2-384"]);
      expect(connection[`tunnel${tunnel}_phase${phase}_dh_group_numbers`]).toEqual([20]);
    }
  });
});

test("over Direct Connect the home announces its own network", () => {
  const input = changed(moving("copy"), (p) => {
    p.datasets[ARCHIVE].legacy[0].line = {
      kind: "direct-connect",
      megabitsPerSecond: 10_000,
      gateway: "9f0c1e7e-0b5a-4d0e-9d1b-2f1d5a7c3e11",
      networks: ["10.80.0.0/24", "192.168.4.0/22"],
    };
  });
  const over = synthesized(input);
  expect(only("aws_dx_gateway_association", over)).toMatchObject({
    dx_gateway_id: "9f0c1e7e-0b5a-4d0e-9d1b-2f1d5a7c3e11",
    associated_gateway_id: expect.stringContaining("aws_vpn_gateway.") as string,
    allowed_prefixes: ["10.20.0.0/16"],
  });
  for (const type of ["aws_vpn_connection", "aws_customer_gateway", "aws_cloudwatch_log_group"]) expect(blocks(type, over)).toEqual([]);
  expect((only("aws_route_table", over)["route"] as Block[]).map((route) => route["cidr_block"])).toEqual([
    "10.80.0.0/24",
    "192.168.4.0/22",
  ]);
});

describe("its subnets", () => {
  test("are its own, in the quarter that the network leaves free, with the only route", () => {
    expect(blocks("aws_subnet").map(({ cidr_block, availability_zone }) => [cidr_block, availability_zone])).toEqual([
      ["10.20.192.0/20", "us-east-1a"],
      ["10.20.208.0/20", "us-east-1b"],
      ["10.20.224.0/20", "us-east-1c"],
    ]);
    const own = blocks("aws_route_table_association").map((one) => String(one["subnet_id"]));
    expect(own).toHaveLength(3);
    expect(own.every((id) => id.includes("aws_subnet.line_subnet"))).toBe(true);
    expect(stackOf(made, "network-us-east-1").text).not.toContain("10.80.");
  });
  test("pass agents to their ports and answers back, and nothing else", () => {
    const acl = only("aws_network_acl");
    expect(acl["subnet_ids"]).toHaveLength(3);
    expect(rules(acl, "ingress")).toEqual([
      ["allow", "tcp", "10.80.0.0/24", 443, 443],
      ["allow", "tcp", "10.80.0.0/24", 1024, 1064],
    ]);
    expect(rules(acl, "egress")).toEqual([["allow", "tcp", "10.80.0.0/24", 1024, 65535]]);
  });
  test("hold the replication of a database that comes over the line: out to its port and home, in with answers", () => {
    const over = synthesized(
      changed(moving("copy"), (p) => {
        p.datasets[PROFILES].legacy[0].line = p.datasets[ARCHIVE].legacy[0].line;
        p.datasets[ARCHIVE].legacy[0].phase = "prepare";
      }),
    );
    const acl = only("aws_network_acl", over);
    expect(rules(acl, "ingress")).toEqual([
      ["allow", "tcp", "10.80.0.0/24", 1024, 65535],
      ["allow", "tcp", "10.20.0.0/16", 1024, 65535],
    ]);
    expect(rules(acl, "egress")).toEqual([
      ["allow", "tcp", "10.80.0.0/24", 5432, 5432],
      ["allow", "tcp", "10.20.0.0/16", 443, 443],
      ["allow", "tcp", "10.20.0.0/16", 5432, 5432],
    ]);
    expect(blocks("aws_vpc_endpoint", over)).toEqual([]);
    const group = only("aws_dms_replication_subnet_group", over, "migration-profiles-former-cloud");
    expect(group["subnet_ids"]).toEqual([0, 1, 2].map((index) => expect.stringContaining(`line_subnet-${index}`) as string));
  });
});

describe("an agent", () => {
  const endpoint = only("aws_vpc_endpoint");
  test("goes through an endpoint in the line's first subnet, which lends the network no name", () =>
    expect(endpoint).toMatchObject({
      service_name: "com.amazonaws.us-east-1.datasync",
      private_dns_enabled: false,
      subnet_ids: [expect.stringContaining("line_subnet-0") as string],
    }));
  test("is let in from the old site on the agents' ports, and out to nowhere", () => {
    const let_in = blocks("aws_vpc_security_group_ingress_rule").map(({ cidr_ipv4, from_port, to_port }) => [
      cidr_ipv4,
      from_port,
      to_port,
    ]);
    expect(let_in.sort()).toEqual([
      ["10.80.0.0/24", 1024, 1064],
      ["10.80.0.0/24", 443, 443],
    ]);
    expect(blocks("aws_vpc_security_group_egress_rule")).toEqual([]);
  });
  test("is made by its leg, bound to endpoint, subnet and group", () => {
    const from = (what: string) => expect.stringContaining(`line-us-east-1.outputs.cross-stack-output-aws_${what}`) as string;
    expect(only("aws_datasync_agent", made, "migration-media-archive-virginia")).toMatchObject({
      name: "media-archive-virginia-one",
      activation_key: "AAAAA-BBBBB-CCCCC-DDDDD-EEEEE",
      vpc_endpoint_id: from("vpc_endpoint"),
      subnet_arns: [from("subnet")],
      security_group_arns: [from("security_group")],
    });
  });
  test("is waited for: without one there is no source, and the line stands", () => {
    const waiting = synthesized(changed(moving("copy"), (p) => (p.datasets[ARCHIVE].legacy[0].agents = [])));
    expect(waiting.stacks.has(LINE)).toBe(true);
    expect(blocks("aws_datasync_location_nfs", waiting, "migration-media-archive-virginia")).toEqual([]);
  });
});
