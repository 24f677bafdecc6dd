/** The names of movers' tasks: stacks make them, and `ringfence migrate` finds them by name, since their ARNs are AWS's own. */

/** A DataSync task. */
export function transferTask(program: string, dataset: string, copy: string): string {
  return `${program}-${dataset}-${copy}`;
}

/** A replication task of DMS and its instance, whose name is part of a log group's that DMS writes to; at most 63 letters. */
export function replicationTask(dataset: string, copy: string): string {
  return `mover-${dataset}-${copy}`;
}

/** The session in which an officer copies by parts as the mover, which is how the mover's policy knows that a person works as it. */
export const PARTS_SESSION = "ringfence-parts";
