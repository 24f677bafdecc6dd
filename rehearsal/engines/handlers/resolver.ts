import { randomUUID } from "node:crypto";
import { failure, json, type Answer, type Call } from "../call";
import type { Handler, Store } from "./handler";
import { tagged } from "./tags";

interface Kind {
  readonly of: string;
  /** What makes one, and what ends it; `Get` in front of `of` reads it. */
  readonly make: string;
  readonly end: string;
  readonly prefix: string;
  readonly ready: string;
}

/** Of the DNS firewall and of query logs: each is made, read by its id, changed and ended (Route 53 Resolver API reference). */
const KINDS: readonly Kind[] = [
  kind("FirewallDomainList", "Create", "Delete", "rslvr-fdl", "COMPLETE"),
  kind("FirewallRuleGroup", "Create", "Delete", "rslvr-frg", "COMPLETE"),
  {
    ...kind("FirewallRuleGroupAssociation", "", "", "rslvr-frgassoc", "COMPLETE"),
    make: "AssociateFirewallRuleGroup",
    end: "DisassociateFirewallRuleGroup",
  },
  kind("ResolverQueryLogConfig", "Create", "Delete", "rqlc", "CREATED"),
  {
    ...kind("ResolverQueryLogConfigAssociation", "", "", "rqlca", "ACTIVE"),
    make: "AssociateResolverQueryLogConfig",
    end: "DisassociateResolverQueryLogConfig",
  },
];

function kind(of: string, make: string, end: string, prefix: string, ready: string): Kind {
  return { of, make: make + of, end: end + of, prefix, ready };
}

type Fields = Record<string, unknown>;

/** The DNS firewall and query logs of Route 53 Resolver, which neither engine has; they filter nothing here. */
export const resolver: Handler = (call, store) => {
  if (call.service !== "route53resolver") return undefined;
  const found = KINDS.find(({ of, make, end }) => [make, end, `Get${of}`, `Update${of}`].includes(call.operation));
  return found ? lives(call, store, found) : (tagged(call, store.of(call, "resolver/tags"), "TagKeys") ?? contents(call, store));
};

function lives(call: Call, store: Store, { of, make, end, prefix, ready }: Kind): Answer {
  const held = store.of(call, `resolver/${of}`);
  if (call.operation === make) {
    const id = `${prefix}-${randomUUID().replaceAll("-", "").slice(0, 17)}`;
    const arn = `arn:aws:route53resolver:${call.region}:${call.account}:${of.toLowerCase()}/${id}`;
    const { Tags, ...given } = call.params;
    const made = { ShareStatus: "NOT_SHARED", OwnerId: call.account, ...given, Id: id, Arn: arn, Status: ready };
    held.set(id, JSON.stringify(made));
    store.of(call, "resolver/tags").set(arn, JSON.stringify(Tags ?? []));
    return json({ [of]: made });
  }
  // An association of query logs is ended by what it joins, and nothing else is.
  const { ResolverQueryLogConfigId: config, ResourceId: resource } = call.params;
  const id = String(call.params[`${of}Id`] ?? [...held].find(([, text]) => joins(JSON.parse(text) as Fields, config, resource))?.[0]);
  const text = held.get(id);
  if (text === undefined) return failure(call, 400, "ResourceNotFoundException", `no ${of} ${id}`);
  const now = { ...(JSON.parse(text) as Fields), ...(call.operation.startsWith("Update") ? call.params : {}) };
  if (call.operation === end) held.delete(id);
  else held.set(id, JSON.stringify(now));
  return json({ [of]: now });
}

const joins = (made: Fields, config: unknown, resource: unknown): boolean =>
  made["ResolverQueryLogConfigId"] === config && made["ResourceId"] === resource;

/** Domains of a list, rules of a group, and what a VPC does when the firewall is out of reach. */
function contents(call: Call, store: Store): Answer | undefined {
  const { params } = call;
  const rules = store.of(call, "resolver/rules");
  const ruleOf = `${String(params["FirewallRuleGroupId"])}/${String(params["FirewallDomainListId"])}`;
  const configs = store.of(call, "resolver/configs");
  switch (call.operation) {
    case "UpdateFirewallDomains":
      store.of(call, "resolver/domains").set(String(params["FirewallDomainListId"]), JSON.stringify(params["Domains"]));
      return json({ Id: params["FirewallDomainListId"], Status: "COMPLETE" });
    case "ListFirewallDomains":
      return json({ Domains: JSON.parse(store.of(call, "resolver/domains").get(String(params["FirewallDomainListId"])) ?? "[]") });
    case "CreateFirewallRule":
    case "UpdateFirewallRule":
      rules.set(ruleOf, JSON.stringify({ FirewallDomainRedirectionAction: "INSPECT_REDIRECTION_DOMAIN", ...params }));
      return json({ FirewallRule: JSON.parse(rules.get(ruleOf) ?? "{}") });
    case "DeleteFirewallRule":
      rules.delete(ruleOf);
      return json({ FirewallRule: params });
    case "ListFirewallRules":
      return json({
        FirewallRules: [...rules]
          .filter(([name]) => name.startsWith(`${String(params["FirewallRuleGroupId"])}/`))
          .map(([, text]) => JSON.parse(text)),
      });
    case "UpdateFirewallConfig": {
      const resource = String(params["ResourceId"]);
      const config = {
        Id: `rslvr-fc-${resource.slice(4)}`,
        OwnerId: call.account,
        ResourceId: resource,
        FirewallFailOpen: params["FirewallFailOpen"],
      };
      configs.set(resource, JSON.stringify(config));
      return json({ FirewallConfig: config });
    }
    case "GetFirewallConfig":
      return json({ FirewallConfig: JSON.parse(configs.get(String(params["ResourceId"])) ?? "{}") });
    case "ListFirewallConfigs":
      return json({ FirewallConfigs: [...configs.values()].map((text) => JSON.parse(text)) });
    default:
      return undefined;
  }
}
