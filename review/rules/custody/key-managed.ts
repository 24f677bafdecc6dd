import type { KeyManager } from "../../../config/scope";
import { isProject } from "../../access/google-known";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { get, isAbsent, select, type Value } from "../../value";
import { leaves } from "../fenced";
import { breach, LEGACY, met, unknown, type ResourceRule, type Verdict } from "../rule";

type Judge = (resource: Resource, managers: readonly KeyManager[], facts: Facts) => Verdict[];

/** What leads from a cloud to a key manager, and what names a key in it (aws 6.25.0, google 6.50.0). */
const BY_TYPE: Readonly<Record<string, Judge>> = {
  aws_kms_custom_key_store: (store, managers, facts) => [
    ...named(
      "xks_proxy_uri_endpoint",
      managers.map(({ host }) => `https://${host}`),
      store,
      facts,
    ),
    ...named(
      "xks_proxy_uri_path",
      managers.flatMap(({ path }) => path ?? []),
      store,
      facts,
    ),
  ],
  aws_kms_key: (key, managers, facts) =>
    named(
      "xks_key_id",
      managers.flatMap(({ keys }) => keys),
      key,
      facts,
    ),
  google_kms_crypto_key: backend,
  google_kms_crypto_key_version: (version, managers, facts) => [
    ...named(
      "external_protection_level_options[].ekm_connection_key_path",
      managers.flatMap(({ keys }) => keys),
      version,
      facts,
    ),
    ...named("external_protection_level_options[].external_key_uri", [], version, facts),
  ],
  google_kms_ekm_connection: (connection, managers, facts) => [
    ...named(
      "service_resolvers[].hostname",
      managers.map(({ host }) => host),
      connection,
      facts,
    ),
    ...named(
      "service_resolvers[].service_directory_service",
      managers.flatMap(({ service }) => service ?? []),
      connection,
      facts,
    ),
    ...named(
      "service_resolvers[].server_certificates[].raw_der",
      managers.flatMap(({ certificate }) => certificate ?? []),
      connection,
      facts,
    ),
    ...named("key_management_mode", ["MANUAL"], connection, facts),
  ],
};

export const keyManaged: ResourceRule = {
  id: "CUSTODY-18",
  claim: "custody",
  subject: "resource",
  title: "A key outside of the clouds lies in the custodian's own key manager, which they call by the way that the program names.",
  why: "Whose HSM answers decides who can open what is sealed: a host, a certificate or a key's path of somebody else's makes external custody somebody else's (AWS KMS developer guide, external key stores; Cloud EKM documentation, EKM via a VPC network).",
  fix: "Put the program's host, way, certificate and key back; or name them under custody.external.",
  concerns: (type) => Object.hasOwn(BY_TYPE, type),
  judge: (resource, facts) => {
    const judge = Object.hasOwn(BY_TYPE, resource.type) ? BY_TYPE[resource.type] : undefined;
    const { keyManagers } = facts.scope;
    if (!judge || !keyManagers || leaves(resource)) return [];
    if (facts.isLegacy(resource)) return [met(LEGACY)];
    const place = facts.placeOf(resource);
    // A version of a key lies where its key does, which a plan may not show.
    const own = keyManagers.filter(
      ({ cloud, account, region }) =>
        cloud === place.cloud && account === place.account && (place.region === null || region === place.region),
    );
    return judge(resource, own, facts);
  },
};

function named(path: string, known: readonly string[], resource: Resource, facts: Facts): Verdict[] {
  return select(resource.values, path).flatMap(({ value, path: attribute }): Verdict[] => {
    if (isAbsent(value)) return [];
    const text = facts.resolver.text(value, resource.stack);
    const more = { attribute, value: text ?? "unresolved", expected: "what the program names under custody.external" };
    if (text === undefined) return [unknown(`its ${attribute} is not known`, more)];
    return [known.includes(text) ? met() : breach(`its ${attribute} is ${text}, which the program does not name`, more)];
  });
}

/** The connection by which Cloud KMS reaches a key; one that stands in the inputs is judged by itself. */
function backend(key: Resource, _: readonly KeyManager[], facts: Facts): Verdict[] {
  const attribute = "crypto_key_backend";
  const value: Value | undefined = get(key.values, attribute);
  if (isAbsent(value)) return [];
  const resolved = facts.resolver.resolve(value, key.stack);
  if (resolved.kind === "resource") return [met()];
  const text = resolved.kind === "value" ? String(resolved.value) : undefined;
  const project = /^projects\/([^/]+)\/locations\/[^/]+\/ekmConnections\//.exec(text ?? "")?.[1];
  const more = { attribute, value: text ?? "unresolved", expected: "a connection of the program's" };
  return project !== undefined && !isProject(project, facts)
    ? [breach(`its material lies behind a connection of the project ${project}`, more)]
    : [unknown("whose key manager holds its material is not known", more)];
}
