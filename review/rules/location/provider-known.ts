import { get, isObject, list, object, select, textOf, type Json, type ValueObject } from "../../value";
import { again } from "../../again";
import type { Facts } from "../../facts/facts";
import type { Stack } from "../../facts/model";
import { planProviders } from "../../facts/providers";
import { labelled } from "../../facts/source";
import { between } from "./between";
import { breach, met, unknown, type StackRule, type Verdict } from "../rule";

/** Who publishes the providers that the catalogue knows (registry.terraform.io, registry.opentofu.org). */
const MAKERS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    ["aws", "google", "google-beta", "azurerm", "random", "time", "tls", "null", "template", "local", "archive", "external", "http"].map(
      (name) => [name, ["hashicorp", "opentofu"]],
    ),
  ),
  oci: ["oracle", "hashicorp"],
};
const REGISTRIES = ["registry.terraform.io", "registry.opentofu.org", "terraform.io"];

/** A provider as something names it; `makes`, where that is a resource whose type begins with the name. */
interface Stated {
  readonly name: string;
  readonly source: string;
  readonly makes?: boolean;
}

const prefixOf = again((type: string) => type.split("_")[0] ?? "");

export const providerKnown: StackRule = {
  id: "LOCATION-11",
  claim: "location",
  subject: "stack",
  title: "Each provider is its maker's, and talks to the cloud itself.",
  why: "A provider is a program that runs with the deployer's credentials, and an endpoint is where it sends what it writes: under a known name another one may do and send anything (Terraform, provider requirements; the providers' documentation, custom endpoints).",
  fix: "Name the maker's source, such as hashicorp/aws, leave endpoints to the provider, and give it credentials by the deployer's environment.",
  judge: (stack, facts) => {
    const found = [...sources(stack, facts), ...ways(stack, facts)];
    return found.length > 0 ? found : [met()];
  },
};

function sources(stack: Stack, { scope }: Facts): Verdict[] {
  const classified = new Set((scope.classified ?? []).map(({ type }) => prefixOf(type)));
  return unique(
    [...ofSource(stack), ...ofPlan(stack)].flatMap(({ name, source, makes }): Verdict[] => {
      if (source === "") return [];
      // A fork under another name makes the same types of resources.
      const own = source.toLowerCase().split("/").at(-1) ?? "";
      const of = Object.hasOwn(MAKERS, name) && !(makes && own === `${name}-beta`) ? name : own;
      const makers = Object.hasOwn(MAKERS, of) ? MAKERS[of] : undefined;
      const more = { address: `terraform.required_providers.${name}`, value: source, expected: `${makers?.[0] ?? "hashicorp"}/${of}` };
      if (isMakers(source, of, makers ?? ["hashicorp", "opentofu", "builtin"])) return [];
      if (makers) return [breach(makes ? `its resources are made by ${source}` : `the provider ${name} comes from ${source}`, more)];
      return classified.has(name)
        ? []
        : [
            unknown(
              `the provider ${name} comes from ${source}, which is in no table: it may do anything with the deployer's credentials`,
              more,
            ),
          ];
    }),
  );
}

/** What source and plan say alike is said once. */
const unique = (verdicts: readonly Verdict[]): Verdict[] => [...new Map(verdicts.map((each) => [JSON.stringify(each), each])).values()];

/** A source is `NAME`, `MAKER/NAME` or `REGISTRY/MAKER/NAME`; a missing part is the registry's and HashiCorp's. */
function isMakers(source: string, name: string, makers: readonly string[]): boolean {
  const parts = source.toLowerCase().split("/");
  const [registry = "registry.terraform.io", maker = "hashicorp", own] = [...Array<undefined>(Math.max(0, 3 - parts.length)), ...parts];
  return parts.length <= 3 && REGISTRIES.includes(registry) && makers.includes(maker) && own === name;
}

function ofSource(stack: Stack): Stated[] {
  const required = select(stack.source, "terraform[].required_providers[]").flatMap(({ value }) =>
    isObject(value) ? Object.entries(value) : [],
  );
  return required.flatMap(([name, body]) => {
    const source = isObject(body) ? get(body as ValueObject, "source") : undefined;
    return typeof source === "string" ? [{ name, source }] : [];
  });
}

/** The configuration's own providers, and those that each type of resource is made by. */
function ofPlan(stack: Stack): Stated[] {
  const configured = Object.values(stack.configuration?.providers ?? {}).map((body) => {
    const provider = object(body as Json);
    return { name: textOf(get(provider, "name")), source: textOf(get(provider, "full_name")) };
  });
  const making = new Map<string, Set<string>>();
  for (const change of list<Json>(get(stack.plan?.json, "resource_changes") as Json[])) {
    const { type, provider_name } = object(change);
    const [name, source] = [prefixOf(textOf(type)), textOf(provider_name)];
    const of = making.get(name) ?? new Set<string>();
    making.set(name, of.add(source));
  }
  return [...configured, ...[...making].flatMap(([name, sources]) => [...sources].map((source) => ({ name, source, makes: true })))];
}

/** Each provider's settings: as the source writes them, and as the plan was made with. */
function settings(stack: Stack): readonly (readonly [name: string, body: ValueObject])[] {
  const written = labelled(get(stack.source, "provider")).flatMap(([name, body]) =>
    isObject(body) ? [[name, body as ValueObject] as const] : [],
  );
  const planned = stack.configuration ? planProviders(stack.configuration) : [];
  return [...written, ...planned.map(({ key, values }) => [key, values] as const)];
}

const ways = (stack: Stack, facts: Facts): Verdict[] =>
  unique(
    settings(stack).flatMap(([name, values]) => between({ who: `provider ${name}`, address: `provider.${name}`, values }, stack, facts)),
  );
