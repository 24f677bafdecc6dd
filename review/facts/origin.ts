import { first, get, isAbsent } from "../value";
import type { Estate } from "./estate";
import type { Key, Resource } from "./model";

/**
 * Where a key's material comes from, weakest first: the cloud's HSM; the custodian, who lends it; or nowhere in the cloud,
 * since the custodian's own HSM does the work.
 */
export const ORIGINS = ["cloud", "imported", "external"] as const;
export type Origin = (typeof ORIGINS)[number];

export type OriginFact = { readonly origin: Origin } | { readonly unknown: string };

/** A key that is named only, or made by nothing in the inputs, does not say how. */
export function originOf(key: Key, estate: Estate): OriginFact {
  const made = key.resource ?? named(key.id ?? "", estate);
  if (!made) return { unknown: "its key stands in none of the inputs, so that nothing says where its material comes from" };
  return made.type.startsWith("google_") ? google(made, estate) : aws(made, estate);
}

/** AWS KMS: CreateKey's Origin, which the resource types and arguments stand for. */
function aws(key: Resource, estate: Estate): OriginFact {
  if (key.type === "aws_kms_external_key") return { origin: "imported" };
  if (key.type !== "aws_kms_key") return { unknown: `its key is an ${key.type}, which does not say its origin` };
  const xks = get(key.values, "xks_key_id");
  if (isAbsent(xks)) return { origin: "cloud" };
  // Both are needed: an external key id without a store makes no key.
  const store = get(key.values, "custom_key_store_id");
  if (isAbsent(store) && !estate.resolver.text(store, key.stack)) return { unknown: "its external key is of no key store that is known" };
  return { origin: "external" };
}

/** Cloud KMS: the protection level of the versions, and whether they may only be imported. */
function google(key: Resource, estate: Estate): OriginFact {
  const found = first(key.values, "version_template[].protection_level");
  const level = found === undefined ? "SOFTWARE" : estate.resolver.text(found, key.stack);
  if (level === undefined) return { unknown: "its key's protection level is not known" };
  if (level.startsWith("EXTERNAL")) return { origin: "external" };
  const only = estate.resolver.resolve(get(key.values, "import_only"), key.stack);
  if (only.kind === "unresolved" && !isAbsent(get(key.values, "import_only")))
    return { unknown: "whether its key takes only imported material is not known" };
  return { origin: only.kind === "value" && only.value === true ? "imported" : "cloud" };
}

/** Cloud KMS keys go by their names, so that a store refers to no resource. */
function named(id: string, estate: Estate): Resource | undefined {
  const [, project, location, ring, name] = /^projects\/([^/]+)\/locations\/([^/]+)\/keyRings\/([^/]+)\/cryptoKeys\/([^/]+)/.exec(id) ?? [];
  if (!name) return undefined;
  return estate.ofType("google_kms_crypto_key").find((key) => {
    const text = (resource: Resource, attribute: string) => estate.resolver.text(get(resource.values, attribute), resource.stack);
    if (text(key, "name") !== name || estate.accountOf(key) !== project) return false;
    const enclosing = estate.resolver.resolve(get(key.values, "key_ring"), key.stack);
    if (enclosing.kind === "resource")
      return text(enclosing.resource, "name") === ring && text(enclosing.resource, "location") === location;
    return enclosing.kind === "value" && String(enclosing.value).endsWith(`locations/${location}/keyRings/${ring}`);
  });
}
