import type { Scope } from "../config/scope";
import { entryOf } from "./catalogue/catalogue";
import type { Resource } from "./facts/model";
import type { Destruction } from "./report/report";
import { first } from "./value";

/** What `prevent_destroy` covers, told of each store and key that is lost for good when it is destroyed; MIGRATION-02 judges it. */
export function destructionOf(resource: Resource, { optOuts }: Scope): Destruction | undefined {
  const entry = entryOf(resource.type);
  if (entry?.kind !== "data" || !entry.durable || resource.action === "delete" || resource.action === "forget") return undefined;
  return covered(resource, optOuts);
}

function covered({ source, constructPath }: Resource, optOuts: Scope["optOuts"]): Destruction {
  if (source === undefined) return "not shown by a plan alone";
  const prevents = first(source, "lifecycle[].prevent_destroy");
  if (prevents === true) return "prevented";
  if (optOuts.some(({ of }) => of === constructPath)) return "opted out";
  return prevents === undefined || prevents === false ? "not prevented" : "not known";
}
