import type { DeclaredLine } from "../../../config/scope";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { get, isObject, select, type ValueObject } from "../../value";
import { lineAt, named, within } from "./line";

/** What a line is built of at home, and what of it the inputs hold. */
export interface LineParts {
  /** In the order in which traffic passes them, from home. */
  readonly hops: readonly Resource[];
  /** In words, what is in none of the inputs. */
  readonly missing: readonly string[];
  /** In words, what the inputs hold without saying whose it is. */
  readonly unplaced: readonly string[];
}

/** Where each kind of line ends at home, beside the gateway. */
const ENDS: Readonly<Record<DeclaredLine["end"]["kind"], readonly (readonly [type: string, what: string])[]>> = {
  vpn: [
    ["aws_vpn_connection", "VPN connection"],
    ["aws_customer_gateway", "customer gateway"],
  ],
  "direct-connect": [["aws_dx_gateway_association", "association with its Direct Connect gateway"]],
};

/** What stands of a declared line. What a plan deletes stands no more. */
export function partsOf(line: DeclaredLine, facts: Facts): LineParts {
  const standing = (type: string) => facts.ofType(type).filter((one) => one.mode === "managed" && one.action !== "delete");
  const [hops, missing, unplaced]: [Resource[], string[], string[]] = [[], [], []];
  for (const [type, what] of [["aws_vpn_gateway", "gateway"] as const, ...ENDS[line.end.kind]]) {
    const own = standing(type).filter((one) => lineAt(one, facts) === line);
    hops.push(...own);
    if (own.length > 0) continue;
    if (standing(type).some((one) => isUnplaced(one, facts))) unplaced.push(what);
    else missing.push(what);
  }
  const routed = routesOf(line, facts);
  // Whose the gateway is nobody says: then nobody says which routes lead over it.
  if (routed.includes(undefined) || unplaced.includes("gateway")) unplaced.push("route");
  else
    missing.push(
      ...line.networks
        .filter((network) => !routed.some((text) => leadsInto(text as string, network)))
        .map((network) => `route to ${network}`),
    );
  return { hops, missing, unplaced };
}

/** A narrower route carries less than is declared, and is the line's all the same; NETWORK-09 asks for none that is wider. */
const leadsInto = (route: string, network: string): boolean => within(network, [route]) || within(route, [network]);

const isUnplaced = (resource: Resource, facts: Facts): boolean => {
  const { account, region } = facts.placeOf(resource);
  return account === null || region === null;
};

/** Where the line's routes lead; undefined for one of which nobody knows. */
function routesOf(line: DeclaredLine, facts: Facts): readonly (string | undefined)[] {
  const over = [
    ...facts.ofType("aws_route").map((resource) => ({ resource, path: "", cidr: "destination_cidr_block" })),
    ...["aws_route_table", "aws_default_route_table"].flatMap((type) =>
      facts.ofType(type).map((resource) => ({ resource, path: "route[]", cidr: "cidr_block" })),
    ),
  ].filter(({ resource }) => resource.action !== "delete" && lineAt(resource, facts) === line);
  return over.flatMap(({ resource, path, cidr }) =>
    (path === ""
      ? [resource.values]
      : select(resource.values, path).flatMap(({ value }) => (isObject(value) ? [value as ValueObject] : []))
    )
      .filter((route) => named(get(route, "gateway_id"), resource, "aws_vpn_gateway", facts) !== undefined)
      .map((route) => facts.resolver.text(get(route, cidr), resource.stack)),
  );
}
