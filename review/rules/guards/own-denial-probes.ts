import { releaseRoleName, type ReleaseRole } from "../../../config/release/names";
import { DATA_ALONE, RIGHTS, WATCHERS } from "./boundary-denials";
import { NOBODYS, STRANGER } from "../guardrails/requests";
import { access, audit, custody, migration, network, only, type OwnDenial, type Spared } from "./own-denial";

const SOMEBODY = "arn:aws:iam::*:role/somebody";
const BY_SOMEBODY = { "aws:PrincipalArn": SOMEBODY };
const BY_A_STRANGER = {
  "aws:PrincipalArn": `arn:aws:iam::${STRANGER}:role/somebody`,
  "aws:PrincipalAccount": STRANGER,
  "aws:PrincipalOrgID": NOBODYS,
};
/** From anywhere but a network of the program's. */
const FROM_OUTSIDE = { ...BY_SOMEBODY, "aws:SourceVpce": undefined, "aws:SourceVpc": undefined };
const OTHER_KEY = `arn:aws:kms:us-east-1:${STRANGER}:key/any`;
const OBJECT = "/any";

const EVERY_BUCKET = [
  access("a stranger's listing", "s3:ListBucket", BY_A_STRANGER),
  access("reads in the clear", "s3:GetObject", { "aws:SecureTransport": "false" }, OBJECT),
  access("writes in the clear", "s3:PutObject", { "aws:SecureTransport": "false" }, OBJECT),
  access("a stranger's reads", "s3:GetObject", BY_A_STRANGER, OBJECT),
  access("a stranger's writes", "s3:PutObject", BY_A_STRANGER, OBJECT),
];

const CUSTODY: readonly Spared[] = ["keys", "bootstrap"];

/** The roles of the release path that work on what passes between its stages. */
const PATH: readonly ReleaseRole[] = ["pipeline", "scan", "build", "sign"];
const released = (roles: readonly ReleaseRole[]) => roles.map((role): Spared => `arn:aws:iam::*:role/${releaseRoleName(role)}`);
const written = (by: readonly ReleaseRole[]) =>
  ["PutObject", "PutObjectTagging", "DeleteObject", "DeleteObjectVersion"].map((action) =>
    only(released(by), access(`${action} by others than the path`, `s3:${action}`, BY_SOMEBODY, OBJECT)),
  );
const read = (by: readonly ReleaseRole[], below = OBJECT) =>
  ["GetObject", "GetObjectVersion"].map((action) =>
    only(released(by), access(`${action} by others than the path`, `s3:${action}`, BY_SOMEBODY, below)),
  );

/** By what a resource is for: a dataset's, or the purpose of its tag (Amazon S3, DynamoDB, EFS, Backup: service authorization reference). */
export const OWN_DENIALS: Readonly<Record<string, Readonly<Record<string, readonly OwnDenial[]>>>> = {
  aws_s3_bucket: {
    dataset: [
      ...EVERY_BUCKET,
      access("reads over an old TLS", "s3:GetObject", { "s3:TlsVersion": "1.1" }, OBJECT),
      network("reads from outside the network", "s3:GetObject", FROM_OUTSIDE, OBJECT),
      network("reads of versions from outside the network", "s3:GetObjectVersion", FROM_OUTSIDE, OBJECT),
      network("writes from outside the network", "s3:PutObject", FROM_OUTSIDE, OBJECT),
      network("deletions from outside the network", "s3:DeleteObject", FROM_OUTSIDE, OBJECT),
      network("listing from outside the network", "s3:ListBucket", FROM_OUTSIDE),
      custody(
        "objects under another key",
        "s3:PutObject",
        { "s3:x-amz-server-side-encryption": "aws:kms", "s3:x-amz-server-side-encryption-aws-kms-key-id": OTHER_KEY },
        OBJECT,
      ),
      custody("objects under no customer key", "s3:PutObject", { "s3:x-amz-server-side-encryption": "AES256" }, OBJECT),
      custody(
        "objects under a key that the caller brings",
        "s3:PutObject",
        { "s3:x-amz-server-side-encryption-customer-algorithm": "AES256" },
        OBJECT,
      ),
    ],
    state: [
      ...EVERY_BUCKET,
      only(["deployers"], access("reads of private state by others than the deployer", "s3:GetObject", BY_SOMEBODY, "/private/any")),
      only(["deployers"], access("writes of private state by others than the deployer", "s3:PutObject", BY_SOMEBODY, "/private/any")),
    ],
    release: [...EVERY_BUCKET, access("writes by whoever may", "s3:PutObject", BY_SOMEBODY, OBJECT)],
    // What is inspected is what was pushed, and what runs is what was inspected.
    source: [...EVERY_BUCKET, ...written(["push"]), ...read(["pipeline", "inspector"])],
    artifacts: [...EVERY_BUCKET, ...written(PATH), ...read([...PATH, "inspector"])],
    releases: [...EVERY_BUCKET, ...written(["sign"]), ...read(["inspector"], "/records/any")],
    logs: EVERY_BUCKET,
    archive: [
      ...EVERY_BUCKET,
      audit("deletion of logs", "s3:DeleteObject", {}, OBJECT),
      audit("deletion of logs' versions", "s3:DeleteObjectVersion", {}, OBJECT),
      audit("logs that somebody writes", "s3:PutObject", { ...BY_SOMEBODY, "aws:PrincipalServiceName": undefined }, OBJECT),
      only(
        ["replication"],
        audit("replicas that somebody writes", "s3:ReplicateObject", { ...BY_SOMEBODY, "aws:PrincipalServiceName": undefined }, OBJECT),
      ),
    ],
  },
  aws_dynamodb_table: {
    dataset: ["GetItem", "Query", "Scan", "PutItem"].flatMap((action) => [
      access(`a stranger's ${action}`, `dynamodb:${action}`, BY_A_STRANGER),
      network(`${action} from outside the network`, `dynamodb:${action}`, FROM_OUTSIDE),
    ]),
  },
  aws_efs_file_system: {
    dataset: [
      access("mounts in the clear", "elasticfilesystem:ClientMount", { "aws:SecureTransport": "false" }),
      access("writes in the clear", "elasticfilesystem:ClientWrite", { "aws:SecureTransport": "false" }),
      access("root of whoever mounts it", "elasticfilesystem:ClientRootAccess", BY_SOMEBODY),
    ],
  },
  aws_backup_vault: {
    backups: [
      migration("deletion of backups", "backup:DeleteRecoveryPoint"),
      migration("an earlier end of backups", "backup:UpdateRecoveryPointLifecycle"),
      migration("deletion of the vault's policy", "backup:DeleteBackupVaultAccessPolicy"),
    ],
  },
  aws_iam_policy: {
    boundary: RIGHTS,
    "data boundary": [...RIGHTS, ...WATCHERS, ...DATA_ALONE],
    "hub boundary": [
      ...RIGHTS,
      access("sessions without a ticket", "sts:AssumeRole", { "aws:PrincipalTag/ticket": undefined }),
      access("reads of objects", "s3:GetObject"),
      access("use of keys", "kms:Decrypt"),
    ],
    "desk boundary": [
      ...RIGHTS,
      access("reads of other buckets than the archive", "s3:GetObject"),
      access("bare use of a key", "kms:Decrypt", { "kms:ViaService": undefined }),
      access("reads of items", "dynamodb:GetItem"),
    ],
  },
  aws_iam_role: {
    gatekeeper: [
      access("sessions from elsewhere than the team's networks", "sts:AssumeRole", { ...FROM_OUTSIDE, "aws:SourceIp": "192.0.2.1" }),
    ],
    auditor: [access("sessions after the auditor's term", "sts:AssumeRole", { "aws:CurrentTime": "9999-12-31T00:00:00Z" })],
  },
  aws_kms_key: { key: keyDenials() },
  aws_kms_external_key: { key: keyDenials() },
};

function keyDenials(): readonly OwnDenial[] {
  return [
    only(CUSTODY, custody("a rewritten policy by others than custody", "kms:PutKeyPolicy", BY_SOMEBODY)),
    only(CUSTODY, custody("its deletion by others than custody", "kms:ScheduleKeyDeletion", BY_SOMEBODY)),
    only(CUSTODY, custody("its end by others than custody", "kms:DisableKey", BY_SOMEBODY)),
    custody("its deletion within a week", "kms:ScheduleKeyDeletion", { "kms:ScheduleKeyDeletionPendingWindowInDays": "7" }),
    custody("its replica in another region", "kms:ReplicateKey"),
  ];
}
