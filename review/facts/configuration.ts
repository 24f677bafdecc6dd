import { configAddress, parseAddress } from "../address";
import { get, list, object, type Json, type JsonObject } from "../value";

/** One module as the plan's `configuration` writes it, with the call that made it. */
export interface ConfiguredModule {
  readonly body: JsonObject;
  /** The call's own block, in the module above; undefined for the root. */
  readonly call?: JsonObject;
  /** Do a count or a for_each say how often it stands, here or above? */
  readonly repeated: boolean;
  /** Is it repeated or does it wait for something, here or above? Then it may hold no provider's settings. */
  readonly configuresNothing: boolean;
}

const repeats = (block: JsonObject | undefined): boolean =>
  get(block, "count_expression") !== undefined || get(block, "for_each_expression") !== undefined;

/** The `configuration` part of a plan: what was written, by module. Read once, so that each question is one look. */
export class PlanConfiguration {
  readonly providers: JsonObject;
  private readonly resources = new Map<string, JsonObject>();
  private readonly modules = new Map<string, ConfiguredModule>();
  /** Every data source, in every module; `repeated` where a count or a for_each on its way may come to none. */
  readonly dataSources: { readonly address: string; readonly body: JsonObject; readonly repeated: boolean }[] = [];
  /** Addresses of managed resources that stand exactly once. */
  readonly once: string[] = [];
  private readonly root: JsonObject;

  constructor(plan: JsonObject) {
    const configuration = object(get(plan, "configuration"));
    this.root = object(get(configuration, "root_module"));
    this.providers = object(get(configuration, "provider_config"));
    this.index(this.root, "", { call: undefined, repeated: false, configuresNothing: false });
  }

  private index(body: JsonObject, prefix: string, module: Omit<ConfiguredModule, "body">): void {
    const { repeated } = module;
    this.modules.set(prefix, { body, ...module });
    for (const resource of list<Json>(get(body, "resources") as Json[])) {
      const written = object(resource);
      const address = get(written, "address");
      if (typeof address !== "string") continue;
      this.resources.set(prefix + address, written);
      if (get(written, "mode") === "managed" && !repeated && !repeats(written)) this.once.push(prefix + address);
      if (get(written, "mode") === "data" || address.startsWith("data."))
        this.dataSources.push({ address: prefix + address, body: written, repeated: repeated || repeats(written) });
    }
    for (const [name, child] of Object.entries(object(get(body, "module_calls")))) {
      const call = object(child);
      this.index(object(get(call, "module")), `${prefix}module.${name}.`, {
        call,
        repeated: repeated || repeats(call),
        configuresNothing: module.configuresNothing || repeats(call) || get(call, "depends_on") !== undefined,
      });
    }
  }

  /** The configuration of a resource, found without instance keys; undefined in a module that is not shown. */
  resource(address: string): JsonObject | undefined {
    return this.resources.get(address) ?? (/[[]/.test(address) ? this.resources.get(configAddress(parseAddress(address))) : undefined);
  }

  /** A module by the names on its path, `module.a.module.b.`; the empty path is the root. */
  module(path: string): ConfiguredModule | undefined {
    return this.modules.get(path);
  }

  /** Every address that the root module writes, for finding the source that a plan was made from. */
  rootAddresses(): string[] {
    return list<Json>(get(this.root, "resources") as Json[])
      .map((resource) => get(object(resource), "address"))
      .filter((address): address is string => typeof address === "string");
  }
}

/** Resources in a state's values, modules included: where a plan keeps what its data sources read. */
export function stateResources(state: Json | undefined): JsonObject[] {
  const found: JsonObject[] = [];
  const waiting = [object(get(object(get(object(state), "values")), "root_module"))];
  for (let module = waiting.pop(); module; module = waiting.pop()) {
    for (const resource of list<Json>(get(module, "resources") as Json[])) found.push(object(resource));
    for (const child of list<Json>(get(module, "child_modules") as Json[])) waiting.push(object(child));
  }
  return found;
}
