import { PARTS_SESSION } from "../../config/migration/mover-names";
import type { Statement } from "../policy/document";

/** A bucket on one side of a move, and the key that its objects are under. */
export interface MovedBucket {
  readonly arn: string;
  readonly region: string;
  /** Absent where the old objects are under no customer key. */
  readonly keyArn?: string;
}

const via = (service: string, region: string) => ({ StringEquals: { "kms:ViaService": `${service}.${region}.amazonaws.com` } });

/** Reading the old bucket, versions and tags included; never its configuration, and nothing is deleted there. */
export function readLegacy({ arn, region, keyArn }: MovedBucket): readonly Statement[] {
  return [
    { Sid: "FindLegacy", Effect: "Allow", Action: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketVersions"], Resource: arn },
    {
      Sid: "ReadLegacy",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:GetObjectVersion", "s3:GetObjectTagging", "s3:GetObjectVersionTagging"],
      Resource: `${arn}/*`,
    },
    ...(keyArn
      ? [{ Sid: "OpenLegacy", Effect: "Allow" as const, Action: ["kms:Decrypt"], Resource: keyArn, Condition: via("s3", region) }]
      : []),
  ];
}

/** Writing at home under the one key; reading back what was written is how movers verify (AWS DataSync user guide, S3 locations). */
export function writeHome({ arn, region, keyArn }: Required<MovedBucket>): readonly Statement[] {
  return [
    { Sid: "FindHome", Effect: "Allow", Action: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"], Resource: arn },
    {
      Sid: "WriteHome",
      Effect: "Allow",
      Action: [
        "s3:AbortMultipartUpload",
        "s3:GetObject",
        "s3:GetObjectTagging",
        "s3:ListMultipartUploadParts",
        "s3:PutObject",
        "s3:PutObjectTagging",
      ],
      Resource: `${arn}/*`,
    },
    { Sid: "SealHome", Effect: "Allow", Action: ["kms:GenerateDataKey", "kms:Decrypt"], Resource: keyArn, Condition: via("s3", region) },
  ];
}

/** Computing digests of versions at home, for the comparison (Amazon S3 user guide, Compute checksums). */
export function checkHome(arn: string): Statement {
  return { Sid: "CheckHome", Effect: "Allow", Action: ["s3:GetObjectVersion"], Resource: `${arn}/*` };
}

/**
 * A person who copies by parts writes at home, and reads nothing there. In `aws:userid` the session's name follows the
 * role's id, and the trust lets nobody choose another (IAM user guide, Global condition context keys).
 */
export function personsReadNothing(arn: string): Statement {
  return {
    Sid: "PersonsReadNothing",
    Effect: "Deny",
    Action: ["s3:GetObject", "s3:GetObjectVersion", "s3:GetObjectTagging"],
    Resource: `${arn}/*`,
    Condition: { StringLike: { "aws:userid": `*:${PARTS_SESSION}` } },
  };
}

/** Who may be the mover to copy by parts: an officer, in the session by which the mover's policy knows one. */
export function partsTrust(officers: Statement): Statement {
  const { StringEquals, ...others } = officers.Condition ?? {};
  return { ...officers, Condition: { ...others, StringEquals: { ...StringEquals, "sts:RoleSessionName": PARTS_SESSION } } };
}

/** What a way back writes: objects with their tags, and nothing of theirs beside. */
export const REVERSE_WRITES = ["s3:AbortMultipartUpload", "s3:ListMultipartUploadParts", "s3:PutObject", "s3:PutObjectTagging"];

/** Reading at home for the way back. */
export function readHome({ arn, region, keyArn }: Required<MovedBucket>): readonly Statement[] {
  return [
    { Sid: "FindHome", Effect: "Allow", Action: ["s3:GetBucketLocation", "s3:ListBucket"], Resource: arn },
    { Sid: "ReadHome", Effect: "Allow", Action: ["s3:GetObject", "s3:GetObjectTagging"], Resource: `${arn}/*` },
    { Sid: "OpenHome", Effect: "Allow", Action: ["kms:Decrypt"], Resource: keyArn, Condition: via("s3", region) },
  ];
}

/** Writing into the old bucket under one prefix, and deleting nothing; parts of a large object are read back under its key. */
export function writeLegacy({ arn, region, keyArn }: MovedBucket, prefix: string): readonly Statement[] {
  return [
    {
      Sid: "FindLegacy",
      Effect: "Allow",
      Action: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
      Resource: arn,
    },
    { Sid: "WriteLegacy", Effect: "Allow", Action: REVERSE_WRITES, Resource: `${arn}/${prefix}*` },
    ...(keyArn
      ? [
          {
            Sid: "SealLegacy",
            Effect: "Allow" as const,
            Action: ["kms:Decrypt", "kms:GenerateDataKey"],
            Resource: keyArn,
            Condition: via("s3", region),
          },
        ]
      : []),
  ];
}

/** Manifests in, reports out; both lie in the evidence bucket, where no object's content ever is. */
export function reportTo(evidenceArn: string, keyArn: string, region: string): readonly Statement[] {
  return [
    { Sid: "FindReports", Effect: "Allow", Action: ["s3:GetBucketLocation"], Resource: evidenceArn },
    { Sid: "WriteReports", Effect: "Allow", Action: ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"], Resource: `${evidenceArn}/*` },
    { Sid: "SealReports", Effect: "Allow", Action: ["kms:GenerateDataKey", "kms:Decrypt"], Resource: keyArn, Condition: via("s3", region) },
  ];
}

/**
 * Opening what signs in to a side of the move, and no other secret (AWS DMS user guide, Using secrets to access endpoints;
 * AWS DataSync user guide, Using a secret that you manage).
 */
export function readSecrets(secrets: readonly string[], keyArn: string, region: string): readonly Statement[] {
  return [
    { Sid: "ReadSecrets", Effect: "Allow", Action: ["secretsmanager:GetSecretValue"], Resource: secrets },
    { Sid: "OpenSecrets", Effect: "Allow", Action: ["kms:Decrypt"], Resource: keyArn, Condition: via("secretsmanager", region) },
  ];
}

/** Mounting and writing at home; as root, since files keep their owners (AWS DataSync user guide, Amazon EFS locations). */
export function writeFiles(fileSystemArn: string): Statement {
  return {
    Sid: "WriteFiles",
    Effect: "Allow",
    Action: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientRootAccess", "elasticfilesystem:ClientWrite"],
    Resource: fileSystemArn,
    Condition: { Bool: { "elasticfilesystem:AccessedViaMountTarget": "true" } },
  };
}
