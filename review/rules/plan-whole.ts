import { danglingIn } from "../facts/dangling";
import { disagreements } from "../facts/disagreement";
import type { Stack } from "../facts/model";
import { labelled } from "../facts/source";
import { get, list, type Json, type JsonObject } from "../value";
import { met, unknown, type StackRule, type Verdict } from "./rule";

/** Sections of a plan that say what changes; one of another name may change what nobody here judges. */
const CHANGES = new Set(["resource_changes", "output_changes", "deferred_changes"]);

export const planWhole: StackRule = {
  id: "LOCATION-06",
  claim: "location",
  subject: "stack",
  title: "The plan is whole, everything it would do is shown, and what it refers to is there.",
  why: "An errored or targeted plan, a deferred change, an unexpanded module or an action of a later terraform leaves out what apply would still do (Terraform, JSON output format).",
  fix: "Plan the whole stack without -target, with a terraform that this ringfence knows.",
  judge: (stack, facts) => {
    const plan = stack.plan?.json;
    if (!plan) return [...modules(Object.fromEntries(labelled(get(stack.source, "module")))), ...dangling(stack)];
    const verdicts: Verdict[] = [];
    if (!says(plan, "errored", false)) verdicts.push(unknown("planning ended in an error", { address: "errored" }));
    if (!says(plan, "complete", true))
      verdicts.push(unknown("it leaves changes to a later plan, as with -target", { address: "complete" }));
    for (const section of Object.keys(plan)
      .filter((key) => /_changes$|_invocations$/.test(key))
      .sort())
      if ((!CHANGES.has(section) || section === "deferred_changes") && list<Json>(get(plan, section) as Json[]).length > 0)
        verdicts.push(unknown(`its ${section} are not judged`, { address: section }));
    for (const resource of stack.resources)
      if (resource.action === "unknown")
        verdicts.push(unknown("the plan does something with it that is not known", { address: resource.address, value: "action" }));
    if (stack.besides !== undefined)
      verdicts.push(unknown(`it was not made from the source of ${stack.besides} that lies beside it`, { address: "configuration" }));
    for (const { address, attribute } of disagreements(stack, (value) => facts.resolver.text(value, stack)))
      verdicts.push(unknown(`its ${attribute} is another in the plan than in the source beside it`, { address, attribute, value: "plan" }));
    return verdicts.length > 0 ? verdicts : [met()];
  },
};

/** Absent from older formats and from OpenTofu; what is neither true nor false is not taken for the better of them. */
function says(plan: JsonObject, key: string, good: boolean): boolean {
  const value = get(plan, key);
  return value === undefined || value === null || value === good;
}

/** A block that was taken out of a source, while others still speak of it. */
function dangling({ source }: Stack): Verdict[] {
  return source
    ? [...danglingIn(source)].map(([address, by]) =>
        unknown(`${by} refers to it, and it is not there: terraform would not plan this`, { address, value: "dangling" }),
      )
    : [];
}

/** What a module holds, only a plan shows. */
function modules(calls: { [name: string]: unknown }): Verdict[] {
  return Object.keys(calls).map((name) => unknown("what a module holds is only seen in a plan", { address: `module.${name}` }));
}
