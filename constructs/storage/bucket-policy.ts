import type { Statement } from "../policy/document";
import { bucketPerimeter, denyAll } from "../policy/perimeter";

export interface BucketAccess {
  readonly arn: string;
  /** The custodian's AWS organization. */
  readonly organization: string;
  /** The full ARN of the one key; a token is fine. */
  readonly keyArn: string;
  /** Ids of the gateway endpoints of the network; empty where no workload reads (recovery). */
  readonly endpoints: readonly string[];
  /** Roles that work from outside the network by name: replication, movers. */
  readonly namedRoles: readonly string[];
  /** The role that applies the bucket's stack. */
  readonly deployer: string;
  /** Roles of another account that write replicas here. */
  readonly replicatedBy: readonly string[];
}

/** Reading and writing data, versions' listing included; never configuration, or terraform would lock itself out. */
export const DATA_ACTIONS = [
  "s3:GetObject*",
  "s3:PutObject*",
  "s3:DeleteObject*",
  "s3:RestoreObject",
  "s3:AbortMultipartUpload",
  "s3:ListBucketVersions",
  "s3:ListBucketMultipartUploads",
  "s3:ListMultipartUploadParts",
  "s3:ReplicateObject",
  "s3:ReplicateDelete",
  "s3:ReplicateTags",
];

/** Not AWS itself: a service principal, or a service that acts on the caller's behalf. */
const NOT_A_SERVICE = { "aws:PrincipalIsAWSService": "false", "aws:ViaAWSService": "false" };

/** What every bucket of protected data denies, to everyone. */
export function bucketPolicyStatements(access: BucketAccess): readonly Statement[] {
  const both = [access.arn, `${access.arn}/*`];
  const [withoutTls, outsider] = bucketPerimeter(access.arn, access.organization);
  const objects = `${access.arn}/*`;
  const outside = (exempt: readonly string[]): NonNullable<Statement["Condition"]> => ({
    BoolIfExists: NOT_A_SERVICE,
    ...(access.endpoints.length > 0 ? { StringNotEqualsIfExists: { "aws:SourceVpce": access.endpoints } } : {}),
    ...(exempt.length > 0 ? { ArnNotEqualsIfExists: { "aws:PrincipalArn": exempt } } : {}),
  });
  return [
    withoutTls,
    denyAll("DenyOldTls", ["s3:*"], both, { NumericLessThan: { "s3:TlsVersion": "1.2" } }),
    outsider,
    // S3's own data-plane rule for who may read: only what comes through the network's endpoint.
    denyAll("DenyDataOutsideTheEndpoint", DATA_ACTIONS, both, outside(access.namedRoles)),
    // HeadBucket asks for s3:ListBucket (S3 API reference), and terraform calls it whenever it reads a bucket: the deployer
    // sees the names of objects, and opens none.
    denyAll("DenyListingOutsideTheEndpoint", ["s3:ListBucket"], access.arn, outside([...access.namedRoles, access.deployer])),
    // A request without the header takes the bucket's default, which is the one key; so an absent header passes.
    denyAll("DenyAnotherKey", ["s3:PutObject"], objects, {
      StringNotEquals: { "s3:x-amz-server-side-encryption-aws-kms-key-id": access.keyArn },
      Null: { "s3:x-amz-server-side-encryption-aws-kms-key-id": "false" },
    }),
    denyAll("DenyAnotherEncryption", ["s3:PutObject"], objects, {
      StringNotEquals: { "s3:x-amz-server-side-encryption": "aws:kms" },
      Null: { "s3:x-amz-server-side-encryption": "false" },
    }),
    // SSE-C: a key that the caller brings is a key that the custodian does not hold.
    denyAll("DenyCallersOwnKey", ["s3:PutObject"], objects, { Null: { "s3:x-amz-server-side-encryption-customer-algorithm": "false" } }),
    ...(access.replicatedBy.length > 0 ? [replicas(access)] : []),
  ];
}

/** The source account's replication role writes here; its account's organization fixes the principal, so that it does not count as public. */
function replicas(access: BucketAccess): Statement {
  return {
    Sid: "TakeReplicas",
    Effect: "Allow",
    Principal: { AWS: "*" },
    Action: ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags", "s3:ObjectOwnerOverrideToBucketOwner"],
    Resource: `${access.arn}/*`,
    Condition: { ArnEquals: { "aws:PrincipalArn": access.replicatedBy }, StringEquals: { "aws:PrincipalOrgID": access.organization } },
  };
}
