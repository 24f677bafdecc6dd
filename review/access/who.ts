import { AUDITOR, AUDITOR_DESK } from "../../config/access/role-names";
import { compare } from "../facts/estate";
import type { Facts } from "../facts/facts";
import type { Report } from "../report/report";
import { googleAccess } from "./google-who";
import { parentReach, reachOf, type Answer } from "./reach";
import { rolesIn, type Role } from "./role";
import { targetsIn } from "./store";

type Row = Report["access"][number];

/** Who reads what, for the report: the parent, the auditor, and those whom the program names for the dataset. Without datasets it is asked for, one caller at a time. */
export function accessOf(facts: Facts): readonly Row[] {
  const targets = facts.scope.datasets ? targetsIn(facts) : [];
  const roles = targets.length > 0 ? rolesIn(facts) : [];
  const parents = facts.scope.accounts.filter(({ cloud, owner }) => cloud === "aws" && owner === "parent").map(({ id }) => id);
  const rows = targets.flatMap((target): Row[] => {
    const row =
      (who: string) =>
      (answer: Answer): Row => ({
        who,
        action: answer.action,
        on: answer.on,
        verdict: answer.verdict,
        witness: answer.verdict === "allowed" ? { caller: answer.witness.caller.arn, context: answer.witness.context } : null,
        deniedBy: answer.deniedBy,
      });
    const named = (role: Role) => facts.scope.readers?.find(({ dataset, arn }) => dataset === target.dataset && arn === role.arn);
    return [
      ...parents.flatMap((account) => parentReach(target, account, facts).map(row("parent"))),
      ...roles
        .filter(({ arn }) => arn.endsWith(`:role/${AUDITOR}`) || arn.endsWith(`:role/${AUDITOR_DESK}`))
        .flatMap((role) => reachOf(target, role, facts).map(row("auditor"))),
      ...roles.flatMap((role) => {
        const reader = named(role);
        return reader && reader.who !== "service" ? reachOf(target, role, facts).map(row(reader.who)) : [];
      }),
    ];
  });
  return distinct([...rows, ...googleAccess(facts)]);
}

/** Several roles of one party give one row for each request: the strongest answer that any of them gets. */
function distinct(rows: readonly Row[]): readonly Row[] {
  const rank = { allowed: 0, unknown: 1, denied: 2 };
  const key = ({ who, action, on }: Row) => `${who} ${on} ${action}`;
  const sorted = [...rows].sort(
    (a, b) => compare(key(a), key(b)) || rank[a.verdict] - rank[b.verdict] || compare(JSON.stringify(a.witness), JSON.stringify(b.witness)),
  );
  return sorted.filter((row, index) => index === 0 || key(row) !== key(sorted[index - 1] as Row));
}
