import type { Cloud } from "../../../config/region";
import type { Facts } from "../../facts/facts";
import { parseArn } from "../../arn";
import { actsAs } from "../../facts/acting";
import type { Resource, Stack } from "../../facts/model";
import { get, isObject, list, object, select, type Value, type ValueObject } from "../../value";
import { blocksOf, labelled, parseSource } from "../../facts/source";
import { again } from "../../again";
import { between, type Reaching } from "./between";
import { judgePlace } from "./place-inside";
import { nowhere } from "../../facts/locate";
import { breach, met, unknown, type StackRule, type Verdict } from "../rule";

export const stateInside: StackRule = {
  id: "LOCATION-03",
  claim: "location",
  subject: "stack",
  title: "The stack's state lies inside the jurisdiction.",
  why: "A state holds every attribute in plain text, secrets too (Terraform, sensitive data in state).",
  fix: "Give the stack an S3 or GCS backend inside the jurisdiction; for GCS, review the stack of its bucket together with this one.",
  judge: (stack, facts) => [...kept(stack, facts), ...statesRead(stack).flatMap((each) => reached(each, stack, facts))],
};

function kept(stack: Stack, facts: Facts): Verdict[] {
  const blocks = list<Value>(get(stack.source, "terraform") as Value[]).filter(isObject) as ValueObject[];
  if (blocks.some((block) => labelled(get(block, "cloud")).length > 0))
    return [
      state(unknown("its state lies with a service, whose place nobody can tell", { value: "cloud", expected: "an s3 or gcs backend" })),
    ];
  const backends = blocks.flatMap((block) => labelled(get(block, "backend")));
  if (backends.length === 0) return isWhole(stack) ? [state(unknown("it names no backend, so its state lies where terraform runs"))] : [];
  return backends.flatMap(([kind, body]) => {
    const values = (isObject(body) ? body : {}) as ValueObject;
    const wrong = reached({ who: "its backend", address: "terraform.backend", values }, stack, facts);
    return wrong.length > 0 ? wrong : [state(judge(kind, values, stack, facts))];
  });
}

/** States of other stacks, from which values come (Terraform, the terraform_remote_state data source). */
function statesRead({ source, configuration }: Stack): Reaching[] {
  const written = source
    ? blocksOf(source).map(({ mode, type, name, values }) => ({ address: `${mode}.${type}.${name}`, config: get(values, "config") }))
    : (configuration?.dataSources ?? []).map(({ address, body }) => ({
        address,
        // From a JSON configuration terraform 1.11 writes the unevaluated text as a constant.
        config: parseSource(get(object(get(object(get(body, "expressions")), "config")), "constant_value") ?? null),
      }));
  return written.flatMap(({ address, config }) =>
    /(^|\.)data\.terraform_remote_state\./.test(address) && isObject(config) ? [{ who: "it", address, values: config as ValueObject }] : [],
  );
}

/** Through whom, and as whom, a state is read and written. */
function reached(reaching: Reaching, stack: Stack, facts: Facts): Verdict[] {
  const { accounts } = facts.scope;
  const { who, address, values } = reaching;
  const acting = actsAs(values, (value) => facts.resolver.text(value, stack)).find(
    ({ account }) =>
      accounts.length > 0 && !accounts.some(({ id, number, owner }) => (id === account || number === account) && owner !== "parent"),
  );
  const theirs = acting && breach(`${who} becomes ${acting.name}, which is none of the program's`, { address, value: acting.name });
  return [...(theirs ? [theirs] : []), ...between(reaching, stack, facts)];
}

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
function strange(values: ValueObject, stack: Stack, facts: Facts): Verdict | undefined {
  const name = facts.resolver.text(get(values, "bucket"), stack);
  const bucket = name === undefined ? [] : facts.bucketsNamed(name);
  const purposes = bucket.map((each) => facts.purpose(each));
  if (bucket.some((each) => facts.dataset(each).kind === "named") || purposes.some((of) => of.kind === "named" && of.name !== "state"))
    return breach(`its state lies in the bucket ${name ?? ""}, which is for something else`, { attribute: "bucket", value: name });
  const isState = (each: Resource) => {
    const purpose = facts.purpose(each);
    return purpose.kind === "named" && purpose.name === "state";
  };
  return facts.whole && bucket.length === 0 && facts.ofType("aws_s3_bucket").some(isState)
    ? unknown(`its state lies in the bucket ${name ?? "of an expression"}, which none of the stacks makes`, { value: name ?? "unresolved" })
    : undefined;
}

/** Two stacks that keep their states under one name undo each other: the next apply of either deletes what the other made. */
function shared(values: ValueObject, kind: string, stack: Stack, facts: Facts): Verdict | undefined {
  const own = storedAt(kind, values, stack, facts);
  const other = own === undefined ? undefined : (statesAt(facts).get(own) ?? []).find((each) => each !== stack);
  return other && breach(`its state lies where that of ${other.name} does, and each would delete what the other made`, { value: own });
}

const statesAt = again((facts: Facts): ReadonlyMap<string, readonly Stack[]> => {
  const found = new Map<string, Stack[]>();
  for (const stack of facts.stacks)
    for (const block of list<Value>(get(stack.source, "terraform") as Value[]).filter(isObject) as ValueObject[])
      for (const [kind, body] of labelled(get(block, "backend"))) {
        const at = isObject(body) ? storedAt(kind, body as ValueObject, stack, facts) : undefined;
        if (at !== undefined) found.set(at, [...(found.get(at) ?? []), stack]);
      }
  return found;
});

function storedAt(kind: string, values: ValueObject, stack: Stack, facts: Facts): string | undefined {
  const [bucket, key] = ["bucket", kind === "gcs" ? "prefix" : "key"].map((name) => facts.resolver.text(get(values, name), stack));
  return bucket === undefined || key === undefined ? undefined : `${kind} ${bucket} ${key}`;
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
  return underKey("kms_key_id", key, "aws", parseArn(key ?? "")?.account, facts);
}

function underKey(
  attribute: string,
  value: string | undefined,
  cloud: Cloud,
  holder: string | undefined,
  facts: Facts,
): Verdict | undefined {
  return holder !== undefined && facts.scope.accounts.length > 0 && facts.account(cloud, holder)?.owner !== "custodian"
    ? breach(`its state lies under a key of account ${holder}, which is not the custodian's`, { attribute, value })
    : undefined;
}

function judge(kind: string, values: ValueObject, stack: Stack, facts: Facts): Verdict {
  const first = shared(values, kind, stack, facts);
  if (first) return first;
  if (kind === "s3") {
    const region = facts.resolver.text(get(values, "region"), stack);
    const place = region ? facts.placeAt("aws", region, undefined, "the backend's region") : nowhere("aws", "the backend states no region");
    return strange(values, stack, facts) ?? opened(values, stack, facts) ?? judgePlace(place, facts, undefined, "its state", "region");
  }
  if (kind === "gcs") {
    const name = facts.resolver.text(get(values, "bucket"), stack) ?? "";
    const [bucket, ...more] = facts.bucketsNamed(name);
    const place = bucket && more.length === 0 ? facts.placeOf(bucket) : nowhere("google", `the bucket ${name} is in none of the inputs`);
    const key = facts.resolver.text(get(values, "kms_encryption_key"), stack);
    const wrong =
      (bucket && strange(values, stack, facts)) ??
      underKey("kms_encryption_key", key, "google", /^projects\/([^/]+)\//.exec(key ?? "")?.[1], facts);
    return wrong ?? judgePlace(place, facts, undefined, "its state", "bucket");
  }
  if (kind === "local" && makesStateBucket(stack, facts))
    return met("its state lies where terraform runs: it makes the bucket that states lie in");
  return unknown(`its state lies in a ${kind} backend, whose place nobody can tell`, { value: kind, expected: "an s3 or gcs backend" });
}
