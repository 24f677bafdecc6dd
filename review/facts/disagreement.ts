import { get, isObject, list, object, textOf, type Json, type JsonObject, type Value } from "../value";
import { pinsOf } from "./derived";
import type { Provider, Stack } from "./model";
import { planProviders, sourceProviders } from "./providers";

type Text = (value: Value | undefined) => string | undefined;

/** Something that a plan's configuration says otherwise than the source that lies beside it. */
export interface Disagreement {
  readonly address: string;
  readonly attribute: string;
}

/** A source beside a plan is believed where the plan is silent, and must be the one that the plan was made from. */
export function disagreements(stack: Stack, text: Text): Disagreement[] {
  if (!stack.source || !stack.configuration) return [];
  const found = [...ofProviders(stack, text)];
  for (const { address, mode, source, written } of stack.resources)
    if (mode === "managed" && source && written) for (const attribute of differing(source, written)) found.push({ address, attribute });
  return found;
}

function* ofProviders({ source = {}, configuration }: Stack, text: Text): Generator<Disagreement> {
  const stated = new Map(sourceProviders(source).map((provider) => [provider.key, provider]));
  for (const planned of configuration ? planProviders(configuration) : []) {
    if (planned.key.includes(":")) continue;
    const own = stated.get(planned.key);
    const address = `provider.${planned.key}`;
    if (!own) {
      // Terraform writes an empty one for a provider that nothing configures.
      if (Object.keys(planned.values).length > 0) yield { address, attribute: "alias" };
      continue;
    }
    for (const attribute of ["region", "project"]) {
      const [ours, theirs] = [text(get(own.values, attribute)), text(get(planned.values, attribute))];
      if (ours !== theirs && ours !== undefined && (theirs !== undefined || get(planned.values, attribute) === undefined))
        yield { address, attribute };
    }
    if (pins(own, text) !== pins(planned, text)) yield { address, attribute: "allowed_account_ids" };
    for (const attribute of ["assume_role", "assume_role_with_web_identity"])
      if (roles(own, attribute, text).join() !== roles(planned, attribute, text).join()) yield { address, attribute };
  }
}

const pins = (provider: Provider, text: Text) => pinsOf(provider, text)?.join();

const roles = ({ values }: Provider, attribute: string, text: Text) =>
  list<Value>(get(values, attribute) as Value[]).map((role) => (isObject(role) ? text(get(role, "role_arn")) : undefined));

/** Constants of both, as texts; what a function or a template makes of one is not shown. */
function differing(source: { [key: string]: Value }, written: JsonObject): string[] {
  return Object.keys(written).filter((attribute) => {
    const expression = object(get(written, attribute) as Json);
    const theirs = get(expression, "constant_value");
    if (typeof theirs !== "string" || get(expression, "references") !== undefined || /[$%]\{/.test(theirs)) return false;
    const ours = get(source, attribute);
    return ours === undefined || (typeof ours === "string" && ours !== textOf(theirs));
  });
}
