import { RingfenceError } from "../../config/errors";
import { parseArn } from "../arn";
import { moduleOf, parseAddress, type Address } from "../address";
import { NO_ADDRESS } from "../errors";
import { Expression } from "../expression";
import { get, isObject, list, object, textOf, type Json, type JsonObject, type ValueObject } from "../value";
import { PlanConfiguration, stateResources } from "./configuration";
import type { Joined } from "./join";
import { configurationOf, merge } from "./merge";
import type { Action, Provider, Resource, Stack } from "./model";
import { cloudOf, planProviders, sourceProviders, withEvidence } from "./providers";
import { blocksOf, type SourceBlock } from "./source";

/** A joined source and plan as one stack. */
export function stackOf({ name, synth, plan, source, besides }: Joined): Stack {
  const configuration = plan && new PlanConfiguration(plan.json);
  const planned = configuration ? planProviders(configuration) : [];
  // A source shows the root's providers; those that a module configures stand in the plan alone.
  const stated = source ? [...sourceProviders(source), ...planned.filter(({ key }) => key.includes(":"))] : planned;
  const providers = plan && configuration ? withEvidence(stated, plan.json, configuration) : stated;
  const resources: Resource[] = [];
  const stack: Stack = { name, synth, plan, source, besides, configuration, providers, resources };
  const blocks = new Map((source ? blocksOf(source) : []).map((block) => [addressOf(block), block]));
  const covered = new Set<string>();
  const types = new Map<string, string>();
  for (const change of plan ? list<Json>(get(plan.json, "resource_changes") as Json[]).map(object) : []) {
    const resource = planResource(stack, change, configuration as PlanConfiguration, blocks, types);
    if (blocks.size > 0 && resource.module === "")
      covered.add(`${resource.mode === "data" ? "data." : ""}${resource.type}.${resource.name}`);
    resources.push(resource);
  }
  const read = new Map((plan ? stateResources(get(plan.json, "prior_state")) : []).map((seen) => [textOf(get(seen, "address")), seen]));
  for (const [address, block] of blocks)
    if (!covered.has(address) && !(plan && mayBeNone(block)))
      resources.push(sourceResource(stack, address, block, block.mode === "data" ? read.get(address) : undefined));
  return stack;
}

/** Of what is repeated the plan shows each; of what it does not show there is none. */
const mayBeNone = ({ mode, values }: SourceBlock) =>
  mode === "managed" && ["count", "for_each"].some((name) => get(values, name) instanceof Expression);

function addressOf(block: SourceBlock): string {
  return `${block.mode === "data" ? "data." : ""}${block.type}.${block.name}`;
}

/** `seen`: what a data source read before the plan was made; such a one has no entry among the changes. */
function sourceResource(stack: Stack, address: string, block: SourceBlock, seen?: JsonObject): Resource {
  const known =
    seen &&
    (merge({
      known: get(seen, "values"),
      unknown: undefined,
      sensitive: get(seen, "sensitive_values"),
      configuration: undefined,
      source: undefined,
      configured: true,
    }) as ValueObject);
  const { mode, type, name, constructPath } = block;
  return {
    stack,
    address,
    module: "",
    mode,
    type,
    name,
    constructPath,
    action: "none",
    values: known ?? block.values,
    source: block.values,
    provider: sourceProvider(stack, block),
    provisioned: get(block.values, "provisioner") !== undefined,
  };
}

function sourceProvider(stack: Stack, block: SourceBlock): Provider | undefined {
  const named = get(block.values, "provider");
  const key = named instanceof Expression ? named.sole?.text : named;
  const name = block.type.slice(0, block.type.indexOf("_"));
  return stack.providers.find((provider) => provider.key === (typeof key === "string" ? key : name));
}

function planResource(
  stack: Stack,
  change: JsonObject,
  configuration: PlanConfiguration,
  blocks: ReadonlyMap<string, SourceBlock>,
  types: Map<string, string>,
): Resource {
  const address = textOf(get(change, "address"));
  const parsed = parseAddress(address, stack.plan?.path);
  agree(change, parsed, stack);
  const block =
    parsed.modules.length === 0 ? blocks.get(`${parsed.mode === "data" ? "data." : ""}${parsed.type}.${parsed.name}`) : undefined;
  const written = configuration.resource(address);
  const module = moduleOf(address);
  const delta = object(get(change, "change"));
  const action = actionOf(get(delta, "actions"));
  const gone = action === "delete" || action === "forget";
  const values = merge({
    known: get(delta, gone ? "before" : "after"),
    unknown: gone ? undefined : get(delta, "after_unknown"),
    sensitive: get(delta, gone ? "before_sensitive" : "after_sensitive"),
    configuration: configurationOf(written),
    source: block?.values,
    configured: block !== undefined || written !== undefined,
    module,
  }) as ValueObject | null;
  return {
    stack,
    address: typeof get(change, "deposed") === "string" ? `${address} (deposed ${textOf(get(change, "deposed"))})` : address,
    module,
    mode: parsed.mode,
    type: shared(parsed.type, types),
    name: parsed.name,
    constructPath: block?.constructPath,
    action,
    values: values ?? {},
    source: block?.values,
    written: written && object(get(written, "expressions")),
    provider: block ? sourceProvider(stack, block) : planProvider(stack, written, parsed.type),
    generated: typeof get(delta, "generated_config") === "string",
    mistaken: isMistaken(action, delta),
    imported: importedFrom(get(delta, "importing")),
    provisioned: get(block?.values, "provisioner") !== undefined || list<Json>(get(written, "provisioners") as Json[]).length > 0,
  };
}

/** What is deleted is nothing afterwards, and only that; what is made was nothing before. */
function isMistaken(action: Action, delta: JsonObject): boolean {
  const [before, after] = [delta["before"] ?? null, delta["after"] ?? null];
  return action === "delete" || action === "forget" ? after !== null : after === null || (action === "create" && before !== null);
}

/** By an ARN, by an id with its region behind it (aws 6), or by an identity (Terraform 1.12). */
function importedFrom(importing: Json | undefined): Resource["imported"] {
  if (!isObject(importing)) return undefined;
  const id = textOf(get(object(importing), "id"));
  const identity = object(get(object(importing), "identity"));
  const arn = parseArn(id || textOf(get(identity, "arn")));
  return {
    account: arn?.account || textOf(get(identity, "account_id")) || undefined,
    region: arn?.region || /@([a-z]{2}(?:-[a-z]+)+-\d+)$/.exec(id)?.[1] || textOf(get(identity, "region")) || undefined,
  };
}

/** Most of what is asked of a resource is asked of its type: in one text for all of a type, every table finds it at once. */
function shared(type: string, types: Map<string, string>): string {
  const known = types.get(type);
  if (known !== undefined) return known;
  types.set(type, type);
  return type;
}

/** A resource under the address of another type would be judged as what it is not. */
function agree(change: JsonObject, parsed: Address, stack: Stack): void {
  for (const part of ["type", "mode"] as const) {
    const stated = get(change, part);
    if (stated === undefined || stated === parsed[part]) continue;
    throw new RingfenceError(NO_ADDRESS, {
      at: `${stack.plan?.path ?? ""} ${textOf(get(change, "address")).slice(0, 200)}`,
      given: `the ${part} ${JSON.stringify(stated).slice(0, 80)}`,
      expected: parsed[part],
      fix: "Review what `terraform show -json` wrote, unedited.",
    });
  }
}

/** Before Terraform 0.13 (format 0.1), and for resources that leave, the configuration names no provider: then it is not guessed unless there is one. */
function planProvider(stack: Stack, written: JsonObject | undefined, type: string): Provider | undefined {
  const key = written && get(written, "provider_config_key");
  const found = stack.providers.find((provider) => provider.key === key && provider.cloud === cloudOf(type));
  if (found || typeof key === "string") return found;
  const prefix = type.slice(0, type.indexOf("_"));
  const same = stack.providers.filter((provider) => provider.key === prefix || provider.key.startsWith(`${prefix}.`));
  return same.length === 1 ? same[0] : undefined;
}

const ACTIONS: Readonly<Record<string, Action>> = {
  create: "create",
  read: "read",
  update: "update",
  delete: "delete",
  "no-op": "no-op",
  forget: "forget",
  "delete,create": "replace",
  "create,delete": "replace",
  "create,forget": "replace",
};

/** OpenTofu's `open` and whatever comes next are unknown, and unknown blocks. */
function actionOf(actions: Json | undefined): Action {
  const key = list<Json>(actions as Json[])
    .map(textOf)
    .join(",");
  return Object.hasOwn(ACTIONS, key) ? (ACTIONS[key] as Action) : "unknown";
}
