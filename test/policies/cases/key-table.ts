import type { Caller } from "../../../review/access/types";
import { CUSTODY, HOME, RECOVERY, RELEASE, role } from "../callers";

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

export interface Key {
  readonly policy: string;
  readonly account: string;
  readonly region: string;
  /** Accounts whose principals use it through a service. */
  readonly users: readonly string[];
  readonly uses: readonly Use[];
  readonly replication?: Caller;
  readonly backup?: readonly Caller[];
  /** Log groups that CloudWatch Logs encrypts with it, by name. */
  readonly logs?: readonly string[];
  readonly signer?: Caller;
  readonly alsoAdministers?: Caller;
}

const replication = role(HOME, "ringfence-replication-user-content");
const backupAt = (region: string): readonly Caller[] => [
  role(HOME, `ringfence-backup-${region}`),
  role(RECOVERY, "aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup"),
];

const state = (name: string, account: string): Key => ({
  policy: `bootstrap-${name}/aws_kms_key/state-key`,
  account,
  region: "us-east-1",
  users: [CUSTODY, HOME, RECOVERY, RELEASE],
  uses: [S3],
  alsoAdministers: role(account, "OrganizationAccountAccessRole"),
});
const at = (stack: string, of: string, key: Omit<Key, "policy" | "region">): Key => ({
  ...key,
  policy: `${stack}/aws_kms_key/${of}_key`,
  region: stack.slice(-9),
});

const FLOW_LOGS = "/ringfence/united-states/flow-logs";
const RELEASE_LOGS = ["sast", "dependencies", "secrets", "build", "sign"].map((work) => `/ringfence/united-states/release/${work}`);

export const KEYS: readonly Key[] = [
  state("custody", CUSTODY),
  state("home", HOME),
  state("recovery", RECOVERY),
  state("release", RELEASE),
  at("custody-us-east-1", "user-content", { account: CUSTODY, users: [HOME], uses: [S3], replication }),
  at("custody-us-east-1", "profiles", { account: CUSTODY, users: [HOME], uses: [RDS], backup: backupAt("us-east-1") }),
  at("keys-home-us-east-1", "media-archive", { account: HOME, users: [HOME], uses: [EFS], backup: backupAt("us-east-1") }),
  at("keys-home-us-east-1", "secrets", { account: HOME, users: [HOME], uses: [SECRETS] }),
  at("keys-home-us-east-1", "vault", { account: HOME, users: [HOME], uses: [BACKUP], backup: backupAt("us-east-1") }),
  at("keys-home-us-east-1", "logs", { account: HOME, users: [], uses: [], logs: [FLOW_LOGS] }),
  at("keys-home-us-west-2", "sessions", { account: HOME, users: [HOME], uses: [DYNAMODB], backup: backupAt("us-west-2") }),
  at("keys-home-us-west-2", "vault", { account: HOME, users: [HOME], uses: [BACKUP], backup: backupAt("us-west-2") }),
  at("keys-home-us-west-2", "logs", { account: HOME, users: [], uses: [], logs: [FLOW_LOGS] }),
  at("keys-recovery-us-west-2", "user-content", { account: RECOVERY, users: [RECOVERY], uses: [S3], replication }),
  at("keys-recovery-us-west-2", "vault", { account: RECOVERY, users: [RECOVERY], uses: [BACKUP], backup: backupAt("us-east-1") }),
  at("keys-recovery-us-east-1", "vault", { account: RECOVERY, users: [RECOVERY], uses: [BACKUP], backup: backupAt("us-west-2") }),
  at("keys-release-us-east-1", "release", { account: RELEASE, users: [RELEASE, HOME], uses: [S3, ECR] }),
  at("keys-release-us-east-1", "logs", { account: RELEASE, users: [], uses: [], logs: [FLOW_LOGS, ...RELEASE_LOGS] }),
  at("keys-release-us-east-1", "records", { account: RELEASE, users: [], uses: [], signer: role(RELEASE, "ringfence-release-sign") }),
  at("keys-release-us-west-2", "release", { account: RELEASE, users: [RELEASE], uses: [ECR] }),
];
