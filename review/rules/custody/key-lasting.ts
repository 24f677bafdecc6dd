import { get, isAbsent, type Value, shown } from "../../value";
import { breach, LEGACY, met, unknown, type ResourceRule, type Verdict } from "../rule";

const WINDOW_DAYS = 30;
const KEYS = new Set(["aws_kms_key", "aws_kms_external_key"]);

export const keyLasting: ResourceRule = {
  id: "CUSTODY-03",
  claim: "custody",
  subject: "resource",
  title: "A key stays in its region and waits thirty days before it is deleted.",
  why: "Material of a multi-Region key leaves its region with one call, kms:ReplicateKey; a deleted key takes its data with it, and thirty days is the longest wait that KMS offers, and its default (KMS, ScheduleKeyDeletion).",
  fix: "Leave multi_region out, and deletion_window_in_days at 30.",
  concerns: (type) => KEYS.has(type) || type.startsWith("aws_kms_replica_"),
  judge: (resource, facts) => {
    if (resource.action === "delete") return [];
    if (/^aws_kms_replica_/.test(resource.type)) return [breach("it is a replica of a multi-Region key")];
    if (!KEYS.has(resource.type)) return [];
    if (facts.isLegacy(resource)) return [met(LEGACY)];
    const read = (name: string) => facts.resolver.resolve(get(resource.values, name), resource.stack);
    const verdicts: Verdict[] = [];
    const multi = read("multi_region");
    const days = read("deletion_window_in_days");
    if (!unset(get(resource.values, "multi_region"))) {
      if (multi.kind !== "value") verdicts.push(unknown("whether it is a multi-Region key is not known", { attribute: "multi_region" }));
      else if (multi.value !== false && multi.value !== "false")
        verdicts.push(breach("it is a multi-Region key", { attribute: "multi_region", value: "true", expected: "false" }));
    }
    if (!unset(get(resource.values, "deletion_window_in_days")) && facts.scope.headline !== "SANDBOX") {
      if (days.kind !== "value")
        verdicts.push(unknown("how long it waits before it is deleted is not known", { attribute: "deletion_window_in_days" }));
      else if (Number(days.value) < WINDOW_DAYS)
        verdicts.push(
          breach(`it waits ${shown(days.value)} days before it is deleted`, {
            attribute: "deletion_window_in_days",
            value: shown(days.value),
            expected: String(WINDOW_DAYS),
          }),
        );
    }
    return verdicts.length > 0 ? verdicts : [met()];
  },
};

const unset = (value: Value | undefined) => isAbsent(value);
