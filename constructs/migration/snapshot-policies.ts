import type { AwsPlace } from "../../config/place";
import type { OldSnapshot, SnapshotKind } from "../../config/schema/snapshot-arn";
import { KEY_SERVICES, type KeyServiceName } from "../keys/services";
import { arn } from "../place/names";
import type { Statement } from "../policy/document";
import { landedPrefix } from "./snapshot-names";

/** What a copy of snapshots is taken from, and what it is kept under. */
export interface Pull {
  readonly place: AwsPlace;
  readonly dataset: string;
  readonly snapshots: readonly OldSnapshot[];
  /** The old side's customer keys, and where they lie. */
  readonly from: { readonly region: string; readonly keyArns: readonly string[] };
  /** The custodian's key, at home. */
  readonly keyArn: string;
}

/** Which service keeps each kind, as keys and `kms:ViaService` know it. */
const KEPT_BY: Readonly<Record<SnapshotKind, KeyServiceName>> = {
  database: "relational",
  cluster: "relational",
  volume: "block",
  image: "block",
};

/** The services that keep these, each once. */
export function keepers(snapshots: readonly OldSnapshot[]): readonly KeyServiceName[] {
  return [...new Set(snapshots.map(({ kind }) => KEPT_BY[kind]))].sort();
}

/**
 * Copying the declared snapshots home, and nothing else: neither sharing nor restoring them, and no other copy of ours.
 *
 * EC2 judges a snapshot's copy on the old and on the new one, and says of the new one whether it is encrypted; of an image
 * and of RDS's copies no condition says so, so that there the one key of the request does, and the review (Service
 * Authorization Reference: Amazon EC2, Amazon RDS; AWS storage blog, Resource-level permissions for copying EBS snapshots).
 */
export function pullStatements({ place, dataset, snapshots, from, keyArn }: Pull): readonly Statement[] {
  const old = (...kinds: readonly SnapshotKind[]) => snapshots.filter(({ kind }) => kinds.includes(kind)).map((one) => one.arn);
  const ec2 = (what: string) => `arn:${place.partition}:ec2:${place.region.name}::${what}/*`;
  const rds = (what: string) => arn(place, "rds", `${what}:${landedPrefix(dataset)}*`);
  const [volumes, images, databases, clusters] = [old("volume"), old("image"), old("database"), old("cluster")];
  const may = (
    Sid: string,
    needed: readonly string[],
    Action: readonly string[],
    Resource: string | readonly string[],
    Condition?: Statement["Condition"],
  ) => (needed.length > 0 ? [{ Sid, Effect: "Allow", Action, Resource, ...(Condition ? { Condition } : {}) } as const] : []);
  const byEc2 = [...volumes, ...images];
  const byRds = [...databases, ...clusters];
  return [
    ...may("TakeVolumes", volumes, ["ec2:CopySnapshot"], volumes),
    ...may("KeepVolumesEncrypted", volumes, ["ec2:CopySnapshot"], [ec2("snapshot")], { Bool: { "ec2:Encrypted": "true" } }),
    // An image is copied with the snapshots behind it.
    ...may("TakeImages", images, ["ec2:CopyImage"], [...images, ...volumes, ec2("image"), ec2("snapshot")]),
    ...may("TagWhatIsKept", byEc2, ["ec2:CreateTags"], [ec2("image"), ec2("snapshot")], {
      "ForAllValues:StringLike": { "aws:TagKeys": ["ringfence:*"] },
      Null: { "aws:TagKeys": "false" },
    }),
    ...may("FindImagesAndVolumes", byEc2, ["ec2:DescribeImages", "ec2:DescribeSnapshots", "ec2:DescribeTags"], "*", {
      StringEquals: { "aws:RequestedRegion": [place.region.name] },
    }),
    ...may("TakeDatabases", databases, ["rds:CopyDBSnapshot"], [...databases, rds("snapshot")]),
    ...may("TakeClusters", clusters, ["rds:CopyDBClusterSnapshot"], [...clusters, rds("cluster-snapshot")]),
    ...may(
      "FindDatabases",
      byRds,
      [
        "rds:AddTagsToResource",
        "rds:DescribeDBClusterSnapshotAttributes",
        "rds:DescribeDBClusterSnapshots",
        "rds:DescribeDBSnapshotAttributes",
        "rds:DescribeDBSnapshots",
        "rds:ListTagsForResource",
      ],
      [rds("snapshot"), rds("cluster-snapshot")],
    ),
    ...keys("Home", keepers(snapshots), [keyArn], place.region.name, (service) => KEY_SERVICES[service].use),
    ...keys("Old", keepers(snapshots), from.keyArns, from.region, () => OPENS),
  ];
}

/** What reading takes of an old key: nothing is sealed under it (Amazon EBS user guide, Share the KMS key used to encrypt a shared snapshot). */
const OPENS = ["kms:Decrypt", "kms:DescribeKey", "kms:ReEncryptFrom"];

/** A key through the services that keep what lies under it; each goes on by a grant of its own, since a copy outlasts its call. */
function keys(
  side: "Home" | "Old",
  services: readonly KeyServiceName[],
  keyArns: readonly string[],
  region: string,
  use: (service: KeyServiceName) => readonly string[],
): readonly Statement[] {
  if (keyArns.length === 0) return [];
  return services.flatMap((service): Statement[] => {
    const via = { "kms:ViaService": `${KEY_SERVICES[service].via}.${region}.amazonaws.com` };
    const title = `${side}KeyFor${service.charAt(0).toUpperCase()}${service.slice(1)}`;
    return [
      { Sid: `Use${title}`, Effect: "Allow", Action: use(service), Resource: keyArns, Condition: { StringEquals: via } },
      {
        Sid: `Grant${title}`,
        Effect: "Allow",
        Action: ["kms:CreateGrant"],
        Resource: keyArns,
        Condition: { StringEquals: via, Bool: { "kms:GrantIsForAWSResource": "true" } },
      },
    ];
  });
}
