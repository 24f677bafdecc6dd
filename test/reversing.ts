import type { ProgramInput } from "../config/schema/schema";
import { changed, CONTENT } from "./config/refused";
import { moving } from "./moving";

export const REVERSE = { prefix: "uploads/", from: "2026-12-20T00:00:00Z", until: "2027-01-10T00:00:00Z" };

/** The whole estate in soak, with a way back for what was written at home since: into Singapore's bucket, for three weeks. */
export function reversing(reverse: Partial<typeof REVERSE> = {}): ProgramInput {
  return changed(moving("soak"), (p) => (p.datasets[CONTENT].legacy[1].reverse = { ...REVERSE, ...reverse }));
}
