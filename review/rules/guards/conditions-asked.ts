import { allowedRequest } from "../../access/allowed-request";
import { documentOf } from "../../access/documents";
import { opinion } from "../../access/opinion";
import { contextOf, like } from "../../access/text";
import { asList, statementsOf, type AccessRequest, type ContextValue, type PolicyDocument } from "../../access/types";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { get } from "../../value";
import { ADMISSIONS, ENDPOINT_ADMISSIONS, FILE_ADMISSIONS, KEY_ADMISSIONS, type Admission, type Refused } from "./admissions";
import { isFenced, leaves } from "../fenced";
import { breach, met, unknown, type ResourceRule, type Verdict } from "../rule";

/** Where the policies of a role, or of a permission set, stand. */
const POLICIES: Readonly<
  Record<string, { readonly type: string; readonly by: string; readonly of: readonly string[]; readonly at: string }>
> = {
  aws_iam_role: { type: "aws_iam_role_policy", by: "role", of: ["id", "name"], at: "policy" },
  aws_ssoadmin_permission_set: {
    type: "aws_ssoadmin_permission_set_inline_policy",
    by: "permission_set_arn",
    of: ["arn", "id"],
    at: "inline_policy",
  },
};

/** Resources that hold a policy of their own, and which kind that is. */
const OWN: Readonly<Record<string, Admission["by"]>> = {
  aws_efs_file_system_policy: "resource",
  aws_kms_external_key: "key",
  aws_kms_key: "key",
  aws_vpc_endpoint: "resource",
  aws_vpc_endpoint_policy: "resource",
};
const FIX = "Put the condition back, by an operator that fails where its key is absent.";

function rule(
  page: Pick<ResourceRule, "id" | "claim" | "title" | "why">,
  types: readonly string[],
  admissions: readonly Admission[],
): ResourceRule {
  return {
    ...page,
    subject: "resource",
    fix: FIX,
    concerns: (type) => types.includes(type),
    judge: (resource, facts) => {
      if (!isFenced(resource, facts)) return [];
      const name = facts.resolver.text(get(resource.values, "name"), resource.stack) ?? "";
      const asked = admissions.filter(({ of, sets }) => (resource.type === "aws_ssoadmin_permission_set" ? sets : of)?.test(name));
      return asked.length === 0 ? [] : documentsOf(resource, facts).flatMap((each) => judge(each, asked, facts));
    },
  };
}

export const CONDITIONS_ASKED_RULES = {
  access: rule(
    {
      id: "ACCESS-21",
      claim: "access",
      title: "Whoever is let in is asked for a second factor, a ticket, a dataset and a second person, and gets no more than that.",
      why: "A role is as narrow as the conditions of the statement that lets somebody in: without one of them it still works, for everybody whom it kept out (IAM user guide, session tags and policy conditions).",
    },
    Object.keys(POLICIES),
    ADMISSIONS,
  ),
  custody: rule(
    {
      id: "CUSTODY-16",
      claim: "custody",
      title: "A key is used by way of a service, and lent to a service's own resource.",
      why: "Through a service somebody gets what that service lets him have of a store; a bare key opens whatever lies under it, and a grant that is for no resource hands that on (AWS KMS developer guide, kms:ViaService and kms:GrantIsForAWSResource).",
    },
    ["aws_kms_external_key", "aws_kms_key"],
    KEY_ADMISSIONS,
  ),
  files: rule(
    {
      id: "ACCESS-23",
      claim: "access",
      title: "A file system is mounted by way of a mount target in the program's network.",
      why: "Without the condition whoever a policy of his own allows it mounts it from anywhere that reaches it (Amazon EFS user guide, elasticfilesystem:AccessedViaMountTarget).",
    },
    ["aws_efs_file_system_policy"],
    FILE_ADMISSIONS,
  ),
  endpoints: rule(
    {
      id: "NETWORK-17",
      claim: "network",
      title: "An endpoint lets through the organization's principals, on the organization's resources.",
      why: "Through an endpoint that asks neither, somebody with credentials of his own carries data out of a network that has no gateway (AWS PrivateLink guide, endpoint policies; data perimeters on AWS).",
    },
    ["aws_vpc_endpoint", "aws_vpc_endpoint_policy"],
    ENDPOINT_ADMISSIONS,
  ),
};

interface Held {
  readonly by: Admission["by"];
  readonly holder: Resource;
  readonly attribute: string;
}

function documentsOf(resource: Resource, facts: Facts): readonly Held[] {
  const own = OWN[resource.type];
  if (own !== undefined) return [{ by: own, holder: resource, attribute: "policy" }];
  const { type, by, of, at } = POLICIES[resource.type] as NonNullable<(typeof POLICIES)[string]>;
  const policies = facts.referring(type, by, resource, of).filter((each) => !leaves(each));
  return [
    ...(resource.type === "aws_iam_role" ? [{ by: "trust" as const, holder: resource, attribute: "assume_role_policy" }] : []),
    ...policies.map((holder) => ({ by: "policy" as const, holder, attribute: at })),
  ];
}

function judge({ by, holder, attribute }: Held, asked: readonly Admission[], facts: Facts): Verdict[] {
  const own = asked.filter((admission) => admission.by === by);
  const document = documentOf(holder, attribute, facts);
  if (own.length === 0 || document === "absent") return [];
  const at = { address: holder.address, stack: holder.stack.name, attribute };
  if (document === "unresolved") return [unknown(`whom its ${attribute} lets through is not known`, { ...at, value: "unresolved" })];
  const read = by === "trust" ? onItself(document) : document;
  const answers = own.flatMap((admission) => answersOf(read, admission));
  const of = (wanted: boolean | "unknown") => [...new Set(answers.filter(({ allowed }) => allowed === wanted).map(({ what }) => what))];
  const [through, doubted] = [of(true), of("unknown")];
  if (through.length > 0)
    return [breach(`it lets through ${through.join(", and ")}`, { ...at, value: through.join(), expected: "a condition that refuses it" })];
  if (doubted.length > 0)
    return [unknown(`whether it lets through ${doubted.join(", or ")} is not known`, { ...at, value: doubted.join() })];
  return answers.length > 0 ? [met()] : [];
}

/** A trust names no resource: it is the role. */
const onItself = (document: PolicyDocument): PolicyDocument => ({
  ...document,
  Statement: statementsOf(document).map((each) => ({ ...each, Resource: "*" })),
});

/** A token for whatever registry the caller may reach (Amazon ECR, service authorization reference). */
const OF_NOTHING: ReadonlySet<string> = new Set(["ecr:GetAuthorizationToken"]);

/** Each statement that allows the action, asked for what it must refuse. */
function answersOf(document: PolicyDocument, { by, action: named, refuses, callers, everywhere }: Admission) {
  const kind = { trust: "resource", policy: "identity", key: "key", resource: "resource" }[by];
  const allows = statementsOf(document).filter(
    ({ Effect, Action, NotAction, Resource }) =>
      Effect === "Allow" &&
      (everywhere !== true || (asList(Resource).includes("*") && !asList(Action).every((each) => OF_NOTHING.has(each)))) &&
      (named === undefined || NotAction !== undefined || asList(Action).some((each) => like(each, named, contextOf({}), true) !== false)),
  );
  return allows.flatMap((statement) => {
    const action = named ?? (asList(statement.Action)[0] ?? "any:Any").replaceAll("*", "Any");
    const request = allowedRequest(statement, action, document);
    if (callers?.test(request.caller.arn) === false || allowed(document, request, kind) === false) return [];
    return refuses.map((refused) => ({ what: refused.what, allowed: allowed(document, changed(request, refused), kind) }));
  });
}

function changed(request: AccessRequest, { context = {}, resource = request.resource }: Refused): AccessRequest {
  const merged = Object.entries({ ...request.context, ...context }).filter(
    (entry): entry is [string, ContextValue] => entry[1] !== undefined,
  );
  return { ...request, resource, context: Object.fromEntries(merged) };
}

function allowed(document: PolicyDocument, request: AccessRequest, kind: string): boolean | "unknown" {
  const { denies, doubts, direct, account } = opinion([document], kind, request, contextOf(request.context));
  if (denies.length > 0) return false;
  if (direct === true || account === true) return true;
  return doubts.length > 0 ? "unknown" : false;
}
