import { isPrivate } from "../../cidr";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { get, isAbsent, list, select, type Value, shown } from "../../value";
import { allowsAnywhere } from "./google-ways";
import { breach, met, unknown, type Verdict } from "../rule";

/** restricted. and private.googleapis.com: the only ranges that Google's default gateway may carry (VPC, Private Google Access). */
export const GOOGLE_APIS = new Set(["199.36.153.4/30", "199.36.153.8/30", "34.126.0.0/18"]);
/** Google's own health checks and DNS forwarding reach a network from these (Cloud Load Balancing and Cloud DNS, firewall rules). */
const GOOGLE_SOURCES = new Set(["35.191.0.0/16", "130.211.0.0/22", "35.199.192.0/19"]);
export const isOfOthers = (cidr: string) => isPrivate(cidr) !== true && !GOOGLE_APIS.has(cidr) && !GOOGLE_SOURCES.has(cidr);

export type Judge = (resource: Resource, facts: Facts) => Verdict[];

/** Rules of a firewall policy that stands above networks: what one allows is open whatever the network's own rules say. */
export function policyRules(block: string): Judge {
  return (resource, facts) => {
    const rules: readonly Value[] = block === "" ? [resource.values] : select(resource.values, block).map(({ value }) => value);
    return rules.flatMap((rule) => {
      const action = facts.resolver.text(select(rule, "action")[0]?.value, resource.stack);
      // What is denied or left to the next rules opens nothing.
      if (action === "deny" || action === "goto_next") return [];
      const anywhere = action === undefined ? [] : allowsAnywhere(rule, block, facts, resource);
      const ranges = ["match[].src_ip_ranges[]", "match[].dest_ip_ranges[]"].flatMap((path) =>
        select(rule, path).flatMap(({ value }): Verdict[] => {
          const text = facts.resolver.text(value, resource.stack);
          const at = { attribute: block === "" ? path : `${block}.${path}` };
          if (text === undefined || action === undefined) return [unknown(`the network in ${path} is not known`, at)];
          return isOfOthers(text) ? [breach(`it is open to ${text}`, { ...at, value: text, expected: "a network of the program" })] : [];
        }),
      );
      return [...anywhere, ...ranges];
    });
  };
}

export function cidrs(
  paths: readonly string[],
  open: (cidr: string) => boolean = (cidr) => isPrivate(cidr) !== true && !GOOGLE_APIS.has(cidr),
  verb = "is open to",
): Judge {
  return (resource, facts) =>
    paths
      .flatMap((path) => select(resource.values, path))
      .flatMap(({ path, value }) => {
        const text = facts.resolver.text(value, resource.stack);
        if (text === undefined)
          return [
            refersToAddress(value, resource, facts) ? met() : unknown(`the network in ${path} is not known`, { attribute: path }),
          ].filter(({ verdict }) => verdict !== "met");
        return open(text) ? [breach(`it ${verb} ${text}`, { attribute: path, value: text, expected: "a network of the program" })] : [];
      });
}

/** The block of a VPC or subnet that stands in the inputs is a network of the program, whatever it will be. */
function refersToAddress(value: Value, resource: Resource, facts: Facts): boolean {
  const resolved = facts.resolver.resolve(value, resource.stack);
  return resolved.kind === "resource" && /^(aws_vpc|aws_subnet|google_compute_subnetwork)$/.test(resolved.resource.type);
}

export function flag(path: string, says: string, whenAbsent = false): Judge {
  return (resource, facts) => {
    const found = select(resource.values, path)[0];
    if (!found) return whenAbsent ? [breach(`it ${says}`, { attribute: path, value: "absent", expected: "false" })] : [];
    const resolved = facts.resolver.resolve(found.value, resource.stack);
    if (resolved.kind !== "value") return [unknown(`whether it ${says} is not known`, { attribute: found.path })];
    return resolved.value === false || resolved.value === "false"
      ? []
      : [breach(`it ${says}`, { attribute: found.path, value: shown(resolved.value), expected: "false" })];
  };
}

/** A load balancer faces the internet unless it says that it is internal. */
export function facesInternet(resource: Resource, facts: Facts): Verdict[] {
  const resolved = facts.resolver.resolve(get(resource.values, "internal"), resource.stack);
  if (resolved.kind !== "value") return [unknown("whether it faces the internet is not known", { attribute: "internal" })];
  return String(resolved.value) === "true"
    ? []
    : [breach("it faces the internet", { attribute: "internal", value: String(resolved.value), expected: "true" })];
}

/** Google's addresses and load balancers are external unless they say INTERNAL or PSC; a PSC endpoint's scheme is empty. */
export function external(attribute: string, preset: string): Judge {
  return (resource, facts) => {
    const value = get(resource.values, attribute);
    const text = value === "" ? "" : isAbsent(value) ? preset : facts.resolver.text(value, resource.stack);
    if (text === undefined) return [unknown(`its ${attribute} is not known`, { attribute })];
    return text.startsWith("EXTERNAL") ? [breach("it is open to the internet", { attribute, value: text, expected: "INTERNAL" })] : [];
  };
}

export function leavesByDefault(resource: Resource, facts: Facts): boolean {
  const gateway = get(resource.values, "next_hop_gateway");
  return (
    !isAbsent(gateway) &&
    list<Value>(gateway as Value[]).some((one) =>
      /default-internet-gateway$/.test(facts.resolver.text(one, resource.stack) ?? "default-internet-gateway"),
    )
  );
}
