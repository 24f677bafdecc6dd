import type { DeclaredPath } from "../config/scope";
import { worst } from "./claims";
import { compare } from "./facts/estate";
import type { Facts } from "./facts/facts";
import type { Resource } from "./facts/model";
import type { Judgement } from "./judge";
import type { Answer, Report } from "./report/report";
import { partsOf } from "./rules/network/line-parts";
import { serviceBehind } from "./rules/network/private-link";
import { get } from "./value";

type Path = Report["paths"][number];

const VERDICTS: Readonly<Record<Answer, Path["verdict"]>> = { met: "closed", breach: "open", unknown: "unknown" };
const NETWORKS = new Set(["aws_vpc", "google_compute_network"]);

/**
 * Every network's way to the internet, every path and every private line that the program declares.
 *
 * Closed is a path that nothing takes but what the program declares: for a network, no rule of the network claim is
 * breached in its account; for a declared path, none where it begins nor in the edge that it leads through.
 */
export function pathsOf(facts: Facts, told: readonly Judgement[]): Path[] {
  const byAccount = new Map<string | null, Answer>();
  for (const { claim, resource, verdict } of told) {
    if (claim !== "network" || !resource) continue;
    const { account } = facts.placeOf(resource);
    byAccount.set(account, worst([verdict, byAccount.get(account) ?? "met"]));
  }
  const verdict = (...accounts: readonly (string | null)[]) => VERDICTS[worst(accounts.map((account) => byAccount.get(account) ?? "met"))];
  const edges = new Set(facts.scope.accounts.filter(({ edge }) => edge).map(({ id }) => id));
  const isolated = facts.resources.filter(
    (resource) => NETWORKS.has(resource.type) && resource.mode === "managed" && !facts.isLegacy(resource),
  );
  return [
    ...isolated
      .filter((resource) => !edges.has(facts.placeOf(resource).account ?? ""))
      .map((resource): Path => ({
        from: `${resource.stack.name}: ${resource.address}`,
        to: "internet",
        verdict: verdict(facts.placeOf(resource).account),
        hops: [],
      })),
    ...(facts.scope.paths ?? []).map((path): Path => {
      const hops = hopsOf(path, facts);
      const [from, to] = path.way === "out" ? [path.network, path.to] : ["internet", `${path.network}: ${path.to}`];
      const built = hops.length > 0;
      return { from, to, verdict: built ? verdict(path.account, path.edge) : "unknown", hops };
    }),
    ...(facts.scope.lines ?? []).map((line): Path => {
      const { hops, missing, unplaced } = partsOf(line, facts);
      const built = missing.length === 0 && unplaced.length === 0;
      return {
        from: line.network,
        to: `the old site: ${line.networks.join(", ")}`,
        verdict: built ? verdict(line.account) : "unknown",
        hops: hops.map(nameOf),
      };
    }),
  ].sort((a, b) => compare(a.from, b.from) || compare(a.to, b.to));
}

const nameOf = ({ stack, address }: Resource): string => `${stack.name}: ${address}`;

/** What a declared path passes, in the order in which it does; nothing where the inputs do not hold its edge. */
function hopsOf({ account, region, edge, way }: DeclaredPath, facts: Facts): string[] {
  const at = (type: string, where: string | null, also: (resource: Resource) => boolean = () => true) =>
    facts.ofType(type).filter((one) => facts.placeOf(one).account === where && facts.placeOf(one).region === region && also(one));
  const firewalls = at("aws_networkfirewall_firewall", edge);
  const gateways = at("aws_internet_gateway", edge);
  if (firewalls.length === 0 || gateways.length === 0) return [];
  const [near, far] = way === "out" ? [account, edge] : [edge, account];
  const services = at("aws_vpc_endpoint_service", far);
  const endpoints = at("aws_vpc_endpoint", near, (one) => services.some((service) => service === serviceBehind(one, facts)));
  const balancers = at("aws_lb", edge, (one) => facts.resolver.text(get(one.values, "internal"), one.stack) === "false");
  const link = [...endpoints, ...services];
  const passed = way === "out" ? [...link, ...firewalls, ...gateways] : [...gateways, ...firewalls, ...balancers, ...link];
  return passed.map(nameOf);
}
