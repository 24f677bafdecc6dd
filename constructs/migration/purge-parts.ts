import type { OldSnapshot } from "../../config/schema/snapshot-arn";
import type { PurgedBackups } from "./purge-backups";

/**
 * Characters of ARNs in one policy, its quotes and commas counted: a role's own takes 10,240 in all and a managed one 6,144
 * (IAM and AWS STS quotas), and the rest of either's text is below 1,900 and 700.
 */
export const ROOM = { own: 8_300, managed: 5_400 } as const;

/** What the role's own policy names, and then what each managed one does: every backup once, in its order. */
export function partsOf(store: PurgedBackups): readonly PurgedBackups[] {
  const [points, snapshots]: [string[][], OldSnapshot[][]] = [[[]], [[]]];
  let left: number = ROOM.own;
  /** Opens the next part where this one has no room for the ARN. */
  const take = (arn: string): number => {
    const size = arn.length + 3;
    if (size > left) {
      points.push([]);
      snapshots.push([]);
      left = ROOM.managed;
    }
    left -= size;
    return points.length - 1;
  };
  for (const point of store.kind === "vault" ? store.recoveryPoints : []) points[take(point)]?.push(point);
  for (const snapshot of store.snapshots) snapshots[take(snapshot.arn)]?.push(snapshot);
  return points.map((recoveryPoints, index) => ({
    ...store,
    ...(store.kind === "vault" ? { recoveryPoints } : {}),
    snapshots: snapshots[index] ?? [],
  }));
}
