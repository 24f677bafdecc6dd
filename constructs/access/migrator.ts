import type { AwsPlace } from "../../config/place";
import type { Program } from "../../config/program";
import { snapshotMoves } from "../../config/migration/legacy-copies";
import { moverBoundaryArn } from "../migration/mover-boundary";
import { snapshotBoundaryArn } from "../migration/snapshot-boundary";
import { notAfter } from "../migration/window";
import { arn } from "../place/names";
import type { Statement } from "../policy/document";

const MOVERS = "ringfence-mover-*";

/** A mover of snapshots has a boundary of its own, which is there while some are on their way. */
function moverBoundaries(program: Program, place: AwsPlace): string | readonly string[] {
  const boundary = moverBoundaryArn(place);
  return snapshotMoves(program.data, place.accountName).length > 0 ? [boundary, snapshotBoundaryArn(place)] : boundary;
}

/** What migration takes beside the movers themselves: tasks and jobs, their logs, the evidence bucket; never an object of a dataset. */
export function migratorStatements(program: Program, place: AwsPlace): readonly Statement[] {
  const movers = arn(place, "iam", `role/${MOVERS}`);
  const inside = { StringEquals: { "aws:RequestedRegion": program.jurisdiction.regions("aws").map(({ name }) => name) } };
  const evidence = `arn:${place.partition}:s3:::ringfence-evidence-*`;
  return [
    {
      Sid: "MoveInside",
      Effect: "Allow",
      Action: [
        "datasync:*",
        "dms:*",
        "logs:*",
        "ec2:Describe*",
        "ec2:AuthorizeSecurityGroupEgress",
        "ec2:CreateNetworkInterface*",
        "ec2:CreateSecurityGroup",
        "ec2:CreateTags",
        "ec2:DeleteNetworkInterface",
        "ec2:DeleteSecurityGroup",
        "ec2:ModifyNetworkInterfaceAttribute",
        "ec2:RevokeSecurityGroupEgress",
        "elasticfilesystem:Describe*",
        "s3:CreateJob",
        "s3:DescribeJob",
        "s3:ListJobs",
        "s3:UpdateJobStatus",
        "s3:UpdateJobPriority",
      ],
      Resource: "*",
      Condition: inside,
    },
    {
      // The comparison at scale: its own workgroups, and tables over the evidence bucket (Athena user guide, access to the
      // catalog). Not glue:PutResourcePolicy, which would open the catalog to others.
      Sid: "CompareInventories",
      Effect: "Allow",
      Action: ["athena:*", "glue:Get*", "glue:*Database", "glue:*Table"],
      Resource: [
        arn(place, "athena", "workgroup/ringfence-*"),
        arn(place, "glue", "catalog"),
        arn(place, "glue", "database/ringfence_*"),
        arn(place, "glue", "table/ringfence_*"),
      ],
    },
    { Sid: "KeepEvidence", Effect: "Allow", Action: ["s3:*"], Resource: evidence },
    {
      Sid: "LandOldBackups",
      Effect: "Allow",
      Action: ["backup:*"],
      Resource: arn(place, "backup", "backup-vault:landing-*"),
    },
    {
      Sid: "KeepVaultsKeys",
      Effect: "Allow",
      Action: ["backup-storage:MountCapsule"],
      Resource: "*",
    },
    {
      // Made and filled, and never read: that is the mover's.
      Sid: "FillSecretsOfMovers",
      Effect: "Allow",
      Action: [
        "secretsmanager:CreateSecret",
        "secretsmanager:DeleteSecret",
        "secretsmanager:DescribeSecret",
        "secretsmanager:PutSecretValue",
        "secretsmanager:TagResource",
      ],
      Resource: arn(place, "secretsmanager", "secret:ringfence-mover/*"),
    },
    {
      Sid: "AskForInventories",
      Effect: "Allow",
      Action: ["s3:GetInventoryConfiguration", "s3:PutInventoryConfiguration", "s3:GetBucketLocation"],
      Resource: `arn:${place.partition}:s3:::*`,
    },
    {
      Sid: "ReadMovers",
      Effect: "Allow",
      Action: ["iam:GetRole*", "iam:ListRole*", "iam:ListAttachedRolePolicies", "iam:ListInstanceProfilesForRole"],
      Resource: movers,
    },
    {
      // A mover reads and writes data: it is made within its boundary, whoever works as it.
      Sid: "MakeMoversWithinTheirBoundary",
      Effect: "Allow",
      Action: ["iam:CreateRole", "iam:PutRolePolicy", "iam:DeleteRolePolicy"],
      Resource: movers,
      Condition: { StringEquals: { "iam:PermissionsBoundary": moverBoundaries(program, place) } },
    },
    {
      Sid: "UnmakeMovers",
      Effect: "Allow",
      Action: ["iam:DeleteRole", "iam:TagRole", "iam:UntagRole", "iam:UpdateRole"],
      Resource: movers,
    },
    {
      Sid: "HandMoversToTheServices",
      Effect: "Allow",
      Action: ["iam:PassRole"],
      Resource: movers,
      Condition: {
        StringEquals: {
          "iam:PassedToService": ["datasync.amazonaws.com", "batchoperations.s3.amazonaws.com", `dms.${place.region.name}.amazonaws.com`],
        },
      },
    },
    {
      Sid: "DataSyncsOwnRole",
      Effect: "Allow",
      Action: ["iam:CreateServiceLinkedRole"],
      Resource: arn(place, "iam", "role/aws-service-role/*"),
      Condition: { StringEquals: { "iam:AWSServiceName": ["datasync.amazonaws.com"] } },
    },
    {
      Sid: "UseKeysThroughServices",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      Resource: "*",
      Condition: {
        StringLike: {
          "kms:ViaService": ["backup.*.amazonaws.com", "dms.*.amazonaws.com", "s3.*.amazonaws.com", "secretsmanager.*.amazonaws.com"],
        },
      },
    },
    {
      // DMS and AWS Backup keep what they store by grants of their own.
      Sid: "LetStorageKeepItsKey",
      Effect: "Allow",
      Action: ["kms:CreateGrant"],
      Resource: "*",
      Condition: {
        StringLike: { "kms:ViaService": ["backup.*.amazonaws.com", "dms.*.amazonaws.com"] },
        Bool: { "kms:GrantIsForAWSResource": "true" },
      },
    },
    notAfter(program),
  ];
}
