import { ask, bucket, CUSTODY, EDGE, HOME, PARENT, stack, STRANGER } from "./estate";

describe("NETWORK-01", () => {
  const of = (type: string, values: object, account?: string) =>
    ask("NETWORK-01", [stack("s", { [type]: { x: values as never } }, { account })])[0];
  it.each([
    ["aws_security_group", { ingress: [{ cidr_blocks: ["10.0.0.0/8"] }] }],
    ["aws_vpc_security_group_egress_rule", { referenced_security_group_id: "sg-1" }],
    ["aws_vpc_security_group_ingress_rule", { cidr_ipv4: "${aws_vpc.v.cidr_block}" }],
    ["aws_subnet", {}],
    ["aws_lb", { internal: true }],
    ["aws_route", { gateway_id: "local" }],
    ["google_compute_firewall", { deny: [{ protocol: "all" }], destination_ranges: ["0.0.0.0/0"] }],
    ["google_compute_firewall", { direction: "EGRESS", allow: [{ protocol: "tcp" }], destination_ranges: ["199.36.153.4/30"] }],
    ["google_compute_route", { dest_range: "199.36.153.4/30", next_hop_gateway: "default-internet-gateway" }],
    ["google_compute_global_address", { address_type: "INTERNAL" }],
  ])("is met: %s %j", (type, values) => {
    const vpc = { aws_vpc: { v: { cidr_block: "10.0.0.0/16" } } };
    expect(ask("NETWORK-01", [stack("s", { [type]: { x: values as never }, ...vpc })])).toEqual([`met ${type}.x`]);
  });
  it.each([
    ["aws_internet_gateway", {}],
    ["aws_nat_gateway", {}],
    ["aws_egress_only_internet_gateway", {}],
    ["aws_vpc_peering_connection", {}],
    ["aws_eip", {}],
    ["aws_security_group", { egress: [{ cidr_blocks: ["0.0.0.0/0"] }] }],
    ["aws_security_group", { ingress: { ipv6_cidr_blocks: ["::/0"] } }],
    ["aws_vpc_security_group_egress_rule", { cidr_ipv4: "0.0.0.0/1" }],
    ["aws_vpc_security_group_egress_rule", { cidr_ipv4: "8.8.8.8/32" }],
    ["aws_route", { gateway_id: "igw-1" }],
    ["aws_route_table", { route: [{ cidr_block: "0.0.0.0/0", nat_gateway_id: "nat-1" }] }],
    ["aws_subnet", { map_public_ip_on_launch: true }],
    ["aws_lb", {}],
    ["google_compute_firewall", { allow: [{ protocol: "tcp" }], source_ranges: ["0.0.0.0/0"] }],
    ["google_compute_route", { dest_range: "0.0.0.0/0", next_hop_gateway: "default-internet-gateway" }],
    ["google_compute_address", {}],
    ["google_compute_global_forwarding_rule", { load_balancing_scheme: "EXTERNAL_MANAGED" }],
    ["google_sql_database_instance", { settings: { ip_configuration: { ipv4_enabled: true } } }],
  ])("is a breach: %s %j", (type, values) => expect(of(type, values)).toMatch(/^breach/));
  it.each([
    ["aws_security_group", { ingress: [{ cidr_blocks: ["${var.cidr}"] }] }],
    ["aws_security_group", { ingress: "${var.rules}" }],
    ["aws_subnet", { map_public_ip_on_launch: "${var.x}" }],
    ["aws_lb", { internal: "${var.x}" }],
    ["aws_route", { gateway_id: "${var.x}" }],
  ])("does not know %s %j", (type, values) => expect(of(type, values)).toMatch(/^unknown/));
  it("tolerates the legacy estate", () => expect(of("aws_internet_gateway", {}, PARENT)).toMatch(/^met .*legacy/));
  it("lets an account of purpose edge have a gateway, where no dataset lies", () => {
    const edge = { aws_internet_gateway: { x: { tags: { "ringfence:purpose": "edge" } } } };
    const asked = (resources: object, account = EDGE) => ask("NETWORK-01", [stack("edge", resources as never, { account })])[0];
    expect(asked(edge)).toMatch(/^met .*NETWORK-03/);
    expect(asked({ ...edge, aws_s3_bucket: { b: bucket() } })).toMatch(/^breach/);
    expect(asked(edge, CUSTODY)).toMatch(/^breach/);
  });
  it("has nothing to say of others", () => expect(of("aws_s3_bucket", {})).toBeUndefined());
});

describe("NETWORK-02", () => {
  const of = (values: object) => ask("NETWORK-02", [stack("s", { aws_vpc_endpoint: { e: values as never } })])[0];
  const policy = (statement: object) => ({ policy: JSON.stringify({ Statement: [statement] }) });
  const full = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" };
  it("is met by a narrowed policy", () =>
    expect(of(policy({ ...full, Condition: { StringEquals: { "aws:ResourceOrgID": "o-1" } } }))).toMatch(/^met/));
  it.each([
    ["no policy", {}],
    ["full access", policy(full)],
  ])("is a breach with %s", (_, values) => expect(of(values)).toMatch(/^breach/));
  it("does not know a policy that a function makes", () => expect(of({ policy: '${file("p.json")}' })).toMatch(/^unknown/));
  it("takes no policy on an endpoint of a service that is not AWS's", () =>
    expect(of({ service_name: "com.amazonaws.vpce.us-east-1.vpce-svc-1" })).toMatch(/^met .*NETWORK-04/));
  it("has nothing to say of others", () => expect(ask("NETWORK-02", [stack("s", { aws_vpc: { v: {} } })])).toEqual([]));
});

describe("NETWORK-04", () => {
  const service = (values: object) => ({ aws_vpc_endpoint_service: { s: values as never } });
  const endpoint = { aws_vpc_endpoint: { e: { service_name: "${aws_vpc_endpoint_service.s.service_name}" } } };
  const first = (resources: object, account = HOME) => ask("NETWORK-04", [stack("s", resources as never, { account })])[0];
  it.each([
    [service({ allowed_principals: [`arn:aws:iam::${HOME}:root`] })],
    [service({})],
    [{ ...service({ allowed_principals: [] }), ...endpoint }],
    [
      {
        ...service({ service_name: "com.amazonaws.vpce.us-east-1.vpce-svc-1" }),
        aws_vpc_endpoint: { e: { service_name: "com.amazonaws.vpce.us-east-1.vpce-svc-1" } },
      },
    ],
  ])("is met: %j", (resources) => expect(first(resources)).toMatch(/^met/));
  it.each([
    [service({ allowed_principals: ["*"] })],
    [service({ allowed_principals: [`arn:aws:iam::${HOME}:root`, `arn:aws:iam::${STRANGER}:root`] })],
    [service({ allowed_principals: [`arn:aws:iam::${PARENT}:root`] })],
    [{ aws_vpc_endpoint_service_allowed_principal: { p: { principal_arn: "*" } } }],
  ])("is a breach: %j", (resources) => expect(first(resources)).toMatch(/^breach/));
  it("is a breach where the service is an account's that is none of the program's", () => {
    const theirs = stack("theirs", service({}) as never, {
      account: STRANGER,
      output: { name: { value: "${aws_vpc_endpoint_service.s.service_name}" } },
    });
    const state = { backend: "s3", config: { bucket: "state", key: "theirs.tfstate", region: "us-east-1" } };
    const ours = stack(
      "ours",
      { aws_vpc_endpoint: { e: { service_name: "${data.terraform_remote_state.t.outputs.name}" } } },
      { data: { terraform_remote_state: { t: state } } },
    );
    expect(ask("NETWORK-04", [ours, theirs]).filter((line) => line.includes(".e"))[0]).toMatch(/^breach .*none of the program's/);
  });
  it.each([
    [{ aws_vpc_endpoint: { e: { service_name: "com.amazonaws.vpce.us-east-1.vpce-svc-0123" } } }],
    [{ aws_vpc_endpoint: { e: { service_name: "${var.x}" } } }],
    [service({ allowed_principals: ["${var.x}"] })],
  ])("does not know %j", (resources) => expect(first(resources)).toMatch(/^unknown/));
  it("tolerates the legacy estate", () => expect(first(service({ allowed_principals: ["*"] }), PARENT)).toMatch(/^met .*legacy/));
  it("has nothing to say of AWS's own services", () =>
    expect(first({ aws_vpc_endpoint: { e: { service_name: "com.amazonaws.us-east-1.s3" } } })).toBeUndefined());
});
