import type { Guardrail } from "../../../config/schema/guardrails";
import type { Claim } from "../../../config/scope";
import { FENCED, NOBODYS, ORGANIZATION, STRANGER, type Probe } from "./requests";

/** Requests that differ in nothing but their action. */
interface Alike extends Omit<Probe, "action" | "what"> {
  readonly actions: readonly string[];
}

const SCP = "SERVICE_CONTROL_POLICY";
const RCP = "RESOURCE_CONTROL_POLICY";
const by =
  (kind: Probe["by"], control: Guardrail, claim: Claim) =>
  (context: Probe["context"], actions: readonly string[], more: Partial<Pick<Probe, "resource" | "stranger">> = {}): Alike => ({
    control,
    claim,
    by: kind,
    context,
    actions,
    ...more,
  });
const ours = by(SCP, "protection", "access");
const egress = by(SCP, "replication-egress", "location");
const governed = by(SCP, "governance", "access");
const signed = by(SCP, "code-signing", "audit");
const nobodys = { "aws:ResourceAccount": STRANGER, "aws:ResourceOrgID": NOBODYS };
const within = { "aws:VpceAccount": FENCED };

/** A mover is let out to read, and for nothing else. */
const MOVER = { "aws:PrincipalArn": `arn:aws:iam::${FENCED}:role/ringfence-mover-any` };

/** Of each service whose data policies of resources guard, one action that reads or writes. */
const OF_SERVICES = ["aoss:APIAccessAll", "cognito-identity:GetCredentialsForIdentity", "cognito-idp:AdminGetUser", "ecr:BatchGetImage"];
const OF_SESSIONS = [
  "DecodeAuthorizationMessage",
  "GetAccessKeyInfo",
  "GetFederationToken",
  "GetServiceBearerToken",
  "GetSessionToken",
  "SetContext",
].map((action) => `sts:${action}`);
const OF_STORES = ["kms:Decrypt", "logs:GetLogEvents", "secretsmanager:GetSecretValue", "sqs:ReceiveMessage"];

/** What else guardrails name beside the requests of guardrail-probes.ts: the same thing, done by another call or at another service. */
function alike(outside: string, inside: string): readonly Alike[] {
  const elsewhere = {
    "observabilityadmin:CentralizationDestinationRegion": inside,
    "observabilityadmin:CentralizationBackupRegion": outside,
  };
  const worldwide = `arn:aws:bedrock:us-east-1:${STRANGER}:inference-profile/global.any`;
  return [
    ours(
      { "aws:PrincipalArn": `arn:aws:iam::${STRANGER}:role/ringfence-deployer` },
      ["AttachRolePolicy", "CreateRole", "DeleteRole", "DetachRolePolicy", "PutRolePolicy", "UpdateRole"].map((action) => `iam:${action}`),
      { resource: "arn:aws:iam::*:role/ringfence-deployer" },
    ),
    ours(
      {},
      ["AttachRolePolicy", "CreateRole", "DeleteRole", "DetachRolePolicy", "UpdateAssumeRolePolicy", "UpdateRole"].map(
        (action) => `iam:${action}`,
      ),
      { resource: "arn:aws:iam::*:role/ringfence-any" },
    ),
    ours(
      {},
      ["DeletePolicy", "DeletePolicyVersion", "SetDefaultPolicyVersion"].map((action) => `iam:${action}`),
      { resource: "arn:aws:iam::*:policy/ringfence-boundary" },
    ),
    by(
      SCP,
      "protection",
      "audit",
    )({}, [
      "access-analyzer:DeleteAnalyzer",
      "cloudtrail:UpdateTrail",
      "config:DeleteConfigurationRecorder",
      "config:DeleteDeliveryChannel",
      "config:PutConfigurationRecorder",
      "ec2:DeleteFlowLogs",
      "ec2:DisableEbsEncryptionByDefault",
      "guardduty:DisassociateFromAdministratorAccount",
      "guardduty:UpdateDetector",
      "inspector2:Disable",
      "logs:DeleteLogGroup",
      "logs:PutRetentionPolicy",
      "macie2:DisableMacie",
      "s3:PutAccountPublicAccessBlock",
      "securityhub:DisableSecurityHub",
    ]),
    egress({}, [
      "backup:CopyIntoBackupVault",
      "datasync:UpdateTask",
      "dlm:CreateLifecyclePolicy",
      "dms:CreateReplicationTask",
      "dms:ModifyReplicationTask",
      "dynamodb:AssociateTableReplica",
      "dynamodb:CreateGlobalTable",
      "dynamodb:PutResourcePolicy",
      "dynamodb:UpdateGlobalTable",
      "elasticfilesystem:CreateReplicationConfiguration",
      "elasticfilesystem:PutFileSystemPolicy",
      "rds:StartDBInstanceAutomatedBackupsReplication",
      "s3tables:PutTableBucketReplication",
      "s3tables:PutTableReplication",
      "secretsmanager:AcceptCrossAccountReplication",
      "secretsmanager:AssociateCrossAccountReplica",
      "vpce:AllowMultiRegion",
    ]),
    egress({ "secretsmanager:AddReplicaRegions": [outside] }, ["secretsmanager:CreateSecret"]),
    egress({ "ec2:VpceMultiRegion": "true" }, ["ec2:ModifyVpcEndpointServiceConfiguration"]),
    egress({ "observabilityadmin:CentralizationDestinationRegion": outside }, [
      "observabilityadmin:UpdateCentralizationRuleForOrganization",
    ]),
    egress(elsewhere, ["observabilityadmin:UpdateCentralizationRuleForOrganization"]),
    by(SCP, "inference-profiles", "location")({ "bedrock:InferenceProfileArn": worldwide }, ["bedrock:InvokeModelWithResponseStream"], {
      resource: "arn:aws:bedrock:us-east-1::foundation-model/any",
    }),
    by(SCP, "inference-profiles", "location")({}, ["bedrock:InvokeModelWithResponseStream"], { resource: worldwide }),
    by(
      SCP,
      "resource-perimeter",
      "location",
    )(nobodys, [
      "backup:CopyIntoBackupVault",
      "dynamodb:PutItem",
      "ecr:InitiateLayerUpload",
      "events:PutEvents",
      "firehose:PutRecord",
      "kinesis:PutRecord",
      "kms:Encrypt",
      "lambda:InvokeFunction",
      "logs:PutLogEvents",
      "secretsmanager:PutSecretValue",
      "sns:Publish",
      "sqs:SendMessage",
    ]),
    by(SCP, "resource-perimeter", "location")({ ...nobodys, ...MOVER }, ["s3:PutObject", "kms:Encrypt"]),
    by(SCP, "region-deny", "location")({ "aws:RequestedRegion": outside, ...MOVER }, ["kms:CreateKey", "s3:CreateBucket"]),
    by(SCP, "membership", "location")({}, ["account:CloseAccount"]),
    governed({}, [
      "ec2:ModifyImageAttribute",
      "ram:AssociateResourceShare",
      "ram:EnableSharingWithAwsOrganization",
      "rds:ModifyDBSnapshotAttribute",
    ]),
    governed({ "lambda:FunctionUrlAuthType": "NONE" }, ["lambda:AddPermission", "lambda:UpdateFunctionUrlConfig"]),
    by(
      SCP,
      "key-guard",
      "custody",
    )({}, [
      "kms:DeleteCustomKeyStore",
      "kms:DeleteImportedKeyMaterial",
      "kms:DisconnectCustomKeyStore",
      "kms:ImportKeyMaterial",
      "kms:UpdateCustomKeyStore",
      "kms:UpdatePrimaryRegion",
    ]),
    signed({}, [
      "ecr:BatchImportUpstreamImage",
      "lambda:CreateCodeSigningConfig",
      "lambda:DeleteCodeSigningConfig",
      "lambda:PutFunctionCodeSigningConfig",
      "lambda:UpdateCodeSigningConfig",
      "signer:CancelSigningProfile",
      "signer:StartSigningJob",
    ]),
    by(SCP, "permission-sets", "access")({}, ["identitystore:CreateUser", "sso-directory:CreateUser"]),
    by(RCP, "identity-perimeter", "access")(
      { "aws:PrincipalOrgID": ORGANIZATION, ...within },
      [...OF_SERVICES, ...OF_STORES, ...OF_SESSIONS, "s3:GetObject"],
      { stranger: true },
    ),
    // An account that has left the organization is one of the program's all the same.
    by(
      RCP,
      "identity-perimeter",
      "access",
    )({ "aws:PrincipalOrgID": NOBODYS, ...within }, [...OF_SERVICES, ...OF_STORES, ...OF_SESSIONS, "dynamodb:GetItem", "s3:GetObject"]),
    by(RCP, "identity-perimeter", "access")({ "aws:PrincipalOrgID": NOBODYS }, ["sts:AssumeRole"], { resource: "arn:aws:iam::*:role/any" }),
    by(
      RCP,
      "confused-deputy",
      "access",
    )({ "aws:PrincipalIsAWSService": "true", "aws:SourceAccount": STRANGER, "aws:SourceOrgID": NOBODYS, ...within }, [
      ...OF_SERVICES,
      ...OF_STORES,
      "dynamodb:GetItem",
      "sts:AssumeRole",
    ]),
    by(
      RCP,
      "request-hygiene",
      "access",
    )({ "aws:SecureTransport": "false", ...within }, [...OF_STORES, "dynamodb:GetItem", "sts:AssumeRole"]),
    by(RCP, "request-hygiene", "custody")({ "kms:BypassPolicyLockoutSafetyCheck": "true" }, ["kms:CreateKey"]),
    by(
      RCP,
      "network-perimeter",
      "network",
    )({ "aws:SourceIp": "192.0.2.1" }, [
      "cognito-identity:GetCredentialsForIdentity",
      "ecr:BatchGetImage",
      "ecr:GetDownloadUrlForLayer",
      "ecr:PutImage",
      "kms:Decrypt",
      "kms:Encrypt",
      "kms:GenerateDataKey",
      "kms:ReEncryptFrom",
      "s3:DeleteObject",
      "s3:PutObject",
      "sqs:ReceiveMessage",
      "sqs:SendMessage",
    ]),
  ];
}

export const furtherProbes = (outside: string, inside: string): readonly Probe[] =>
  alike(outside, inside).flatMap(({ actions, ...same }) => actions.map((action) => ({ ...same, action, what: action })));
