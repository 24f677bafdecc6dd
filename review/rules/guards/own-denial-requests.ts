import { opinion } from "../../access/opinion";
import { conditionsOf, isNegated } from "../../access/conditions";
import { contextOf } from "../../access/text";
import { statementsOf, type AccessRequest, type ContextValue, type PolicyDocument } from "../../access/types";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { get } from "../../value";
import type { OwnDenial } from "./own-denial";

/** What a resource's own policy is asked of one denial: once for each way in which it may write the resource. */
export function requestsFor(document: PolicyDocument, resource: Resource, facts: Facts): (denial: OwnDenial) => readonly AccessRequest[] {
  const arns = spelled(arnsOf(resource, facts), document);
  const favour = favourOf(document, resource, facts);
  const account = typeof favour["aws:PrincipalAccount"] === "string" ? favour["aws:PrincipalAccount"] : "";
  return ({ action, below = "", context: differs }) => {
    const context = Object.fromEntries(
      Object.entries({ ...favour, ...differs }).flatMap(([key, value]): [string, ContextValue][] =>
        value === undefined ? [] : [[key, typeof value === "string" ? value.replace("iam::*:", `iam::${account}:`) : value]],
      ),
    );
    const caller = { account: String(context["aws:PrincipalAccount"]), arn: String(context["aws:PrincipalArn"]) };
    return arns.map((arn) => ({ action, resource: `${arn}${below}`, caller, context }));
  };
}

/** As this policy writes it; any way where it writes none. A spelling that it does not know lies beside whatever `NotResource` says. */
function spelled(arns: readonly string[], document: PolicyDocument): readonly string[] {
  const text = JSON.stringify(document);
  const known = arns.filter((arn) => text.includes(arn));
  return known.length > 0 ? known : arns;
}

/** How a policy may write the resource: by its ARN, or by a reference to what its provider will mint. */
function arnsOf(resource: Resource, facts: Facts): readonly string[] {
  const { account, region } = facts.placeOf(resource);
  const minted = `ref/${resource.stack.name}/${resource.address}/arn`;
  const named = (attribute: string) => facts.resolver.text(get(resource.values, attribute), resource.stack);
  switch (resource.type) {
    case "aws_s3_bucket":
      return [`arn:aws:s3:::${named("bucket") ?? "unnamed"}`, minted];
    case "aws_dynamodb_table":
      return [`arn:aws:dynamodb:${region}:${account}:table/${named("name") ?? "unnamed"}`, minted];
    default:
      return [minted];
  }
}

/** A request that no statement stands in the way of: it is whatever each denial spares. */
function favourOf(document: PolicyDocument, resource: Resource, facts: Facts): Readonly<Record<string, ContextValue>> {
  const spared: Record<string, ContextValue> = {};
  for (const denial of statementsOf(document).filter(({ Effect }) => Effect === "Deny"))
    for (const { key, values } of conditionsOf(denial).filter(isNegated)) {
      const [value] = values;
      if (value !== undefined && !value.includes("${") && /^aws:/i.test(key))
        spared[key] ??= value.replaceAll("*", "any").replace(/^([\d.]+)\/\d+$/, "$1");
    }
  const { account } = facts.placeOf(resource);
  return {
    "aws:PrincipalArn": `arn:aws:iam::${account ?? ""}:role/somebody`,
    "aws:PrincipalAccount": account ?? "",
    ...(facts.scope.organization === undefined ? {} : { "aws:PrincipalOrgID": facts.scope.organization }),
    "aws:PrincipalIsAWSService": "false",
    "aws:ViaAWSService": "false",
    "aws:SecureTransport": "true",
    "s3:TlsVersion": "1.3",
    "aws:PrincipalTag/ticket": "any",
    "aws:PrincipalTag/mfa": "true",
    ...spared,
  };
}

/** Undefined where something of the policy is not known that might deny it. */
export function denies(document: PolicyDocument, requests: readonly AccessRequest[], kind: string): boolean | undefined {
  const said = requests.map((request) => opinion([document], kind, request, contextOf(request.context)));
  if (said.some(({ denies: by }) => by.length > 0)) return true;
  // What a boundary does not allow, it keeps from the role as well (IAM user guide, permissions boundaries).
  if (kind === "boundary" && said.every(({ direct }) => direct === false)) return true;
  return said.some(({ doubts }) => doubts.length > 0) ? undefined : false;
}
