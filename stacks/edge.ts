import { TerraformOutput, type App } from "cdktf";
import { Cidr } from "../config/cidr";
import type { AwsPlace } from "../config/place";
import type { Program } from "../config/program";
import type { NetworkData } from "../config/schema/schema";
import { EdgeNetwork } from "../constructs/edge/edge-network";
import { EgressProxy, PROXY_PORT } from "../constructs/edge/egress-proxy";
import { Ingress } from "../constructs/edge/ingress";
import { PrivateEndpoint } from "../constructs/edge/private-endpoint";
import { PrivateService } from "../constructs/edge/private-service";
import { webFirewallLogGroup } from "../constructs/edge/web-firewall";
import { logGroupName } from "../constructs/network/log-group";
import { AwsStack } from "../constructs/place/aws-stack";
import { arn, stackName } from "../constructs/place/names";
import { BlockDefaults } from "../constructs/storage/account-defaults";
import type { Layer } from "./estate";
import { KeysStack } from "./keys";
import type { NetworkStack } from "./network";
import { awsResidents, stackAt } from "./plan";

type Edge = NonNullable<NetworkData["edge"]>;

/** A network with declared paths, and the places at both ends of them. */
interface Edged {
  readonly network: NetworkData;
  readonly edge: Edge;
  readonly place: AwsPlace;
  readonly home: AwsPlace;
}

/** The firewalls of one network's declared paths, and the proxy for what goes out. */
class EdgeStack extends AwsStack {
  readonly network: EdgeNetwork;
  readonly proxyService: string | undefined;

  constructor(app: App, program: Program, { network, edge, place, home }: Edged, keys: KeysStack) {
    super(app, stackName("edge", place, "edge"), { program, place, appliedBy: place.account.deployer, state: "published" });
    this.uses(keys);
    this.network = new EdgeNetwork(this, "network", { network, cidr: edge.cidr, keyArn: keys.keyArn("logs") });
    if (network.egress.length === 0 || !edge.proxyImage) return;
    new BlockDefaults(this, "defaults", { keyArn: keys.keyArn("volumes") });
    this.proxyService = new EgressProxy(this, "proxy", {
      vpcId: this.network.vpcId,
      subnetIds: this.network.privateSubnetIds,
      egress: network.egress,
      image: edge.proxyImage,
      clientAccount: home.accountId,
    }).serviceName;
  }
}

/** The near ends of declared paths, in the isolated network: the proxy's endpoint, and what the app listens behind. */
class PathsStack extends AwsStack {
  /** By path. */
  readonly services = new Map<string, string>();

  constructor(app: App, program: Program, { network, place, home }: Edged, isolated: NetworkStack, edge: EdgeStack) {
    super(app, stackName("paths", home, "home"), { program, place: home, appliedBy: home.account.deployer, state: "published" });
    this.uses(isolated, edge);
    const { vpcId, subnetIds, cidr } = isolated.network;
    if (edge.proxyService) {
      const from = { cidrIpv4: cidr };
      const proxy = { name: "proxy", vpcId, subnetIds, serviceName: edge.proxyService, port: PROXY_PORT, from };
      new TerraformOutput(this, "proxy-host", { value: new PrivateEndpoint(this, "proxy", proxy).dnsName });
    }
    for (const { name, port } of network.ingress) {
      const served = { name: `rf-${name}`, vpcId, subnetIds, port, targets: "ip", clientAccount: place.accountId } as const;
      const service = new PrivateService(this, name, this, served);
      service.leadsInto(cidr);
      this.services.set(name, service.serviceName);
      new TerraformOutput(this, `${name}-targets`, { value: service.targetGroupArn });
    }
  }
}

/** The way in, behind the edge's firewall. */
class IngressStack extends AwsStack {
  constructor(app: App, program: Program, { network, edge, place }: Edged, keys: KeysStack, outer: EdgeStack, paths: PathsStack) {
    super(app, stackName("ingress", place, "edge"), { program, place, appliedBy: place.account.deployer, state: "private" });
    this.uses(keys, outer, paths);
    const { vpcId, publicSubnetIds, endpointSubnetIds, endpointBlocks } = outer.network;
    for (const [index, path] of network.ingress.entries())
      new Ingress(this, path.name, {
        path,
        certificateArn: arn(place, "acm", `certificate/${path.certificate ?? ""}`),
        vpcId,
        cidr: edge.cidr,
        publicSubnetIds,
        endpointSubnetIds,
        // AWS keeps the first four addresses of a subnet for itself.
        addresses: endpointBlocks.map((block) => Cidr.of(block).host(4 + index)),
        serviceName: stackAt(paths.services, path.name),
        keyArn: keys.keyArn("logs"),
      });
  }
}

/** A network that no dataset lives in is not built, so neither is its edge. */
function edged(program: Program): readonly Edged[] {
  const residents = awsResidents(program);
  return Object.values(program.data.networks).flatMap((network): Edged[] => {
    const { edge, region } = network;
    if (!edge || network.egress.length + network.ingress.length === 0) return [];
    const [place, home] = [program.place(edge.account, region), program.place(network.account, region)];
    const built = residents.some((resident) => resident.home.equals(home));
    return built && place.isAws() && home.isAws() ? [{ network, edge, place, home }] : [];
  });
}

function keysOf(app: App, program: Program, { network, place }: Edged): KeysStack {
  const own = { userAccounts: [place.accountId], regions: [place.region.name] };
  const logGroups = [logGroupName(program.name, "*"), `${webFirewallLogGroup(program.name)}-*`];
  return new KeysStack(app, "keys", program, place, [
    { of: "logs", use: { ...own, services: [], logGroups: logGroups.map((name) => arn(place, "logs", `log-group:${name}`)) } },
    ...(network.egress.length > 0 ? [{ of: "volumes", use: { ...own, services: ["block"] } } as const] : []),
  ]);
}

/** Firewalls, proxy and the way in, for each network that declares egress or ingress. */
export const edgeLayer: Layer = {
  places: (program) => edged(program).map(({ place }) => place),
  stacks: (app, program, estate) =>
    edged(program).flatMap((one) => {
      const keys = keysOf(app, program, one);
      const edge = new EdgeStack(app, program, one, keys);
      const paths = new PathsStack(app, program, one, stackAt(estate.networks, one.home), edge);
      const ingress = one.network.ingress.length > 0 ? [new IngressStack(app, program, one, keys, edge, paths)] : [];
      return [keys, edge, paths, ...ingress];
    }),
};
