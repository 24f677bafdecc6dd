import type { ErrorPage } from "../errors";

/** The pages of what a program says of its guardrails. */
export const GUARDRAIL_PAGES = {
  unit: {
    code: "PROGRAM-UNIT",
    title: "a guardrail has no unit of its own to hang on",
    why: "Guardrails are tried on a test unit and then attached to the units of the fence, never to the root, where one mistake locks everybody out; a legacy account stays outside of them. On Google it is the fence's folder, never the organization.",
  },
  exception: {
    code: "PROGRAM-EXCEPTION",
    title: "a region's exception excepts nothing",
    why: "An exception lets actions through in a region outside the jurisdiction; the regions inside need none.",
  },
  budget: {
    code: "GUARDRAIL-BUDGET",
    title: "the guardrails do not fit under AWS's limits",
    why: "An account's unit takes few policies of few characters; one that is over would fail in the middle of an apply, with half of the guardrails standing.",
  },
} as const satisfies Record<string, ErrorPage>;
