/**
 * Characters that change how the rest of a line looks: controls (terminal escapes begin with one), bidirectional overrides
 * and isolates, and invisible ones (Unicode UAX 9; CVE-2021-42574, "Trojan Source").
 */
// eslint-disable-next-line no-control-regex -- these are what it removes
const DECEIVING = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

/** Every text of a report as it may be shown anywhere: an address is written by whoever wrote the plan. What needs no change is not copied. */
export function clean<T>(value: T): T {
  if (typeof value === "string") return (value.search(DECEIVING) < 0 ? value : value.replace(DECEIVING, "\ufffd")) as T;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const cleaned = value.map(clean) as unknown[];
    return cleaned.every((each, index) => each === value[index]) ? value : (cleaned as T);
  }
  let changed: Record<string, unknown> | undefined;
  for (const [key, inner] of Object.entries(value)) {
    const cleaned: unknown = clean(inner);
    if (cleaned === inner) continue;
    changed ??= { ...value } as Record<string, unknown>;
    changed[key] = cleaned;
  }
  return (changed ?? value) as T;
}
