import type { Report } from "./report";

/** One line: how full the organization's policies are, and the fullest. */
export function roomInWords({ guardrailDocuments: all }: Report): string | undefined {
  if (!all || all.length === 0) return undefined;
  const each = all.map(({ kind, bytes, limit }) => `${kind} ${bytes ?? "?"} of ${limit}`);
  const rooms = all.map(({ room }) => room);
  const least = rooms.includes(null) ? "not determined" : `${Math.min(...rooms.map(Number))} bytes`;
  return `Guardrails: ${each.join(", ")} bytes; least room left ${least}.`;
}
