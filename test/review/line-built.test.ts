import { Program } from "../../config/program";
import type { DeclaredLine, Scope } from "../../config/scope";
import { judge } from "../../review/judge";
import { pathsOf } from "../../review/paths";
import type { JsonObject } from "../../review/value";
import { changed, ARCHIVE, errorsOf } from "../config/refused";
import { moving } from "../moving";
import { synthesized } from "../synth";
import { ask, EDGE, factsOf, HOME, PARENT, plan, stack } from "./estate";

const VPN: DeclaredLine = {
  network: "east",
  account: HOME,
  region: "us-east-1",
  cidr: "10.20.0.0/16",
  subnets: "10.20.192.0/18",
  end: { kind: "vpn", address: "203.0.113.17", asn: 65000 },
  networks: ["10.90.0.0/24", "10.91.0.0/24"],
  opened: { in: [{ from: 443, to: 443 }], out: [] },
  atHome: [],
};
const GATEWAY = "9f0c1e7e-0b5a-4d0e-9d1b-2f1d5a7c3e11";
const DX: DeclaredLine = { ...VPN, end: { kind: "direct-connect", gateway: GATEWAY } };
type Blocks = Record<string, Record<string, JsonObject>>;

const route = (cidr_block: string) => ({ cidr_block, gateway_id: "${aws_vpn_gateway.g.id}" });
const built = (): Blocks => ({
  aws_vpn_gateway: { g: {} },
  aws_customer_gateway: { c: {} },
  aws_vpn_connection: { x: {} },
  aws_route_table: { t: { route: [route("10.90.0.0/24"), route("10.91.0.0/24")] } },
});
const without = (...types: string[]) => Object.fromEntries(Object.entries(built()).filter(([type]) => !types.includes(type)));
const asked = (resources: Blocks, scope: Partial<Scope> = { lines: [VPN] }, whole = true, account = HOME) =>
  ask("NETWORK-13", [stack("line", resources, { account })], scope, whole);
const NONE = "breach line.east: the line from east to 10.90.0.0/24, 10.91.0.0/24 has no";

describe("NETWORK-13: a declared line is built", () => {
  it("is met by a VPN's gateway, device, connection and routes", () => expect(asked(built())).toEqual(["met line.east"]));
  it("is met by Direct Connect's gateway, association and routes", () =>
    expect(
      asked({ ...without("aws_customer_gateway", "aws_vpn_connection"), aws_dx_gateway_association: { d: {} } }, { lines: [DX] }),
    ).toEqual(["met line.east"]));
  it("is met by narrower routes", () =>
    expect(asked({ ...built(), aws_route_table: { t: { route: [route("10.90.0.0/25"), route("10.91.0.8/29")] } } })).toEqual([
      "met line.east",
    ]));
  it("is met by a route alone, and by one that is wider", () =>
    expect(
      asked({
        ...without("aws_route_table"),
        aws_route: { r: { destination_cidr_block: "10.90.0.0/15", gateway_id: "${aws_vpn_gateway.g.id}" } },
      }),
    ).toEqual(["met line.east"]));
  it.each<[string, Blocks, string]>([
    ["nothing", {}, "gateway, no VPN connection, no customer gateway, no route to 10.90.0.0/24, no route to 10.91.0.0/24"],
    ["no gateway", without("aws_vpn_gateway"), "gateway, no route to 10.90.0.0/24, no route to 10.91.0.0/24"],
    ["no connection", without("aws_vpn_connection"), "VPN connection"],
    ["no device", without("aws_customer_gateway"), "customer gateway"],
    ["no routes", without("aws_route_table"), "route to 10.90.0.0/24, no route to 10.91.0.0/24"],
    ["one route of two", { ...built(), aws_route_table: { t: { route: [route("10.90.0.0/24")] } } }, "route to 10.91.0.0/24"],
    [
      "routes to something else",
      { ...built(), aws_route_table: { t: { route: [{ cidr_block: "10.90.0.0/15", gateway_id: "igw-1" }] } } },
      "route to 10.90.0.0/24, no route to 10.91.0.0/24",
    ],
  ])("is breached by %s", (_, resources, lacks) => expect(asked(resources)).toEqual([`${NONE} ${lacks}`]));
  it("is breached where Direct Connect is declared, and a VPN built", () =>
    expect(asked(built(), { lines: [DX] })).toEqual([`${NONE} association with its Direct Connect gateway`]));
  it.each([
    ["account", VPN, EDGE],
    ["region", { ...VPN, region: "us-west-2" }, HOME],
  ])("is breached by what stands in another %s", (_, line, account) =>
    expect(asked(built(), { lines: [line] }, true, account)[0]).toMatch(/^breach .* has no gateway, no VPN connection/),
  );
  it("is breached by a plan that takes it down", () => {
    const down = plan([
      { address: "aws_vpn_gateway.g", actions: ["delete"], before: {} },
      { address: "aws_vpn_connection.x", actions: ["delete"], before: {} },
    ]);
    expect(ask("NETWORK-13", [down], { lines: [VPN] }, true)[0]).toMatch(/^breach .* has no gateway, no VPN connection/);
  });
  it("is unknown where nobody says whose a part is, or where a route leads", () => {
    const elsewhere = stack("line", built(), { provider: { aws: [{ region: "${var.region}", allowed_account_ids: ["${var.account}"] }] } });
    const routes = stack("routes", {
      aws_vpn_gateway: { h: {} },
      aws_route_table: { t: { route: [{ ...route("x"), cidr_block: "${var.far}", gateway_id: "${aws_vpn_gateway.h.id}" }] } },
    });
    expect(ask("NETWORK-13", [elsewhere, routes], { lines: [VPN] }, true)).toEqual([
      "unknown line.east: whether the VPN connection, the customer gateway, the route of the line from east to 10.90.0.0/24, 10.91.0.0/24 is its own is not known",
    ]);
  });
  it("is unknown where nobody says whose the gateway is, and with it which routes are over it", () => {
    const elsewhere = stack("line", built(), { provider: { aws: [{ region: "${var.region}", allowed_account_ids: ["${var.account}"] }] } });
    expect(ask("NETWORK-13", [elsewhere], { lines: [VPN] }, true)[0]).toMatch(
      /^unknown line\.east: whether the gateway, the VPN connection, the customer gateway, the route of/,
    );
  });
  it("is not applicable where no line is declared, nor to one plan alone", () => {
    expect(asked({}, {})).toEqual([]);
    expect(asked({}, { lines: [] })).toEqual([]);
    expect(asked({}, { lines: [VPN] }, false)).toEqual([]);
  });
});

describe("the line among the report's paths", () => {
  const program = Program.of(moving("copy"));
  const documents = [...synthesized(moving("copy")).stacks.values()].map(({ text }) => JSON.parse(text) as JsonObject);
  const of = (inputs: readonly JsonObject[]) => {
    const facts = factsOf(inputs, program.scope());
    return pathsOf(facts, judge(facts).told).filter(({ to }) => to.startsWith("the old site"));
  };
  const named = (one: JsonObject) => JSON.stringify(one).includes('"stackName":"line-us-east-1"');

  it("stands with its gateway, its connection and its device", () =>
    expect(of(documents)).toEqual([
      {
        from: "east",
        to: "the old site: 10.80.0.0/24",
        verdict: "closed",
        hops: ["aws_vpn_gateway", "aws_vpn_connection", "aws_customer_gateway"].map(
          (type) => expect.stringMatching(new RegExp(`^line-us-east-1: ${type}\\.`)) as string,
        ),
      },
    ]));
  it("is open with the network that it begins in", () => {
    const gateway = stack("beside", { aws_internet_gateway: { g: {} } }, { account: HOME });
    expect(of([...documents, gateway]).map(({ verdict }) => verdict)).toEqual(["open"]);
  });
  it("is not known where nobody builds it, which is a finding", () => {
    expect(of(documents.filter((one) => !named(one)))).toEqual([
      { from: "east", to: "the old site: 10.80.0.0/24", verdict: "unknown", hops: [] },
    ]);
  });
});

describe("what others own, or share, is no line", () => {
  const network = (resources: Blocks, scope: Partial<Scope> = { lines: [DX] }, account = HOME) =>
    ask("NETWORK-01", [stack("s", resources, { account })], scope);
  const HUBS = [
    "aws_ec2_transit_gateway_vpc_attachment",
    "aws_ec2_transit_gateway_vpc_attachment_accepter",
    "aws_ec2_transit_gateway_peering_attachment",
    "aws_ec2_transit_gateway_peering_attachment_accepter",
    "aws_ec2_transit_gateway_connect",
    "aws_networkmanager_vpc_attachment",
    "aws_networkmanager_attachment_accepter",
    "aws_networkmanager_connect_attachment",
    "aws_networkmanager_dx_gateway_attachment",
    "aws_networkmanager_site_to_site_vpn_attachment",
    "aws_networkmanager_transit_gateway_peering",
    "aws_networkmanager_transit_gateway_route_table_attachment",
    "aws_dx_gateway_association_proposal",
    "aws_dx_hosted_connection",
    "aws_dx_hosted_private_virtual_interface",
    "aws_dx_hosted_transit_virtual_interface",
    "aws_dx_hosted_public_virtual_interface",
    "aws_dx_transit_virtual_interface",
    "aws_dx_hosted_transit_virtual_interface_accepter",
    "aws_dx_public_virtual_interface",
    "aws_dx_hosted_public_virtual_interface_accepter",
  ];
  it.each(HUBS)("NETWORK-01 is breached by %s, declared line or none, at home and in the edge; the legacy estate may have it", (type) => {
    for (const [scope, account] of [
      [{ lines: [DX] }, HOME],
      [{}, HOME],
      [{ lines: [VPN] }, EDGE],
    ] as const)
      expect(network({ [type]: { x: {} } }, scope, account)).toEqual([expect.stringMatching(/^breach .*: it is an? /)]);
    expect(network({ [type]: { x: {} } }, {}, PARENT)).toEqual([expect.stringMatching(/^met .*legacy/)]);
  });
  it.each([
    "aws_vpc_peering_connection",
    "aws_vpc_peering_connection_accepter",
    "aws_vpn_gateway_attachment",
    "aws_ec2_client_vpn_endpoint",
  ])("the edge has no %s either", (type) => expect(network({ [type]: { x: {} } }, {}, EDGE)).toEqual([expect.stringMatching(/^breach/)]));
  it.each(["aws_dx_private_virtual_interface", "aws_dx_hosted_private_virtual_interface_accepter"])(
    "%s is a line's, or a breach",
    (type) => {
      const at = (scope: Partial<Scope>) => network({ [type]: { x: { dx_gateway_id: GATEWAY } } }, scope)[0];
      expect(at({ lines: [DX] })).toMatch(/^met .*NETWORK-09/);
      expect(at({})).toMatch(/^breach .*: it is a private line/);
    },
  );
  it.each<[string, string, JsonObject, RegExp]>([
    ["that shares with nobody unasked", "aws_ec2_transit_gateway", { auto_accept_shared_attachments: "disable" }, /^met/],
    ["of which nothing is said", "aws_ec2_transit_gateway", {}, /^met/],
    ["that takes every attachment", "aws_ec2_transit_gateway", { auto_accept_shared_attachments: "enable" }, /^breach .* takes every/],
    ["of which nobody knows", "aws_ec2_transit_gateway", { auto_accept_shared_attachments: "${var.auto}" }, /^unknown/],
    [
      "of a transit gateway",
      "aws_ram_resource_association",
      { resource_arn: "${aws_ec2_transit_gateway.t.arn}" },
      /^breach .* a transit gateway/,
    ],
    [
      "of a subnet, by ARN",
      "aws_ram_resource_association",
      { resource_arn: `arn:aws:ec2:us-east-1:${HOME}:subnet/subnet-1` },
      /^breach .* a subnet/,
    ],
    ["of a core network", "aws_ram_resource_association", { resource_arn: `arn:aws:networkmanager::${HOME}:core-network/c-1` }, /^breach/],
    [
      "of a rule of names",
      "aws_ram_resource_association",
      { resource_arn: `arn:aws:route53resolver:us-east-1:${HOME}:resolver-rule/r` },
      /^met/,
    ],
    ["of what is called like nothing", "aws_ram_resource_association", { resource_arn: "arn:aws:ec2:us-east-1::constructor/x" }, /^met/],
    ["of what nobody knows", "aws_ram_resource_association", { resource_arn: "${var.arn}" }, /^unknown/],
    ["of the home's", "aws_ram_resource_share_accepter", { share_arn: `arn:aws:ram:us-east-1:${HOME}:resource-share/s` }, /^met/],
    [
      "of the parent's",
      "aws_ram_resource_share_accepter",
      { share_arn: `arn:aws:ram:us-east-1:${PARENT}:resource-share/s` },
      /^breach .* account 9/,
    ],
    ["of a stranger's", "aws_ram_resource_share_accepter", { share_arn: "arn:aws:ram:us-east-1:121212121212:resource-share/s" }, /^breach/],
    ["of nobody knows whose", "aws_ram_resource_share_accepter", { share_arn: "${var.share}" }, /^unknown/],
  ])("%s, %s: %j", (_, type, values, expected) => {
    const beside: Blocks = type === "aws_ec2_transit_gateway" ? {} : { aws_ec2_transit_gateway: { t: {} } };
    expect(network({ ...beside, [type]: { x: values } }).filter((one) => one.includes(`${type}.x`))).toEqual([
      expect.stringMatching(expected),
    ]);
  });

  const line = (type: string, values: JsonObject, declared = DX) =>
    ask("NETWORK-09", [stack("s", { [type]: { x: values }, aws_ec2_transit_gateway: { t: {} } })], { lines: [declared] }).filter(
      (one) => !one.startsWith("met"),
    );
  const own = { dx_gateway_id: GATEWAY, allowed_prefixes: ["10.20.0.0/16"] };
  it.each<[string, string, JsonObject, string | RegExp]>([
    ["another account's proposal", "aws_dx_gateway_association", { ...own, proposal_id: "p" }, "it accepts what another account proposed"],
    [
      "another account's gateway",
      "aws_dx_gateway_association",
      { ...own, dx_gateway_owner_account_id: PARENT },
      `it joins a gateway of the account ${PARENT}`,
    ],
    [
      "a gateway of another account's network",
      "aws_dx_gateway_association",
      { ...own, associated_gateway_owner_account_id: PARENT },
      `it joins a gateway of the account ${PARENT}`,
    ],
    [
      "a transit gateway",
      "aws_dx_gateway_association",
      { ...own, associated_gateway_id: "${aws_ec2_transit_gateway.t.id}" },
      "it leads to a transit gateway",
    ],
    [
      "a transit gateway, by id",
      "aws_dx_gateway_association",
      { ...own, associated_gateway_id: "tgw-0a" },
      "it leads to a transit gateway",
    ],
    [
      "a carrier's interface into another gateway",
      "aws_dx_hosted_private_virtual_interface_accepter",
      { dx_gateway_id: "another" },
      "its dx_gateway_id is another",
    ],
    [
      "one into a network",
      "aws_dx_hosted_private_virtual_interface_accepter",
      { vpn_gateway_id: "vgw-1" },
      "it ends in a network beside the declared gateway",
    ],
    [
      "an interface of the home's own",
      "aws_dx_private_virtual_interface",
      { vpn_gateway_id: "vgw-1" },
      "it ends in a network beside the declared gateway",
    ],
  ])("NETWORK-09 is breached by %s", (_, type, values, says) => expect(line(type, values)).toEqual([`breach ${type}.x: ${says}`]));
  it("and by an interface where a VPN is declared, and a VPN that leads to a transit gateway", () => {
    expect(line("aws_dx_private_virtual_interface", { dx_gateway_id: GATEWAY }, VPN)[0]).toMatch(/^breach .* declares a VPN here/);
    expect(line("aws_vpn_connection", { transit_gateway_id: "tgw-0a" }, VPN)).toEqual([
      "breach aws_vpn_connection.x: it leads to a transit gateway",
    ]);
  });
  it("does not know whose gateway is joined, nor where an interface ends", () => {
    expect(line("aws_dx_gateway_association", { ...own, dx_gateway_owner_account_id: "${var.owner}" })[0]).toMatch(
      /^unknown .*whose gateway/,
    );
    expect(line("aws_dx_hosted_private_virtual_interface_accepter", { dx_gateway_id: "${var.dx}" })[0]).toMatch(/^unknown/);
  });
  it("is met by a carrier's interface into the declared gateway, and by an association within the home", () => {
    expect(line("aws_dx_hosted_private_virtual_interface_accepter", { dx_gateway_id: GATEWAY })).toEqual([]);
    expect(
      line("aws_dx_gateway_association", { ...own, dx_gateway_owner_account_id: HOME, associated_gateway_owner_account_id: HOME }),
    ).toEqual([]);
  });
});

test("a program's line is no transit gateway, with the reason", () => {
  const [error] = errorsOf(changed(moving("copy"), (p) => (p.datasets[ARCHIVE].legacy[0].line.kind = "transit-gateway")));
  expect(error).toMatchObject({ code: "PROGRAM-SHAPE", message: expect.stringContaining("routes for everyone who is attached") as string });
});
