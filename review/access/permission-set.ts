import type { Facts } from "../facts/facts";
import type { Resource } from "../facts/model";
import { get, select, type Value } from "../value";
import { documentOf } from "./documents";
import type { Role } from "./role";
import type { PolicyDocument } from "./types";

/** Policies of a set that are not written in it: what they say is not in the inputs. */
const ELSEWHERE = ["aws_ssoadmin_managed_policy_attachment", "aws_ssoadmin_customer_managed_policy_attachment"];

/**
 * The roles that Identity Center makes of permission sets, one in each account that a set is assigned to. No input holds
 * them, and each is a way in like any other role; its name's random end is written as sixteen zeros.
 */
export function setRolesOf(facts: Facts): readonly Role[] {
  const standing = (type: string) => facts.ofType(type).filter(({ action }) => action !== "delete");
  return standing("aws_ssoadmin_permission_set").flatMap((set) => {
    const name = text(set, get(set.values, "name"), facts) ?? set.address;
    const mine = (type: string) => standing(type).filter((one) => belongs(one, set, facts));
    const targets = mine("aws_ssoadmin_account_assignment").map((one) => text(one, get(one.values, "target_id"), facts));
    return [...new Set(targets)].map((target): Role => {
      // Whatever account is not known may be the one that holds the data.
      const account = target ?? "unknown";
      const doubts = target === undefined ? [`the account that ${set.address} is assigned to is not known`] : [];
      const known = (of: Resource, attribute: string): PolicyDocument[] => {
        const document = documentOf(of, attribute, facts);
        if (document === "unresolved") doubts.push(`${of.address} is not known`);
        return typeof document === "string" ? [] : [document];
      };
      const identity = mine("aws_ssoadmin_permission_set_inline_policy").flatMap((each) => known(each, "inline_policy"));
      for (const each of ELSEWHERE.flatMap(mine)) doubts.push(`${each.address} is not read`);
      const [boundary] = mine("aws_ssoadmin_permissions_boundary_attachment").flatMap((each) => {
        const policy = boundaryOf(each, account, facts);
        if (!policy) doubts.push(`${each.address} is in none of the inputs`);
        return policy ? known(policy, "policy") : [];
      });
      const arn = `arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_${name}_${"0".repeat(16)}`;
      return { resource: set, account, arn, identity, ...(boundary ? { boundary } : {}), doubts };
    });
  });
}

/** A reference that cannot be followed may be to this set. */
function belongs(one: Resource, set: Resource, facts: Facts): boolean {
  return facts.refersTo(one, get(one.values, "permission_set_arn"), set, ["arn", "id"]) !== "no";
}

/** The customer's own policy of the name, as it stands in the account. */
function boundaryOf(attachment: Resource, account: string, facts: Facts): Resource | undefined {
  const [reference] = select(get(attachment.values, "permissions_boundary"), "customer_managed_policy_reference.name");
  const name = text(attachment, reference?.value, facts);
  return facts
    .ofType("aws_iam_policy")
    .find((each) => name !== undefined && facts.accountOf(each) === account && text(each, get(each.values, "name"), facts) === name);
}

function text(of: Resource, value: Value | undefined, facts: Facts): string | undefined {
  return facts.resolver.text(value, of.stack);
}
