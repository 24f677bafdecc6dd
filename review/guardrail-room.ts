import type { Facts } from "./facts/facts";
import type { ReportedDocument } from "./report/report";
import { get } from "./value";

/** Bytes that one policy may have (AWS Organizations guide, quotas). SCPs have twice as many where the limits of 2026 hold. */
const LIMITS: Readonly<Record<string, { readonly kind: ReportedDocument["kind"]; readonly bytes: number; readonly bytes2026: number }>> = {
  SERVICE_CONTROL_POLICY: { kind: "SCP", bytes: 5_120, bytes2026: 10_240 },
  RESOURCE_CONTROL_POLICY: { kind: "RCP", bytes: 5_120, bytes2026: 5_120 },
};

/** Every SCP and RCP of the inputs, with what its text takes of the limit, counted in the text itself. */
export function guardrailRoom(facts: Facts): readonly ReportedDocument[] {
  return facts.ofType("aws_organizations_policy").flatMap((resource): ReportedDocument[] => {
    const { values, stack, address } = resource;
    // Where nothing is said, AWS Organizations makes an SCP.
    const limits = LIMITS[facts.resolver.text(get(values, "type"), stack) ?? "SERVICE_CONTROL_POLICY"];
    if (!limits) return [];
    const text = facts.resolver.text(get(values, "content"), stack);
    const limit = facts.scope.guardrailQuota === "2026" ? limits.bytes2026 : limits.bytes;
    const bytes = text === undefined ? null : Buffer.byteLength(text, "utf8");
    return [{ address, stack: stack.name, kind: limits.kind, bytes, limit, room: bytes === null ? null : limit - bytes }];
  });
}
