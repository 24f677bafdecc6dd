import type { NetworkData } from "../../config/schema/schema";

/**
 * What the edge lets through, as Suricata rules in strict order: one a declared path, by host and port. Whatever none of
 * them passes is dropped by the policy's default (AWS Network Firewall developer guide, strict evaluation order).
 */
export function passRules({ egress, ingress }: Pick<NetworkData, "egress" | "ingress">): string {
  return [
    ...egress.map((path, index) => pass("$HOME_NET any -> $EXTERNAL_NET", path, 1000 + index)),
    ...ingress.map((path, index) => pass("$EXTERNAL_NET any -> $HOME_NET", path, 2000 + index)),
  ].join("\n");
}

/** The host is the TLS handshake's server name, whole: `startswith` and `endswith` leave no room before or behind it. */
function pass(from: string, { name, host, port }: NetworkData["egress"][number], sid: number): string {
  const match = `tls.sni; content:"${host}"; startswith; endswith; nocase; flow:to_server, established`;
  return `pass tls ${from} ${port} (${match}; msg:"${name}"; sid:${sid}; rev:1;)`;
}
