import { HOME, role } from "../callers";
import type { Key, Use } from "./key-table";

const STORING = ["Encrypt", "Decrypt", "ReEncryptFrom", "ReEncryptTo", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "DescribeKey"];
const through = (via: string): Use => ({ via, actions: STORING, grants: true });
const key = (of: string, more: Omit<Key, "policy" | "region" | "account"> & { readonly policy?: string }): Key => ({
  policy: `copy/keys-home-us-east-1/aws_kms_key/${of}_key`,
  account: HOME,
  region: "us-east-1",
  ...more,
});

/** The keys that stand, or let more in, while the estate moves. */
export const MOVEMENT_KEYS: readonly Key[] = [
  key("evidence", {
    users: [HOME],
    uses: [{ via: "s3", actions: ["GenerateDataKey", "Decrypt"], grants: false }],
    callers: [
      {
        service: "s3.amazonaws.com",
        actions: ["GenerateDataKey"],
        accounts: [HOME],
        source: "arn:aws:s3:::user-content-333333333333-us-east-1",
      },
    ],
  }),
  key("landing", {
    users: [HOME],
    uses: [through("backup")],
    backup: [role(HOME, "ringfence-backup-us-east-1"), role(HOME, "aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup")],
  }),
  key("landing", {
    policy: "snapshots/keys-home-us-east-1/aws_kms_key/landing_key",
    users: [HOME],
    uses: [
      through("backup"),
      { via: "rds", actions: ["DescribeKey"], grants: true },
      {
        via: "ec2",
        actions: ["Decrypt", "DescribeKey", "GenerateDataKeyWithoutPlaintext", "ReEncryptFrom", "ReEncryptTo"],
        grants: true,
      },
    ],
    backup: [role(HOME, "ringfence-backup-us-east-1"), role(HOME, "aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup")],
  }),
  key("movers", { users: [HOME], uses: [through("dms")] }),
  key("logs", {
    users: [],
    uses: [],
    logs: [
      "/ringfence/united-states/flow-logs",
      "/aws/rds/cluster/united-states-profiles/postgresql",
      "dms-tasks-mover-profiles-former-cloud",
    ],
  }),
];
