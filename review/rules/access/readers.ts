import { setRolesOf } from "../../access/permission-set";
import { reachOf } from "../../access/reach";
import { rolesIn, type Role } from "../../access/role";
import { targetsIn, type Target } from "../../access/store";
import type { Facts } from "../../facts/facts";
import { breach, met, unknown, type SetRule, type Verdict } from "../rule";

export const readersNamed: SetRule = {
  id: "ACCESS-04",
  claim: "access",
  subject: "set",
  title: "Every role that can read protected data is one that the program names for it.",
  why: "The gatekeeper's people and named programs are the only way to the data. A role is asked with everything in its favour: what a request can do, somebody will.",
  fix: "Narrow the role's policy, put it within a boundary that denies data, or name it in the program: a duty, or a workload of the dataset.",
  judge: (facts) => {
    const { readers } = facts.scope;
    if (readers === undefined) return [];
    const roles = [...rolesIn(facts), ...setRolesOf(facts)];
    return targetsIn(facts).flatMap((target) => {
      const named = new Set(readers.filter(({ dataset }) => dataset === target.dataset).map(({ arn }) => arn));
      const strangers = roles.filter(({ arn }) => !named.has(arn));
      const verdicts = strangers.flatMap((role) => judge(target, role, facts));
      const at = { address: target.resource.address, stack: target.resource.stack.name };
      return verdicts.length > 0 ? verdicts : [{ ...met(), ...at }];
    });
  },
};

/** At the role: it is what has to change. The first request that gets through is the witness. */
function judge(target: Target, role: Role, facts: Facts): Verdict[] {
  const answers = reachOf(target, role, facts);
  const [worst] = [...answers.filter(({ verdict }) => verdict === "allowed"), ...answers.filter(({ verdict }) => verdict === "unknown")];
  if (!worst) return [];
  const more = {
    address: role.resource.address,
    stack: role.resource.stack.name,
    value: `${target.dataset} ${worst.action}`,
    expected: "a role that the program names for the dataset",
  };
  return worst.verdict === "allowed"
    ? [breach(`${role.arn} can read ${target.dataset}: ${worst.action} on ${worst.on} is allowed ${inWords(worst.witness.context)}`, more)]
    : [unknown(`whether ${role.arn} can read ${target.dataset} is not known: ${worst.reason}`, more)];
}

/** The part of a witness that a reader would not take for granted. */
function inWords(context: Readonly<Record<string, unknown>>): string {
  const entrance = context["aws:SourceVpce"];
  return entrance === undefined ? "over TLS" : `over TLS through ${String(entrance)}`;
}
