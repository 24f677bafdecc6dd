import type { FrozenBucket, FrozenOnAws, FrozenOnGoogle } from "../../../config/migration/frozen";
import { FROZEN_VALUE, freezeCondition, GOOGLE_FREEZE, purgerOnGoogle } from "../../../config/migration/frozen";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { get, select, type Value } from "../../value";
import { migration, only, type OwnDenial } from "../guards/own-denial";
import { judgeOwn } from "../guards/own-denials";
import { STRANGER } from "../guardrails/requests";
import { admits, differs, fault, is, lacks, standing, textOf, worstOf, type Fault } from "../guardrails/google-guards";
import { leaves } from "../fenced";
import { breach, type SetRule, type Verdict } from "../rule";

export const oldFrozen: SetRule = {
  id: "MIGRATION-13",
  claim: "migration",
  subject: "set",
  title: "From cutover on nobody writes to an old bucket or deletes from it, until its purge.",
  why: "What is written there after the last listing was never compared with anything, and goes with the purge; what is deleted there early cannot be listed again. Roles in somebody else's account hold neither back: a denial does, which the old account's own grants do not lift (IAM user guide, policy evaluation; IAM documentation, deny policies).",
  fix: "Synthesize the old side's stack again and apply it, with the freeze as the program builds it; or go back to a phase before cutover.",
  judge: (facts) => (facts.scope.frozen ?? []).flatMap((frozen) => judge(frozen, facts)),
};

const TYPES = { aws: "aws_s3_bucket", google: "google_storage_bucket" } as const;

function judge(frozen: FrozenBucket, facts: Facts): readonly Verdict[] {
  const type = TYPES[frozen.cloud];
  const buckets = facts.bucketsNamed(frozen.bucket).filter((each) => each.type === type && !leaves(each));
  if (buckets.length === 0) {
    const more = { address: `${type} ${frozen.bucket}`, value: frozen.bucket, expected: "the old bucket with its freeze" };
    return facts.whole ? [breach(`no stack holds the old bucket ${frozen.bucket} any more, nor its freeze`, more)] : [];
  }
  if (frozen.cloud === "google") return onGoogle(frozen, facts);
  // Of two blocks of one bucket the later applied one's policy stands, whichever that is.
  return buckets.flatMap((bucket) =>
    judgeOwn(bucket, frozenDenials(frozen), facts).map((verdict) => ({ address: bucket.address, stack: bucket.stack.name, ...verdict })),
  );
}

const SOMEBODY = { "aws:PrincipalArn": "arn:aws:iam::*:role/somebody" };
/** Who besides comes to an object, and to which: the bucket's own grants let in other accounts, and services act for whoever asks them. */
const OTHERS: readonly (readonly [who: string, context: OwnDenial["context"], name: string])[] = [
  [" by another account", { "aws:PrincipalArn": `arn:aws:iam::${STRANGER}:role/somebody`, "aws:PrincipalAccount": STRANGER }, "any"],
  [" through a service", { ...SOMEBODY, "aws:ViaAWSService": "true" }, "any"],
  [" by a service", { ...SOMEBODY, "aws:PrincipalIsAWSService": "true" }, "any"],
  [" of another name", SOMEBODY, "~/another"],
];
const verb = (action: string) => action.replace("s3:", "");

/** What the old bucket's own policy must deny (Amazon S3, service authorization reference). */
function frozenDenials({ purger, reverse }: FrozenOnAws): readonly OwnDenial[] {
  const writers = reverse ? [reverse.role as `arn:${string}`] : [];
  const purgers = purger === undefined ? [] : [purger as `arn:${string}`];
  // Beside the prefix of a way back another denial stands, which says nothing of who writes under it.
  const under = `/${reverse?.prefix ?? ""}`;
  const object = `${under}any`;
  const others = (spared: readonly `arn:${string}`[], action: string) =>
    OTHERS.map(([who, context, name]) => only(spared, migration(`${verb(action)}${who}`, action, context, `${under}${name}`)));
  return [
    ...["s3:PutObject", "s3:RestoreObject", "s3:ReplicateObject"].map((action) =>
      only(writers, migration(verb(action), action, SOMEBODY, object)),
    ),
    ...["s3:DeleteObject", "s3:DeleteObjectVersion"].map((action) => only(purgers, migration(verb(action), action, SOMEBODY, object))),
    only(purgers, migration("DeleteBucket", "s3:DeleteBucket", SOMEBODY)),
    ...others(writers, "s3:PutObject"),
    ...others(purgers, "s3:DeleteObjectVersion"),
    ...(reverse ? wayBack(reverse) : []),
  ];
}

/** The way back leads under one prefix, between two moments, and takes nothing that only S3 itself or an owner does. */
function wayBack({ role, account, prefix, from, until }: NonNullable<FrozenOnAws["reverse"]>): readonly OwnDenial[] {
  const by = (moment: string) => ({ "aws:PrincipalArn": role, "aws:PrincipalAccount": account, "aws:CurrentTime": moment });
  const before = new Date(Date.parse(from) - 1000).toISOString();
  const within = `/${prefix}any`;
  const back = (what: string, action: string, moment: string, below = within) =>
    only([], migration(`${what} on the way back`, action, by(moment), below));
  return [
    back("rights of objects", "s3:PutObjectAcl", from),
    back("restoring", "s3:RestoreObject", from),
    back("writes before its time", "s3:PutObject", before),
    back("writes after its time", "s3:PutObject", until),
    // One letter short of the prefix lies beside it.
    ...(prefix === "" ? [] : [back("writes beside its prefix", "s3:PutObject", from, `/${prefix.slice(0, -1)}`)]),
  ];
}

function onGoogle(frozen: FrozenOnGoogle, facts: Facts): readonly Verdict[] {
  const text = (resource: Resource, attribute: string) => textOf(resource, attribute, facts);
  return [
    ...standing(
      {
        type: "google_iam_deny_policy",
        what: `the freeze of ${frozen.bucket}`,
        stands: (policy) => is(text(policy, "name"), frozen.policy),
        faults: (policy) => policyFaults(policy, frozen, facts),
      },
      facts,
    ),
    ...standing(
      {
        type: "google_tags_location_tag_binding",
        what: `the tag of ${frozen.bucket}, by which the freeze knows it`,
        stands: (binding) => is(text(binding, "parent"), `//storage.googleapis.com/projects/_/buckets/${frozen.bucket}`),
        faults: (binding) => [tagged(binding, frozen, facts)],
      },
      facts,
    ),
    ...standing(
      {
        type: "google_tags_tag_key",
        what: `the tag's key ${frozen.tag}`,
        stands: (key) => is(text(key, "short_name"), frozen.tag),
        faults: (key) => [differs("it is of another project", [text(key, "parent")], `projects/${frozen.project}`)],
      },
      facts,
    ),
  ];
}

/** The binding hangs the key's value `frozen` on the bucket, the only one that the policy's condition asks for. */
function tagged(binding: Resource, { tag }: FrozenOnGoogle, facts: Facts): Fault | undefined {
  const value = referred(binding, "tag_value", "google_tags_tag_value", facts);
  if (!value) return fault("it binds the freeze's own value", false);
  const key = referred(value, "parent", "google_tags_tag_key", facts);
  return worstOf([
    differs("it binds another value", [textOf(value, "short_name", facts)], FROZEN_VALUE),
    key
      ? differs("it binds another tag's value", [textOf(key, "short_name", facts)], tag)
      : fault("its value is of the freeze's tag", false),
  ]);
}

/** The resource of this type that an attribute refers to, or whose id it is. */
function referred(from: Resource, attribute: string, type: string, { resolver }: Facts): Resource | undefined {
  const resolved = resolver.resolve(get(from.values, attribute), from.stack);
  const found =
    resolved.kind === "resource"
      ? resolved.resource
      : resolver.byName(from.stack, type, "id", resolver.text(get(from.values, attribute), from.stack));
  return found?.type === type && !leaves(found) ? found : undefined;
}

function policyFaults(policy: Resource, { project, tag, purger }: FrozenOnGoogle, facts: Facts): readonly (Fault | undefined)[] {
  const texts = (value: Value, path: string) => select(value, path).map((found) => facts.resolver.text(found.value, policy.stack));
  const rules = select(policy.values, "rules[].deny_rule[]").map(({ value }) => value);
  const denies = (permission: string, spared: readonly string[]): Fault | undefined => {
    const found = rules.map((rule) =>
      worstOf([
        lacks("it does not deny", [permission], texts(rule, "denied_permissions[]")),
        lacks(`it does not deny ${permission} to`, [GOOGLE_FREEZE.everybody], texts(rule, "denied_principals[]")),
        admits(`it lets ${permission} through for`, texts(rule, "exception_principals[]"), (each) => spared.includes(each)),
        admits("it makes an exception of", texts(rule, "exception_permissions[]"), () => false),
        differs(`it denies ${permission} elsewhere`, texts(rule, "denial_condition[].expression"), freezeCondition(project, tag)),
      ]),
    );
    if (found.includes(undefined)) return undefined;
    return (
      found.find((each) => !each?.proven) ??
      found.find((each) => !each?.text.startsWith("it does not deny ")) ??
      fault(`it does not deny ${permission}`)
    );
  };
  const attached = `cloudresourcemanager.googleapis.com/projects/${project}`;
  return [
    differs("it stands on another project", [textOf(policy, "parent", facts)?.replace(/%2F/gi, "/")], attached),
    ...GOOGLE_FREEZE.written.map((permission) => denies(permission, [])),
    ...GOOGLE_FREEZE.deleted.map((permission) => denies(permission, purger === undefined ? [] : [purgerOnGoogle(purger)])),
  ];
}
