import type { KnownAccount } from "../../config/scope";
import { entryOf } from "../catalogue/catalogue";
import type { KeyEntry } from "../catalogue/model";
import { first, isObject, select, type Found, shown } from "../value";
import type { Estate } from "./estate";
import { ebsDefault } from "./ebs-default";
import { statedOf } from "./enclosing";
import type { Key, Place, Resource } from "./model";

const GOOGLE_KEY = /^projects\/([^/]+)\/locations\/([^/]+)\/keyRings\/[^/]+\/cryptoKeys\/[^/]+/;

/** The keys under which a resource's data lies: its own first, then its replicas'. */
export function keysOf(resource: Resource, estate: Estate): Key[] {
  const entry = entryOf(resource.type);
  if (entry?.kind !== "data" || !entry.key) return [];
  const { paths, makes } = entry.key;
  const replicas = paths.slice(1).flatMap((path) => eachKey(resource, path, entry.key as KeyEntry, estate));
  const made = makes !== undefined && (makes.unless === undefined || first(resource.values, makes.unless) === undefined);
  if (!entry.holdsData && !made && first(resource.values, paths[0] as string) === undefined) return replicas;
  return [...ownKeys(resource, entry.key, estate), ...replicas];
}

/** Blocks that repeat may each name another key, so that all are read. */
function ownKeys(resource: Resource, entry: KeyEntry, estate: Estate): Key[] {
  const path = entry.paths[0];
  const off = whereOff(resource, entry, estate);
  if (off) return [off];
  return path !== undefined && select(resource.values, path).length > 0
    ? eachKey(resource, path, entry, estate)
    : [withoutKey(resource, entry, estate)];
}

function whereOff(resource: Resource, entry: KeyEntry, estate: Estate): Key | undefined {
  if (entry.onlyIf) {
    const on = first(resource.values, entry.onlyIf);
    if (on === undefined && statedOf(entry.inherits, resource)) return undefined;
    const resolved = estate.resolver.resolve(on, resource.stack);
    if (on !== undefined && resolved.kind !== "value") return unresolved(entry.onlyIf, `${entry.onlyIf} is not known`);
    if (on === undefined || (resolved.kind === "value" && resolved.value !== true))
      return absent(entry.without === "provider" && entry.onlyIf.includes("[]") ? "provider" : "none", entry.onlyIf);
  }
  return undefined;
}

/** Under which key it lies when it names none itself. */
function withoutKey(resource: Resource, entry: KeyEntry, estate: Estate): Key {
  const path = entry.paths[0];
  if (entry.satellite) return satelliteKey(resource, entry, estate);
  const inherited = statedOf(entry.inherits, resource);
  if (inherited) {
    const { attribute, type, by } = inherited;
    const enclosing = estate.resolver.resolve(first(resource.values, attribute), resource.stack);
    const named =
      enclosing.kind === "resource"
        ? enclosing.resource
        : estate.resolver.byName(resource.stack, type, by, enclosing.kind === "value" ? shown(enclosing.value) : undefined);
    if (named) return { ...(keysOf(named, estate)[0] ?? absent("provider", attribute)), attribute: path ?? attribute };
    return unresolved(path ?? attribute, `it lies under the key of its ${attribute}, which is in none of the inputs`);
  }
  if (path === undefined) return { ...absent(entry.without, ""), why: "its service takes no key of a customer" };
  const standing = entry.without === "ebs-default" ? ebsDefault(resource, estate) : undefined;
  const set = standing && keysOf(standing, estate)[0];
  return set ? { ...set, attribute: path } : absent(entry.without, path);
}

/** S3 keeps a bucket's encryption in a resource of its own; one whose bucket is not known may be this bucket's. */
function satelliteKey(resource: Resource, entry: KeyEntry, estate: Estate): Key {
  const { type, by, paths, of } = entry.satellite as NonNullable<KeyEntry["satellite"]>;
  const path = paths[0] as string;
  const own = estate.satellites(type, by).of(resource, of);
  if (own === undefined) return unresolved(path, `an ${type} names something that is not known`);
  const keys = own.flatMap((satellite) =>
    select(usesNoKey(satellite, estate) ? {} : satellite.values, path).map((each): Key => ({
      ...keyAt(each, satellite, estate),
      attribute: `${satellite.address}.${each.path}`,
    })),
  );
  const [first] = keys;
  if (first === undefined) return absent(entry.without, path);
  return keys.every(({ holder, kind }) => holder === first.holder && kind === first.kind)
    ? first
    : unresolved(first.attribute, `several of ${type} name different keys for it`);
}

/** The keys that a resource names at these paths, for others or for itself. */
export function keysNamed(resource: Resource, paths: readonly string[], estate: Estate): Key[] {
  const found = paths.flatMap((path) => (usesNoKey(resource, estate) ? [] : select(resource.values, path)));
  return found.length === 0 ? [absent("provider", paths[0] ?? "")] : found.map((each) => keyAt(each, resource, estate));
}

/** Under SSE-S3 a bucket's objects are under Amazon's key, whatever key the rule names beside it (Amazon S3 API, ServerSideEncryptionByDefault). */
function usesNoKey(satellite: Resource, estate: Estate): boolean {
  const algorithm = first(satellite.values, "rule[].apply_server_side_encryption_by_default[].sse_algorithm");
  return algorithm !== undefined && estate.resolver.text(algorithm, satellite.stack) === "AES256";
}

/**
 * The key of each block that may name one: one that names none lies under the cloud's own, or is left to where it writes. Of what makes
 * stores, each outermost block is one.
 */
function eachKey(resource: Resource, path: string, entry: KeyEntry, estate: Estate): Key[] {
  const outermost = path.indexOf("[].");
  const at = entry.makes && outermost >= 0 ? outermost + 2 : path.lastIndexOf(".");
  // Beside the store's own, for a copy or a part that need not be there.
  if (at < 0) return select(resource.values, path).map((found) => keyAt(found, resource, estate));
  const name = path.slice(at + 1);
  return select(resource.values, path.slice(0, at)).flatMap((block) => {
    if (!isObject(block.value)) return [unresolved(block.path, "its blocks are not known")];
    const found = select(block.value, name);
    if (found.length > 0) return found.map(({ path: inner, value }) => keyAt({ path: `${block.path}.${inner}`, value }, resource, estate));
    return entry.without === "destination" || entry.sent?.includes(path) ? [] : [absent(entry.without, `${block.path}.${name}`)];
  });
}

const unresolved = (attribute: string, why: string): Key => ({ kind: "unresolved", id: null, holder: "unresolved", why, attribute });

function absent(without: KeyEntry["without"], attribute: string): Key {
  if (without === "account-default" || without === "ebs-default")
    return unresolved(attribute, "it names no key, and the account's default decides");
  if (without === "none") return { kind: "none", id: null, holder: "other", why: "it is encrypted under no key of a customer", attribute };
  return { kind: "provider", id: null, holder: "other", why: "it names no key, so the cloud's own encrypts it", attribute };
}

function keyAt(found: Found, resource: Resource, estate: Estate, depth = 0): Key {
  const resolved = estate.resolver.resolve(found.value, resource.stack);
  if (resolved.kind === "unresolved") return unresolved(found.path, `its key is not known: ${resolved.reason}`);
  if (resolved.kind === "value")
    return typeof resolved.value === "string"
      ? named(resolved.value, found.path, resource, estate)
      : unresolved(found.path, "its key is no name");
  const { resource: referent } = resolved;
  const entry = entryOf(referent.type);
  if (entry?.kind === "data" && entry.isKey && referent.mode === "managed")
    return { ...held(`${referent.stack.name}:${referent.address}`, estate.placeOf(referent), found.path, estate), resource: referent };
  const target = referent.type === "aws_kms_alias" ? first(referent.values, "target_key_id") : undefined;
  if (target !== undefined && depth < 2) return keyAt({ path: found.path, value: target }, referent, estate, depth + 1);
  return unresolved(found.path, `its key is ${referent.address}.${resolved.attribute}, which does not say in which account the key lies`);
}

/** A key's ARN, alias or resource name, as the services take them (AWS KMS, key identifiers; Cloud KMS, resource names). */
function named(text: string, attribute: string, resource: Resource, estate: Estate): Key {
  if (/(^|:)alias\/aws\//.test(text))
    return { kind: "provider", id: text, holder: "other", why: `${text} is the cloud's own key`, attribute };
  const place = estate.placeOfKey(text);
  if (place) return held(text, place, attribute, estate);
  const own = estate.placeOf(resource);
  const google = GOOGLE_KEY.exec(text);
  if (google) return held(text, estate.placeAt("google", google[2] as string, google[1] as string, "the key's name"), attribute, estate);
  if (own.cloud === "aws" && /^(alias\/[\w/-]+|mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.test(text))
    return held(text, own, attribute, estate);
  return unresolved(attribute, "its key is no name of a key");
}

function held(id: string, place: Place, attribute: string, estate: Estate): Key {
  if (place.account === null)
    return { kind: "customer", id, holder: "unresolved", why: "the account of its key is not known", attribute, place };
  const account = place.cloud === null ? undefined : estate.account(place.cloud, place.account);
  const holder = account?.owner === "custodian" && account.holdsKeys ? "custodian" : "other";
  return { kind: "customer", id, holder, why: `its key lies in ${describe(place.account, account)}`, attribute, place };
}

/** The key as a finding's offending value. A plan alone has no stack name but its file's, and files are renamed. */
export const offending = ({ id, kind, why, resource }: Key): string =>
  resource && !resource.stack.source ? resource.address : (id ?? (kind === "unresolved" ? why : kind));

export function describe(id: string, account: KnownAccount | undefined): string {
  if (!account) return `account ${id}, which the program does not know`;
  return `the ${account.owner}'s account ${id}${account.owner === "custodian" && !account.holdsKeys ? ", which holds no keys" : ""}`;
}
