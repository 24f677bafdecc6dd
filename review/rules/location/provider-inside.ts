import { accountOf, regionOf } from "../../facts/derived";
import type { Facts } from "../../facts/facts";
import type { Provider, Stack } from "../../facts/model";
import { partitionOf } from "../../arn";
import { breach, LEGACY, met, type StackRule, type Verdict } from "../rule";

/** Where AWS keeps its global services' own endpoints, partition by partition; a provider there may hold nothing else (AWS general reference, service endpoints). */
const GLOBAL_HOMES: Readonly<Record<string, string>> = { aws: "us-east-1", "aws-us-gov": "us-gov-west-1", "aws-cn": "cn-northwest-1" };

export const providerInside: StackRule = {
  id: "LOCATION-07",
  claim: "location",
  subject: "stack",
  title: "A provider in an account of the program points inside the jurisdiction, even where its stack holds only global resources.",
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
  // What is not known is unknown where a resource lies: LOCATION-01 says so of each.
  if (region === undefined || facts.scope.accounts.length === 0) return [];
  if (facts.scope.jurisdiction.judge(provider.cloud, region) === "inside") return [met()];
  const own = stack.resources.filter((resource) => resource.provider === provider && resource.mode === "managed");
  // A stack of the legacy estate is empty once its share is taken back, and stands where it stood.
  const account = accountOf(provider, text)?.id;
  const emptied = own.length === 0 && account !== undefined && facts.account(provider.cloud, account)?.legacy === true;
  if (emptied || (own.length > 0 && own.every((resource) => facts.isLegacy(resource)))) return [met(LEGACY)];
  if (provider.cloud === "aws" && region === GLOBAL_HOMES[partitionOf(region)]) return [];
  return [
    breach(`provider ${provider.key} points to ${region}, outside ${facts.scope.jurisdiction.code}`, {
      attribute: "region",
      value: region,
      expected: `a region of ${facts.scope.jurisdiction.code}`,
    }),
  ];
}
