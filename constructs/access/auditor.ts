import type { AwsPlace } from "../../config/place";
import type { Statement } from "../policy/document";
import { READS_CONFIGURATION } from "./auditor-reads";
import { AUDITOR, AUDITOR_DESK } from "../../config/access/role-names";
import { roleArn } from "./names";

/** The examination, as the program has it. */
export interface Examination {
  /** The first day, `YYYY-MM-DD`. */
  readonly from: string;
  /** The last day. */
  readonly until: string;
  /** The auditor's own roles, by ARN. */
  readonly principals: readonly string[];
}

/** Nobody is an auditor before the first day or after the last: roles need not be taken away in time. */
function since({ from }: Examination) {
  return { DateGreaterThanEquals: { "aws:CurrentTime": `${from}T00:00:00Z` } };
}

/** Whatever else would let somebody in. A session outlives the last day by an hour at most. */
export function afterwards({ until }: Examination): Statement {
  return {
    Sid: "NeverAfterwards",
    Effect: "Deny",
    Principal: { AWS: "*" },
    Action: ["sts:AssumeRole"],
    Condition: { DateGreaterThan: { "aws:CurrentTime": `${until}T23:59:59Z` } },
  };
}

/** The auditor's own roles, named one by one, and none of anybody else's. */
export function deskTrust(place: AwsPlace, examination: Examination): Statement {
  const accounts = [...new Set(examination.principals.map((principal) => principal.split(":")[4] as string))].sort();
  return {
    Sid: "TheAuditorsOwnRoles",
    Effect: "Allow",
    Principal: { AWS: accounts.map((account) => `arn:${place.partition}:iam::${account}:root`) },
    Action: ["sts:AssumeRole"],
    Condition: { ArnEquals: { "aws:PrincipalArn": examination.principals }, ...since(examination) },
  };
}

/** The archive of logs and what it holds, and the way into each account. */
export function deskStatements(place: AwsPlace, accounts: readonly string[]): readonly Statement[] {
  const archives = `arn:${place.partition}:s3:::ringfence-archive-${place.accountId}-*`;
  return [
    {
      Sid: "ReadConfigurationElsewhere",
      Effect: "Allow",
      Action: ["sts:AssumeRole"],
      Resource: accounts.map((account) => `arn:${place.partition}:iam::${account}:role/${AUDITOR}`),
    },
    { Sid: "FindLogs", Effect: "Allow", Action: ["s3:GetBucketLocation", "s3:ListBucket"], Resource: archives },
    { Sid: "ReadLogs", Effect: "Allow", Action: ["s3:GetObject", "s3:GetObjectVersion"], Resource: `${archives}/*` },
    {
      Sid: "OpenLogsThroughS3",
      Effect: "Allow",
      Action: ["kms:Decrypt"],
      Resource: `arn:${place.partition}:kms:*:${place.accountId}:key/*`,
      Condition: { StringLike: { "kms:ViaService": "s3.*.amazonaws.com" } },
    },
  ];
}

/** From the desk, during the examination. */
export function auditorTrust(desk: AwsPlace, examination: Examination): Statement {
  return {
    Sid: "FromTheAuditorsDesk",
    Effect: "Allow",
    Principal: { AWS: `arn:${desk.partition}:iam::${desk.accountId}:root` },
    Action: ["sts:AssumeRole"],
    Condition: { ArnEquals: { "aws:PrincipalArn": roleArn(desk, AUDITOR_DESK) }, ...since(examination) },
  };
}

/** How an account is configured, and nothing of what it holds. */
export function auditorStatements(): readonly Statement[] {
  return [{ Sid: "ReadConfiguration", Effect: "Allow", Action: READS_CONFIGURATION, Resource: "*" }];
}
