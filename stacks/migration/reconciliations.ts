import { keyFormOf } from "../../config/migration/key-form";
import { evidenceBucketName } from "../../constructs/migration/evidence-bucket";
import { INVENTORY_COLUMNS, inventoryTable, Reconciliation } from "../../constructs/migration/reconciliation";
import type { AwsStack } from "../../constructs/place/aws-stack";
import { atScale } from "../../evidence/reconcile/athena";
import type { Move } from "./moves";

/** For each copy of a bucket that moves to this place, the query that compares it with its home at any size. */
export function reconciliations(stack: AwsStack, moves: readonly Move[], keyArn: string): void {
  for (const { resident, copy } of moves) {
    if (!["google-bucket", "aws-bucket", "data-centre"].includes(copy.kind)) continue;
    const named = { dataset: resident.dataset.name, copy: copy.name };
    const table = (side: "legacy" | "home") => inventoryTable(named.dataset, named.copy, side);
    const query = atScale({
      legacy: table("legacy"),
      home: table("home"),
      columns: INVENTORY_COLUMNS,
      keys: keyFormOf(copy),
    });
    new Reconciliation(stack, `reconcile-${copy.name}-${named.dataset}`, {
      ...named,
      query,
      evidence: { bucket: evidenceBucketName(stack.place), keyArn },
    });
  }
}
