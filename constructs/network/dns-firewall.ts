import { Construct } from "constructs";
import { Route53ResolverFirewallConfig } from "@cdktf/provider-aws/lib/route53-resolver-firewall-config";
import { Route53ResolverFirewallDomainList } from "@cdktf/provider-aws/lib/route53-resolver-firewall-domain-list";
import { Route53ResolverFirewallRule } from "@cdktf/provider-aws/lib/route53-resolver-firewall-rule";
import { Route53ResolverFirewallRuleGroup } from "@cdktf/provider-aws/lib/route53-resolver-firewall-rule-group";
import { Route53ResolverFirewallRuleGroupAssociation } from "@cdktf/provider-aws/lib/route53-resolver-firewall-rule-group-association";
import { Route53ResolverQueryLogConfig } from "@cdktf/provider-aws/lib/route53-resolver-query-log-config";
import { Route53ResolverQueryLogConfigAssociation } from "@cdktf/provider-aws/lib/route53-resolver-query-log-config-association";
import type { AwsStack } from "../place/aws-stack";
import { keptLogGroup, logGroupName } from "./log-group";

export interface DnsFirewallProps {
  readonly vpcId: string;
  readonly keyArn: string;
  /** What may be looked up, `*.` in front for everything below; nothing else gets an answer. */
  readonly hosts: readonly string[];
}

/** AWS's services in a region, their endpoints, and the network's own machines (Amazon VPC user guide, DNS attributes). */
export function awsHosts(region: string): readonly string[] {
  const services = ["", "rds.", "vpce."].map((of) => `*.${region}.${of}amazonaws.com`);
  return [...services, region === "us-east-1" ? "*.ec2.internal" : `*.${region}.compute.internal`];
}

/**
 * Names that a VPC may look up; every other query is answered with NXDOMAIN, and all are on record.
 *
 * A VPC without any route out still asks the whole internet's name servers through its resolver, and a query's name alone
 * carries data out (Amazon Route 53 developer guide, Resolver DNS Firewall).
 */
export class DnsFirewall extends Construct {
  constructor(scope: Construct, id: string, stack: AwsStack, props: DnsFirewallProps) {
    super(scope, id);
    const { vpcId, keyArn, hosts } = props;
    const name = `ringfence-${stack.program.name}`;
    const list = (of: string, domains: readonly string[]) =>
      new Route53ResolverFirewallDomainList(this, of, { name: `${name}-${of}`, domains: [...domains] });
    const group = new Route53ResolverFirewallRuleGroup(this, "group", { name });
    const firewallRuleGroupId = group.id;
    new Route53ResolverFirewallRule(this, "allow", {
      name: "allow-declared",
      firewallRuleGroupId,
      priority: 100,
      action: "ALLOW",
      firewallDomainListId: list("declared", hosts).id,
      // The name that was asked for decides; where it leads through CNAMEs is its owner's matter.
      firewallDomainRedirectionAction: "TRUST_REDIRECTION_DOMAIN",
    });
    new Route53ResolverFirewallRule(this, "block", {
      name: "block-others",
      firewallRuleGroupId,
      priority: 200,
      action: "BLOCK",
      blockResponse: "NXDOMAIN",
      firewallDomainListId: list("all", ["*"]).id,
    });
    // 101 is the first priority that AWS leaves to an account; protection keeps others from taking the association away.
    new Route53ResolverFirewallRuleGroupAssociation(this, "association", {
      name,
      firewallRuleGroupId,
      vpcId,
      priority: 101,
      mutationProtection: stack.program.data.sandbox ? "DISABLED" : "ENABLED",
    });
    new Route53ResolverFirewallConfig(this, "closed", { resourceId: vpcId, firewallFailOpen: "DISABLED" });
    const log = keptLogGroup(this, "query-log-group", stack, { name: logGroupName(stack.program.name, "dns-queries"), keyArn });
    const queries = new Route53ResolverQueryLogConfig(this, "query-log", { name, destinationArn: log.arn });
    new Route53ResolverQueryLogConfigAssociation(this, "query-log-association", {
      resolverQueryLogConfigId: queries.id,
      resourceId: vpcId,
    });
  }
}
