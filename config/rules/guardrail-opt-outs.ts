import type { ProgramData } from "../schema/schema";

/** Each guardrail in its weaker form, and each region that is let through, with the program's reason. */
export function guardrailOptOuts({
  guardrails,
  googleGuardrails,
}: ProgramData): readonly { readonly of: string; readonly reason: string }[] {
  return [
    ...guardrails.weaker.map(({ control, reason }) => ({ of: `guardrail ${control}`, reason })),
    ...guardrails.regionExceptions.map(({ region, actions, reason }) => ({ of: `${actions.join(", ")} in ${region}`, reason })),
    ...googleGuardrails.weaker.map(({ control, reason }) => ({ of: `google guardrail ${control}`, reason })),
  ];
}
