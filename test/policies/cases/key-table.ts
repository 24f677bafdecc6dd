import type { Caller } from "../../../review/access/types";
import type { Verdict } from "../documents";
import {
  AUDIT,
  BOOTSTRAPPED,
  CUSTODY,
  EDGE,
  GATEKEEPER,
  HOME,
  MANAGEMENT,
  RECOVERY,
  RELEASE,
  role,
  SECURITY,
  type Context,
} from "../callers";

/** A service that uses a key on its callers' behalf. */
export interface Use {
  readonly via: string;
  readonly actions: readonly string[];
  readonly grants: boolean;
}

const S3: Use = { via: "s3", actions: ["GenerateDataKey", "Decrypt"], grants: false };
const RDS: Use = { via: "rds", actions: ["DescribeKey"], grants: true };
const DYNAMODB: Use = {
  via: "dynamodb",
  actions: ["Encrypt", "Decrypt", "ReEncryptFrom", "ReEncryptTo", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "DescribeKey"],
  grants: true,
};
const EFS: Use = { via: "elasticfilesystem", actions: ["DescribeKey", "Decrypt", "GenerateDataKeyWithoutPlaintext"], grants: true };
const ECR: Use = { via: "ecr", actions: ["DescribeKey"], grants: true };
const BACKUP: Use = {
  via: "backup",
  actions: ["Encrypt", "Decrypt", "ReEncryptFrom", "ReEncryptTo", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "DescribeKey"],
  grants: true,
};
const SECRETS: Use = { via: "secretsmanager", actions: ["GenerateDataKey", "Decrypt"], grants: false };

/** Adds one case to a key's. */
export type Add = (of: string, caller: Caller, action: string, context: Context, expected: Verdict, by?: string) => unknown;

export type Origin = "AWS_KMS" | "EXTERNAL" | "EXTERNAL_KEY_STORE";

/** A service that uses a key for itself. */
export interface SpeaksFor {
  readonly service: string;
  readonly actions: readonly string[];
  readonly accounts: readonly string[];
  /** The ARN of what it does so for, where AWS says it. */
  readonly source?: string;
}

export interface Key {
  readonly policy: string;
  /** Of the cloud's own making, unless it says otherwise. */
  readonly origin?: Origin;
  readonly account: string;
  readonly region: string;
  /** Accounts whose principals use it through a service. */
  readonly users: readonly string[];
  readonly uses: readonly Use[];
  readonly replication?: Caller;
  readonly backup?: readonly Caller[];
  /** Names of the log groups that are encrypted with it, one of each pattern. */
  readonly logs?: readonly string[];
  /** Users are told by their account alone, in whatever organization it stands. */
  readonly anyOrganization?: boolean;
  /** Does the organization's trail encrypt with it? */
  readonly trail?: boolean;
  /** Do the trail's alarms speak on a topic under it? */
  readonly alarms?: boolean;
  /** The rule of EventBridge that writes to a topic under the key, by ARN. */
  readonly events?: string;
  readonly callers?: readonly SpeaksFor[];
  readonly signer?: Caller;
  readonly alsoAdministers?: Caller;
}

const FLOW_LOGS = "/ringfence/united-states/flow-logs";
const RELEASE_LOGS = ["sast", "dependencies", "secrets", "build", "sign"].map((work) => `/ringfence/united-states/release/${work}`);
const archive = {
  account: CUSTODY,
  users: [AUDIT],
  uses: [S3],
  replication: role(AUDIT, "ringfence-replication-archive"),
  anyOrganization: true,
};
const replication = role(HOME, "ringfence-replication-user-content");
const backupAt = (region: string): readonly Caller[] => [
  role(HOME, `ringfence-backup-${region}`),
  role(RECOVERY, "aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup"),
];

const state = (name: string, account: string): Key => ({
  policy: `bootstrap-${name}/aws_kms_key/state-key`,
  account,
  region: "us-east-1",
  users: Object.values(BOOTSTRAPPED),
  uses: [S3],
  alsoAdministers: role(account, "OrganizationAccountAccessRole"),
});
const at = (stack: string, of: string, key: Omit<Key, "policy" | "region">): Key => ({
  ...key,
  policy: `${stack}/aws_kms_key/${of}_key`,
  region: stack.slice(-9),
});

const LOGS = ["/ringfence/united-states/flow-logs"];
const EC2: Use = {
  via: "ec2",
  actions: ["Decrypt", "DescribeKey", "GenerateDataKeyWithoutPlaintext", "ReEncryptFrom", "ReEncryptTo"],
  grants: true,
};

const watched = (region: string): Key[] => [
  at(`keys-security-${region}`, "findings", {
    account: SECURITY,
    users: [SECURITY],
    uses: [S3],
    callers: [
      {
        service: "guardduty.amazonaws.com",
        actions: ["GenerateDataKey"],
        accounts: [SECURITY],
        source: `arn:aws:guardduty:${region}:${SECURITY}:detector/1`,
      },
      { service: "config.amazonaws.com", actions: ["GenerateDataKey", "Decrypt"], accounts: [SECURITY, HOME, RECOVERY] },
    ],
  }),
  at(`keys-security-${region}`, "alarms", {
    account: SECURITY,
    users: [],
    uses: [],
    callers: [
      {
        service: "events.amazonaws.com",
        actions: ["GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "Decrypt"],
        accounts: [SECURITY],
        source: `arn:aws:events:${region}:${SECURITY}:rule/ringfence-findings`,
      },
    ],
  }),
];

const OWN: readonly Key[] = [
  ...Object.entries(BOOTSTRAPPED).map(([name, account]) => state(name, account)),
  at("custody-us-east-1", "user-content", { account: CUSTODY, users: [HOME], uses: [S3], replication }),
  at("custody-us-east-1", "profiles", { account: CUSTODY, users: [HOME], uses: [RDS], backup: backupAt("us-east-1") }),
  ...watched("us-east-1"),
  ...watched("us-west-2"),
  at("keys-edge-us-east-1", "logs", {
    account: EDGE,
    users: [],
    uses: [],
    logs: [...LOGS, "aws-waf-logs-ringfence-united-states-app-waf"],
  }),
  at("keys-edge-us-east-1", "volumes", { account: EDGE, users: [EDGE], uses: [EC2] }),
  at("keys-home-us-east-1", "media-archive", { account: HOME, users: [HOME], uses: [EFS], backup: backupAt("us-east-1") }),
  at("keys-home-us-east-1", "secrets", { account: HOME, users: [HOME], uses: [SECRETS] }),
  at("keys-home-us-east-1", "vault", { account: HOME, users: [HOME], uses: [BACKUP], backup: backupAt("us-east-1") }),
  at("keys-home-us-east-1", "logs", {
    account: HOME,
    users: [],
    uses: [],
    logs: [FLOW_LOGS, "/aws/rds/cluster/united-states-profiles/postgresql"],
  }),
  at("keys-home-us-west-2", "sessions", { account: HOME, users: [HOME], uses: [DYNAMODB], backup: backupAt("us-west-2") }),
  at("keys-home-us-west-2", "vault", { account: HOME, users: [HOME], uses: [BACKUP], backup: backupAt("us-west-2") }),
  at("keys-gatekeeper-us-east-1", "alarms", {
    account: GATEKEEPER,
    users: [],
    uses: [],
    events: `arn:aws:events:us-east-1:${GATEKEEPER}:rule/ringfence-break-glass`,
  }),
  at("keys-home-us-west-2", "logs", { account: HOME, users: [], uses: [], logs: [FLOW_LOGS] }),
  at("keys-archive-us-east-1", "archive", { ...archive, trail: true }),
  at("keys-archive-us-west-2", "archive", archive),
  at("keys-trail-management-us-east-1", "trail", {
    account: MANAGEMENT,
    users: [],
    uses: [],
    logs: ["/ringfence/united-states/trail"],
    alarms: true,
  }),
  at("keys-management-us-east-1", "alarms", {
    account: MANAGEMENT,
    users: [],
    uses: [],
    events: `arn:aws:events:us-east-1:${MANAGEMENT}:rule/ringfence-guardrail-changed`,
  }),
  at("keys-recovery-us-west-2", "user-content", { account: RECOVERY, users: [RECOVERY], uses: [S3], replication }),
  at("keys-recovery-us-west-2", "vault", { account: RECOVERY, users: [RECOVERY], uses: [BACKUP], backup: backupAt("us-east-1") }),
  at("keys-recovery-us-east-1", "vault", { account: RECOVERY, users: [RECOVERY], uses: [BACKUP], backup: backupAt("us-west-2") }),
  at("keys-release-us-east-1", "release", { account: RELEASE, users: [RELEASE, HOME], uses: [S3, ECR] }),
  at("keys-release-us-east-1", "logs", { account: RELEASE, users: [], uses: [], logs: [FLOW_LOGS, ...RELEASE_LOGS] }),
  at("keys-release-us-east-1", "records", { account: RELEASE, users: [], uses: [], signer: role(RELEASE, "ringfence-release-sign") }),
  at("keys-release-us-west-2", "release", { account: RELEASE, users: [RELEASE], uses: [ECR] }),
];

/** Over protected data, replicas and backups; the other keys are the same in every custody mode. */
const DECIDED = OWN.filter(
  ({ policy }) =>
    !/state-key|secrets_key|logs_key|\/archive_key|trail_key|alarms_key|volumes_key|findings_key|records_key|\/release_key/.test(policy),
);

export const KEYS: readonly Key[] = [
  ...OWN,
  ...DECIDED.map((key) => ({ ...key, policy: `external/${key.policy}`, origin: "EXTERNAL_KEY_STORE" as const })),
  ...DECIDED.map((key) => ({
    ...key,
    policy: `imported/${key.policy.replace("aws_kms_key", "aws_kms_external_key")}`,
    origin: "EXTERNAL" as const,
  })),
];
