import type { DeclaredLine } from "../../../config/scope";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { first, get, isAbsent, select } from "../../value";
import { named, namedBy, says, within } from "./line";
import { breach, unknown, type Verdict } from "../rule";

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
  const transit = get(resource.values, "transit_gateway_id");
  if (!isAbsent(transit))
    return [
      breach("it leads to a transit gateway", {
        attribute: "transit_gateway_id",
        value: "transit gateway",
        expected: "the line's own gateway",
      }),
    ];
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
    ...ofOthers(resource, line, facts),
    ...(announced.length === 0 ? [unknown("what it announces is not known", { attribute })] : []),
    ...announced.flatMap(({ value }) => {
      const text = facts.resolver.text(value, resource.stack);
      if (text === undefined) return [unknown("what it announces is not known", { attribute })];
      return within(text, [line.cidr]) ? [] : [breach(`it announces ${text}`, { attribute, value: text, expected: line.cidr })];
    }),
  ];
};

/** An association is of two gateways of the home's own: a proposal is another account's, and a transit gateway leads to whoever is attached. */
function ofOthers(resource: Resource, line: DeclaredLine, facts: Facts): Verdict[] {
  const proposed = isAbsent(get(resource.values, "proposal_id"))
    ? []
    : [breach("it accepts what another account proposed", { attribute: "proposal_id", value: "proposal", expected: "absent" })];
  const owners = ["associated_gateway_owner_account_id", "dx_gateway_owner_account_id"].flatMap((attribute) => {
    const value = get(resource.values, attribute);
    const text = facts.resolver.text(value, resource.stack);
    if (isAbsent(value) || text === line.account) return [];
    return text === undefined
      ? [unknown("whose gateway it joins is not known", { attribute })]
      : [breach(`it joins a gateway of the account ${text}`, { attribute, value: text, expected: line.account })];
  });
  return [...proposed, ...owners, ...hub(resource, "associated_gateway_id", facts)];
}

/** A transit gateway where the line's own gateway belongs. */
function hub(resource: Resource, attribute: string, facts: Facts): Verdict[] {
  const value = get(resource.values, attribute);
  const isHub =
    named(value, resource, "aws_ec2_transit_gateway", facts) !== undefined ||
    /^tgw-/.test(facts.resolver.text(value, resource.stack) ?? "");
  return isHub
    ? [breach("it leads to a transit gateway", { attribute, value: "transit gateway", expected: "the line's own gateway" })]
    : [];
}

/** An interface, be it hosted by the old site's carrier: it ends in the declared gateway, and in no network beside it. */
export const interfaceOf: LineJudge = (resource, { end }, facts) => {
  if (end.kind !== "direct-connect") return [breach("the program declares a VPN here, and no Direct Connect", { value: "Direct Connect" })];
  return isAbsent(get(resource.values, "vpn_gateway_id"))
    ? says(resource, facts, "dx_gateway_id", end.gateway)
    : [
        breach("it ends in a network beside the declared gateway", {
          attribute: "vpn_gateway_id",
          value: "vpn_gateway_id",
          expected: "absent",
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
