import { editPolicy, resource, type Block, type Harmful, type StackJson } from "../edit";

const STACK = "organization-us-east-1";
const POLICY = "aws_organizations_policy";
const ATTACHMENT = "aws_organizations_policy_attachment";
const at = new RegExp(`^${POLICY}`);
const of = (text: string, claim: Harmful["claim"], change: Harmful["change"]): Harmful => ({ of: text, stack: STACK, claim, at, change });

/** Statements of guardrails, by the claim that falls with each. */
const STATEMENTS: Readonly<Partial<Record<Harmful["claim"], readonly string[]>>> = {
  location: [
    "DenyOutside",
    "KeyReplicasInside",
    "NoMultiRegionKeys",
    "SecretReplicasInside",
    "EndpointsInside",
    "NoEndpointServicesAcrossRegions",
    "LogsCentralizedInside",
    "BucketsInside",
    "EventTargetsInside",
    "EventTargetsOfOurs",
    "BackupCopiesOfOurs",
    "ReplicationByThePipeline",
    "CopiesByBackup",
    "NeverAcrossRegionsOrAccounts",
    "OnlyOurResources",
    "OnlyOurRoles",
    "StayAndEnableNothing",
  ],
  custody: ["KeysTouchedByCustody", "KeysWaitThirtyDays", "KeysMadeByCustody", "NoLockout", "NoKeysOfTheCallers"],
  access: [
    "NoShares",
    "NoSharedSnapshots",
    "NoGrantsToOthers",
    "NoOpenFunctions",
    "PrivilegedRoles",
    "TheBoundary",
    "FromTheFence",
    "RolesFromTheFence",
    "ServicesForOurs",
    "NeverInTheClear",
    "TlsOfToday",
    "SignaturesOfToday",
  ],
  network: ["ThroughOurNetworks"],
  audit: ["NeverSilenced", "WatchersByThePipeline"],
};

/** The policy that holds a statement, whichever that is. */
export function holding(stack: StackJson, sid: string): Block {
  const found = Object.values(stack.resource[POLICY] ?? {}).find((block) => String(block["content"]).includes(`"Sid":"${sid}"`));
  if (!found) throw new Error(`no policy holds ${sid}`);
  return found;
}

/** Single actions out of guardrails that name many. */
const ACTIONS: readonly (readonly [claim: Harmful["claim"], sid: string, actions: readonly string[]])[] = [
  ["access", "ServiceRoles", ["iam:AttachRolePolicy", "iam:CreateRole", "iam:UpdateAssumeRolePolicy"]],
  ["access", "PrivilegedRoles", ["iam:PutRole*", "iam:DeleteRole*"]],
  ["access", "TheBoundary", ["iam:DeletePolicyVersion", "iam:SetDefaultPolicyVersion"]],
  ["access", "NoShares", ["ram:EnableSharingWithAwsOrganization"]],
  ["access", "NoSharedSnapshots", ["ec2:ModifyImageAttribute", "rds:ModifyDBSnapshotAttribute"]],
  ["access", "NoOpenFunctions", ["lambda:AddPermission"]],
  ["access", "ServicesForOurs", ["kms:*", "secretsmanager:*", "sts:*"]],
  ["access", "NeverInTheClear", ["dynamodb:*", "secretsmanager:*"]],
  ["access", "FromTheFence", ["kms:*", "s3:*"]],
  ["audit", "NeverSilenced", ["config:DeleteConfigurationRecorder", "securityhub:DisableSecurityHub", "inspector2:Disable"]],
  ["audit", "WatchersByThePipeline", ["cloudtrail:UpdateTrail", "logs:DeleteLogGroup", "ec2:DeleteFlowLogs"]],
  ["audit", "SigningByThePipeline", ["lambda:UpdateCodeSigningConfig", "signer:CancelSigningProfile"]],
  ["audit", "SignedByTheSigner", ["signer:StartSigningJob"]],
  ["custody", "KeysTouchedByCustody", ["kms:ImportKeyMaterial", "kms:DisconnectCustomKeyStore", "kms:UpdatePrimaryRegion"]],
  ["custody", "NoLockout", ["kms:CreateKey"]],
  ["location", "NeverAcrossRegionsOrAccounts", ["dynamodb:CreateGlobalTable", "s3tables:PutTableReplication", "dlm:CreateLifecyclePolicy"]],
  ["location", "ReplicationByThePipeline", ["dms:CreateReplicationTask", "elasticfilesystem:CreateReplicationConfiguration"]],
  ["location", "SecretReplicasInside", ["secretsmanager:CreateSecret"]],
  ["location", "OnlyOurResources", ["kms:*", "sns:*", "events:PutEvents"]],
  ["location", "StayAndEnableNothing", ["account:CloseAccount"]],
  ["network", "ThroughOurNetworks", ["kms:Decrypt", "s3:PutObject*", "sqs:ReceiveMessage"]],
];
const lessened: readonly Harmful[] = ACTIONS.flatMap(([claim, sid, actions]) =>
  actions.map((action) =>
    of(`${sid} without ${action}`, claim, (s) =>
      statement(s, sid, (deny) => void (deny["Action"] = (deny["Action"] as string[]).filter((each) => each !== action))),
    ),
  ),
);
/** What a denial spares, with one more. */
const SPARED: readonly (readonly [claim: Harmful["claim"], sid: string, operator: string, key: string, more: string])[] = [
  ["location", "DenyOutside", "StringNotEquals", "aws:RequestedRegion", "eu-central-1"],
  ["location", "BucketsInside", "StringNotEquals", "s3:locationconstraint", "eu-central-1"],
  ["location", "KeyReplicasInside", "StringNotEquals", "kms:ReplicaRegion", "sa-east-1"],
  ["access", "FromTheFence", "StringNotEqualsIfExists", "aws:PrincipalAccount", "888888888888"],
  ["access", "RolesFromTheFence", "StringNotEqualsIfExists", "aws:PrincipalAccount", "888888888888"],
  ["access", "OnlyOurResources", "StringNotEqualsIfExists", "aws:ResourceAccount", "888888888888"],
];
const sparing: readonly Harmful[] = SPARED.map(([claim, sid, operator, key, more]) =>
  of(`${sid} spares ${more}`, claim, (s) =>
    statement(s, sid, (deny) => {
      const keys = (deny["Condition"] as Block)[operator] as Block;
      keys[key] = [...[keys[key]].flat(), more] as string[];
    }),
  ),
);

const without: readonly Harmful[] = Object.entries(STATEMENTS).flatMap(([claim, sids]) =>
  sids.map((sid) =>
    of(`the guardrail without ${sid}`, claim as Harmful["claim"], (s) =>
      editPolicy(holding(s, sid), "content", (statements) => {
        statements.splice(
          statements.findIndex((statement) => statement["Sid"] === sid),
          1,
        );
      }),
    ),
  ),
);

const statement = (s: StackJson, sid: string, change: (statement: Block) => void) =>
  editPolicy(holding(s, sid), "content", (statements) => change(statements.find((each) => each["Sid"] === sid) as Block));

const HANGING: readonly [named: RegExp, claim: Harmful["claim"]][] = [
  [/scp-1/, "custody"],
  [/scp-2/, "location"],
  [/scp-3/, "location"],
  [/rcp-1/, "network"],
  [/rcp-2/, "access"],
  [/ai-opt-out/, "location"],
  [/ec2-defaults/, "access"],
];

const hanging: readonly Harmful[] = HANGING.flatMap(([named, claim]) => [
  of(`${named.source} hangs nowhere`, claim, (s) => {
    resource(s, ATTACHMENT, named);
    const left = Object.entries(s.resource[ATTACHMENT] ?? {}).filter(([name]) => !named.test(name));
    s.resource[ATTACHMENT] = Object.fromEntries(left);
  }),
  of(`${named.source} hangs on another unit`, claim, (s) => void (resource(s, ATTACHMENT, named)["target_id"] = "ou-cust-elsewhere")),
]);

export const guardrailEdits: readonly Harmful[] = [
  ...without,
  ...lessened,
  ...sparing,
  ...hanging,
  of("Singapore among the regions", "location", (s) =>
    statement(s, "DenyOutside", (deny) => {
      ((deny["Condition"] as Block)["StringNotEquals"] as Block)["aws:RequestedRegion"] = ["us-east-1", "ap-southeast-1"];
    }),
  ),
  of("databases exempt from the region deny", "location", (s) =>
    statement(s, "DenyOutside", (deny) => void (deny["NotAction"] = ["supportplans:*", "rds:*"])),
  ),
  of("everybody exempt from the region deny", "location", (s) =>
    statement(s, "DenyOutside", (deny) => {
      ((deny["Condition"] as Block)["ArnNotLike"] as Block)["aws:PrincipalArn"] = "arn:aws:iam::*:role/*";
    }),
  ),
  of("the region deny, as an Allow", "location", (s) => statement(s, "DenyOutside", (deny) => void (deny["Effect"] = "Allow"))),
  of("key replicas in Singapore", "location", (s) =>
    statement(s, "KeyReplicasInside", (deny) => {
      ((deny["Condition"] as Block)["StringNotEquals"] as Block)["kms:ReplicaRegion"] = ["us-east-1", "ap-southeast-1"];
    }),
  ),
  of("trails that may be stopped", "audit", (s) =>
    statement(s, "NeverSilenced", (deny) => {
      deny["Action"] = (deny["Action"] as string[]).filter((action) => action !== "cloudtrail:StopLogging");
    }),
  ),
  of("a guardrail that nobody can read", "location", (s) => void (holding(s, "DenyOutside")["content"] = "${var.guardrail}")),
];
