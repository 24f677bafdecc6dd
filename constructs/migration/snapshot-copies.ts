import { Construct } from "constructs";
import { AmiCopy } from "@cdktf/provider-aws/lib/ami-copy";
import { DbSnapshotCopy } from "@cdktf/provider-aws/lib/db-snapshot-copy";
import { EbsSnapshotCopy } from "@cdktf/provider-aws/lib/ebs-snapshot-copy";
import { RdsClusterSnapshotCopy } from "@cdktf/provider-aws/lib/rds-cluster-snapshot-copy";
import type { OldSnapshot } from "../../config/schema/snapshot-arn";
import type { AwsStack } from "../place/aws-stack";
import { storeTags } from "../storage/tags";
import { landedName } from "./snapshot-names";

export interface SnapshotCopiesProps {
  readonly dataset: string;
  readonly snapshots: readonly OldSnapshot[];
  /** The custodian's key, of this region. */
  readonly keyArn: string;
}

/** A copy across an ocean takes hours, for terabytes a day or more; the provider gives up after 10 to 40 minutes. */
const PATIENCE = { create: "48h" };

/**
 * Old snapshots and images, copied into the home's region under the custodian's key, and kept.
 *
 * The copy is asked of the region in which it comes to lie, so that no destination is named. The source stands in a tag,
 * whatever the service says of it later: a copied EBS snapshot keeps a source volume's id that means nothing
 * (Amazon EC2 API reference, CopySnapshot).
 */
export class SnapshotCopies extends Construct {
  constructor(scope: AwsStack, id: string, props: SnapshotCopiesProps) {
    super(scope, id);
    for (const snapshot of props.snapshots) this.copy(scope, snapshot, props);
  }

  private copy(scope: AwsStack, snapshot: OldSnapshot, { dataset, keyArn }: SnapshotCopiesProps): void {
    const name = landedName(dataset, snapshot);
    const kept = {
      kmsKeyId: keyArn,
      tags: { ...storeTags(dataset), "ringfence:source": snapshot.arn },
      timeouts: PATIENCE,
      lifecycle: { preventDestroy: !scope.program.data.sandbox },
    };
    switch (snapshot.kind) {
      case "database":
        new DbSnapshotCopy(this, name, { ...kept, sourceDbSnapshotIdentifier: snapshot.arn, targetDbSnapshotIdentifier: name });
        return;
      case "cluster":
        new RdsClusterSnapshotCopy(this, name, {
          ...kept,
          sourceDbClusterSnapshotIdentifier: snapshot.arn,
          targetDbClusterSnapshotIdentifier: name,
        });
        return;
      case "volume":
        new EbsSnapshotCopy(this, name, {
          ...kept,
          encrypted: true,
          sourceSnapshotId: snapshot.id,
          sourceRegion: snapshot.region,
          description: name,
        });
        return;
      case "image":
        new AmiCopy(this, name, { ...kept, encrypted: true, name, sourceAmiId: snapshot.id, sourceAmiRegion: snapshot.region });
        return;
    }
  }
}
