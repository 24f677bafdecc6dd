import { AWS } from "./aws";
import { GOOGLE } from "./google";
import type { Entry } from "./model";

/** Providers that reach no cloud: random names, local files of the machine that runs terraform, time. */
const PLACELESS = /^(random|null|time|tls|local|archive|template)_|^terraform_data$/;

/** What is known of a type; undefined when it is in no table, and then it may hold anything. */
export function entryOf(type: string): Entry | undefined {
  if (Object.hasOwn(AWS, type)) return AWS[type];
  if (Object.hasOwn(GOOGLE, type)) return GOOGLE[type];
  if (PLACELESS.test(type)) return { kind: "harmless", reason: "of a provider that reaches no cloud", global: true };
  return undefined;
}
