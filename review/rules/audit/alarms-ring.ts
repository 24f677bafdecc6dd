import { BREAK_GLASS, BREAK_GLASS_ALARM } from "../../../config/access/role-names";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { get, select } from "../../value";
import { breach, met, unknown, type ResourceRule, type Verdict } from "../rule";

type Judge = (resource: Resource, facts: Facts) => Verdict;

const text = (resource: Resource, path: string, facts: Facts) => {
  const [found] = select(resource.values, path);
  return found === undefined ? "" : facts.resolver.text(found.value, resource.stack);
};
/** Those of a type that stay, in the same stack. */
const beside = ({ stack }: Resource, type: string, facts: Facts) =>
  facts.ofType(type).filter((other) => other.stack === stack && other.action !== "delete");

const FILTER = "metric_transformation[]";

const JUDGES: Readonly<Record<string, Judge>> = {
  aws_cloudwatch_log_metric_filter: (filter, facts) =>
    matched(
      [text(filter, `${FILTER}.namespace`, facts), text(filter, `${FILTER}.name`, facts)],
      beside(filter, "aws_cloudwatch_metric_alarm", facts).map((alarm) => [
        text(alarm, "namespace", facts),
        text(alarm, "metric_name", facts),
      ]),
      "no alarm rings for what it counts",
    ),
  aws_cloudwatch_metric_alarm: (alarm, facts) => {
    const namespace = text(alarm, "namespace", facts);
    const filters = beside(alarm, "aws_cloudwatch_log_metric_filter", facts);
    // What a service measures by itself needs no filter, and of a stack without any nobody knows who measures.
    if (namespace?.startsWith("AWS/") || filters.length === 0) return met();
    return matched(
      [namespace, text(alarm, "metric_name", facts)],
      filters.map((filter) => [text(filter, `${FILTER}.namespace`, facts), text(filter, `${FILTER}.name`, facts)]),
      "nothing counts what it would ring for",
    );
  },
  aws_cloudwatch_event_rule: (rule, facts) => {
    const pattern = text(rule, "event_pattern", facts);
    if (text(rule, "name", facts) === BREAK_GLASS_ALARM && pattern !== undefined && !pattern.includes(BREAK_GLASS))
      return breach("it does not listen for the break-glass role", { attribute: "event_pattern", value: pattern, expected: BREAK_GLASS });
    const answers = beside(rule, "aws_cloudwatch_event_target", facts).map((target) =>
      facts.refersTo(target, get(target.values, "rule"), rule, ["name", "id"]),
    );
    if (answers.includes("yes")) return met();
    return answers.includes("maybe")
      ? unknown("whether it reaches anybody is not known", { value: "target" })
      : breach("it reaches nobody", { value: "no target", expected: "a target" });
  },
  aws_cloudtrail: (trail, facts) => {
    const group = get(trail.values, "cloud_watch_logs_group_arn");
    if (group === undefined || beside(trail, "aws_cloudwatch_metric_alarm", facts).length === 0) return met();
    const silent = beside(trail, "aws_cloudwatch_metric_alarm", facts).some(
      (alarm) => text(alarm, "metric_name", facts) === "IncomingLogEvents" && text(alarm, "treat_missing_data", facts) === "breaching",
    );
    return silent ? met() : breach("no alarm rings when it falls silent", { value: "no alarm", expected: "an alarm on IncomingLogEvents" });
  },
};

export const alarmsRing: ResourceRule = {
  id: "AUDIT-12",
  claim: "audit",
  subject: "resource",
  title: "What the estate watches for is counted, rings, and reaches somebody.",
  why: "A filter without its alarm counts for nobody, an alarm without its filter waits for ever, and a rule without a target speaks to no one (CloudWatch Logs user guide, metric filters; EventBridge user guide, targets).",
  fix: "Put the filter, the alarm or the target back.",
  concerns: (type) => Object.hasOwn(JUDGES, type),
  judge: (resource, facts) => {
    const judge = JUDGES[resource.type];
    if (!judge || !facts.scope.awsGuards || resource.action === "delete" || facts.isLegacy(resource)) return [];
    return [judge(resource, facts)];
  },
};

type Metric = readonly (string | undefined)[];

function matched(own: Metric, others: readonly Metric[], message: string): Verdict {
  if (own.includes(undefined) || others.some((other) => other.includes(undefined)))
    return unknown("which metric it is about is not known", { value: "metric" });
  return others.some((other) => other.join() === own.join()) ? met() : breach(message, { value: own.join() });
}
