import { danglingIn } from "../../facts/dangling";
import { disagreements } from "../../facts/disagreement";
import type { Facts } from "../../facts/facts";
import type { Stack } from "../../facts/model";
import { labelled } from "../../facts/source";
import { contradictions } from "../../facts/inside";
import { Expression } from "../../expression";
import { SECTIONS } from "../../read/recognise";
import { get, isObject, list, select, shown, type Json, type JsonObject, type Value, type ValueObject } from "../../value";
import { builds } from "../fenced";
import { met, unknown, type StackRule, type Verdict } from "../rule";

/** Sections of a plan that say what changes; one of another name may change what nobody here judges. */
const CHANGES = new Set(["resource_changes", "output_changes", "deferred_changes"]);

export const planWhole: StackRule = {
  id: "LOCATION-06",
  claim: "location",
  subject: "stack",
  title: "The plan is whole, everything it would do is shown, and what it refers to is there.",
  why: "An errored or targeted plan, a deferred change, an unexpanded module or an action of a later terraform leaves out what apply would still do; a plan whose parts say different things was edited, or is of a kind that does not show all (Terraform, JSON output format).",
  fix: "Plan the whole stack without -target, with a terraform that this ringfence knows, and review what `terraform show -json` wrote, unedited.",
  judge: (stack, facts) => {
    const plan = stack.plan?.json;
    const aside = besides(stack);
    if (!plan)
      return [
        ...aside,
        ...modules(Object.fromEntries(labelled(get(stack.source, "module")))),
        ...dangling(stack),
        ...repeated(stack, facts),
      ];
    const verdicts = [...aside];
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
    for (const { address, says, attribute } of contradictions(stack, facts.resolver))
      verdicts.push(
        unknown(says, { address, value: says.replace(/, as are \d+ more$/, ""), ...(attribute === undefined ? {} : { attribute }) }),
      );
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

/** What a source says beside what is judged of it: a section of a later terraform, or a program that runs when a block has left. */
function besides({ source }: Stack): Verdict[] {
  if (!source) return [];
  const sections = Object.keys(source)
    .filter((key) => key !== "//" && !SECTIONS.includes(key))
    .map((section) => unknown(`its ${section} blocks are not judged`, { address: section, value: section }));
  const leaving = (list<Value>(get(source, "removed") as Value[]).filter(isObject) as ValueObject[])
    .filter((block) => get(block, "provisioner") !== undefined)
    .map((block) =>
      unknown("its provisioner runs what no plan shows", { address: `removed.${shown(get(block, "from"))}`, value: "provisioner" }),
    );
  return [...sections, ...leaving];
}

/** In a fence a block that may stand for no resource at all may be a guard that is not there; how often it stands, a plan shows. */
function repeated(stack: Stack, facts: Facts): Verdict[] {
  if (!builds(facts)) return [];
  return stack.resources.flatMap(({ mode, source, address }) =>
    mode === "managed" &&
    ["count", "for_each", "lifecycle[].enabled"].some((path) => select(source, path).some(({ value }) => isOpen(value)))
      ? [unknown("how often it stands is only seen in a plan", { address, value: "repeated" })]
      : [],
  );
}

const isOpen = (value: Value): boolean => value instanceof Expression;

/** What a module holds, only a plan shows. */
function modules(calls: { [name: string]: unknown }): Verdict[] {
  return Object.keys(calls).map((name) => unknown("what a module holds is only seen in a plan", { address: `module.${name}` }));
}
