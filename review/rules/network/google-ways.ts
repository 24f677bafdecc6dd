import { isProject } from "../../access/google-known";
import { isPrivate } from "../../cidr";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { get, isAbsent, select, Unknown, type Value } from "../../value";
import { builds } from "../fenced";
import { textOf } from "../guardrails/google-guards";
import { breach, unknown, type Verdict } from "../rule";

type Judge = (resource: Resource, facts: Facts) => Verdict[];

/** Parts of a network on Google that open it by how they are set, and asks of names that leave by them (google 6.50.0, provider schema). */
export const GOOGLE_WAYS: Readonly<Record<string, Judge>> = {
  google_compute_instance: interfaces("network_interface[]"),
  google_compute_instance_template: interfaces("network_interface[]"),
  google_compute_region_instance_template: interfaces("network_interface[]"),
  google_compute_network_attachment: (resource, facts) => acceptsAll(resource, facts),
  google_compute_subnetwork: (resource, facts) =>
    textOf(resource, "ipv6_access_type", facts) === "EXTERNAL"
      ? [breach("it gives out public addresses", { attribute: "ipv6_access_type" })]
      : [],
  google_dns_policy: (resource, facts) => [
    ...stands(resource, "alternative_name_server_config[]", "it asks other servers for names"),
    ...(["false", ""].includes(textOf(resource, "enable_inbound_forwarding", facts) ?? "")
      ? []
      : [breach("it answers names for networks outside", { attribute: "enable_inbound_forwarding" })]),
  ],
  google_dns_managed_zone: (resource, facts) => [
    ...stands(resource, "forwarding_config[]", "it asks other servers for names"),
    ...stands(resource, "peering_config[]", "it asks another network for names"),
    ...stands(resource, "service_directory_config[]", "it asks a directory of services for names"),
    ...(builds(facts) && textOf(resource, "visibility", facts) !== "private"
      ? [breach("it is a public zone", { attribute: "visibility", expected: "private" })]
      : []),
  ],
  google_dns_record_set: (record, facts) =>
    builds(facts) && /^(A|AAAA)$/.test(textOf(record, "type", facts) ?? "")
      ? select(record.values, "rrdatas[]").flatMap(({ value, path }) => {
          const text = facts.resolver.text(value, record.stack);
          // An address that is minted is one of the program's.
          return text !== undefined && isPrivate(text) !== true
            ? [breach(`it leads a name to ${text}`, { attribute: path, value: text, expected: "a private address" })]
            : [];
        })
      : [],
};

function stands({ values }: Resource, path: string, says: string): Verdict[] {
  return select(values, path).length > 0 ? [breach(says, { attribute: path, value: "some" })] : [];
}

/** A machine with an address of the internet, or one that carries what others send. */
function interfaces(path: string): Judge {
  return (resource) => [
    ...stands(resource, `${path}.access_config[]`, "it has a public address"),
    ...stands(resource, `${path}.ipv6_access_config[]`, "it has a public address"),
    ...(get(resource.values, "can_ip_forward") === true ? [breach("it forwards what others send", { attribute: "can_ip_forward" })] : []),
  ];
}

/** Who attaches is asked by nobody (Private Service Connect documentation, automatic approval). */
export function acceptsAll(resource: Resource, facts: Facts): Verdict[] {
  const attribute = "connection_preference";
  const text = textOf(resource, attribute, facts);
  if (text === undefined) return [unknown("whom it lets attach is not known", { attribute })];
  return text === "ACCEPT_AUTOMATIC" ? [breach("any network may attach to it", { attribute, value: text, expected: "ACCEPT_MANUAL" })] : [];
}

/** A rule that allows, and says no network, allows all of them; so do names, countries and lists of Google's (Cloud NGFW documentation). */
export function allowsAnywhere(rule: Value, block: string, facts: Facts, { stack }: Resource): Verdict[] {
  const text = (path: string) => facts.resolver.text(select(rule, path)[0]?.value, stack);
  const direction = text("direction");
  const ways = direction === "EGRESS" ? ["dest"] : direction === "INGRESS" ? ["src"] : ["src", "dest"];
  const ranges = ways.flatMap((way) => select(rule, `match[].${way}_ip_ranges[]`));
  const within = select(rule, "match[].src_secure_tags[]");
  if (ranges.length > 0 || within.length > 0) return [];
  return [breach("it is open to more than networks of the program", { attribute: block, value: "no network" })];
}

/** What a rule of a network's own says of no network is open to all (VPC documentation, firewall rules: source and destination defaults). */
export function saysNoNetwork(rule: Resource, facts: Facts): Verdict[] {
  const out = textOf(rule, "direction", facts) === "EGRESS";
  const narrows = out ? ["destination_ranges"] : ["source_ranges", "source_tags", "source_service_accounts"];
  const given = narrows.map((name) => get(rule.values, name)).filter((value) => value instanceof Unknown || !isAbsent(value));
  if (given.some((value) => !Array.isArray(value) || value.length > 0)) return [];
  return [breach("it is open to every network", { attribute: narrows[0] ?? "", value: "absent", expected: "a network of the program" })];
}

/** What an endpoint leads to: Google's APIs inside the perimeter, or a service of a project. */
export function leadsTo(rule: Resource, facts: Facts): Verdict[] {
  const target = builds(facts) ? textOf(rule, "target", facts) : undefined;
  const more = { attribute: "target", value: target ?? "" };
  if (target === "all-apis") return [breach("it leads to Google's APIs that no perimeter holds", { ...more, expected: "vpc-sc" })];
  const project = /(?:^|\/)projects\/([^/]+)\/regions\/[^/]+\/serviceAttachments\//.exec(target ?? "")?.[1];
  return project === undefined || isProject(project, facts) ? [] : [breach(`it leads to a service of the project ${project}`, more)];
}

/** The networks of a database, whose projects are the program's. */
export function attachedTo(instance: Resource, facts: Facts): Verdict[] {
  const paths = ["private_network", "psc_config[].psc_auto_connections[].consumer_network"].map(
    (path) => `settings[].ip_configuration[].${path}`,
  );
  return paths
    .flatMap((path) => select(instance.values, path))
    .flatMap(({ value, path }) => {
      const text = facts.resolver.text(value, instance.stack);
      const project = /(?:^|\/)projects\/([^/]+)\//.exec(text ?? "")?.[1];
      return project === undefined || isProject(project, facts)
        ? []
        : [breach(`it stands in a network of the project ${project}`, { attribute: path, value: project })];
    });
}
