import type { CopyData, ProgramData } from "../schema/schema";

type Accounts = Pick<ProgramData, "accounts">;

/**
 * The one store that a copy is of, as its cloud tells it from every other: whatever the program calls the copy, its dataset
 * or its account. Nothing for what may be of several copies. Bucket names are of all the world.
 */
export function ownStoreOf(copy: CopyData, data: Accounts): readonly string[] {
  switch (copy.kind) {
    case "aws-bucket":
      return [`s3://${copy.bucket}`];
    case "google-bucket":
      return [`gs://${copy.bucket}`];
    case "google-bigquery":
      return [`//bigquery.googleapis.com/projects/${accountOf(copy.account, data)}/datasets/${copy.dataset}`];
    case "google-sql":
      return [`//sqladmin.googleapis.com/projects/${accountOf(copy.account, data)}/instances/${copy.instance}/databases/${copy.database}`];
    case "data-centre":
    case "aws-snapshots":
    case "aws-backup-vault":
      return [];
  }
}

/** Every store that a copy is of, is in, or names part by part. */
export function storesOf(copy: CopyData, data: Accounts): readonly string[] {
  switch (copy.kind) {
    case "data-centre":
      return [`${copy.export}://${copy.host.toLowerCase()}/${copy.path.replace(/^\/+|\/+$/g, "")}`];
    case "aws-snapshots":
      return copy.arns;
    case "aws-backup-vault":
      return [
        `the vault ${copy.vault} of aws ${accountOf(copy.account, data)} in ${copy.region}`,
        ...(copy.recoveryPoints ?? []),
        ...(copy.snapshots ?? []),
      ];
    default:
      return ownStoreOf(copy, data);
  }
}

/** By its id, since its name is the program's; a name that no account has is complained of elsewhere. */
const accountOf = (name: string, { accounts }: Accounts): string => accounts[name]?.id ?? name;
