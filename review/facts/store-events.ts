import { entryOf } from "../catalogue/catalogue";
import { get } from "../value";
import type { Estate } from "./estate";
import type { Resource } from "./model";
import type { TrailEvent } from "./trail";

/** What CloudTrail has of a store: the events that show its use, or why there are none. */
export type StoreEvents =
  | { readonly kind: "events"; readonly events: readonly TrailEvent[] }
  /** The service has no event for reads of this type. */
  | { readonly kind: "none"; readonly why: string }
  /** Recorded by the store itself, or of no cloud that a trail sees. */
  | { readonly kind: "elsewhere" }
  | { readonly kind: "unresolved"; readonly why: string };

const twice = (event: Omit<TrailEvent, "readOnly">): readonly TrailEvent[] => [
  { ...event, readOnly: true },
  { ...event, readOnly: false },
];
const both = (event: Omit<TrailEvent, "readOnly">): StoreEvents => ({ kind: "events", events: twice(event) });

/** A snapshot is read as a volume, which a call of EC2's makes of it, or block by block (Amazon EBS user guide, Use EBS direct APIs). */
const EC2_CALLS = twice({ category: "Management", source: "ec2.amazonaws.com" });
const BLOCKS = twice({ category: "Data", source: "ebs.amazonaws.com", type: "AWS::EC2::Snapshot" });

/** AWS's own list of what has data events (CloudTrail user guide, Logging data events), for the types that hold datasets. */
export function storeEvents(resource: Resource, estate: Estate): StoreEvents {
  const { type } = resource;
  const entry = entryOf(type);
  if (!type.startsWith("aws_")) return { kind: "elsewhere" };
  if (entry?.kind === "data" && entry.isKey) return both({ category: "Management", source: "kms.amazonaws.com" });
  const text = (name: string) => estate.resolver.text(get(resource.values, name), resource.stack);
  const { account, region } = estate.placeOf(resource);
  switch (type) {
    case "aws_s3_bucket": {
      const name = text("bucket");
      if (name === undefined) return { kind: "unresolved", why: "its name is not known" };
      return both({ category: "Data", source: "s3.amazonaws.com", type: "AWS::S3::Object", prefix: `arn:aws:s3:::${name}/` });
    }
    case "aws_dynamodb_table": {
      const name = text("name");
      if (name === undefined || !account || !region) return { kind: "unresolved", why: "its ARN is not known" };
      const arn = `arn:aws:dynamodb:${region}:${account}:table/${name}`;
      return both({ category: "Data", source: "dynamodb.amazonaws.com", type: "AWS::DynamoDB::Table", arn });
    }
    case "aws_secretsmanager_secret":
      return both({ category: "Management", source: "secretsmanager.amazonaws.com" });
    // An instance's log is its cluster's. What DMS holds is on its way between two databases, and no call reads it.
    case "aws_rds_cluster":
    case "aws_rds_cluster_instance":
    case "aws_db_instance":
    case "aws_dms_replication_instance":
      return { kind: "elsewhere" };
    case "aws_efs_file_system":
      return { kind: "none", why: "Amazon EFS has no event for the reading of a file" };
    case "aws_ebs_volume":
      return { kind: "none", why: "Amazon EBS has no event for the reading of a volume" };
    // It is read by being restored or exported, which are calls like any other.
    case "aws_db_snapshot_copy":
    case "aws_rds_cluster_snapshot_copy":
      return both({ category: "Management", source: "rds.amazonaws.com" });
    case "aws_ebs_snapshot_copy":
    case "aws_ami_copy":
      return { kind: "events", events: [...EC2_CALLS, ...BLOCKS] };
    default:
      return { kind: "none", why: `no table says which event records the reading of an ${type}` };
  }
}
