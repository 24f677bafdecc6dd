import { documentOf } from "../../access/documents";
import { like, contextOf } from "../../access/text";
import { asList, statementsOf, type PolicyDocument } from "../../access/types";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { get } from "../../value";
import { leaves } from "../fenced";
import { breach, met, unknown, type SetRule, type Verdict } from "../rule";

/** The policies that a role or a boundary carries, and what it is known by. */
const KINDS = [
  { type: "aws_iam_role", attribute: "assume_role_policy", by: ["name"] },
  { type: "aws_iam_role_policy", attribute: "policy", by: ["role", "name"] },
  { type: "aws_iam_policy", attribute: "policy", by: ["name"] },
] as const;

/** Fewer say nothing of what is usual. */
const ENOUGH = 3;

export const sameDenials: SetRule = {
  id: "ACCESS-11",
  claim: "access",
  subject: "set",
  title: "What one role's or boundary's policy denies, the policies of its namesakes deny in every account and for every dataset.",
  why: "A denial in a boundary or a trust is a lock that nothing else shows: where it is taken out, nobody gains a right that day, and whoever later grants one finds the door open (IAM user guide, permissions boundaries).",
  fix: "Put the statement back, as the policies of the same name in the other accounts have it.",
  judge: (facts) =>
    facts.scope.awsGuards
      ? KINDS.flatMap((kind) => [...groupsOf(kind, facts).values()].flatMap((group) => judge(group, kind.attribute)))
      : [],
};

interface Member {
  readonly resource: Resource;
  readonly denials: readonly Denial[] | undefined;
}

/** One action, or all but some, under conditions and on resources that are written alike wherever they stand. */
interface Denial {
  readonly sid: string;
  readonly actions: readonly string[];
  readonly spared: boolean;
  readonly on: string;
  readonly when: string;
}

/** Namesakes: the same name but for account, region and dataset. */
function groupsOf({ type, attribute, by }: (typeof KINDS)[number], facts: Facts): ReadonlyMap<string, Member[]> {
  const plain = plainly(facts);
  const groups = new Map<string, Member[]>();
  for (const resource of facts.ofType(type)) {
    if (leaves(resource) || facts.isLegacy(resource)) continue;
    const names = by.map((each) => facts.resolver.text(get(resource.values, each), resource.stack));
    if (names.includes(undefined)) continue;
    const document = documentOf(resource, attribute, facts);
    if (document === "absent") continue;
    const name = plain(names.join(" "));
    const member = { resource, denials: document === "unresolved" ? undefined : denialsOf(document, plain) };
    const group = groups.get(name);
    if (group) group.push(member);
    else groups.set(name, [member]);
  }
  return groups;
}

/** A text without what differs from place to place. */
function plainly({ scope }: Facts): (text: string) => string {
  const datasets = (scope.datasets ?? []).map(({ name }) => name).sort((a, b) => b.length - a.length);
  return (text) =>
    datasets
      .reduce((left, name) => left.replaceAll(name, "DATASET"), text)
      .replace(/\b\d{12}\b/g, "ACCOUNT")
      .replace(/\b[a-z]{2}(?:-gov)?-[a-z]+-\d\b/g, "REGION");
}

function denialsOf(document: PolicyDocument, plain: (text: string) => string): Denial[] {
  const texts = (value: unknown) => asList<unknown>(value as unknown).map((each) => plain(String(each)));
  return statementsOf(document)
    .filter(({ Effect }) => Effect === "Deny")
    .map(({ Sid, Action, NotAction, Resource, NotResource, Principal, Condition }) => ({
      sid: Sid ?? "a denial",
      actions: texts(Action ?? NotAction).map((action) => action.toLowerCase()),
      spared: Action === undefined,
      on: Resource === undefined ? `not ${texts(NotResource).sort().join()}` : texts(Resource).sort().join(),
      when: JSON.stringify([
        Principal === undefined || Principal === "*" || JSON.stringify(Principal) === '{"AWS":"*"}' ? "" : plain(JSON.stringify(Principal)),
        ...Object.entries(Condition ?? {})
          .flatMap(([operator, keys]) =>
            Object.entries(keys).map(([key, values]) => `${operator.toLowerCase()} ${key.toLowerCase()} ${texts(values).sort().join()}`),
          )
          .sort(),
      ]),
    }));
}

const ALWAYS = JSON.stringify([""]);

/** Does one of these take away at least as much? */
function covers(own: readonly Denial[], { actions, spared, on, when }: Denial): boolean {
  const fit = own.filter((each) => (each.when === when || each.when === ALWAYS) && (each.on === on || each.on === "*"));
  if (spared) return fit.some((each) => each.spared && each.actions.every((action) => actions.includes(action)));
  const nothing = contextOf({});
  return actions.every((action) =>
    fit.some((each) =>
      each.spared
        ? !each.actions.some((pattern) => like(pattern, action, nothing, true) === true)
        : each.actions.some((pattern) => pattern === action || like(pattern, action, nothing, true) === true),
    ),
  );
}

/** What three of four deny, and one does not. */
function judge(group: readonly Member[], attribute: string): Verdict[] {
  if (group.length < ENOUGH) return [];
  const read = group.flatMap(({ denials }) => (denials ? [denials] : []));
  const usual = read.flatMap((own) => own).filter((denial) => read.filter((own) => covers(own, denial)).length * 4 >= group.length * 3);
  if (usual.length === 0) return [];
  return group.map(({ resource: { address, stack }, denials }): Verdict => {
    const at = { address, stack: stack.name, attribute };
    if (!denials) return unknown("whether it denies what its namesakes deny is not known", { ...at, value: "unresolved" });
    const missing = [...new Set(usual.filter((denial) => !covers(denials, denial)).map(({ sid }) => sid))];
    return missing.length === 0
      ? { ...met(), ...at }
      : breach(`it does not deny what its namesakes deny: ${missing.join(", ")}`, {
          ...at,
          value: missing.join(),
          expected: missing.join(),
        });
  });
}
