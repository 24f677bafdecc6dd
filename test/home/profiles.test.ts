import { readFileSync } from "node:fs";
import { program as unitedStates } from "../../config/programs/united-states";
import { everyResource, synthesized } from "../synth";

const page = readFileSync("docs/profiles.md", "utf8");
const section = (name: string): string => page.split(`## ${name}`)[1]?.split("\n## ")[0] ?? "";

/** The service that bills for a type of resource, as the page calls it; null for what costs nothing by itself. */
const BILLED: readonly (readonly [RegExp, string | null])[] = [
  [/^aws_(networkfirewall)_/, "AWS Network Firewall"],
  [/^aws_route53_resolver_/, "Route 53 Resolver DNS Firewall"],
  [/^aws_wafv2_/, "AWS WAF"],
  [/^aws_lb/, "Load balancers"],
  [/^aws_(nat_gateway|eip)$/, "NAT gateways"],
  [/^aws_(autoscaling_group|launch_template|ebs_)/, "Proxy"],
  [/^aws_vpc_endpoint/, "PrivateLink"],
  [/^aws_guardduty_/, "GuardDuty"],
  [/^aws_securityhub_/, "Security Hub"],
  [/^aws_config_/, "AWS Config"],
  [/^aws_macie2_/, "Macie"],
  [/^aws_inspector2_/, "Inspector"],
  [/^aws_accessanalyzer_/, "Access Analyzer"],
  [/^aws_(sns_|cloudwatch_event_)/, "SNS and EventBridge"],
  [/^aws_(cloudwatch_log_group|flow_log)$/, "Logs"],
  [/^aws_s3_bucket/, "Stores"],
  [/^aws_kms_/, "KMS"],
  [/^aws_(vpc|subnet|route|internet_gateway|default_|security_group|vpc_security_group_|iam_|organizations_)/, null],
];

test("the page of profiles names every service that edge and detectors are made of", () => {
  const around = everyResource(synthesized(unitedStates)).filter(({ stack }) => /^(edge|paths|ingress|security|config)-/.test(stack.name));
  const types = [...new Set(around.map(({ type }) => type))].sort();
  expect(types.length).toBeGreaterThan(40);
  const unnamed = types.filter((type) => {
    const billed = BILLED.find(([pattern]) => pattern.test(type));
    return !billed || (billed[1] !== null && !section("united-states").includes(`| ${billed[1]} | `));
  });
  expect(unnamed).toEqual([]);
});

test("the profile core names no detector", () => {
  expect(section("european-union")).not.toMatch(/GuardDuty|Macie|\| full \|/);
  expect(section("united-states")).toContain(
    "| AWS Network Firewall | core | endpoints by the hour, and GiB through them | 3 endpoints, one a zone |",
  );
});
