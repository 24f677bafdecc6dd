import { accountOf, regionOf } from "../../facts/derived";
import type { Facts } from "../../facts/facts";
import type { Provider, Stack } from "../../facts/model";
import { partitionOf } from "../../arn";
import { builds } from "../fenced";
import { breach, LEGACY, met, unknown, type StackRule, type Verdict } from "../rule";

/** Where AWS keeps its global services' own endpoints, partition by partition; a provider there may hold nothing else (AWS general reference, service endpoints). */
const GLOBAL_HOMES: Readonly<Record<string, string>> = { aws: "us-east-1", "aws-us-gov": "us-gov-west-1", "aws-cn": "cn-northwest-1" };

export const providerInside: StackRule = {
  id: "LOCATION-07",
  claim: "location",
  subject: "stack",
  title:
    "A provider of a program that builds its own fence points inside the jurisdiction, even where its stack holds only global resources.",
  why: "Whatever is added to the stack lies where its provider points. Global services answer in one region of their own, which is tolerated.",
  fix: "Give the stack a place inside the jurisdiction.",
  judge: (stack, facts) =>
    stack.providers
      .filter(({ cloud }) => cloud === "aws" || cloud === "google")
      .flatMap((provider) => judge(provider, stack, facts).map((verdict) => ({ address: `provider.${provider.key}`, ...verdict }))),
};

function judge(provider: Provider, stack: Stack, facts: Facts): Verdict[] {
  const text = (value: Parameters<Facts["resolver"]["text"]>[0]) => facts.resolver.text(value, stack);
  const region = regionOf(provider, text);
  // Where a program builds no fence, a provider that holds nothing is nobody's leak, and of what it holds LOCATION-01 speaks; as it
  // does of each resource of a provider whose region is not known.
  if (region === undefined || !builds(facts)) return [];
  const { jurisdiction } = facts.scope;
  const verdict = jurisdiction.judge(provider.cloud, region);
  if (verdict === "inside") return [met()];
  const own = stack.resources.filter((resource) => resource.provider === provider && resource.mode === "managed");
  // A stack of the legacy estate is empty once its share is taken back, and stands where it stood.
  const account = accountOf(provider, text)?.id;
  const emptied = own.length === 0 && account !== undefined && facts.account(provider.cloud, account)?.legacy === true;
  if (emptied || (own.length > 0 && own.every((resource) => facts.isLegacy(resource)))) return [met(LEGACY)];
  if (provider.cloud === "aws" && region === GLOBAL_HOMES[partitionOf(region)]) return [];
  const more = { attribute: "region", value: region, expected: `a region of ${jurisdiction.code}` };
  return verdict === "unknown"
    ? [unknown(`provider ${provider.key} points to ${region}, which is in no table of locations`, more)]
    : [breach(`provider ${provider.key} points to ${region}, outside ${jurisdiction.code}`, more)];
}
