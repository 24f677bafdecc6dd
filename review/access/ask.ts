import { compare } from "../facts/estate";
import type { Facts } from "../facts/facts";
import type { Report } from "../report/report";
import { outsiderReach, reachOf, type Answer } from "./reach";
import { rolesIn, type Role } from "./role";
import { distinct, storeOf, targetsIn, type Target } from "./store";
import { becoming } from "./trust";
import type { Caller } from "./types";

type Row = Report["access"][number];

export interface Question {
  /** An ARN, an account's twelve digits, or a service's name; `*` stands for any text. */
  readonly who: string;
  readonly can: string;
  readonly on: string;
  readonly asOf: string;
}

/** Of no organization, and in nobody's program: whoever else might try. */
const ANYBODY = "000000000000";

/** `*` stands for any text. */
export function matches(pattern: string, text: string): boolean {
  const source = pattern
    .split("*")
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join(".*");
  return new RegExp(`^${source}$`, "i").test(text);
}

/**
 * What a caller gets of the inputs' protected stores and roles. A role of the inputs has its own policies; of anybody
 * else nothing is known, so his own account allows him everything, and what is asked is whether ours lets him in.
 */
export function ask(facts: Facts, question: Question): readonly Row[] {
  const roles = rolesIn(facts);
  const rows = targetsIn(facts, true).flatMap((target) => {
    const asked = requestsTo(target, question);
    const narrowed = { ...target, reads: asked };
    return [
      ...roles
        .filter(({ arn }) => matches(arnOf(question.who), arn))
        .flatMap((role) => reachOf(narrowed, role, facts, (on) => matches(question.on, on)).map(row(role.arn))),
      ...outsiders(question.who, roles, facts).flatMap((caller) =>
        asked.map((request) => row(nameOf(caller))(outsiderReach(target, caller, request, facts))),
      ),
    ];
  });
  return [...rows, ...entering(question, roles, facts)].sort((a, b) =>
    compare(`${a.who} ${a.on} ${a.action}`, `${b.who} ${b.on} ${b.action}`),
  );
}

/** Whether he may become a role, asked for where the question is about roles. */
function entering({ who, can, on, asOf }: Question, roles: readonly Role[], facts: Facts): readonly Row[] {
  if (!/^sts:/i.test(can) && !on.includes(":role/")) return [];
  if (!matches(can, "sts:AssumeRole")) return [];
  const callers = [
    ...roles.filter(({ arn }) => matches(arnOf(who), arn)).map((role) => ({ account: role.account, arn: role.arn })),
    ...outsiders(who, roles, facts),
  ];
  return roles
    .filter(({ arn }) => matches(on, arn))
    .flatMap((role) =>
      callers.filter(({ arn }) => arn !== role.arn).map((caller) => row(nameOf(caller))(becoming(role, caller, asOf, facts))),
    );
}

/** The reads that it gives, of such an object as the question names, and whatever else of its service is asked for by name. */
function requestsTo(target: Target, { can, on }: Question): Target["reads"] {
  const reads = [...target.reads, ...target.reads.flatMap((read) => objectAsked(read, on))].filter(([, resource]) => matches(on, resource));
  const named = reads.filter(([action]) => matches(can, action));
  const [first] = reads;
  const service = first?.[0].split(":")[0];
  const other = named.length === 0 && first !== undefined && !can.includes("*") && can.startsWith(`${service}:`);
  return distinct(other ? reads.map(([, resource]) => [can, resource] as const) : named);
}

/** The object that the question names, or one that it may mean, where this one stands for all of a store's. */
function objectAsked([action, resource]: Target["reads"][number], on: string): Target["reads"] {
  const store = storeOf(resource);
  return store !== undefined && on.startsWith(store) ? [[action, on.replaceAll("*", "any")]] : [];
}

const arnOf = (who: string) => (/^\d{12}$/.test(who) ? `arn:aws:iam::${who}:*` : who);
const nameOf = ({ arn, service }: Caller) => service ?? arn;

/** Callers that no input describes: a service; else one of each account that the pattern may mean. */
function outsiders(who: string, roles: readonly Role[], facts: Facts): readonly Caller[] {
  if (/^[a-z0-9.-]+\.amazonaws\.com$/.test(who)) return [{ account: "amazon", arn: `service:${who}`, service: who }];
  const arn = arnOf(who);
  if (roles.some((role) => role.arn === arn)) return [];
  const [, account, name] = /^arn:[^:]*:(?:iam|sts)::([^:]*):(.*)$/.exec(arn) ?? [];
  if (account === undefined || name === undefined) return [];
  const theirs = facts.scope.accounts.filter(({ cloud, owner }) => cloud === "aws" && owner === "parent").map(({ id }) => id);
  const accounts = /^\d{12}$/.test(account) ? [account] : [...theirs, ANYBODY].filter((id) => matches(account, id));
  // A session is known by its role.
  const of = (id: string, rest: string) => `arn:aws:iam::${id}:${rest.replace(/^assumed-role\/([^/]+)\/.*$/, "role/$1")}`;
  return accounts.map((id) => ({ account: id, arn: of(id, name === "*" ? "role/any" : name.replaceAll("*", "any")) }));
}

function row(who: string): (answer: Answer) => Row {
  return ({ action, on, verdict, witness, deniedBy }) => ({
    who,
    action,
    on,
    verdict,
    witness: verdict === "allowed" ? { caller: witness.caller.arn, context: witness.context } : null,
    deniedBy,
  });
}
