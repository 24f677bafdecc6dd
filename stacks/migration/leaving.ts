import type { TerraformStack } from "cdktf";
import { legacyId } from "../../config/migration/purge-names";
import type { CopyData } from "../../config/schema/schema";

interface Removed {
  readonly from: string;
  readonly lifecycle: { readonly destroy: boolean };
}

type Leaving = Extract<CopyData, { kind: "google-bucket" | "aws-bucket" | "aws-backup-vault" }>;
type LeavingType = "aws_s3_bucket" | "aws_backup_vault" | "google_storage_bucket";

const leaving = new WeakMap<TerraformStack, Removed[]>();

/**
 * The emptied store of a closed copy leaves its stack under a `removed` block: back to its owner, or destroyed, which a
 * cloud refuses while anything lies in it; a vault always goes back. What only served the move has no such block, and is
 * destroyed.
 *
 * cdktf knows no removed block; the stack is overridden (docs/traps.md).
 */
export function leaveLegacy(stack: TerraformStack, type: LeavingType, dataset: string, copy: Leaving): void {
  const id = legacyId(dataset, copy.name);
  const destroy = "atClose" in copy && copy.atClose === "destroy";
  const blocks = leaving.get(stack) ?? [];
  leaving.set(stack, blocks);
  blocks.push({ from: `${type}.${id}`, lifecycle: { destroy } });
  // Versions stay as they are in a bucket that goes back.
  if (type === "aws_s3_bucket") blocks.push({ from: `aws_s3_bucket_versioning.${id}`, lifecycle: { destroy } });
  if (copy.kind === "google-bucket")
    for (const { accessId } of copy.hmacKeys ?? [])
      blocks.push({ from: `google_storage_hmac_key.${id}-${accessId}`, lifecycle: { destroy: true } });
  stack.addOverride("removed", blocks);
}
