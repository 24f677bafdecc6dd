import type { ProgramInput } from "../config/schema/schema";
import type { Phase } from "../config/scope";
import { changed, PROFILES } from "./config/refused";
import { FROZEN_AT } from "./migrating";
import { moving } from "./moving";

const SINGAPORE = "ap-southeast-1";
const OLD = "888888888888";

/** One of each kind, in the parent's account, and another volume's. */
export const SNAPSHOTS = {
  database: `arn:aws:rds:${SINGAPORE}:${OLD}:snapshot:app-profiles-last`,
  cluster: `arn:aws:rds:${SINGAPORE}:${OLD}:cluster-snapshot:app-profiles-cluster`,
  volume: `arn:aws:ec2:${SINGAPORE}::snapshot/snap-0123456789abcdef0`,
  image: `arn:aws:ec2:${SINGAPORE}::image/ami-0123456789abcdef0`,
} as const;
export const BESIDE = `arn:aws:ec2:${SINGAPORE}::snapshot/snap-0aaaaaaaaaaaaaaa0`;
export const OLD_KEY = `arn:aws:kms:${SINGAPORE}:${OLD}:key/0f0f0f0f-1111-2222-3333-444444444444`;

/** The moving estate, of which Singapore also holds snapshots of the profiles. */
export function snapshotting(
  phase: Exclude<Phase, "purge" | "closed">,
  snapshots: readonly string[] = Object.values(SNAPSHOTS),
): ProgramInput {
  return changed(moving(phase), (p) => {
    p.datasets[PROFILES].legacy.push({
      kind: "aws-snapshots",
      name: "overseas-snapshots",
      account: "legacy-singapore",
      region: SINGAPORE,
      arns: snapshots,
      keyArns: [OLD_KEY],
      ...(phase === "cutover" || phase === "soak" ? { frozenAt: FROZEN_AT } : {}),
    });
  });
}
