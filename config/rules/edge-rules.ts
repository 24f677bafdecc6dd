import { Cidr } from "../cidr";
import type { NetworkData } from "../schema/schema";
import { PROGRAM_PAGES as P } from "./pages";
import { serves, type RuleContext } from "./rules";

/** Declared paths: each leads through an edge that can be built. */
export function edgeRules(context: RuleContext): void {
  const networks = Object.entries(context.data.networks);
  for (const [index, [name, network]] of networks.entries()) {
    edgeRule(context, `networks.${name}`, network);
    const twin = networks
      .slice(0, index)
      .find(([, other]) => leadsThrough(network) !== undefined && leadsThrough(other) === leadsThrough(network));
    if (twin)
      context.complaints.add(
        P.duplicate,
        `networks.${name}.edge`,
        `${network.edge?.account} in ${network.region}, which the network ${twin[0]} leads through`,
        "an edge account of its own",
        "Declare another account of purpose edge.",
      );
  }
}

function edgeRule(context: RuleContext, at: string, { account, edge, egress, ingress }: NetworkData): void {
  const { data, complaints } = context;
  const home = Object.hasOwn(data.accounts, account) ? data.accounts[account] : undefined;
  const paths = [...egress, ...ingress];
  if (paths.length === 0 || !home) return;
  const names = paths.map((path) => path.name);
  for (const twin of new Set(names.filter((one, index) => names.indexOf(one) !== index)))
    complaints.add(P.duplicate, at, `two paths called ${twin}`, "a name for each", "Rename one of them.");
  if (home.cloud !== "aws")
    return complaints.add(
      P.mode,
      at,
      "a declared path on Google",
      "none: google 6.50 ties a web firewall to global load balancers only, and those open TLS outside",
      "Leave egress and ingress out, or declare the path on AWS.",
    );
  if (!edge) return complaints.add(P.edge, `${at}.edge`, "nothing", "an account of purpose edge", "Say which account holds the firewalls.");
  const through = context.account(edge.account, `${at}.edge.account`);
  if (through && (!serves(through, "edge") || through.owner !== "custodian" || through.cloud !== home.cloud))
    complaints.add(
      P.edge,
      `${at}.edge.account`,
      `${edge.account}, a ${through.purpose} account on ${through.cloud}, owned by the ${through.owner}`,
      `an edge account of the custodian's on ${home.cloud}`,
      "Name one that stores no data.",
    );
  if (!(prefixOf(edge.cidr) <= 22))
    complaints.add(
      P.edge,
      `${at}.edge.cidr`,
      edge.cidr,
      "a network of /22 or larger, such as 10.250.0.0/20",
      "Nine subnets and their spares need that room.",
    );
  if (egress.length > 0 && !edge.proxyImage)
    complaints.add(P.edge, `${at}.edge.proxyImage`, "nothing", "the proxy's AMI", "Name the image that egress leads through.");
  for (const [index, path] of ingress.entries())
    if (!path.certificate)
      complaints.add(
        P.edge,
        `${at}.ingress[${index}].certificate`,
        "nothing",
        "the id of a certificate in the edge's account",
        "Request one there for the host, and give its id.",
      );
}

/** NaN for what is no network. */
function prefixOf(cidr: string): number {
  try {
    return Cidr.of(cidr).prefix;
  } catch {
    return NaN;
  }
}

function leadsThrough({ edge, egress, ingress, region }: NetworkData): string | undefined {
  return edge && egress.length + ingress.length > 0 ? `${edge.account} ${region}` : undefined;
}
