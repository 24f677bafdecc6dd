import { Construct } from "constructs";
import { AmiLaunchPermission } from "@cdktf/provider-aws/lib/ami-launch-permission";
import { SnapshotCreateVolumePermission } from "@cdktf/provider-aws/lib/snapshot-create-volume-permission";
import type { OldSnapshot } from "../../config/schema/snapshot-arn";
import { landedDigest } from "./snapshot-names";

/**
 * What the old account lets the home account copy: volumes and images, each by its id.
 *
 * Snapshots of RDS are shared by hand: terraform shares one only as part of the snapshot itself, which it would then
 * own, and delete (aws_db_snapshot, shared_accounts).
 */
export class SharedSnapshots extends Construct {
  constructor(scope: Construct, id: string, props: { readonly snapshots: readonly OldSnapshot[]; readonly homeAccount: string }) {
    super(scope, id);
    for (const snapshot of props.snapshots) {
      const name = landedDigest(snapshot);
      if (snapshot.kind === "volume")
        new SnapshotCreateVolumePermission(this, name, { snapshotId: snapshot.id, accountId: props.homeAccount });
      if (snapshot.kind === "image") new AmiLaunchPermission(this, name, { imageId: snapshot.id, accountId: props.homeAccount });
    }
  }
}
