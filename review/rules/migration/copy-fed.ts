import type { ScopedPlace } from "../../../config/scope";
import { copiesInto } from "../../facts/backups";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { get, isAbsent, select } from "../../value";
import { isFenced } from "../fenced";
import { breach, met, unknown, type ResourceRule, type Verdict } from "../rule";

type Fed = "yes" | "no" | "maybe";

/** How each kind of store comes to its second copy. */
const FEEDS: Readonly<Record<string, (store: Resource, at: ScopedPlace, facts: Facts) => Fed>> = {
  aws_s3_bucket: replicated,
  aws_dynamodb_table: (store, at, facts) => (select(store.values, "replica[]").length > 0 ? "yes" : backedUp(store, at, facts)),
  aws_rds_cluster: (store, at, facts) => (isAbsent(get(store.values, "global_cluster_identifier")) ? backedUp(store, at, facts) : "yes"),
  aws_efs_file_system: (store, at, facts) =>
    facts.referring("aws_efs_replication_configuration", "source_file_system_id", store, ["id"]).length > 0
      ? "yes"
      : backedUp(store, at, facts),
  google_storage_bucket: transferred,
};

export const copyFed: ResourceRule = {
  id: "MIGRATION-10",
  claim: "migration",
  subject: "resource",
  title: "What a dataset's home takes in goes on to its second copy.",
  why: "A recovery store that nothing writes to stays as empty as it was made, and the dataset is lost with its region all the same (Amazon S3 user guide, replicating objects; AWS Backup developer guide, cross-account copies).",
  fix: "Replicate the bucket by a rule that is enabled, and select every other store for a plan that copies into a vault of the recovery.",
  concerns: (type) => Object.hasOwn(FEEDS, type),
  judge: (store, facts) => {
    const feeds = FEEDS[store.type];
    // The recovery's own store takes copies, and makes none; a program that builds no fence copies in ways of its own.
    if (!feeds || !isFenced(store, facts)) return [];
    const { home, recovery, name } = facts.scopedDataset(store) ?? {};
    if (
      !home ||
      recovery === undefined ||
      recovery.cloud !== home.cloud ||
      facts.placeOf(store).account !== home.account ||
      facts.placeOf(store).region !== home.region
    )
      return [];
    return [verdictOn(feeds(store, recovery, facts), `${recovery.region} of ${recovery.account}`, name ?? "", facts)];
  },
};

function verdictOn(fed: Fed, where: string, dataset: string, facts: Facts): Verdict {
  const more = { value: `${dataset} ${where}`, expected: `copies in ${where}` };
  if (fed === "yes") return met();
  // Of a single plan nobody can say that no other selects it.
  return fed === "maybe" || !facts.whole
    ? unknown(`whether its data is copied to ${where} is not known`, more)
    : breach(`nothing copies its data to ${where}`, more);
}

/** A rule that is on, of every object, to a bucket that is the dataset's there. */
function replicated(bucket: Resource, at: ScopedPlace, facts: Facts): Fed {
  const satellites = facts.satellites("aws_s3_bucket_replication_configuration", "bucket").of(bucket, ["id", "bucket"]);
  if (satellites === undefined) return "maybe";
  const answers = satellites.flatMap((satellite) =>
    select(satellite.values, "rule[]").map(({ value }): Fed => {
      const text = (path: string) => {
        const [found] = select(value, path);
        return found === undefined ? "" : facts.resolver.text(found.value, satellite.stack);
      };
      const [status, prefix, filtered, target] = [text("status"), text("prefix"), text("filter[].prefix"), text("destination[].bucket")];
      if ([status, prefix, filtered, target].includes(undefined)) return "maybe";
      const narrowed =
        prefix !== "" || filtered !== "" || select(value, "filter[].tag").length > 0 || select(value, "filter[].and").length > 0;
      const [to] = facts.bucketsNamed(target?.replace(/^arn:[^:]*:s3:::/, "") ?? "");
      const place = to && facts.placeOf(to);
      return status === "Enabled" && !narrowed && place?.account === at.account && place.region === at.region ? "yes" : "no";
    }),
  );
  return answers.includes("yes") ? "yes" : answers.includes("maybe") ? "maybe" : "no";
}

/** A selection names the store, for a plan that copies on. */
function backedUp(store: Resource, at: ScopedPlace, facts: Facts): Fed {
  const arn = arnOf(store, facts);
  const answers = facts.ofType("aws_backup_selection").flatMap((selection): Fed[] => {
    if (selection.action === "delete") return [];
    const names = select(selection.values, "resources[]").map(({ value }) =>
      arn !== undefined && facts.resolver.text(value, selection.stack) === arn ? "yes" : facts.refersTo(selection, value, store, ["arn"]),
    );
    if (!names.includes("yes")) return names.includes("maybe") ? ["maybe"] : [];
    const plans = facts.ofType("aws_backup_plan").map((plan) => ({
      plan,
      of: facts.refersTo(selection, get(selection.values, "plan_id"), plan, ["id"]),
    }));
    const own = plans.find(({ of, plan }) => of === "yes" && plan.action !== "delete");
    return [own ? copiesInto(own.plan, at, facts) : plans.some(({ of }) => of === "maybe") ? "maybe" : "no"];
  });
  return answers.includes("yes") ? "yes" : answers.includes("maybe") ? "maybe" : "no";
}

/** As a selection of another stack writes it, before the store exists. */
function arnOf(store: Resource, facts: Facts): string | undefined {
  const { account, region } = facts.placeOf(store);
  const named = (service: string, kind: string, attribute: string) => {
    const name = facts.resolver.text(get(store.values, attribute), store.stack);
    return name === undefined ? undefined : `arn:aws:${service}:${region}:${account}:${kind}${name}`;
  };
  if (store.type === "aws_rds_cluster") return named("rds", "cluster:", "cluster_identifier");
  return store.type === "aws_dynamodb_table" ? named("dynamodb", "table/", "name") : undefined;
}

/** A job of Storage Transfer Service that is on, has no end and takes every object, at least once a day. */
function transferred(bucket: Resource, at: ScopedPlace, facts: Facts): Fed {
  const name = facts.resolver.text(get(bucket.values, "name"), bucket.stack);
  const answers = facts.ofType("google_storage_transfer_job").map((job): Fed => {
    if (job.action === "delete") return "no";
    const text = (path: string) => {
      const [found] = select(job.values, path);
      return found === undefined ? "" : facts.resolver.text(found.value, job.stack);
    };
    const [source, sink, status, every] = [
      text("transfer_spec[].gcs_data_source[].bucket_name"),
      text("transfer_spec[].gcs_data_sink[].bucket_name"),
      text("status"),
      text("schedule[].repeat_interval"),
    ];
    if ([source, sink, status, every].includes(undefined) || name === undefined) return "maybe";
    const [to] = facts.bucketsNamed(sink ?? "");
    const narrowed = ["transfer_spec[].object_conditions[]", "schedule[].schedule_end_date[]"].some(
      (path) => select(job.values, path).length > 0,
    );
    // Without an interval it repeats daily (Storage Transfer documentation, schedule).
    const daily = every === "" || Number(/^(\d+)(?:\.\d+)?s$/.exec(every ?? "")?.[1] ?? NaN) <= 86_400;
    const goes = ["", "ENABLED"].includes(status ?? "") && select(job.values, "schedule[]").length > 0 && daily && !narrowed;
    return source === name && goes && to !== undefined && facts.placeOf(to).account === at.account ? "yes" : "no";
  });
  return answers.includes("yes") ? "yes" : answers.includes("maybe") ? "maybe" : "no";
}
