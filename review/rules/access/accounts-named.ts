import { RESOURCE_POLICIES } from "../../access/documents";
import type { Facts } from "../../facts/facts";
import { describe } from "../../facts/key";
import type { Resource } from "../../facts/model";
import { policyOf, type Statement } from "../../facts/policy";
import { builds, leaves } from "../fenced";
import { namesIn } from "../names";
import { NARROWS_TO_CALLERS, POSITIVE } from "../narrowed";
import { breach, met, unknown, type ResourceRule, type Verdict } from "../rule";

/** Attributes whose twelve digits are an account, and not a number of something else (provider schemas, aws 5.100.0 and 6.25.0). */
const NAMES_ACCOUNT = /(account|owner|principal|catalog|registry|master|admin|grantee|identifier|member|accepter|peer|target|allow_list)/;

/** An ARN, an id, what begins with one (a peer's security group, an image), or a queue's URL. */
const ACCOUNT = /^(?:arn:[^:]*:[^:]*:[^:]*:|https:\/\/sqs\.[^/]+\/)?(\d{12})(?:[:/.]|$)/;
/** An account, a user or a role by an id that shows no account (IAM user guide, unique identifiers; Amazon S3, canonical user ids). */
const OPAQUE = /^(?:[0-9a-f]{64}|A(?:IDA|ROA)[A-Z0-9]{16,})$/;
/** A copy that is pulled home names what it comes from. */
const SOURCE = /source/;

export const accountsNamed: ResourceRule = {
  id: "ACCESS-29",
  claim: "access",
  subject: "resource",
  title: "Every account that a resource names, or whose principals its policy lets in, is one of the program's.",
  why: "Nearly each service has a way of its own to share, to send or to call across accounts; whatever it is called, it names the other account (Amazon Resource Names; IAM user guide, How permissions and policies provide access across accounts).",
  fix: "Name an account of the program, or write the other into the program's accounts with its owner.",
  judge: (resource, facts) => {
    if (leaves(resource) || facts.isLegacy(resource)) return [];
    const attribute = Object.hasOwn(RESOURCE_POLICIES, resource.type) ? (RESOURCE_POLICIES[resource.type] as string) : undefined;
    const strangers = attribute === undefined ? [] : letIn(resource, attribute, facts);
    // A program that builds no fence names some of its accounts; whose another is, nobody here says, and it may be the parent's.
    if (!builds(facts)) return strangers.map((each): Verdict => ({ ...each, verdict: "unknown" }));
    const found = [...strangers, ...named(resource, facts)];
    return found.length > 0 ? found : [met()];
  },
};

/** Whom a policy lets in: those whom its conditions fix, else its principals. Of the parent's principals ACCESS-01 speaks. */
function letIn(resource: Resource, attribute: string, facts: Facts): Verdict[] {
  const policy = policyOf(resource, attribute, facts);
  if (policy.kind !== "policy") return [];
  return policy.statements
    .filter(({ allow, notPrincipal }) => allow && !notPrincipal)
    .flatMap((statement) => strangersOf(statement, resource, facts).map((id) => stranger(id, `${attribute}[${statement.at}]`)));
}

/** Principals and conditions are joined by AND: one of them that only the program's own can meet is enough. */
function strangersOf({ principals, conditions }: Statement, resource: Resource, facts: Facts): readonly string[] {
  const ids = principals.map(({ id }) => id);
  const narrows = conditions.filter(({ operator, key }) => NARROWS_TO_CALLERS.test(key) && POSITIVE.test(operator));
  const doors = [...(ids.includes("*") ? [] : [ids]), ...narrows.map(({ values }) => values)].map((door) =>
    door.filter((id): id is string => id !== undefined && isStranger(id, resource, facts)),
  );
  return doors.every((door) => door.length > 0) ? [...new Set(doors.flat())] : [];
}

/**
 * An account or an organization that neither is the program's nor holds one of its accounts; the auditor's own roles the program
 * names. Of the account in which it lies itself LOCATION-04 speaks, and of organizations nothing is said where the program names none.
 */
function isStranger(id: string, resource: Resource, facts: Facts): boolean {
  if (facts.scope.examiners?.includes(id)) return false;
  const [, number] = ACCOUNT.exec(id) ?? [];
  if (number !== undefined) return facts.account("aws", number) === undefined && facts.placeOf(resource).account !== number;
  if (OPAQUE.test(id)) return true;
  const [organization = ""] = id.split("/");
  const known = [facts.scope, ...facts.scope.accounts].flatMap((each) => each.organization ?? []);
  return organization.startsWith("o-") && (builds(facts) || known.length > 0) && !known.includes(organization);
}

const stranger = (id: string, attribute: string): Verdict =>
  breach(`it lets in ${id}, whom the program does not know`, { attribute, value: id, expected: "an account of the program" });

/** What its other attributes name. A policy's text speaks of accounts that it denies, too; what reads policies reads those. */
function named(resource: Resource, facts: Facts): Verdict[] {
  return namesIn(resource, facts).flatMap(([attribute, text]): Verdict[] => {
    const [, account] = ACCOUNT.exec(text) ?? [];
    if (account === undefined || (text === account && !NAMES_ACCOUNT.test(attribute))) return [];
    const known = facts.account("aws", account);
    const more = { attribute, value: account, expected: "an account of the program" };
    if (known === undefined) return [unknown(`it names the account ${account}, which the program does not know`, more)];
    if (known.legacy && SOURCE.test(attribute)) return [];
    return known.owner === "parent" ? [breach(`it names ${describe(account, known)}`, more)] : [];
  });
}
