import type { Cloud } from "../../config/region";
import { get, isObject, list, object, Unknown, type Json, type JsonObject, type Value, type ValueObject } from "../value";
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
export function cloudOf(type: string): Cloud | undefined {
  return CLOUD_OF.get(type.slice(0, type.indexOf("_")));
}

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
  return Object.entries(configuration.providers).flatMap(([key, body]) => {
    const cloud = CLOUD_OF.get(String(get(object(body), "name")));
    const values = constants(get(object(body), "expressions"));
    return cloud ? [{ key: planKey(key, object(body)), cloud, values: isObject(values) ? (values as ValueObject) : {} }] : [];
  });
}

/** `aws.west` where the key is the root module's, as in the source; opaque where a module made it. */
function planKey(key: string, body: JsonObject): string {
  const alias = get(body, "alias");
  return key.includes(":") || typeof alias !== "string" ? key : `${String(get(body, "name"))}.${alias}`;
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

/** Adds what the plan's own data sources saw under each provider: the region probe, and whose credentials they were. */
export function withEvidence(providers: readonly Provider[], plan: JsonObject, configuration: PlanConfiguration): Provider[] {
  const seen = stateResources(get(plan, "prior_state"));
  const report = (key: string, type: string, attributes: readonly string[]): string | undefined => {
    const values = seen
      .filter((resource) => get(resource, "type") === type && get(resource, "mode") === "data")
      .filter(
        (resource) => !stringOf(get(object(get(configuration.resource(String(get(resource, "address"))) ?? {}, "expressions")), "region")),
      )
      .filter((resource) => get(configuration.resource(String(get(resource, "address"))) ?? {}, "provider_config_key") === key)
      .flatMap((resource) =>
        attributes
          .map((name) => get(object(get(resource, "values")), name))
          .filter((value) => typeof value === "string")
          .slice(0, 1),
      );
    const distinct = [...new Set(values)];
    return distinct.length === 1 ? (distinct[0] as string) : undefined;
  };
  return providers.map((provider) => ({
    ...provider,
    probe: report(provider.key, "aws_region", ["region", "name", "id"]),
    identity: report(provider.key, "aws_caller_identity", ["account_id"]),
  }));
}

/** A probe that sets its own `region` (aws 6) reports that one, not its provider's. */
function stringOf(expression: Json | undefined): boolean {
  return expression !== undefined && expression !== null;
}
