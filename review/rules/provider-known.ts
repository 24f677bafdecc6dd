import { get, isAbsent, isObject, list, object, select, textOf, type Json, type Value, type ValueObject } from "../value";
import type { Facts } from "../facts/facts";
import type { Stack } from "../facts/model";
import { planProviders } from "../facts/providers";
import { labelled } from "../facts/source";
import { breach, met, unknown, type StackRule, type Verdict } from "./rule";

/** Who publishes the providers that the catalogue knows (registry.terraform.io, registry.opentofu.org). */
const MAKERS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    ["aws", "google", "google-beta", "azurerm", "random", "time", "tls", "null", "template", "local", "archive", "external", "http"].map(
      (name) => [name, ["hashicorp", "opentofu"]],
    ),
  ),
  oci: ["oracle", "hashicorp"],
};
const REGISTRIES = ["registry.terraform.io", "registry.opentofu.org"];
/** Names under which clouds answer, and the machine itself, where emulators do. */
const CLOUDS = /(^|\.)(amazonaws\.com|amazonaws\.eu|api\.aws|googleapis\.com|localhost)$|^127\.0\.0\.1$/;

const OWN_MACHINE = /^(localhost|127\.0\.0\.1)$/;
const hostOf = (text: string) => /^(?:https?:\/\/)?([^/:]+)/.exec(text)?.[1] ?? "";

export const providerKnown: StackRule = {
  id: "LOCATION-11",
  claim: "location",
  subject: "stack",
  title: "Each provider is its maker's, and talks to the cloud itself.",
  why: "A provider is a program that runs with the deployer's credentials, and an endpoint is where it sends what it writes: under a known name another one may do and send anything (Terraform, provider requirements; the providers' documentation, custom endpoints).",
  fix: "Name the maker's source, such as hashicorp/aws, and leave endpoints to the provider.",
  judge: (stack, facts) => {
    const found = [...sources(stack), ...endpoints(stack, facts), ...ways(stack, facts)];
    return found.length > 0 ? found : [met()];
  },
};

function sources(stack: Stack): Verdict[] {
  const stated = [...ofSource(stack), ...ofPlan(stack)].filter(([, source]) => source !== "");
  return unique(
    stated.flatMap(([name, source]): Verdict[] => {
      // A fork under another name makes the same types of resources.
      const own = source.toLowerCase().split("/").at(-1) ?? "";
      const of = Object.hasOwn(MAKERS, name) ? name : own;
      const makers = Object.hasOwn(MAKERS, of) ? MAKERS[of] : undefined;
      const more = { address: `terraform.required_providers.${name}`, value: source, expected: `${makers?.[0] ?? ""}/${of}` };
      return makers === undefined || isMakers(source, of, makers) ? [] : [breach(`the provider ${name} comes from ${source}`, more)];
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

function ofSource(stack: Stack): [name: string, source: string][] {
  const required = select(stack.source, "terraform[].required_providers[]").flatMap(({ value }) =>
    isObject(value) ? Object.entries(value) : [],
  );
  return required.flatMap(([name, body]): [string, string][] => {
    const source = isObject(body) ? get(body as ValueObject, "source") : undefined;
    return typeof source === "string" ? [[name, source]] : [];
  });
}

/** The configuration's own providers, and those that each resource is made by. */
function ofPlan(stack: Stack): [name: string, source: string][] {
  const configured = Object.values(stack.configuration?.providers ?? {}).map((body): [string, string] => {
    const provider = object(body as Json);
    return [textOf(get(provider, "name")), textOf(get(provider, "full_name"))];
  });
  const changes = list<Json>(get(stack.plan?.json, "resource_changes") as Json[]);
  const making = new Set(changes.map((change) => textOf(get(object(change), "provider_name"))));
  return [...configured, ...[...making].map((source): [string, string] => [source.split("/").at(-1) ?? "", source])];
}

/** Each provider's settings: as the source writes them, and as the plan was made with. */
function settings(stack: Stack): readonly (readonly [name: string, body: ValueObject])[] {
  const written = labelled(get(stack.source, "provider")).flatMap(([name, body]) =>
    isObject(body) ? [[name, body as ValueObject] as const] : [],
  );
  const planned = stack.configuration ? planProviders(stack.configuration) : [];
  return [...written, ...planned.map(({ key, values }) => [key, values] as const)];
}

/** What puts somebody between a provider and its cloud, or its credentials into the program (provider documentation, aws). */
const WAYS: Readonly<Record<string, string>> = {
  http_proxy: "goes by way of a proxy",
  https_proxy: "goes by way of a proxy",
  custom_ca_bundle: "believes certificates of somebody's own",
  insecure: "believes any certificate",
  secret_key: "has credentials that stand in the program",
};

/** Emulators take any credentials; where they stand, endpoints or the proxy are the machine's own. */
function isEmulated(body: ValueObject, facts: Facts, stack: Stack): boolean {
  const proxy = hostOf(String(facts.resolver.text(get(body, "http_proxy"), stack)));
  return select(body, "endpoints[]").length > 0 || OWN_MACHINE.test(proxy);
}

function ways(stack: Stack, facts: Facts): Verdict[] {
  const found = settings(stack).flatMap(([name, body]) =>
    Object.entries(WAYS).flatMap(([attribute, does]) => {
      const value = get(body, attribute);
      const text = String(facts.resolver.text(value, stack));
      if (
        isAbsent(value) ||
        (attribute === "secret_key" && isEmulated(body, facts, stack)) ||
        text === "false" ||
        (attribute.endsWith("_proxy") && OWN_MACHINE.test(hostOf(text)))
      )
        return [];
      return [breach(`provider ${name} ${does}`, { address: `provider.${name}`, attribute, value: attribute, expected: "nothing" })];
    }),
  );
  return unique(found);
}

function endpoints(stack: Stack, facts: Facts): Verdict[] {
  const found = settings(stack).flatMap(([name, body]) => {
    const aws = select(body, "endpoints[]").flatMap(({ value }) => (isObject(value) ? Object.entries(value as ValueObject) : []));
    const google = Object.entries(body).filter(([attribute]) => attribute.endsWith("_custom_endpoint"));
    return [...aws, ...google]
      .filter(([, value]) => !isAbsent(value))
      .flatMap(([service, value]) => endpoint(name, service, list<Value>(value as Value[]), stack, facts));
  });
  return unique(found);
}

function endpoint(name: string, service: string, values: readonly Value[], stack: Stack, facts: Facts): Verdict[] {
  return values.flatMap((value) => {
    const text = facts.resolver.text(value, stack);
    const more = { address: `provider.${name}`, attribute: service, value: text ?? "unresolved", expected: "the cloud's own endpoint" };
    if (text === undefined) return [unknown(`where provider ${name} reaches ${service} is not known`, more)];
    const host = hostOf(text);
    return CLOUDS.test(host) ? [] : [breach(`provider ${name} reaches ${service} at ${host}`, more)];
  });
}
