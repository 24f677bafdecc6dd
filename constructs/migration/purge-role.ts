import { Construct } from "constructs";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { AwsPlace } from "../../config/place";
import type { Program } from "../../config/program";
import type { OldSnapshot } from "../../config/schema/snapshot-arn";
import { PURGE_PATH, purgeRoleArn, purgeRoleName } from "../../config/purge-names";
import { custodianOrganization } from "../keys/organization";
import type { AwsStack } from "../place/aws-stack";
import { policyDocument, type Statement } from "../policy/document";
import { notAfter } from "./window";

/** Who may delete: an officer of the custodian's, with two-person approval as the runbook has it; never the parent. */
export function purgeTrust(program: Program, place: AwsPlace, custodyAccount: string): Statement {
  return {
    Sid: "PurgeOfficers",
    Effect: "Allow",
    Principal: { AWS: `arn:${place.partition}:iam::${custodyAccount}:root` },
    Action: ["sts:AssumeRole"],
    Condition: {
      StringEquals: { "aws:PrincipalOrgID": custodianOrganization(program) },
      ArnLike: { "aws:PrincipalArn": `arn:${place.partition}:iam::${custodyAccount}:role/ringfence-purge-officer*` },
    },
  };
}

export type PurgedStore =
  | { readonly kind: "bucket"; readonly name: string }
  | {
      readonly kind: "vault";
      readonly name: string;
      readonly recoveryPoints: readonly string[];
      readonly snapshots: readonly OldSnapshot[];
    }
  | { readonly kind: "snapshots"; readonly snapshots: readonly OldSnapshot[] };

/** What purging one old store takes, and nothing of any other store: it lists and deletes, and reads no content. */
export function purgeStatements(program: Program, place: AwsPlace, store: PurgedStore): readonly Statement[] {
  if (store.kind === "snapshots") return [...snapshotStatements(store.snapshots), notAfter(program)];
  if (store.kind === "vault") return [...vaultStatements(place, store), ...snapshotStatements(store.snapshots), notAfter(program)];
  const arn = `arn:${place.partition}:s3:::${store.name}`;
  return [
    {
      Sid: "ListBucket",
      Effect: "Allow",
      Action: ["s3:GetBucketVersioning", "s3:ListBucket", "s3:ListBucketMultipartUploads", "s3:ListBucketVersions"],
      Resource: arn,
    },
    {
      Sid: "DeleteVersions",
      Effect: "Allow",
      // What holds a version, and until when, is named and not forced: no bypass of a lock stands here.
      Action: ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:GetObjectLegalHold", "s3:GetObjectRetention"],
      Resource: `${arn}/*`,
    },
    notAfter(program),
  ];
}

/** Recovery points by their ARNs: a vault holds other datasets' too. */
function vaultStatements(place: AwsPlace, { name, recoveryPoints }: Extract<PurgedStore, { kind: "vault" }>): readonly Statement[] {
  return [
    {
      Sid: "ListVault",
      Effect: "Allow",
      Action: ["backup:DescribeBackupVault", "backup:ListRecoveryPointsByBackupVault"],
      Resource: `arn:${place.partition}:backup:${place.region.name}:${place.accountId}:backup-vault:${name}`,
    },
    ...(recoveryPoints.length > 0
      ? [
          {
            Sid: "DeleteRecoveryPoints",
            Effect: "Allow",
            Action: ["backup:DeleteRecoveryPoint", "backup:DescribeRecoveryPoint"],
            Resource: [...recoveryPoints],
          } as const,
        ]
      : []),
  ];
}

/** Which action lets which kind of snapshot go (Service Authorization Reference: Amazon EC2, Amazon RDS). */
const SNAPSHOTS = [
  { sid: "DeregisterImages", of: "image", action: "ec2:DeregisterImage" },
  { sid: "DeleteVolumeSnapshots", of: "volume", action: "ec2:DeleteSnapshot" },
  { sid: "DeleteSnapshots", of: "database", action: "rds:DeleteDBSnapshot" },
  { sid: "DeleteClusterSnapshots", of: "cluster", action: "rds:DeleteDBClusterSnapshot" },
] as const;

function snapshotStatements(snapshots: readonly OldSnapshot[]): readonly Statement[] {
  return SNAPSHOTS.flatMap(({ sid, of, action }) => {
    const these = snapshots.filter(({ kind }) => kind === of).map(({ arn }) => arn);
    return these.length > 0 ? [{ Sid: sid, Effect: "Allow", Action: [action], Resource: these } as const] : [];
  });
}

/** The one role that deletes an old copy; it can be built from proof only (stacks/purge.ts). */
export class PurgeRole extends Construct {
  readonly arn: string;

  constructor(
    scope: AwsStack,
    id: string,
    props: { readonly dataset: string; readonly copy: string; readonly custodyAccount: string; readonly store: PurgedStore },
  ) {
    super(scope, id);
    const { program, place } = scope;
    this.arn = purgeRoleArn(place, props.dataset, props.copy);
    const role = new IamRole(this, "role", {
      name: purgeRoleName(props.dataset, props.copy),
      path: PURGE_PATH,
      assumeRolePolicy: policyDocument("trust", [purgeTrust(program, place, props.custodyAccount)]),
      maxSessionDuration: 3600,
    });
    new IamRolePolicy(this, "policy", {
      name: "purge",
      role: role.id,
      policy: policyDocument("role", purgeStatements(program, place, props.store)),
    });
  }
}
