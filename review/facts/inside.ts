import { configAddress, parseAddress } from "../address";
import { get, isObject, list, object, textOf, type Json, type JsonObject } from "../value";
import { stateResources } from "./configuration";
import type { Resource, Stack } from "./model";
import type { Resolver } from "./resolve";

/** Something that one part of a plan says otherwise than another. */
export interface Contradiction {
  readonly address: string;
  readonly says: string;
  readonly attribute?: string;
}

/**
 * Each part of a plan says again what the others say (Terraform, JSON output format): what stands or is written is among the changes,
 * what changes is written, and an action goes with what is before and after. Where they differ somebody has edited the plan, or it is
 * one of a kind that does not show all.
 */
export function contradictions(stack: Stack, resolver: Resolver): Contradiction[] {
  const { plan, configuration } = stack;
  if (!plan || !configuration) return [];
  let once = 0;
  const unwritten: string[] = [];
  const found: Contradiction[] = [];
  for (const resource of stack.resources) {
    const { address, action, mode, written } = resource;
    if (mode === "data" || action === "none") continue;
    if (resource.mistaken) found.push({ address, says: `its action, ${action}, is not what it shows before and after` });
    if (action === "delete" || action === "forget") continue;
    if (written === undefined && resource.generated !== true) unwritten.push(address);
    if (written === undefined) continue;
    otherwise(resource, written, found);
    if (!address.includes("[")) once++;
  }
  return [
    // Most plans show all that they write: then there are as many, and none has to be looked for.
    ...left(stack, plan.json, once === configuration.once.length ? [] : configuration.once, resolver),
    ...gathered(unwritten, "is to stand, and is in no configuration of it"),
    ...gathered(twice(stack, resolver), "is among its changes twice"),
    ...found,
  ];
}

/** What is written, stands or is planned, and is not among the changes. A plan that says itself that it leaves something out is unknown already. */
function left(stack: Stack, plan: JsonObject, once: readonly string[], resolver: Resolver): Contradiction[] {
  if (get(plan, "complete") === false || get(plan, "errored") === true) return [];
  const missing = (addresses: readonly string[]) =>
    addresses.filter((address) => (resolver.find(stack, address)?.action ?? "none") === "none");
  const managed = (state: Json | undefined) =>
    stateResources(state)
      .filter((resource) => get(resource, "mode") === "managed")
      .map((resource) => textOf(get(resource, "address")));
  return [
    ...gathered(unseen(missing(once), stack), "is written, and is not among its changes"),
    ...gathered(unmoved(missing(managed(get(plan, "prior_state"))), plan), "stands, and is not among its changes"),
    ...gathered(missing(managed({ values: get(plan, "planned_values") ?? null })), "is planned, and is not among its changes"),
  ];
}

function twice(stack: Stack, resolver: Resolver): string[] {
  if (resolver.countOf(stack) === stack.resources.length) return [];
  return stack.resources.filter((resource) => resolver.find(stack, resource.address) !== resource).map(({ address }) => address);
}

/** Of a for_each without references the configuration shows nothing, only its instances do. */
function unseen(missing: readonly string[], { resources }: Stack): readonly string[] {
  if (missing.length === 0) return missing;
  const instances = resources.map(({ address }) => address).filter((address) => address.includes("["));
  const repeated = new Set(instances.map((address) => configAddress(parseAddress(address.replace(/ \(deposed \w+\)$/, "")))));
  return missing.filter((address) => !repeated.has(address));
}

/** What has moved, or left an object behind that is deposed, stands under another address. */
function unmoved(missing: readonly string[], plan: JsonObject): readonly string[] {
  if (missing.length === 0) return missing;
  const changes = list<Json>(get(plan, "resource_changes") as Json[]).map(object);
  const others = new Set(changes.flatMap((change) => [get(change, "previous_address"), get(change, "address")]));
  return missing.filter((address) => !others.has(address));
}

/** One for all, at the first of them. */
function gathered(addresses: readonly string[], says: string): Contradiction[] {
  const [address, ...more] = [...addresses].sort();
  if (address === undefined) return [];
  return [{ address, says: more.length === 0 ? `it ${says}` : `it ${says}, as are ${more.length} more` }];
}

/** Texts that providers hand back as they are written; of others they may make another spelling of the same. */
const AS_WRITTEN = ["region", "location", "project", "bucket", "kms_key_id", "kms_key_arn", "availability_zone"];

function otherwise({ address, values }: Resource, expressions: JsonObject, found: Contradiction[]): void {
  for (const attribute of AS_WRITTEN) {
    const expression = expressions[attribute];
    if (!isObject(expression)) continue;
    const { constant_value: written, references } = expression as JsonObject;
    const planned = get(values, attribute);
    if (typeof written !== "string" || typeof planned !== "string" || written === planned) continue;
    if (references !== undefined || /[$%]\{/.test(written) || spelled(attribute, written) === spelled(attribute, planned)) continue;
    // A key by its alias is handed back by its ARN.
    if (attribute.startsWith("kms_") && !(written.startsWith("arn:") && planned.startsWith("arn:"))) continue;
    found.push({ address, attribute, says: `its ${attribute} is planned otherwise than it is written` });
  }
}

/** Google takes `US` for `us`, and `projects/x` for `x`. */
function spelled(attribute: string, text: string): string {
  if (attribute === "project") return text.replace(/^projects\//, "");
  return attribute === "location" ? text.toLowerCase() : text;
}
