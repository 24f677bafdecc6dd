import { Construct } from "constructs";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { snapshotMoves } from "../../config/migration/legacy-copies";
import type { AwsPlace } from "../../config/place";
import type { Program } from "../../config/program";
import { MIGRATION_OFFICER, MIGRATOR_ROLE, OPERATORS } from "../../config/access/role-names";
import { custodyModeStatements } from "../keys/mode-rights";
import { keyRoleStatements } from "../keys/key-roles";
import { custodianOrganization } from "../keys/organization";
import { MOVER_BOUNDARY, moverBoundaryStatements } from "../migration/mover-boundary";
import { SNAPSHOT_BOUNDARY, snapshotBoundaryStatements } from "../migration/snapshot-boundary";
import type { AwsStack } from "../place/aws-stack";
import { arn } from "../place/names";
import { policyDocument, type Statement } from "../policy/document";
import { ACCESS_OFFICER, accessAdminStatements } from "./access-admin";
import { boundaryArn, ServiceBoundary } from "./boundary";
import { deployedIn } from "./deployed";
import { migratorStatements } from "./migrator";
import { organizationStatements } from "./organization-rights";
import { HumanBoundaries } from "./human-boundaries";
import { roleMakingStatements } from "./role-making";

/** The account whose principals may assume deployers and key roles: the custodian's custody account. */
function operatorAccount(program: Program, place: AwsPlace): string {
  const custody = program.data.custody.aws;
  return custody === undefined ? place.accountId : program.account(custody).id;
}

/** Only the custodian's operators: by account, organization and the prefix of their roles' names. Nothing of the parent's appears. */
export function operatorTrust(program: Program, place: AwsPlace, operators: string): Statement {
  const account = operatorAccount(program, place);
  return {
    Sid: "CustodiansOperators",
    Effect: "Allow",
    Principal: { AWS: `arn:${place.partition}:iam::${account}:root` },
    Action: ["sts:AssumeRole"],
    Condition: {
      StringEquals: { "aws:PrincipalOrgID": custodianOrganization(program) },
      ArnLike: { "aws:PrincipalArn": `arn:${place.partition}:iam::${account}:role/${operators}` },
    },
  };
}

/** What a deployer may: build stores and networks inside the jurisdiction; neither keys, nor its own rights, nor data. */
export function deployerStatements(program: Program, place: AwsPlace): readonly Statement[] {
  const role = (name: string) => arn(place, "iam", `role/${name}`);
  const regions = program.jurisdiction.regions("aws").map((region) => region.name);
  const { services, roles, passedTo, linked, actions = [], never = [] } = deployedIn(place.account);
  const serviceNames = (names: readonly string[]) => names.map((name) => `${name}.amazonaws.com`);
  return [
    {
      Sid: "BuildInside",
      Effect: "Allow",
      Action: [...services.map((service) => `${service}:*`), ...actions],
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestedRegion": regions } },
    },
    ...roleMakingStatements(roles.map(role), boundaryArn(place)),
    {
      Sid: "OnlyBackupsOwnPolicy",
      Effect: "Allow",
      Action: ["iam:AttachRolePolicy", "iam:DetachRolePolicy"],
      Resource: role("ringfence-backup-*"),
      Condition: {
        ArnEquals: { "iam:PolicyARN": `arn:${place.partition}:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup` },
      },
    },
    {
      Sid: "HandRolesToServices",
      Effect: "Allow",
      Action: ["iam:PassRole"],
      Resource: roles.map(role),
      Condition: { StringEquals: { "iam:PassedToService": serviceNames(passedTo) } },
    },
    {
      Sid: "ServiceLinkedRoles",
      Effect: "Allow",
      Action: ["iam:CreateServiceLinkedRole"],
      Resource: role("aws-service-role/*"),
      Condition: {
        StringEquals: { "iam:AWSServiceName": serviceNames(linked) },
      },
    },
    {
      // KMS is reached through services only, so that a deployer opens nothing by itself.
      Sid: "UseKeysThroughServices",
      Effect: "Allow",
      Action: ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      Resource: "*",
      Condition: {
        StringLike: {
          "kms:ViaService": [
            "backup.*.amazonaws.com",
            "dynamodb.*.amazonaws.com",
            "ec2.*.amazonaws.com",
            "elasticfilesystem.*.amazonaws.com",
            "rds.*.amazonaws.com",
            "s3.*.amazonaws.com",
            "secretsmanager.*.amazonaws.com",
          ],
        },
      },
    },
    ...organizationStatements(program, place),
    {
      Sid: "ReadForPreflight",
      Effect: "Allow",
      // The management account's deployer may describe its organization anyway.
      Action: [...(place.account.purpose === "management" ? [] : ["organizations:DescribeOrganization"]), "servicequotas:GetServiceQuota"],
      Resource: "*",
    },
    {
      Sid: "NeverItsOwnRightsNorKeyRoles",
      Effect: "Deny",
      Action: ["iam:*"],
      Resource: [place.account.deployer, program.data.custody.keyRole, program.data.custody.breakGlassRole].map(role),
    },
    ...(never.length > 0 ? [{ Sid: "NeverWhatItBuildsForOthers", Effect: "Deny", Action: never, Resource: "*" } as const] : []),
    {
      // State buckets apart, a deployer configures buckets and never opens one: neither objects, items, nor the secret of a database.
      Sid: "NeverData",
      Effect: "Deny",
      Action: [
        "s3:GetObject*",
        "s3:PutObject",
        "s3:DeleteObject*",
        "s3:RestoreObject",
        "s3:ReplicateObject",
        "s3:ReplicateDelete",
        "dynamodb:GetItem",
        "dynamodb:BatchGetItem",
        "dynamodb:Query",
        "dynamodb:Scan",
        "dynamodb:GetRecords",
        "dynamodb:PartiQL*",
        "dynamodb:PutItem",
        "dynamodb:UpdateItem",
        "dynamodb:DeleteItem",
        "dynamodb:BatchWriteItem",
        "dynamodb:ExportTableToPointInTime",
        "elasticfilesystem:Client*",
        "secretsmanager:GetSecretValue",
        "secretsmanager:BatchGetSecretValue",
      ],
      NotResource: `arn:${place.partition}:s3:::ringfence-state-*`,
    },
  ];
}

/** The roles that work on one account: its deployer, the key role and its break-glass role, and who makes people's roles. */
export class AccountRoles extends Construct {
  /** `migrates`: data is on its way into the account, so that somebody may make its movers. */
  constructor(scope: AwsStack, id: string, { migrates }: { readonly migrates: boolean }) {
    super(scope, id);
    const { program, place } = scope;
    new ServiceBoundary(this, "boundary", scope);
    const role = (name: string, operators: string, statements: readonly Statement[], hours: number) => {
      const made = new IamRole(this, name, {
        name,
        assumeRolePolicy: policyDocument("trust", [operatorTrust(program, place, operators)]),
        maxSessionDuration: hours * 3600,
        lifecycle: { preventDestroy: !program.data.sandbox },
      });
      new IamRolePolicy(this, `${name}-policy`, { name: "ringfence", role: made.id, policy: policyDocument("role", statements) });
      const more = custodyModeStatements(program, place, name);
      if (more.length > 0)
        new IamRolePolicy(this, `${name}-custody`, { name: "ringfence-custody", role: made.id, policy: policyDocument("role", more) });
    };
    role(place.account.deployer, OPERATORS, deployerStatements(program, place), 2);
    role(program.data.custody.keyRole, "ringfence-key-officer*", keyRoleStatements(program, place), 1);
    if (migrates) {
      new IamPolicy(this, "mover-boundary", {
        name: MOVER_BOUNDARY,
        description: "The most that a role that moves data home may do",
        policy: policyDocument("managed", moverBoundaryStatements(program)),
      });
      if (snapshotMoves(program.data, place.accountName).length > 0)
        new IamPolicy(this, "snapshot-boundary", {
          name: SNAPSHOT_BOUNDARY,
          description: "The most that a role that copies snapshots home may do",
          policy: policyDocument("managed", snapshotBoundaryStatements(program)),
        });
      role(MIGRATOR_ROLE, MIGRATION_OFFICER, migratorStatements(program, place), 2);
    }
    role(program.data.custody.breakGlassRole, "ringfence-key-break-glass*", keyRoleStatements(program, place), 1);
    const { access } = program.data;
    if (!access) return;
    new HumanBoundaries(this, "people", scope);
    role(access.adminRole, ACCESS_OFFICER, accessAdminStatements(place, program), 1);
  }
}
