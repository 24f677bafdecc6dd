/** A truth value that may be unknown. Unknown never turns into true by itself: only a certain value beside it decides. */
export type Three = boolean | "unknown";

export const not = (a: Three): Three => (a === "unknown" ? a : !a);

/** False wins, then unknown. */
export function every(values: readonly Three[]): Three {
  if (values.includes(false)) return false;
  return values.includes("unknown") ? "unknown" : true;
}

/** True wins, then unknown. */
export function some(values: readonly Three[]): Three {
  if (values.includes(true)) return true;
  return values.includes("unknown") ? "unknown" : false;
}
