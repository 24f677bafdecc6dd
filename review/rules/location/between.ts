import type { Facts } from "../../facts/facts";
import type { Stack } from "../../facts/model";
import { builds } from "../fenced";
import { get, isAbsent, isObject, list, select, type Value, type ValueObject } from "../../value";
import { breach, unknown, type Verdict } from "../rule";

/** What has settings of its own for reaching a cloud: a provider, a backend, a state that is read. */
export interface Reaching {
  readonly who: string;
  readonly address: string;
  readonly values: ValueObject;
}

/** What a setting's text says of it; undefined where nothing is wrong, or where it is not known and need not be. */
type Judge = (text: string | undefined) => "breach" | "unknown" | undefined;

const always: Judge = () => "breach";
const unseen: Judge = () => "unknown";
const written: Judge = (text) => (text === undefined ? undefined : "breach");
const unlessHost =
  (good: RegExp): Judge =>
  (text) =>
    text === undefined ? "unknown" : good.test(hostOf(text)) ? undefined : "breach";

const OWN_MACHINE = /^(localhost|127\.0\.0\.1|\[::1\])$/;
const METADATA = /^(169\.254\.169\.254|\[fd00:ec2::254\]|localhost|127\.0\.0\.1)$/;
const IN_THE_PROGRAM = "has credentials that stand in the program";
const BY_A_FILE = "takes settings from a file that nobody sees here";

/**
 * What puts somebody between terraform and its cloud, or credentials into the program, by its path in a provider or a backend
 * (provider documentation, aws and google; Terraform, backend types s3 and gcs). A profile, a file of credentials and a role of the
 * account itself decide nothing that the provider's pin does not refuse.
 */
const SETTINGS: readonly (readonly [path: string, judge: Judge, does: string])[] = [
  ["http_proxy", unlessHost(OWN_MACHINE), "goes by way of a proxy"],
  ["https_proxy", unlessHost(OWN_MACHINE), "goes by way of a proxy"],
  ["custom_ca_bundle", always, "believes certificates of somebody's own"],
  ["insecure", (text) => (text === "false" ? undefined : text === undefined ? "unknown" : "breach"), "believes any certificate"],
  ["ec2_metadata_service_endpoint", unlessHost(METADATA), "takes its credentials from a host of somebody's own"],
  // It may name endpoints, and a program that hands out credentials (AWS SDKs and tools guide, endpoint_url and credential_process).
  ["shared_config_files[]", unseen, BY_A_FILE],
  ["universe_domain", unlessHost(/^googleapis\.com$/), "reaches another cloud than Google's own"],
  ["secret_key", always, IN_THE_PROGRAM],
  ...[
    "token",
    "access_token",
    "assume_role_with_web_identity[].web_identity_token",
    "external_credentials[].identity_token",
    "encryption_key",
    "sse_customer_key",
  ].map((path) => [path, written, IN_THE_PROGRAM] as const),
  // A path names a file; what stands there itself is JSON.
  ["credentials", (text) => (text?.trimStart().startsWith("{") ? "breach" : undefined), IN_THE_PROGRAM],
];

/** The host of a URL, or of what is none but a name; a text that two readers may take for two hosts is its own. */
export function hostOf(text: string): string {
  try {
    return /[@\\\s]/.test(text) ? text : new URL(text.includes("://") ? text : `https://${text}`).hostname;
  } catch {
    return text;
  }
}

export function between(reaching: Reaching, stack: Stack, facts: Facts): Verdict[] {
  const { who, address, values } = reaching;
  const emulated = isEmulated(values, stack, facts);
  const anyCredentials = emulated || isOffline(values, stack, facts);
  const settings = SETTINGS.flatMap(([path, judge, does]) =>
    select(values, path).flatMap(({ value, path: attribute }): Verdict[] => {
      if (isAbsent(value) || (does === IN_THE_PROGRAM && anyCredentials) || (does === BY_A_FILE && emulated)) return [];
      const verdict = judge(facts.resolver.text(value, stack));
      if (verdict === undefined) return [];
      const more = { address, attribute, value: attribute, expected: "nothing" };
      return [verdict === "breach" ? breach(`${who} ${does}`, more) : unknown(`${who} ${does}, or may`, more)];
    }),
  );
  const endpoints = endpointsOf(values).flatMap(([service, value]) => endpoint(reaching, service, value, stack, facts));
  return [...settings, ...endpoints];
}

/** An access key's id, of a user or of a session (IAM user guide, unique identifiers). */
const ACCESS_KEY = /^A(KI|SI)A[A-Z0-9]{16}$/;

/**
 * A provider that asks its cloud neither whether its credentials are any nor whose they are plans offline, by placeholders (aws provider
 * documentation, custom endpoints), or works with keys that are real. A program that builds its own fence plans nothing so.
 */
function isOffline(values: ValueObject, stack: Stack, facts: Facts): boolean {
  const text = (name: string) => facts.resolver.text(get(values, name), stack);
  const asksNothing = text("skip_credentials_validation") === "true" && text("skip_requesting_account_id") === "true";
  return !builds(facts) && asksNothing && !ACCESS_KEY.test(text("access_key") ?? "");
}

/** Emulators take any credentials, and are found by a file; where they stand, an endpoint or the proxy is the machine's own. */
function isEmulated(values: ValueObject, stack: Stack, facts: Facts): boolean {
  const hosts = [...endpointsOf(values).map(([, value]) => value), ...select(values, "http_proxy").map(({ value }) => value)];
  return hosts.some((value) => OWN_MACHINE.test(hostOf(facts.resolver.text(value, stack) ?? "")));
}

function endpointsOf(values: ValueObject): [service: string, value: Value][] {
  const nested = select(values, "endpoints[]").flatMap(({ value }) => (isObject(value) ? Object.entries(value as ValueObject) : []));
  const own = Object.entries(values).filter(([name]) => /^((sts|iam|dynamodb)_)?endpoint$|_custom_endpoint$/.test(name));
  return [...nested, ...own].flatMap(([name, value]) =>
    list<Value>(value as Value[]).flatMap((each): [string, Value][] => (isAbsent(each) ? [] : [[name, each]])),
  );
}

/**
 * Hosts at which services of AWS answer themselves: `s3.us-east-1`, `sts`, `api.ecr.us-east-1` (AWS general reference, service
 * endpoints). Below the same names stand customers' own: load balancers, gateways, machines and buckets.
 */
const SERVICE =
  /^(?:[a-z0-9-]+|api\.(?:ecr|sagemaker|pricing|detective))(?:\.dualstack)?(?:\.([a-z]{2}(?:-[a-z]+)+-\d+))?\.(?:amazonaws\.com(?:\.cn)?|amazonaws\.eu|api\.aws)$/;
const GOOGLES = /(^|\.)googleapis\.com$/;
const OF_AMAZON = /\.(amazonaws\.com(\.cn)?|amazonaws\.eu|api\.aws)$/;

function endpoint({ who, address }: Reaching, service: string, value: Value, stack: Stack, facts: Facts): Verdict[] {
  const text = facts.resolver.text(value, stack);
  const more = { address, attribute: service, value: text ?? "unresolved", expected: "the cloud's own endpoint" };
  if (text === undefined) return [unknown(`where ${who} reaches ${service} is not known`, more)];
  const host = hostOf(text);
  if (OWN_MACHINE.test(host)) return [];
  const [known = GOOGLES.test(host), region] = SERVICE.exec(host) ?? [];
  if (known === false)
    return OF_AMAZON.test(host)
      ? [unknown(`${who} reaches ${service} at ${host}, which may be somebody's own`, more)]
      : [breach(`${who} reaches ${service} at ${host}`, more)];
  if (/^http:/i.test(text)) return [breach(`${who} reaches ${service} in the clear`, more)];
  return region !== undefined && facts.scope.jurisdiction.judge("aws", region) === "outside"
    ? [breach(`${who} reaches ${service} at ${host}, outside ${facts.scope.jurisdiction.code}`, more)]
    : [];
}
