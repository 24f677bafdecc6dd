import type { ProgramData } from "../schema/schema";

/** What logs, versions and backups are kept for unless a program says otherwise, in days. */
export const USUAL_DAYS = { logDays: 2557, versionDays: 35, backupDays: 35 } as const;

/** What is kept for less than usual. */
export function shortened({ retention }: ProgramData): readonly (keyof typeof USUAL_DAYS)[] {
  return (["logDays", "versionDays", "backupDays"] as const).filter((each) => retention[each] < USUAL_DAYS[each]);
}

/** Settings that are weaker than they can be, for the report: steps that are still to be gone, and what was shortened with a reason. */
export function weakerSettings(data: ProgramData): readonly { readonly of: string; readonly reason: string }[] {
  const { accounts, guardrails, googleGuardrails, retention } = data;
  const homes = new Set(data.datasets.map(({ home }) => accounts[home.account]?.cloud));
  return [
    ...(homes.has("aws") && guardrails.attach === "test"
      ? [{ of: "guardrails.attach", reason: "the guardrails hang on the test unit alone, until it is set to fence" }]
      : []),
    ...(homes.has("google") && googleGuardrails.perimeter === "dry-run"
      ? [{ of: "googleGuardrails.perimeter", reason: "the perimeter logs what it would refuse, until this is enforced" }]
      : []),
    ...shortened(data).map((each) => ({ of: `retention.${each}`, reason: `${retention[each]} days: ${retention.shorter ?? "a sandbox"}` })),
  ];
}
