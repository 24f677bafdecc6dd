import type { DeclaredLine } from "../../config/scope";
import type { Facts } from "../facts/facts";
import type { Resource } from "../facts/model";
import { first, get, isAbsent, select } from "../value";
import { named, namedBy, says, within } from "./line";
import { breach, unknown, type Verdict } from "./rule";

/** What a resource of the line must be; no verdict where it is. */
export type LineJudge = (resource: Resource, line: DeclaredLine, facts: Facts) => Verdict[];

/** The gateway stands on the declared network and on no other of that account. */
export const gateway: LineJudge = (resource, line, facts) => {
  const attribute = "vpc_id";
  const vpc = namedBy(resource, attribute, "aws_vpc", facts);
  if (!vpc) return [unknown("which network it is attached to is not known", { attribute })];
  const cidr = facts.resolver.text(get(vpc.values, "cidr_block"), vpc.stack);
  if (cidr === undefined) return [unknown("which network it is attached to is not known", { attribute })];
  return cidr === line.cidr ? [] : [breach(`it is attached to ${cidr}`, { attribute, value: cidr, expected: line.cidr })];
};

export const peer: LineJudge = (resource, { end }, facts) =>
  end.kind === "vpn"
    ? [...says(resource, facts, "ip_address", end.address), ...says(resource, facts, "bgp_asn", String(end.asn))]
    : [breach("the program declares Direct Connect here, and no VPN", { value: "customer gateway" })];

/** Static routes, keys that no state holds, and a log of both tunnels. */
export const connection: LineJudge = (resource, line, facts) => {
  if (line.end.kind !== "vpn") return [breach("the program declares Direct Connect here, and no VPN", { value: "VPN" })];
  const ends = [
    ["vpn_gateway_id", "aws_vpn_gateway"],
    ["customer_gateway_id", "aws_customer_gateway"],
  ] as const;
  return [
    ...ends
      .filter(([attribute, type]) => !named(get(resource.values, attribute), resource, type, facts))
      .map(([attribute]) => unknown(`where its ${attribute} leads is not known`, { attribute })),
    ...says(resource, facts, "static_routes_only", "true"),
    ...says(resource, facts, "preshared_key_storage", "SecretsManager"),
    ...[1, 2].flatMap((tunnel) => [...logged(resource, facts, tunnel), ...keyless(resource, tunnel)]),
  ];
};

function logged(resource: Resource, facts: Facts, tunnel: number): Verdict[] {
  const at = `tunnel${tunnel}_log_options[].cloudwatch_log_options[]`;
  const off = says(resource, facts, `${at}.log_enabled`, "true", first(resource.values, `${at}.log_enabled`));
  if (off.length > 0) return off;
  return isAbsent(first(resource.values, `${at}.log_group_arn`))
    ? [breach(`tunnel ${tunnel} is logged nowhere`, { attribute: `${at}.log_group_arn`, value: "absent", expected: "a log group" })]
    : [];
}

/** A key in the source stands in every state and plan too. Under Secrets Manager AWS says REDACTED. */
function keyless(resource: Resource, tunnel: number): Verdict[] {
  const attribute = `tunnel${tunnel}_preshared_key`;
  const written = get(resource.source ?? {}, attribute) ?? get(resource.written ?? {}, attribute);
  return written === undefined || written === null
    ? []
    : [breach("its pre-shared key stands in the source and in the state", { attribute, value: "written", expected: "absent" })];
}

export const connectionRoute: LineJudge = (resource, line, facts) => leads(resource, "destination_cidr_block", line, facts);

/** What is announced to the old site is the network itself, through the declared gateway. */
export const association: LineJudge = (resource, line, facts) => {
  if (line.end.kind !== "direct-connect")
    return [breach("the program declares a VPN here, and no Direct Connect", { value: "Direct Connect" })];
  const announced = select(resource.values, "allowed_prefixes[]");
  const attribute = "allowed_prefixes";
  return [
    ...says(resource, facts, "dx_gateway_id", line.end.gateway),
    ...(announced.length === 0 ? [unknown("what it announces is not known", { attribute })] : []),
    ...announced.flatMap(({ value }) => {
      const text = facts.resolver.text(value, resource.stack);
      if (text === undefined) return [unknown("what it announces is not known", { attribute })];
      return within(text, [line.cidr]) ? [] : [breach(`it announces ${text}`, { attribute, value: text, expected: line.cidr })];
    }),
  ];
};

/** A route of the line's ends in one of the old site's networks. */
export function leads(
  resource: Resource,
  path: string,
  { networks }: DeclaredLine,
  facts: Facts,
  value = get(resource.values, path),
): Verdict[] {
  const text = facts.resolver.text(value, resource.stack);
  if (text === undefined && isAbsent(value))
    return [
      breach("it leads over the line to what is no network of the old site", {
        attribute: path,
        value: "no IPv4 network",
        expected: networks.join(", "),
      }),
    ];
  if (text === undefined) return [unknown("where it leads over the line is not known", { attribute: path })];
  return within(text, networks)
    ? []
    : [breach(`it leads ${text} over the line`, { attribute: path, value: text, expected: networks.join(", ") })];
}
