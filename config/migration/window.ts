import type { ProgramData } from "../schema/schema";

/** The end of the regulator's day: after it, movers and purges need a new date, and somebody who writes it down. */
export function windowEnd({ data }: { readonly data: Pick<ProgramData, "deadline"> }): string {
  return `${data.deadline}T23:59:59Z`;
}
