import { parseAddress } from "../address";
import { get, list, object, type Json, type JsonObject } from "../value";

/** The `configuration` part of a plan: what was written, by module. */
export class PlanConfiguration {
  private readonly root: JsonObject;
  readonly providers: JsonObject;

  constructor(plan: JsonObject) {
    const configuration = object(get(plan, "configuration"));
    this.root = object(get(configuration, "root_module"));
    this.providers = object(get(configuration, "provider_config"));
  }

  /** The configuration of a resource, found without instance keys; undefined in a module that is not shown. */
  resource(address: string): JsonObject | undefined {
    const parsed = parseAddress(address);
    let module: JsonObject = this.root;
    for (const step of parsed.modules) module = object(get(object(get(object(get(module, "module_calls")), step.name)), "module"));
    const wanted = `${parsed.mode === "data" ? "data." : ""}${parsed.type}.${parsed.name}`;
    return list<Json>(get(module, "resources") as Json[])
      .map(object)
      .find((resource) => get(resource, "address") === wanted);
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
  const walk = (module: JsonObject): JsonObject[] => [
    ...list<Json>(get(module, "resources") as Json[]).map(object),
    ...list<Json>(get(module, "child_modules") as Json[]).flatMap((child) => walk(object(child))),
  ];
  return walk(object(get(object(get(object(state), "values")), "root_module")));
}
