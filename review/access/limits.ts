import type { Facts } from "../facts/facts";
import type { Resource } from "../facts/model";
import { get } from "../value";
import { documentOf } from "./documents";
import { evaluatePolicies } from "./evaluate";
import type { Target } from "./store";
import type { AccessRequest, Policies, PolicyDocument } from "./types";

const EVERYTHING: PolicyDocument = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
/** Services that open a key as whoever reads the store; others do it by a grant of their own. */
const AS_THE_CALLER: Readonly<Record<string, string>> = { aws_s3_bucket: "s3", aws_dynamodb_table: "dynamodb" };

/**
 * The organization's policies over a request, as far as the inputs attach them: to the caller's account or its unit, to
 * the resource's, or to the root. A unit above the account's own is not known here, nor a policy that cannot be read:
 * what is left out could only take away, so that nothing is called denied that may be allowed.
 */
export function organizationOver(facts: Facts, callerAccount: string, resourceAccount: string): Pick<Policies, "scps" | "rcps"> {
  const scps = attachedTo(facts, "SERVICE_CONTROL_POLICY", callerAccount);
  const rcps = attachedTo(facts, "RESOURCE_CONTROL_POLICY", resourceAccount);
  return { ...(scps.length > 0 ? { scps: [[EVERYTHING, ...scps]] } : {}), ...(rcps.length > 0 ? { rcps } : {}) };
}

function attachedTo(facts: Facts, type: string, account: string): readonly PolicyDocument[] {
  const known = facts.account("aws", account);
  // The management account's principals and resources are bound by none.
  if (known?.organization === undefined || known.management) return [];
  const text = (of: Resource, name: string) => facts.resolver.text(get(of.values, name), of.stack);
  const here = facts.ofType("aws_organizations_policy_attachment").filter((each) => {
    const target = text(each, "target_id");
    return each.action !== "delete" && target !== undefined && (target === account || target === known.unit || target.startsWith("r-"));
  });
  return facts
    .ofType("aws_organizations_policy")
    .filter((policy) => policy.action !== "delete" && (text(policy, "type") ?? "SERVICE_CONTROL_POLICY") === type)
    .filter((policy) => here.some((each) => facts.refersTo(each, get(each.values, "policy_id"), policy, ["id"]) === "yes"))
    .flatMap((policy) => {
      const document = documentOf(policy, "content", facts);
      return typeof document === "string" ? [] : [document];
    });
}

/**
 * The statements of its key's policy that keep a reader from a store's data. A key policy that merely allows nothing
 * takes nothing away here, since a grant may allow it, and grants are seen in no plan; a denial holds against grants too.
 */
export function deniedByKey(target: Target, { caller, context }: AccessRequest, facts: Facts): readonly string[] {
  const service = AS_THE_CALLER[target.resource.type];
  const [key] = facts.keysOf(target.resource);
  if (!service || !key?.resource) return [];
  const document = documentOf(key.resource, "policy", facts);
  if (typeof document === "string") return [];
  const owner = key.place?.account ?? caller.account;
  const { verdict, by } = evaluatePolicies(
    { identity: "everything", key: document },
    {
      action: "kms:Decrypt",
      resource: "*",
      resourceAccount: owner,
      caller,
      context: {
        ...context,
        "aws:ViaAWSService": "true",
        "kms:ViaService": `${service}.${target.region}.amazonaws.com`,
        "kms:CallerAccount": caller.account,
      },
    },
  );
  return verdict === "denied" ? by : [];
}
