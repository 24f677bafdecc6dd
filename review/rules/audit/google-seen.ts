import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { isAbsent, select } from "../../value";
import { isEdge } from "../network/edge";
import { isFenced } from "../fenced";
import { textOf } from "../guardrails/google-guards";
import { breach, met, unknown, type ResourceRule, type Verdict } from "../rule";

const NEEDED = ["DATA_READ", "DATA_WRITE"];
const CONFIG = "google_project_iam_audit_config";

const BY_TYPE: Readonly<Record<string, (resource: Resource, facts: Facts) => Verdict[]>> = {
  google_compute_firewall_policy_with_rules: refusals,
  google_compute_network: names,
  google_folder_iam_audit_config: exempts,
  google_organization_iam_audit_config: exempts,
  google_project_iam_audit_config: (config, facts) => [...exempts(config), ...everything(config, facts)],
};

export const googleSeen: ResourceRule = {
  id: "AUDIT-14",
  claim: "audit",
  subject: "resource",
  title: "Each project and network of the program's on Google writes down who used what, which names were asked for and what was refused.",
  why: "A member that is exempted, a service that is left out, a network without a policy of names or a refusal that logs nothing leaves no trace, and nobody misses what was never written (Cloud Audit Logs, Data Access audit logs; Cloud DNS, logging; Cloud NGFW, firewall rules logging).",
  fix: "Log allServices with DATA_READ and DATA_WRITE in each project and exempt nobody, put the network's policy of names back, and log what is refused.",
  concerns: (type) => Object.hasOwn(BY_TYPE, type),
  judge: (resource, facts) => {
    const judge = Object.hasOwn(BY_TYPE, resource.type) ? BY_TYPE[resource.type] : undefined;
    if (!judge || !facts.scope.googleGuards || !isFenced(resource, facts)) return [];
    const verdicts = judge(resource, facts);
    return verdicts.length > 0 ? verdicts : [met()];
  },
};

function exempts({ values }: Resource): Verdict[] {
  return select(values, "audit_log_config[].exempted_members[]").map(({ path }) =>
    breach("a member is exempted from its logs", { attribute: path, value: "exempted" }),
  );
}

/** The project's whole log, of this resource or another. */
function everything(config: Resource, facts: Facts): Verdict[] {
  const project = textOf(config, "project", facts);
  const beside = facts.ofType(CONFIG).filter((each) => each.action !== "delete" && textOf(each, "project", facts) === project);
  const types = beside
    .filter((each) => textOf(each, "service", facts) === "allServices")
    .flatMap((each) => select(each.values, "audit_log_config[].log_type").map(({ value }) => facts.resolver.text(value, each.stack)));
  const missing = NEEDED.filter((type) => !types.includes(type));
  if (missing.length === 0) return [];
  const more = { attribute: "audit_log_config", value: missing.join(), expected: NEEDED.join(" and ") };
  const open = types.includes(undefined) || beside.some((each) => textOf(each, "service", facts) === undefined) || !facts.whole;
  return [
    open
      ? unknown("what its project logs is not known", more)
      : breach(`its project does not log ${missing.join(" and ")} of every service`, more),
  ];
}

/** That the policy logs AUDIT-11 asks. */
function names(network: Resource, facts: Facts): Verdict[] {
  if (isEdge(network, facts)) return [];
  const answers = facts
    .ofType("google_dns_policy")
    .filter(({ action }) => action !== "delete")
    .flatMap((policy) =>
      select(policy.values, "networks[].network_url").map(({ value }) => facts.refersTo(policy, value, network, ["id", "self_link"])),
    );
  if (answers.includes("yes")) return [];
  const more = { value: "google_dns_policy", expected: "a policy that logs the names that it asks for" };
  return [
    answers.includes("maybe") || !facts.whole
      ? unknown("whether names that it asks for are on record is not known", more)
      : breach("no policy writes down the names that it asks for", more),
  ];
}

function refusals(policy: Resource, facts: Facts): Verdict[] {
  return select(policy.values, "rule[]").flatMap(({ value, path }): Verdict[] => {
    const text = (name: string) => {
      const [found] = select(value, name);
      return found === undefined || isAbsent(found.value) ? "false" : facts.resolver.text(found.value, policy.stack);
    };
    if (text("action") !== "deny" || text("enable_logging") === "true") return [];
    const more = { attribute: `${path}.enable_logging`, value: text("enable_logging") ?? "unresolved", expected: "true" };
    return [
      text("enable_logging") === undefined
        ? unknown("whether what it refuses is on record is not known", more)
        : breach("what it refuses is on no record", more),
    ];
  });
}
