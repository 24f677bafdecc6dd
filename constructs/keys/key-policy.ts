import type { AwsPlace } from "../../config/place";
import type { Statement } from "../policy/document";
import { ADMINISTRATION, TAKEOVER, type KeyOrigin } from "./administration";
import { alarmStatement, trailStatements } from "./monitoring-statements";
import { eventStatement } from "./event-statement";
import { signingStatements } from "./signing-policy";
import { KEY_SERVICES, type KeyServiceName } from "./services";

/** An AWS service that calls for itself, not on a caller's behalf, told apart by whom it speaks for. */
export interface ServiceCaller {
  /** Its name in the statement's Sid. */
  readonly of: string;
  readonly service: string;
  readonly actions: readonly string[];
  /** `aws:SourceAccount`. */
  readonly accounts: readonly string[];
  /** `aws:SourceArn`, as patterns, where the service documents it. */
  readonly sources?: readonly string[];
}

/** Who may do what with one key. */
export interface KeyUse {
  /** Where the key lies. */
  readonly place: AwsPlace;
  /** The IAM roles that administer it, by ARN; they never use it. */
  readonly administrators: readonly string[];
  /** Accounts whose principals use it through a service. */
  readonly userAccounts: readonly string[];
  /** Regions from which services call: replication uses both ends', DynamoDB all of the program's. */
  readonly regions: readonly string[];
  readonly services: readonly KeyServiceName[];
  readonly origin: KeyOrigin;
  /** The custodian's AWS organization. */
  readonly organization: string;
  /** Are the users told by their accounts alone? The auditor's may stand in an organization of its own. */
  readonly byAccountAlone?: boolean;
  /** Trails that encrypt with the key, by ARN. */
  readonly trails?: readonly string[];
  /** Alarms whose topic is under the key, as an ARN pattern of CloudWatch. */
  readonly alarms?: string;
  /** A log group's ARN pattern, when CloudWatch Logs encrypts with the key. */
  readonly logGroups?: readonly string[];
  /** Buckets whose inventories S3 writes under the key. */
  readonly inventoriesOf?: readonly string[];
  /** Rules of EventBridge, by ARN, that write to a topic under the key. */
  readonly eventRules?: readonly string[];
  /** Named roles that use the key through S3 from another region or account: replication. */
  readonly replicationRoles?: readonly string[];
  /** Roles that sign with an asymmetric key, by ARN; everybody of the organization may verify. */
  readonly signers?: readonly string[];
  /** AWS Backup's roles: its job role, and the destination account's service-linked role. */
  readonly backupRoles?: readonly string[];
  readonly callers?: readonly ServiceCaller[];
}

/**
 * The custodian's key policy: custody without use, use without custody.
 *
 * There is no account-root statement, so that IAM policies of the key's account grant nothing on it. Administrators are
 * named by condition, since a role under `Principal` that is deleted and made again orphans the key.
 */
export function keyPolicyStatements(use: KeyUse): readonly Statement[] {
  return [
    {
      Sid: "CustodyWithoutUse",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: ADMINISTRATION[use.origin],
      Resource: "*",
      Condition: { StringEquals: { "aws:PrincipalAccount": use.place.accountId }, ArnEquals: { "aws:PrincipalArn": use.administrators } },
    },
    ...use.services.flatMap((service) => serviceStatements(use, service)),
    ...(use.replicationRoles?.length ? [replicationStatement(use, use.replicationRoles)] : []),
    ...(use.backupRoles?.length ? backupStatements(use, use.backupRoles) : []),
    ...(use.logGroups?.length ? logStatements(use, use.logGroups) : []),
    ...(use.inventoriesOf?.length ? [inventoryStatement(use, use.inventoriesOf)] : []),
    ...(use.trails?.length ? trailStatements(use.trails) : []),
    ...(use.alarms ? [alarmStatement(use.place, use.alarms)] : []),
    ...(use.eventRules?.length ? [eventStatement(use.eventRules)] : []),
    ...(use.callers ?? []).map(callerStatement),
    ...(use.signers?.length ? signingStatements(use.organization, use.signers) : []),
    {
      // Even a principal that an identity policy in the key's account favours never takes the key over.
      Sid: "OnlyCustodyAdministers",
      Effect: "Deny",
      Principal: { AWS: "*" },
      Action: TAKEOVER[use.origin],
      Resource: "*",
      Condition: { ArnNotEquals: { "aws:PrincipalArn": use.administrators } },
    },
    {
      // A replica in another region is the key itself outside the jurisdiction's border.
      Sid: "NeverReplicated",
      Effect: "Deny",
      Principal: { AWS: "*" },
      Action: ["kms:ReplicateKey", "kms:UpdatePrimaryRegion"],
      Resource: "*",
    },
    {
      // An omitted window means 30 days, the longest that AWS KMS offers: time to notice.
      Sid: "DeletionWaitsThirtyDays",
      Effect: "Deny",
      Principal: { AWS: "*" },
      Action: ["kms:ScheduleKeyDeletion"],
      Resource: "*",
      Condition: { NumericLessThan: { "kms:ScheduleKeyDeletionPendingWindowInDays": "30" } },
    },
  ];
}

function callers(use: KeyUse, via: string) {
  return {
    "kms:CallerAccount": use.userAccounts,
    "kms:ViaService": use.regions.map((region) => `${via}.${region}.amazonaws.com`),
    ...ofOrganization(use),
  };
}

function ofOrganization(use: KeyUse): Readonly<Record<string, string>> {
  return use.byAccountAlone ? {} : { "aws:PrincipalOrgID": use.organization };
}

function serviceStatements(use: KeyUse, name: KeyServiceName): Statement[] {
  const service = KEY_SERVICES[name];
  const title = name.charAt(0).toUpperCase() + name.slice(1);
  const statements: Statement[] = [
    {
      Sid: `${title}UsesThroughItsService`,
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: service.use,
      Resource: "*",
      Condition: { StringEquals: callers(use, service.via) },
    },
  ];
  if (service.grants)
    statements.push({
      // The service goes on through a grant of its own; only grants to AWS's services are made this way.
      Sid: `${title}GrantsItsService`,
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: ["kms:CreateGrant"],
      Resource: "*",
      Condition: { StringEquals: callers(use, service.via), Bool: { "kms:GrantIsForAWSResource": "true" } },
    });
  return statements;
}

/** S3 replication decrypts at the source and encrypts at the destination; a Bucket Key needs Decrypt at both (Amazon S3 user guide). */
function replicationStatement(use: KeyUse, roles: readonly string[]): Statement {
  return {
    Sid: "ReplicationThroughS3",
    Effect: "Allow",
    Principal: { AWS: "*" },
    Action: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"],
    Resource: "*",
    Condition: {
      StringEquals: { "kms:ViaService": use.regions.map((region) => `s3.${region}.amazonaws.com`), ...ofOrganization(use) },
      ArnEquals: { "aws:PrincipalArn": roles },
    },
  };
}

/**
 * AWS Backup is no service principal: it calls as its job role, and for copies of types that it does not fully manage as the
 * destination account's service-linked role. Without the key its jobs succeed and copy nothing (AWS Backup guide, encryption).
 */
function backupStatements(use: KeyUse, roles: readonly string[]): Statement[] {
  const who = { ArnEquals: { "aws:PrincipalArn": roles }, StringEquals: { "aws:PrincipalOrgID": use.organization } };
  return [
    {
      Sid: "BackupCopies",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: [
        "kms:DescribeKey",
        "kms:Encrypt",
        "kms:Decrypt",
        "kms:ReEncrypt*",
        "kms:GenerateDataKey",
        "kms:GenerateDataKeyWithoutPlaintext",
      ],
      Resource: "*",
      Condition: who,
    },
    {
      Sid: "BackupGrantsItsServices",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"],
      Resource: "*",
      Condition: { ...who, Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}

function callerStatement({ of, service, actions, accounts, sources }: ServiceCaller): Statement {
  return {
    Sid: `${of}ForItsAccounts`,
    Effect: "Allow",
    Principal: { Service: service },
    Action: actions,
    Resource: "*",
    Condition: { StringEquals: { "aws:SourceAccount": accounts }, ...(sources ? { ArnLike: { "aws:SourceArn": sources } } : {}) },
  };
}

/** CloudWatch Logs calls as a service principal, told apart by the encryption context only; DescribeKey carries none, so it stands alone. */
function logStatements(use: KeyUse, logGroups: readonly string[]): Statement[] {
  const principal = { Service: `logs.${use.place.region.name}.amazonaws.com` };
  return [
    {
      Sid: "LogsEncrypt",
      Effect: "Allow",
      Principal: principal,
      Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*"],
      Resource: "*",
      Condition: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": logGroups } },
    },
    { Sid: "LogsDescribe", Effect: "Allow", Principal: principal, Action: ["kms:DescribeKey"], Resource: "*" },
  ];
}

/** S3 writes inventories as itself (Amazon S3 user guide, Configuring Amazon S3 Inventory: granting S3 permission to use your key). */
function inventoryStatement(use: KeyUse, buckets: readonly string[]): Statement {
  return {
    Sid: "SealInventories",
    Effect: "Allow",
    Principal: { Service: "s3.amazonaws.com" },
    Action: ["kms:GenerateDataKey"],
    Resource: "*",
    Condition: { StringEquals: { "aws:SourceAccount": use.place.accountId }, ArnEquals: { "aws:SourceArn": buckets } },
  };
}
