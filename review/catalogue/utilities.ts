import type { Entry } from "./model";

const harmless = (reason: string): Entry => ({ kind: "harmless", reason, global: true });
const opaque = (reason: string): Entry => ({ kind: "data", holdsData: false, global: true, opaque: reason });

/** Providers that are no cloud's, by the prefix of their types. */
const PREFIXES: readonly (readonly [prefix: string, entry: Entry])[] = [
  ["random_", harmless("random names and passwords, kept in the state")],
  ["time_", harmless("points in time")],
  ["tls_", harmless("keys and certificates, kept in the state")],
  ["null_", harmless("nothing; its provisioners are judged")],
  ["template_", harmless("text of the machine that runs terraform")],
  ["local_", harmless("files of the machine that runs terraform")],
  ["archive_", harmless("files of the machine that runs terraform")],
  ["external", opaque("it runs a program that no plan shows")],
  ["http", opaque("it sends a request when it is planned")],
  ["kubernetes_", opaque("it lies in a cluster whose place no plan of this provider shows")],
  ["helm_", opaque("its chart makes resources that no plan shows")],
  ["kubectl_", opaque("it lies in a cluster whose place no plan of this provider shows")],
];

export function utility(type: string): Entry | undefined {
  if (type === "terraform_data") return harmless("nothing; its provisioners are judged");
  return PREFIXES.find(([prefix]) => (prefix.endsWith("_") ? type.startsWith(prefix) : type === prefix))?.[1];
}
