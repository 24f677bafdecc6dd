import { BOOTSTRAP_ROLE } from "../../../config/access/role-names";
import type { Guardrail } from "../../../config/schema/guardrails";
import type { Claim, Scope } from "../../../config/scope";
import { FENCED, NOBODYS, ORGANIZATION, STRANGER, type Probe } from "./requests";
import { furtherProbes } from "./actions";
import { fenceProbes } from "./fence";

const ROLE = "arn:aws:iam::*:role/any";
/** Through a network of the program's, so that only what is asked about stands in the way. */
const WITHIN: Probe["context"] = { "aws:VpceAccount": FENCED };
/** The role that makes keys, for what not even that one may do. */
const KEY_ADMIN: Probe["context"] = {
  "aws:PrincipalArn": `arn:aws:iam::${STRANGER}:role/ringfence-key-admin`,
  "aws:PrincipalAccount": STRANGER,
};

type More = Partial<Pick<Probe, "context" | "stranger" | "resource">>;
const scp =
  (control: Guardrail, claim: Claim) =>
  (what: string, action: string, more: More = {}): Probe => ({
    control,
    claim,
    by: "SERVICE_CONTROL_POLICY",
    action,
    what,
    context: {},
    ...more,
  });
const rcp =
  (control: Guardrail, claim: Claim) =>
  (what: string, action: string, more: More = {}): Probe => ({ ...scp(control, claim)(what, action, more), by: "RESOURCE_CONTROL_POLICY" });

/**
 * One request or more for each thing that a guardrail is there to stop; `outside` is a region that is not the jurisdiction's, `inside` one that is.
 *
 * Condition keys: AWS service authorization reference.
 */
export function probes(
  outside: string,
  inside: string,
  { awsGuards, custodyMode }: Pick<Scope, "awsGuards" | "custodyMode">,
): readonly Probe[] {
  const abroad = { context: { "aws:RequestedRegion": outside } };
  const region = scp("region-deny", "location");
  const egress = scp("replication-egress", "location");
  const stay = scp("membership", "location");
  const keep = scp("governance", "access");
  const keys = scp("key-guard", "custody");
  const watch = scp("protection", "audit");
  const sign = scp("code-signing", "audit");
  const known = rcp("identity-perimeter", "access");
  const fenced = (what: string, action: string, resource = "*") =>
    known(what, action, { stranger: true, resource, context: { "aws:PrincipalOrgID": ORGANIZATION } });
  const clear = rcp("request-hygiene", "access");
  return [
    region(`a key in ${outside}`, "kms:CreateKey", abroad),
    region(`a bucket in ${outside}`, "s3:CreateBucket", abroad),
    region(`a database in ${outside}`, "rds:CreateDBCluster", abroad),
    region(`a table in ${outside}`, "dynamodb:CreateTable", abroad),
    region(`machines in ${outside}`, "ec2:RunInstances", abroad),
    region(`a function in ${outside}`, "lambda:CreateFunction", abroad),
    egress(`a key's replica in ${outside}`, "kms:ReplicateKey", { context: { "kms:ReplicaRegion": outside } }),
    egress("a key of many regions", "kms:CreateKey", { context: { "kms:MultiRegion": "true", ...KEY_ADMIN } }),
    egress(`a secret's replica in ${outside}`, "secretsmanager:ReplicateSecretToRegions", {
      context: { "secretsmanager:AddReplicaRegions": [outside] },
    }),
    egress(`a bucket that its request puts into ${outside}`, "s3:CreateBucket", { context: { "s3:locationconstraint": outside } }),
    egress(`an endpoint to ${outside}`, "ec2:CreateVpcEndpoint", { context: { "ec2:VpceServiceRegion": outside } }),
    egress(`events to ${outside}`, "events:PutTargets", {
      context: { "events:TargetArn": [`arn:aws:events:${outside}:${FENCED}:event-bus/default`] },
    }),
    egress("events to an account of nobody's", "events:PutTargets", {
      context: { "events:TargetArn": [`arn:aws:events:${inside}:${STRANGER}:event-bus/default`] },
    }),
    egress(`logs that are gathered in ${outside}`, "observabilityadmin:CreateCentralizationRuleForOrganization", {
      context: { "observabilityadmin:CentralizationDestinationRegion": outside },
    }),
    egress(`logs that are kept a second time in ${outside}`, "observabilityadmin:CreateCentralizationRuleForOrganization", {
      context: { "observabilityadmin:CentralizationDestinationRegion": inside, "observabilityadmin:CentralizationBackupRegion": outside },
    }),
    egress("a service that is offered in other regions", "ec2:CreateVpcEndpointServiceConfiguration", {
      context: { "ec2:VpceMultiRegion": "true" },
    }),
    egress("backups to an account of nobody's", "backup:CopyFromBackupVault", {
      context: { "backup:CopyTargets": [`arn:aws:backup:${outside}:${STRANGER}:backup-vault:any`] },
    }),
    egress("replication by any role", "s3:PutReplicationConfiguration"),
    egress("a transfer by any role", "datasync:CreateTask"),
    egress("backup copies by any role", "backup:StartCopyJob"),
    egress("a table's replica", "dynamodb:CreateTableReplica"),
    egress("a global database", "rds:CreateGlobalCluster"),
    egress("a replica of a database", "rds:CreateDBInstanceReadReplica"),
    egress("replication of images", "ecr:PutReplicationConfiguration"),
    egress("an access point of many regions", "s3:CreateMultiRegionAccessPoint"),
    scp("inference-profiles", "location")("inference anywhere on earth", "bedrock:InvokeModel", {
      context: { "bedrock:InferenceProfileArn": `arn:aws:bedrock:us-east-1:${STRANGER}:inference-profile/global.any` },
    }),
    scp("inference-profiles", "location")("a model asked through a profile of the whole earth", "bedrock:InvokeModel", {
      resource: "arn:aws:bedrock:us-east-1::foundation-model/any",
      context: { "bedrock:InferenceProfileArn": `arn:aws:bedrock:us-east-1:${STRANGER}:inference-profile/global.any` },
    }),
    scp("inference-profiles", "location")("a profile of the whole earth", "bedrock:InvokeModel", {
      resource: `arn:aws:bedrock:us-east-1:${STRANGER}:inference-profile/global.any`,
    }),
    scp("resource-perimeter", "location")("writing into a bucket of nobody's", "s3:PutObject", {
      context: { "aws:ResourceAccount": STRANGER, "aws:ResourceOrgID": NOBODYS },
      resource: "arn:aws:s3:::nobodys/any",
    }),
    scp("resource-perimeter", "location")("becoming a role of nobody's", "sts:AssumeRole", {
      context: { "aws:ResourceAccount": STRANGER, "aws:ResourceOrgID": NOBODYS },
      resource: `arn:aws:iam::${STRANGER}:role/any`,
    }),
    stay("leaving the organization", "organizations:LeaveOrganization"),
    stay("another region, enabled", "account:EnableRegion"),
    keep("shares", "ram:CreateResourceShare"),
    keep("a snapshot given away", "ec2:ModifySnapshotAttribute"),
    keep("a database's snapshot given away", "rds:ModifyDBClusterSnapshotAttribute"),
    keep("a function that anybody may call", "lambda:CreateFunctionUrlConfig", { context: { "lambda:FunctionUrlAuthType": "NONE" } }),
    keep("a grant on a key", "kms:CreateGrant", { context: { "kms:GrantIsForAWSResource": "false" } }),
    keys("a rewritten key policy", "kms:PutKeyPolicy"),
    keys("a key's deletion", "kms:ScheduleKeyDeletion", { context: { "kms:ScheduleKeyDeletionPendingWindowInDays": "30" } }),
    keys("a key that is disabled", "kms:DisableKey"),
    keys("a key's deletion within a week", "kms:ScheduleKeyDeletion", {
      context: { "kms:ScheduleKeyDeletionPendingWindowInDays": "7", ...KEY_ADMIN },
    }),
    scp("key-origin", "custody")("a key that anybody makes", "kms:CreateKey", { context: { "aws:PrincipalAccount": STRANGER } }),
    scp("key-origin", "custody")("a key whose material the program's mode knows nothing of", "kms:CreateKey", {
      context: { "kms:KeyOrigin": "AWS_CLOUDHSM", "aws:PrincipalAccount": FENCED },
    }),
    rcp("request-hygiene", "custody")("a key policy that locks its administrators out", "kms:PutKeyPolicy", {
      context: { "kms:BypassPolicyLockoutSafetyCheck": "true" },
    }),
    rcp("request-hygiene", "custody")("a key that the caller brings", "s3:PutObject", {
      context: { "s3:x-amz-server-side-encryption-customer-algorithm": "AES256", ...WITHIN },
    }),
    scp("protection", "access")("a changed trust of a deployer", "iam:UpdateAssumeRolePolicy", {
      resource: "arn:aws:iam::*:role/ringfence-deployer",
      context: { "aws:PrincipalArn": `arn:aws:iam::${STRANGER}:role/ringfence-deployer` },
    }),
    scp("protection", "access")("a changed trust of bootstrap", "iam:UpdateAssumeRolePolicy", {
      resource: `arn:aws:iam::*:role/${BOOTSTRAP_ROLE}`,
    }),
    scp("protection", "access")("a changed boundary", "iam:CreatePolicyVersion", { resource: "arn:aws:iam::*:policy/ringfence-boundary" }),
    scp("protection", "access")("a changed role of the fence's", "iam:PutRolePolicy", { resource: "arn:aws:iam::*:role/ringfence-any" }),
    watch("a trail that is stopped", "cloudtrail:StopLogging"),
    watch("a trail that is deleted", "cloudtrail:DeleteTrail"),
    watch("a trail that records less", "cloudtrail:PutEventSelectors"),
    watch("a detector that is deleted", "guardduty:DeleteDetector"),
    watch("a recorder that is stopped", "config:StopConfigurationRecorder"),
    sign("a function that nobody signed", "lambda:CreateFunction"),
    sign("a function's end of signing", "lambda:DeleteFunctionCodeSigningConfig"),
    sign("a signature by any role", "signer:SignPayload"),
    sign("a signer of anybody's", "signer:PutSigningProfile"),
    sign("a signer that is shared", "signer:AddProfilePermission"),
    sign("an image by any role", "ecr:PutImage"),
    sign("images from elsewhere", "ecr:CreatePullThroughCacheRule"),
    scp("permission-sets", "access")("an assignment by any role", "sso:CreateAccountAssignment"),
    known("a stranger's reads of logs", "logs:GetLogEvents", { stranger: true }),
    known("a stranger's reads of objects", "s3:GetObject", { stranger: true }),
    known("a stranger's use of a key", "kms:Decrypt", { stranger: true }),
    known("a stranger's reads of secrets", "secretsmanager:GetSecretValue", { stranger: true }),
    known("a stranger's reads of a table", "dynamodb:GetItem", { stranger: true }),
    known("a stranger who becomes a role", "sts:AssumeRole", { stranger: true, resource: ROLE }),
    fenced("reads of another account of the organization", "dynamodb:GetItem"),
    fenced("another account of the organization that becomes a role", "sts:AssumeRole", ROLE),
    rcp("confused-deputy", "access")("a service that works for a stranger", "s3:PutObject", {
      context: {
        "aws:PrincipalIsAWSService": "true",
        "aws:SourceAccount": STRANGER,
        "aws:SourceOrgID": NOBODYS,
        ...WITHIN,
      },
    }),
    clear("reads without TLS", "s3:GetObject", { context: { "aws:SecureTransport": "false", ...WITHIN } }),
    clear("reads over an old TLS", "s3:GetObject", { context: { "s3:TlsVersion": "1.1", ...WITHIN } }),
    clear("links that were signed long ago", "s3:GetObject", { context: { "s3:signatureAge": "3600000", ...WITHIN } }),
    rcp("network-perimeter", "network")("reads that come through none of the program's networks", "s3:GetObject", {
      context: { "aws:SourceIp": "192.0.2.1" },
    }),
    ...furtherProbes(outside, inside),
    ...(awsGuards?.fence ? fenceProbes(awsGuards.fence, custodyMode, outside) : []),
  ];
}
