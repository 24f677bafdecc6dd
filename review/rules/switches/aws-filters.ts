import { get } from "../../value";
import { one, type Switch } from "./switch";

const network = one("network");
const OFF = { absent: "false" };

const facesPeople: Switch["only"] = (balancer, facts) => facts.resolver.text(get(balancer.values, "internal"), balancer.stack) !== "true";
/** `#{host}` is the host that was asked (Elastic Load Balancing, redirect actions). */
const staysOn = (path: string): Switch => ({
  ...network(path, "#{host}", "it sends who asks to another host", { absent: "#{host}" }),
  on: (text) => text === "" || text === "#{host}",
});
/** What keeps firewalls and load balancers on AWS refusing (provider schema, aws 5.100.0; the services' API references). */
export const AWS_FILTERS: Readonly<Record<string, readonly Switch[]>> = {
  aws_networkfirewall_firewall: [
    network("delete_protection", "true", "it can be deleted", OFF),
    network("subnet_change_protection", "true", "it can be taken out of its subnets", OFF),
  ],
  aws_networkfirewall_firewall_policy: [
    network(
      "firewall_policy[].stateful_engine_options[].rule_order",
      "STRICT_ORDER",
      "its rules are taken in another order than they stand",
      { absent: "DEFAULT_ACTION_ORDER" },
    ),
    {
      ...network(
        "firewall_policy[].stateful_engine_options[].stream_exception_policy",
        "DROP",
        "it lets through what it has not seen the beginning of",
        { absent: "DROP" },
      ),
      on: (text) => ["DROP", "REJECT"].includes(text),
    },
  ],
  aws_route53_resolver_firewall_config: [
    network("firewall_fail_open", "DISABLED", "names are answered when the DNS firewall is out of reach", { absent: "DISABLED" }),
  ],
  aws_route53_resolver_firewall_rule_group_association: [
    network("mutation_protection", "ENABLED", "it can be taken from its network", { absent: "DISABLED" }),
  ],
  aws_lb: [
    network("enable_waf_fail_open", "false", "requests pass when the web firewall is out of reach", OFF),
    network("drop_invalid_header_fields", "true", "it passes on headers that two servers read in two ways", {
      absent: "false",
      only: facesPeople,
    }),
  ],
  aws_lb_listener_rule: [staysOn("action[].redirect[].host")],
  aws_lb_listener: [
    staysOn("default_action[].redirect[].host"),
    { ...network("protocol", "HTTPS", "it takes requests in the clear"), on: (text) => text !== "HTTP", absent: "HTTPS" },
    {
      ...network("ssl_policy", "a policy of TLS 1.2 or later", "it takes an old TLS"),
      on: (text) => text === "" || /TLS13|TLS-1-2|FS-1-2/.test(text),
    },
  ],
};
