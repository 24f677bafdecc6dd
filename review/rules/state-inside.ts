import type { Facts } from "../facts/facts";
import { parseArn } from "../arn";
import { actsAs } from "../facts/acting";
import type { Resource, Stack } from "../facts/model";
import { get, isObject, list, object, select, type Value, type ValueObject } from "../value";
import { labelled } from "../facts/source";
import { judgePlace } from "./place-inside";
import { nowhere } from "../facts/locate";
import { breach, met, unknown, type StackRule, type Verdict } from "./rule";

export const stateInside: StackRule = {
  id: "LOCATION-03",
  claim: "location",
  subject: "stack",
  title: "The stack's state lies inside the jurisdiction.",
  why: "A state holds every attribute in plain text, secrets too (Terraform, sensitive data in state).",
  fix: "Give the stack an S3 or GCS backend inside the jurisdiction; for GCS, review the stack of its bucket together with this one.",
  judge: (stack, facts) => {
    const terraform = list<Value>(get(stack.source, "terraform") as Value[]).find(isObject) as ValueObject | undefined;
    const backends = labelled(get(terraform, "backend"));
    if (labelled(get(terraform, "cloud")).length > 0)
      return [
        state(unknown("its state lies with a service, whose place nobody can tell", { value: "cloud", expected: "an s3 or gcs backend" })),
      ];
    const [kind, body] = backends[0] ?? [];
    if (kind === undefined) return isWhole(stack) ? [state(unknown("it names no backend, so its state lies where terraform runs"))] : [];
    const values = (isObject(body) ? body : {}) as ValueObject;
    return [state(judge(kind, values, stack, facts))];
  },
};

const state = (verdict: Verdict): Verdict => ({ ...verdict, address: "terraform.backend" });

/** Plain Terraform JSON may keep its backend in another file; what cdktf wrote is the whole of it. */
const isWhole = (stack: Stack) => isObject(get(object(get(stack.synth?.json, "//")), "metadata"));

/** An account's first stack can have its state nowhere else; it may hold no dataset. */
function makesStateBucket(stack: Stack, facts: Facts): boolean {
  const own = stack.resources.filter(({ mode }) => mode === "managed");
  const buckets = own.filter((resource) => {
    const purpose = facts.purpose(resource);
    return (
      /^(aws_s3|google_storage)_bucket$/.test(resource.type) &&
      purpose.kind === "named" &&
      purpose.name === "state" &&
      facts.placeOf(resource).jurisdiction === facts.scope.jurisdiction.code
    );
  });
  return buckets.length > 0 && own.every((resource) => facts.dataset(resource).kind === "none");
}

/** A bucket's name says nothing of its account: where the inputs make the buckets of states, it is one of those. */
function strange(kind: string, values: ValueObject, stack: Stack, facts: Facts): Verdict | undefined {
  const text = (value: Value | undefined) => facts.resolver.text(value, stack);
  const owners = facts.scope.accounts;
  const acting = actsAs(values, text).find(({ account }) => owners.some(({ id, owner }) => id === account && owner === "parent"));
  if (acting) return breach(`its state is read and written by ${acting.name}, of the parent's`, { value: acting.name });
  if (kind !== "s3" || !facts.whole) return undefined;
  const name = text(get(values, "bucket"));
  const isState = (each: Resource) => {
    const purpose = facts.purpose(each);
    return purpose.kind === "named" && purpose.name === "state";
  };
  const known = facts.ofType("aws_s3_bucket").some(isState);
  return known && (name === undefined || facts.bucketsNamed(name).length === 0)
    ? unknown(`its state lies in the bucket ${name ?? "of an expression"}, which none of the stacks makes`, { value: name ?? "unresolved" })
    : undefined;
}

/** What an S3 backend may say that lets others at the state (Terraform, backend type s3). */
function opened(values: ValueObject, stack: Stack, facts: Facts): Verdict | undefined {
  const text = (path: string) => {
    const [found] = select(values, path);
    return found === undefined ? "" : facts.resolver.text(found.value, stack);
  };
  const [encrypt, acl, key] = [text("encrypt"), text("acl"), text("kms_key_id")];
  if (encrypt === "false" || (encrypt === "" && facts.scope.awsGuards))
    return breach("its state is not encrypted on its way in", { attribute: "encrypt", value: "false", expected: "true" });
  if (acl !== undefined && !["", "private", "bucket-owner-full-control"].includes(acl))
    return breach(`its state's list of access is ${acl}`, { attribute: "acl", value: acl, expected: "private" });
  const holder = parseArn(key ?? "")?.account;
  if (holder !== undefined && facts.scope.accounts.length > 0 && facts.account("aws", holder)?.owner !== "custodian")
    return breach(`its state lies under a key of account ${holder}, which is not the custodian's`, { attribute: "kms_key_id", value: key });
  for (const { value, path } of ["endpoint", "sts_endpoint", "iam_endpoint", "dynamodb_endpoint"]
    .flatMap((name) => select(values, name))
    .concat(
      select(values, "endpoints[]").flatMap(({ value }) =>
        isObject(value) ? Object.entries(value as ValueObject).map(([path, each]) => ({ path, value: each })) : [],
      ),
    )) {
    const host = facts.resolver.text(value, stack);
    const own = /^(?:https?:\/\/)?[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?(?:[:/]|$)/.test(host ?? "");
    if (!own)
      return breach(`its state is written by way of ${host ?? "an endpoint that is not known"}`, {
        attribute: path,
        value: host ?? "unresolved",
      });
  }
  return undefined;
}

function judge(kind: string, values: ValueObject, stack: Stack, facts: Facts): Verdict {
  const first = strange(kind, values, stack, facts);
  if (first) return first;
  if (kind === "s3") {
    const region = facts.resolver.text(get(values, "region"), stack);
    const place = region ? facts.placeAt("aws", region, undefined, "the backend's region") : nowhere("aws", "the backend states no region");
    return opened(values, stack, facts) ?? judgePlace(place, facts, undefined, "its state", "region");
  }
  if (kind === "gcs") {
    const name = facts.resolver.text(get(values, "bucket"), stack) ?? "";
    const [bucket, ...more] = facts.bucketsNamed(name);
    const place = bucket && more.length === 0 ? facts.placeOf(bucket) : nowhere("google", `the bucket ${name} is in none of the inputs`);
    return judgePlace(place, facts, undefined, "its state", "bucket");
  }
  if (kind === "local" && makesStateBucket(stack, facts))
    return met("its state lies where terraform runs: it makes the bucket that states lie in");
  return unknown(`its state lies in a ${kind} backend, whose place nobody can tell`, { value: kind, expected: "an s3 or gcs backend" });
}
