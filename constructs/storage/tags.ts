/** Tags that say which dataset a store holds, so that the review can tell without knowing this program. */
export function storeTags(dataset: string): Record<string, string> {
  return { "ringfence:dataset": dataset };
}

type Purpose = "state" | "logs" | "backups" | "defaults" | "evidence" | "alarms" | "release";

/** Tags of a store that holds no dataset: terraform state, logs, backups. */
export function purposeTags(purpose: Purpose): Record<string, string> {
  return { "ringfence:purpose": purpose };
}
