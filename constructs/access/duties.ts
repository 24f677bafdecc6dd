import type { AwsPlace } from "../../config/place";
import type { DatasetData } from "../../config/schema/schema";
import { arn, bucketArn, bucketName } from "../place/names";
import type { Statement } from "../policy/document";
import type { Duty } from "../../config/access/role-names";

export interface Held {
  readonly dataset: DatasetData;
  readonly home: AwsPlace;
  /** The account in which the dataset's key lies. */
  readonly keyAccount: string;
}

/** What one may do by hand with a store. Block storage hangs on machines, and is reached through their programs only. */
export function dutiesOf({ store }: DatasetData): readonly Duty[] {
  if (store === "block" || store === "warehouse") return [];
  return store === "bucket" ? ["read", "write", "restore"] : ["read", "write"];
}

/** A duty on a dataset: the store's data actions and nothing of its configuration. Sids carry the dataset, so that several fit one policy. */
export function dutyStatements(duty: Duty, held: Held): readonly Statement[] {
  switch (held.dataset.store) {
    case "bucket":
      return bucketDuty(duty, held);
    case "table":
      return duty === "restore" ? [] : tableDuty(duty, held);
    case "relational":
      return duty === "restore" ? [] : [logIn(duty, held)];
    case "file":
      return duty === "restore" ? [] : [mount(duty, held)];
    case "block":
    case "warehouse":
      return [];
  }
}

/** Statement ids are letters and digits (IAM user guide, Sid). */
function sid(what: string, duty: Duty, { dataset }: Held): string {
  const title = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
  return `${what}${title(duty)}${dataset.name.split("-").map(title).join("")}`;
}

const OBJECTS: Record<Duty, readonly string[]> = {
  read: ["s3:GetObject"],
  // Deleting adds a marker; versions go by the bucket's own lifecycle.
  write: ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:PutObject"],
  restore: ["s3:GetObjectVersion", "s3:PutObject"],
};
const LISTINGS: Record<Duty, readonly string[]> = {
  read: ["s3:ListBucket"],
  write: ["s3:ListBucketMultipartUploads"],
  restore: ["s3:ListBucketVersions"],
};
/** Putting an object of several parts decrypts as well (Amazon S3 user guide, multipart upload and permissions). */
const SEALS: Record<Duty, readonly string[]> = {
  read: ["kms:Decrypt"],
  write: ["kms:Decrypt", "kms:GenerateDataKey"],
  restore: ["kms:Decrypt", "kms:GenerateDataKey"],
};

function bucketDuty(duty: Duty, held: Held): readonly Statement[] {
  const { dataset, home, keyAccount } = held;
  const bucket = bucketArn(home, bucketName(home, dataset.name));
  return [
    { Sid: sid("Objects", duty, held), Effect: "Allow", Action: OBJECTS[duty], Resource: `${bucket}/*` },
    { Sid: sid("Listing", duty, held), Effect: "Allow", Action: LISTINGS[duty], Resource: bucket },
    {
      // Key ids are minted later; which key of the account opens is the key's own policy to say.
      Sid: sid("Key", duty, held),
      Effect: "Allow",
      Action: SEALS[duty],
      Resource: `arn:${home.partition}:kms:${home.region.name}:${keyAccount}:key/*`,
      Condition: { StringEquals: { "kms:ViaService": `s3.${home.region.name}.amazonaws.com` } },
    },
  ];
}

const ITEMS = {
  read: ["dynamodb:BatchGetItem", "dynamodb:DescribeTable", "dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan"],
  write: [
    "dynamodb:BatchWriteItem",
    "dynamodb:ConditionCheckItem",
    "dynamodb:DeleteItem",
    "dynamodb:DescribeTable",
    "dynamodb:PutItem",
    "dynamodb:UpdateItem",
  ],
};

function tableDuty(duty: "read" | "write", held: Held): readonly Statement[] {
  const table = arn(held.home, "dynamodb", `table/${held.dataset.name}`);
  return [{ Sid: sid("Items", duty, held), Effect: "Allow", Action: ITEMS[duty], Resource: [table, `${table}/index/*`] }];
}

/** The database's user for a duty; what it may is granted in the database, by SQL. */
export function databaseUser(duty: "read" | "write", dataset: string): string {
  return `ringfence_${duty}_${dataset.replaceAll("-", "_")}`;
}

/** A database's id is minted later; the user's name is its dataset's own (Amazon Aurora guide, IAM database authentication). */
function logIn(duty: "read" | "write", held: Held): Statement {
  return {
    Sid: sid("LogIn", duty, held),
    Effect: "Allow",
    Action: ["rds-db:connect"],
    Resource: arn(held.home, "rds-db", `dbuser:*/${databaseUser(duty, held.dataset.name)}`),
  };
}

/** A file system's id is minted later; its tag says which dataset it is (service authorization reference, Amazon EFS). */
function mount(duty: "read" | "write", held: Held): Statement {
  return {
    Sid: sid("Mount", duty, held),
    Effect: "Allow",
    Action: duty === "read" ? ["elasticfilesystem:ClientMount"] : ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
    Resource: arn(held.home, "elasticfilesystem", "file-system/*"),
    Condition: {
      StringEquals: { "aws:ResourceTag/ringfence:dataset": held.dataset.name },
      Bool: { "elasticfilesystem:AccessedViaMountTarget": "true" },
    },
  };
}
