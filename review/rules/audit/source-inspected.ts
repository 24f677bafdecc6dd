import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { policyOf, type Statement } from "../../facts/policy";
import { parseArn } from "../../arn";
import { get, isAbsent, list, select, type Value } from "../../value";
import { breach, LEGACY, met, unknown, type ResourceRule, type Verdict } from "../rule";

/** One of these writes what is then run by its tag or digest. */
const PUSH = "ecr:PutImage";
/** Operators under which a denial spares those whom it names, and nobody else. */
const SPARES = /^(arnnotequals|arnnotlike|stringnotequals|stringnotlike)$/i;

export const sourceInspected: ResourceRule = {
  id: "AUDIT-06",
  claim: "audit",
  subject: "resource",
  title: "Registries and functions inside the fence take only what was inspected.",
  why: "Code that nobody examined reads whatever its role reads. A tag that moves, a second role that pushes, or a function without code signing is a way past the inspection (Amazon ECR user guide, tag immutability and repository policies; AWS Lambda developer guide, code signing).",
  fix: "Make tags immutable, deny pushing to everyone but the signing role, and give functions a code signing configuration that enforces.",
  concerns: (type) => Object.hasOwn(BY_TYPE, type),
  judge: (resource, facts) => {
    if (resource.action === "delete") return [];
    const judge = Object.hasOwn(BY_TYPE, resource.type) ? BY_TYPE[resource.type] : undefined;
    if (!judge) return [];
    if (facts.isLegacy(resource)) return [met(LEGACY)];
    const verdicts = judge(resource, facts);
    return verdicts.length > 0 ? verdicts : [met()];
  },
};

const BY_TYPE: Readonly<Record<string, (resource: Resource, facts: Facts) => Verdict[]>> = {
  aws_ecr_repository: (resource, facts) => [...immutable(resource, facts), ...pushedByFew(resource, facts)],
  aws_lambda_code_signing_config: (resource, facts) =>
    said(resource, facts, "policies[].untrusted_artifact_on_deployment", "Enforce", "it lets a function through whose code nobody signed"),
  aws_lambda_function: signedFunction,
};

/** ECR's own default is MUTABLE. */
function immutable(resource: Resource, facts: Facts): Verdict[] {
  return said(resource, facts, "image_tag_mutability", "IMMUTABLE", "its tags can be moved to another image");
}

function said(resource: Resource, facts: Facts, path: string, wanted: string, otherwise: string): Verdict[] {
  const [found] = select(resource.values, path);
  const more = { attribute: found?.path ?? path, expected: wanted };
  if (!found || isAbsent(found.value)) return [breach(otherwise, { ...more, value: "absent" })];
  const text = facts.resolver.text(found.value, resource.stack);
  if (text === undefined) return [unknown(`its ${path} is not known`, more)];
  return text === wanted ? [] : [breach(otherwise, { ...more, value: text })];
}

function pushedByFew(resource: Resource, facts: Facts): Verdict[] {
  const more = { attribute: "policy", expected: "a denial of ecr:PutImage to everyone but the signing role" };
  const satellites = facts.ofType("aws_ecr_repository_policy").map((each) => ({
    each,
    of: facts.refersTo(each, get(each.values, "repository"), resource, ["name", "id"]),
  }));
  const own = satellites.find(({ of }) => of === "yes");
  if (!own)
    return satellites.some(({ of }) => of === "maybe")
      ? [unknown("which repository a policy belongs to is not known", more)]
      : [breach("it has no policy, so every role of its account whose IAM policy says so pushes to it", { ...more, value: "absent" })];
  const policy = policyOf(own.each, "policy", facts);
  if (policy.kind === "unresolved") return [unknown(`its policy is not known: ${policy.reason}`, more)];
  if (policy.kind === "absent") return [breach("its policy is empty", { ...more, value: "absent" })];
  const denials = policy.statements.filter((statement) => !statement.allow && deniesPush(statement) && deniesEveryone(statement));
  const verdicts = denials.map((denial) => spared(denial, facts));
  if (verdicts.some(({ verdict }) => verdict === "met")) return [];
  return [
    verdicts.find(({ verdict }) => verdict === "breach") ??
      verdicts[0] ??
      breach("nothing denies pushing to it to others than the signing role", { ...more, value: "no denial" }),
  ].map((verdict) => ({ ...more, ...verdict }));
}

const deniesEveryone = ({ principals, notPrincipal }: Statement) => !notPrincipal && principals.some(({ id }) => id === "*");

/** A denial by NotAction names what it spares, so it is none of pushing in particular. */
const deniesPush = ({ actions, notAction }: Statement) =>
  !notAction &&
  actions.some((action) => action !== undefined && ["*", "ecr:*", "ecr:put*", PUSH.toLowerCase()].includes(action.toLowerCase()));

/** Whom a denial spares: named roles of accounts that are not the parent's, and nobody by anything but his ARN. */
function spared({ at, conditions }: Statement, facts: Facts): Verdict {
  const [condition] = conditions;
  if (!condition) return met();
  if (conditions.length > 1 || !SPARES.test(condition.operator) || condition.key.toLowerCase() !== "aws:principalarn")
    return breach(`${at} denies pushing only under conditions that name no role`, { value: at });
  for (const value of condition.values) {
    if (value === undefined) return unknown(`whom ${at} spares is not known`);
    const arn = parseArn(value);
    if (!arn?.account || /[*?]/.test(value)) return breach(`${at} spares ${value}, which is no one role`, { value });
    const owner = facts.account("aws", arn.account)?.owner;
    if (facts.scope.accounts.length > 0 && (owner === undefined || owner === "parent"))
      return breach(`${at} spares ${value}, of ${owner === "parent" ? "the parent" : "an account that the program does not know"}`, {
        value,
      });
  }
  return met();
}

/** Images are held to their registry; code that comes as an archive is held to its signature. */
function signedFunction(resource: Resource, facts: Facts): Verdict[] {
  const kind = get(resource.values, "package_type");
  const text = isAbsent(kind) ? "Zip" : facts.resolver.text(kind, resource.stack);
  const more = { attribute: "code_signing_config_arn", expected: "a code signing configuration that enforces" };
  if (text === undefined) return [unknown("how its code is packed is not known", { attribute: "package_type" })];
  if (text === "Image") return fromRegistry(resource, facts);
  const config = get(resource.values, "code_signing_config_arn");
  if (isAbsent(config)) return [breach("it runs code that nobody has to have signed", { ...more, value: "absent" })];
  const resolved = facts.resolver.resolve(config, resource.stack);
  if (resolved.kind === "unresolved") return [unknown(`its code signing configuration is ${resolved.reason}`, more)];
  if (resolved.kind === "resource" && resolved.resource.type === "aws_lambda_code_signing_config") return [];
  return [unknown("its code signing configuration is in none of the inputs", more)];
}

/** An image by its tag is whatever the tag says on the day; by its digest it is one image. */
function fromRegistry(resource: Resource, facts: Facts): Verdict[] {
  const more = { attribute: "image_uri", expected: "an image of the release account, by its digest" };
  const uri = facts.resolver.text(list<Value>(get(resource.values, "image_uri") as Value[])[0], resource.stack);
  if (uri === undefined) return [unknown("its image is not known", more)];
  const [, account] = /^(\d{12})\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/[^@]+@sha256:[0-9a-f]{64}$/.exec(uri) ?? [];
  if (account === undefined) return [breach("its image is named by a tag, or lies in no registry of AWS", { ...more, value: uri })];
  const owner = facts.account("aws", account)?.owner;
  return owner === "custodian" || facts.scope.accounts.length === 0
    ? []
    : [breach(`its image lies in account ${account}, which is not the custodian's`, { ...more, value: account })];
}
