/**
 * Characters that change how the rest of a line looks: controls (terminal escapes begin with one), bidirectional overrides
 * and isolates, and invisible ones (Unicode UAX 9; CVE-2021-42574, "Trojan Source").
 */
// eslint-disable-next-line no-control-regex -- these are what it removes
const DECEIVING = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/;

/** Every text of a report as it may be shown anywhere: an address is written by whoever wrote the plan. What needs no change is not copied. */
export function clean<T>(value: T): T {
  if (typeof value === "string") return (DECEIVING.test(value) ? value.replace(new RegExp(DECEIVING, "g"), "\ufffd") : value) as T;
  if (typeof value !== "object" || value === null) return value;
  const all = value as Record<string, unknown>;
  let changed: Record<string, unknown> | undefined;
  for (const key in all) {
    const cleaned = clean(all[key]);
    if (cleaned === all[key]) continue;
    changed ??= (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
    changed[key] = cleaned;
  }
  return (changed ?? value) as T;
}
