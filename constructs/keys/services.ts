/** How one AWS service uses a customer key. */
export interface KeyService {
  /** The first label of `kms:ViaService`: `s3` in `s3.us-east-1.amazonaws.com`. */
  readonly via: string;
  /** What the service does with the key on its caller's behalf. */
  readonly use: readonly string[];
  /** Does it keep working through a grant of its own? */
  readonly grants: boolean;
  /**
   * Where the key may lie. `custody` where the service documents a key of another account, else `store`:
   * the store's own account, administered there by a role that only the custodian assumes.
   */
  readonly keyAccount: "custody" | "store";
  /** The page that says so. */
  readonly source: string;
}

/** Stores, and the service that encrypts each. */
export const KEY_SERVICES = {
  bucket: {
    via: "s3",
    use: ["kms:GenerateDataKey", "kms:Decrypt"],
    grants: false,
    keyAccount: "custody",
    source: "Amazon S3 user guide, Using server-side encryption with AWS KMS keys: a key of another account by its full ARN",
  },
  relational: {
    via: "rds",
    use: ["kms:DescribeKey"],
    grants: true,
    keyAccount: "custody",
    source: "Amazon RDS API reference, CreateDBCluster KmsKeyId: a key of another account by its ARN",
  },
  table: {
    via: "dynamodb",
    use: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
    grants: true,
    keyAccount: "store",
    source: "Amazon DynamoDB developer guide, encryption at rest usage notes: no key of another account is documented",
  },
  file: {
    via: "elasticfilesystem",
    use: ["kms:DescribeKey", "kms:Decrypt", "kms:GenerateDataKeyWithoutPlaintext"],
    grants: true,
    keyAccount: "store",
    source: "Amazon EFS user guide, Encrypting data at rest: a key of another account only in examples",
  },
  block: {
    via: "ec2",
    use: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncrypt*"],
    grants: true,
    keyAccount: "store",
    source: "Amazon EBS user guide, Requirements for EBS encryption: the default key is one of the account's own",
  },
  vault: {
    via: "backup",
    use: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
    grants: true,
    keyAccount: "store",
    source: "AWS Backup developer guide, Encryption for backups: the vault's key in the vault's account",
  },
  image: {
    via: "ecr",
    use: ["kms:DescribeKey"],
    grants: true,
    keyAccount: "store",
    source: "Amazon ECR user guide, Encryption at rest: whoever makes the repository lets ECR work by a grant",
  },
  secret: {
    via: "secretsmanager",
    use: ["kms:GenerateDataKey", "kms:Decrypt"],
    grants: false,
    keyAccount: "store",
    source: "AWS Secrets Manager user guide, Secret encryption and decryption: the secret's callers use the key",
  },
  replication: {
    via: "dms",
    use: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
    grants: true,
    keyAccount: "store",
    source: "AWS DMS user guide, Setting an encryption key and specifying AWS KMS permissions",
  },
} as const satisfies Record<string, KeyService>;

export type KeyServiceName = keyof typeof KEY_SERVICES;
