import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { get, isAbsent, isObject, select, type Value, type ValueObject } from "../../value";
import { isEdge } from "./edge";
import { isFenced } from "../fenced";
import { breach, met, unknown, type ResourceRule, type Verdict } from "../rule";

const LISTS = ["aws_default_network_acl", "aws_network_acl"];
const RULE = "aws_network_acl_rule";
const EVERYWHERE = ["0.0.0.0/0", "::/0"];

export const aclNarrow: ResourceRule = {
  id: "NETWORK-18",
  claim: "network",
  subject: "resource",
  title: "No list of a network's lets through every protocol from or to everywhere.",
  why: "The list stands around the subnet whatever its security groups say; services behind endpoints answer on a few ports of TCP (Amazon VPC user guide, network ACLs).",
  fix: "Allow the network's own range, and of everywhere only the ports that endpoints and their answers take.",
  concerns: (type) => type === RULE || LISTS.includes(type),
  judge: (resource, facts) => {
    if (!isFenced(resource, facts) || isEdge(resource, facts)) return [];
    const entries = LISTS.includes(resource.type)
      ? ["ingress", "egress"].flatMap((way) => select(resource.values, `${way}[]`))
      : [{ path: "protocol", value: resource.values as Value }];
    const wrong = entries.flatMap(({ path, value }) => (isObject(value) ? open(resource, path, value as ValueObject, facts) : []));
    return wrong.length > 0 ? wrong : [met()];
  },
};

/** A list's entry has `action`, a rule of its own `rule_action` (provider schema, aws 5.100.0). */
function open(resource: Resource, attribute: string, entry: ValueObject, facts: Facts): Verdict[] {
  const text = (name: string) => {
    const value = get(entry, name);
    return isAbsent(value) ? "" : facts.resolver.text(value, resource.stack);
  };
  const action = [text("action"), text("rule_action")].find((each) => each !== "");
  const protocol = text("protocol");
  const ranges = [text("cidr_block"), text("ipv6_cidr_block")];
  const everywhere = ranges.some((range) => range !== undefined && EVERYWHERE.includes(range));
  if (action?.toLowerCase() === "deny" || (!everywhere && !ranges.includes(undefined))) return [];
  if (protocol !== undefined && !["-1", "all"].includes(protocol)) return [];
  const more = { attribute, expected: "the network's own range, or single ports" };
  return [
    everywhere && action !== undefined && protocol !== undefined
      ? breach("it lets through everything from or to everywhere", { ...more, value: EVERYWHERE.join() })
      : unknown("whom it lets through is not known", { ...more, value: "unresolved" }),
  ];
}
