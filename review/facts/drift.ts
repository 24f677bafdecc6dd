import { moduleOf, parseAddress } from "../address";
import { get, list, object, textOf, type Json, type JsonObject, type ValueObject } from "../value";
import { merge } from "./merge";
import type { Resource, Stack } from "./model";

/** What terraform found to differ from what it made: the resource as it was left, and as it was found. */
export interface Drift {
  readonly address: string;
  readonly before: Resource;
  /** Undefined where it is gone. */
  readonly after?: Resource;
}

/**
 * What changed outside of terraform, as a plan's `resource_drift` shows it: `before` is the state that the last apply left,
 * `after` what the refresh found (Terraform, JSON output format). The resource's own change starts from the latter, and may put it
 * back; the data has been there all the same.
 */
export function driftOf(stack: Stack): Drift[] {
  const changes = list<Json>(get(stack.plan?.json, "resource_drift") as Json[]).map(object);
  if (changes.length === 0) return [];
  const known = new Map(stack.resources.map((resource) => [resource.address, resource]));
  return changes
    .filter((change) => get(change, "mode") !== "data" && get(change, "deposed") === undefined)
    .map((change) => drifted(change, known.get(textOf(get(change, "address"))), stack));
}

function drifted(change: JsonObject, planned: Resource | undefined, stack: Stack): Drift {
  const address = textOf(get(change, "address"));
  const { mode, type, name } = parseAddress(address);
  const delta = object(get(change, "change"));
  const base: Resource = planned ?? { stack, address, module: moduleOf(address), mode, type, name, action: "no-op", values: {} };
  const as = (known: Json | undefined, sensitive: Json | undefined): Resource => ({
    ...base,
    action: "no-op",
    values: merge({ known, unknown: undefined, sensitive, configuration: undefined, source: undefined, configured: true }) as ValueObject,
  });
  const after = get(delta, "after");
  return {
    address,
    before: as(get(delta, "before"), get(delta, "before_sensitive")),
    after: after === null || after === undefined ? undefined : as(after, get(delta, "after_sensitive")),
  };
}
