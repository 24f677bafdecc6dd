import type { Cloud } from "../../config/region";
import { again } from "../again";
import { parseArn } from "../arn";
import { entryOf } from "../catalogue/catalogue";
import { get, isObject, list, object, textOf, Unknown, type Json, type JsonObject, type Value, type ValueObject } from "../value";
import { stateResources, type PlanConfiguration } from "./configuration";
import { labelled, parseSource } from "./source";
import type { Provider } from "./model";

const CLOUD_OF: ReadonlyMap<string, Cloud> = new Map([
  ["aws", "aws"],
  ["google", "google"],
  ["google-beta", "google"],
  ["oci", "oracle"],
  ["azurerm", "azure"],
]);

/** Which cloud a resource type belongs to; undefined for random, null, tls and their like. */
export const cloudOf = again((type: string): Cloud | undefined => CLOUD_OF.get(type.slice(0, type.indexOf("_"))));

/** Providers of a synthesized source: `provider.aws` is one block or a list of them, told apart by alias. */
export function sourceProviders(source: ValueObject): Provider[] {
  return labelled(get(source, "provider")).flatMap(([name, body]) => {
    const cloud = CLOUD_OF.get(name);
    if (!cloud || !isObject(body)) return [];
    const values = body as ValueObject;
    const alias = get(values, "alias");
    return [{ key: typeof alias === "string" ? `${name}.${alias}` : name, cloud, values }];
  });
}

/** Providers of a plan's configuration: only constants are believed, since an expression's functions are not shown. */
export function planProviders(configuration: PlanConfiguration): Provider[] {
  const all = Object.entries(configuration.providers).flatMap(([key, body]) => {
    const cloud = CLOUD_OF.get(textOf(get(object(body), "name")));
    const values = constants(get(object(body), "expressions"));
    return cloud ? [{ key: planKey(key, object(body)), cloud, values: isObject(values) ? (values as ValueObject) : {} }] : [];
  });
  return all.map((provider) => ({ ...provider, values: inherited(provider, all, configuration) ?? provider.values }));
}

/**
 * A module between that has no resources of a provider hides from whom one below takes it. Whatever is repeated, or waits for something,
 * configures none, nor does anything below (Terraform, providers within modules): where the root has the default one alone, it is that.
 */
function inherited(provider: Provider, all: readonly Provider[], configuration: PlanConfiguration): ValueObject | undefined {
  const colon = provider.key.lastIndexOf(":");
  if (colon < 0 || Object.keys(provider.values).length > 0) return undefined;
  const root = all.find(({ key }) => key === provider.key.slice(colon + 1));
  const others = all.some(
    (each) => each !== root && each.cloud === provider.cloud && (Object.keys(each.values).length > 0 || isRoots(each)),
  );
  return configuration.module(`${provider.key.slice(0, colon)}.`)?.configuresNothing && !others ? root?.values : undefined;
}

const isRoots = ({ key }: Provider) => !key.includes(":");

/** `aws.west` where the key is the root module's, as in the source; opaque where a module made it. */
function planKey(key: string, body: JsonObject): string {
  const alias = get(body, "alias");
  return key.includes(":") || typeof alias !== "string" ? key : `${textOf(get(body, "name"))}.${alias}`;
}

function constants(expressions: Json | undefined): Value {
  if (Array.isArray(expressions)) return expressions.map(constants);
  if (!isObject(expressions)) return null;
  const body = expressions as JsonObject;
  const references = get(body, "references");
  // From a JSON configuration terraform 1.11 writes the unevaluated text as a constant, `${var.region}`, beside its references.
  if (Object.hasOwn(body, "constant_value") && references === undefined) return parseSource(body["constant_value"] ?? null);
  if (Array.isArray(references) || Object.keys(body).length === 0)
    return new Unknown(`an expression of ${list<Json>(references as Json[]).join(", ") || "functions"}, which a plan does not show`);
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, constants(value)]));
}

/** Adds what the plan itself shows under each provider: the region probe, whose credentials they were, and a resource whose ARN is known. */
export function withEvidence(providers: readonly Provider[], plan: JsonObject, configuration: PlanConfiguration): Provider[] {
  const probes = new Map<string, Set<string>>();
  const identities = new Map<string, Set<string>>();
  for (const seen of stateResources(get(plan, "prior_state"))) {
    const type = get(seen, "type");
    if (get(seen, "mode") !== "data" || (type !== "aws_region" && type !== "aws_caller_identity")) continue;
    const written = configuration.resource(textOf(get(seen, "address"))) ?? {};
    const key = get(written, "provider_config_key");
    // A probe that sets its own `region` (aws 6) reports that one, not its provider's.
    if (typeof key !== "string" || !isAbsent(get(object(get(written, "expressions")), "region"))) continue;
    const values = object(get(seen, "values"));
    const names = type === "aws_region" ? ["region", "name", "id"] : ["account_id"];
    const [value] = names.map((name) => get(values, name)).filter((each) => typeof each === "string");
    const into = type === "aws_region" ? probes : identities;
    if (value !== undefined) into.set(key, (into.get(key) ?? new Set<string>()).add(value as string));
  }
  const siblings = siblingsOf(plan, configuration);
  const sole = (values: ReadonlySet<string> | undefined) => (values?.size === 1 ? [...values][0] : undefined);
  return providers.map((provider) => ({
    ...provider,
    probe: sole(probes.get(provider.key)),
    identity: sole(identities.get(provider.key)),
    sibling: siblings.get(provider.key) ?? undefined,
  }));
}

/** For each provider a resource that stands already and says where, unless two of them disagree. */
function siblingsOf(plan: JsonObject, configuration: PlanConfiguration): Map<string, Provider["sibling"] | null> {
  const found = new Map<string, Provider["sibling"] | null>();
  for (const change of list<Json>(get(plan, "resource_changes") as Json[]).map(object)) {
    const delta = object(get(change, "change"));
    // Only of what stands already is an ARN reported; one that the configuration sets is another's.
    const arn = get(delta, "before") === null ? undefined : get(object(get(delta, "after")), "arn");
    const region = typeof arn === "string" ? parseArn(arn)?.region : undefined;
    if (!region || entryOf(textOf(get(change, "type")))?.global) continue;
    const written = configuration.resource(textOf(get(change, "address")));
    const key = written && get(written, "provider_config_key");
    const set = object(get(written, "expressions"));
    if (typeof key !== "string" || !isAbsent(get(set, "region")) || !isAbsent(get(set, "arn"))) continue;
    const known = found.get(key);
    if (known === undefined) found.set(key, { address: textOf(get(change, "address")), region });
    else if (known && known.region !== region) found.set(key, null);
  }
  return found;
}

const isAbsent = (json: Json | undefined) => json === undefined || json === null;
