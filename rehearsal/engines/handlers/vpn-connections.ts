import { randomUUID } from "node:crypto";
import { escapeXml, failure, type Answer, type Call } from "../call";
import { ec2Reply } from "./ec2-settings";
import type { Handler, Store } from "./handler";
import { told } from "./told";

type Connections = ReturnType<Store["of"]>;

interface Kept {
  /** The form that made it. */
  readonly given: Call["params"];
  /** The networks that its static routes lead to. */
  readonly routes: readonly string[];
}

/** VPN connections and their static routes (Amazon EC2 API reference); moto's connections have neither options nor routes. Nothing is tunnelled. */
export const vpnConnections: Handler = (call, store) => {
  if (call.service !== "ec2" || !/^(?:Create|Describe|Delete)VpnConnection(?:s|Route)?$/.test(call.operation)) return undefined;
  const all = store.of(call, "vpn-connections");
  if (call.operation === "DescribeVpnConnections") return described(call, all);
  if (call.operation === "CreateVpnConnection") {
    const id = `vpn-${randomUUID().replaceAll("-", "").slice(0, 17)}`;
    return ec2Reply(call, `<vpnConnection>${shown(id, keep(all, id, { given: call.params, routes: [] }))}</vpnConnection>`);
  }
  const id = String(call.params["VpnConnectionId"]);
  const kept = read(all, id);
  if (!kept) return absent(call, id);
  const network = String(call.params["DestinationCidrBlock"]);
  const others = kept.routes.filter((route) => route !== network);
  if (call.operation === "DeleteVpnConnection") all.delete(id);
  else keep(all, id, { ...kept, routes: call.operation === "CreateVpnConnectionRoute" ? [...others, network] : others });
  return ec2Reply(call, "<return>true</return>");
};

const read = (all: Connections, id: string) => JSON.parse(all.get(id) ?? "null") as Kept | null;
const absent = (call: Call, id: string) =>
  failure(call, 400, "InvalidVpnConnectionID.NotFound", `The vpnConnection ID '${id}' does not exist`);

function keep(all: Connections, id: string, kept: Kept): Kept {
  all.set(id, JSON.stringify(kept));
  return kept;
}

/** By ids, of which each must be there, or by filters, which may match nothing. */
function described(call: Call, all: Connections): Answer {
  const values = (prefix: string) =>
    Object.entries(call.params).flatMap(([name, value]) => (name.startsWith(prefix) ? [String(value)] : []));
  const ids = values("VpnConnectionId.");
  const missing = ids.find((id) => !all.has(id));
  if (missing !== undefined) return absent(call, missing);
  const wanted = (filter: string): readonly string[] | undefined => {
    const [at] = Object.entries(call.params).find(([, value]) => value === filter) ?? [];
    return at === undefined ? undefined : values(at.replace(/Name$/, "Value."));
  };
  const named = wanted("vpn-connection-id") ?? ids;
  const networks = wanted("route.destination-cidr-block");
  const items = [...all.keys()].flatMap((id) => {
    const kept = read(all, id);
    const asked =
      kept && (named.length === 0 || named.includes(id)) && (!networks || kept.routes.some((route) => networks.includes(route)));
    return asked ? [`<item>${shown(id, kept)}</item>`] : [];
  });
  return ec2Reply(call, `<vpnConnectionSet>${items.join("")}</vpnConnectionSet>`);
}

/** The two ends of the tunnels that AWS gives, from the addresses that are for documentation (RFC 5737). */
const ENDS = [
  { outside: "192.0.2.1", inside: "169.254.10.0/30", home: "169.254.10.1", far: "169.254.10.2" },
  { outside: "192.0.2.2", inside: "169.254.20.0/30", home: "169.254.20.1", far: "169.254.20.2" },
] as const;

function shown(id: string, { given, routes }: Kept): string {
  const tunnels = ENDS.map(
    ({ outside, inside }, index) =>
      `<item><outsideIpAddress>${outside}</outsideIpAddress><tunnelInsideCidr>${inside}</tunnelInsideCidr>` +
      `<preSharedKey>${key(given)}</preSharedKey>${told(given, `Options.TunnelOptions.${index + 1}.`)}</item>`,
  );
  const only = String(given["Options.StaticRoutesOnly"] ?? false);
  return (
    `<vpnConnectionId>${id}</vpnConnectionId><state>available</state><type>${String(given["Type"])}</type><category>VPN</category>` +
    `<customerGatewayId>${String(given["CustomerGatewayId"])}</customerGatewayId><vpnGatewayId>${String(given["VpnGatewayId"])}</vpnGatewayId>` +
    `<customerGatewayConfiguration>${escapeXml(configuration(id, given))}</customerGatewayConfiguration>` +
    `<options><enableAcceleration>false</enableAcceleration><staticRoutesOnly>${only}</staticRoutesOnly>` +
    `<localIpv4NetworkCidr>0.0.0.0/0</localIpv4NetworkCidr><remoteIpv4NetworkCidr>0.0.0.0/0</remoteIpv4NetworkCidr>` +
    `<outsideIpAddressType>PublicIpv4</outsideIpAddressType><tunnelInsideIpVersion>ipv4</tunnelInsideIpVersion>` +
    `<tunnelOptionSet>${tunnels.join("")}</tunnelOptionSet></options>` +
    `<routes>${routes.map((route) => `<item><destinationCidrBlock>${route}</destinationCidrBlock><source>Static</source><state>available</state></item>`).join("")}</routes>` +
    told(given, "TagSpecification.1.")
  );
}

/** AWS makes the keys; kept in Secrets Manager they are shown nowhere else (AWS Site-to-Site VPN guide, Enhanced security features). */
const key = (given: Call["params"]) => (given["PreSharedKeyStorage"] === "SecretsManager" ? "REDACTED" : "rehearsal");

/** What the far side is set up by: of it the provider reads the tunnels' addresses and keys. */
function configuration(id: string, given: Call["params"]): string {
  const tunnels = ENDS.map(({ outside, home, far }) => {
    const end = (of: string, inside: string, more = "") =>
      `<${of}>${more}<tunnel_inside_address><ip_address>${inside}</ip_address></tunnel_inside_address></${of}>`;
    const address = `<tunnel_outside_address><ip_address>${outside}</ip_address></tunnel_outside_address>`;
    return `<ipsec_tunnel>${end("customer_gateway", far)}${end("vpn_gateway", home, address)}<ike><pre_shared_key>${key(given)}</pre_shared_key></ike></ipsec_tunnel>`;
  });
  return `<vpn_connection id="${id}">${tunnels.join("")}</vpn_connection>`;
}
