import { HOME, role } from "../callers";
import type { Case } from "../case";
import { mayOf } from "./may";

const POLICY = "parts/migration-user-content-overseas-backup/aws_iam_role_policy/leg_mover_policy";
const OLD_BUCKET = "arn:aws:s3:::app-user-content-backup";
const HOME_BUCKET = "arn:aws:s3:::user-content-333333333333-us-east-1";

/** What an officer does as the mover: writes at home, and reads nothing there. */
function byParts(): Case[] {
  const cases: Case[] = [];
  const may = mayOf(POLICY, role(HOME, "ringfence-mover-user-content-overseas-backup"), cases);
  const [person, job] = [{ "aws:userid": "AROAEXAMPLE:ringfence-parts" }, { "aws:userid": "AROAEXAMPLE:s3-batch" }];
  for (const action of ["s3:GetObject", "s3:GetObjectVersion", "s3:GetObjectTagging"]) {
    may(action, `${HOME_BUCKET}/a`, person, "denied", "PersonsReadNothing");
    may(action, `${HOME_BUCKET}/a`, job, "allowed");
    may(action, `${OLD_BUCKET}/a`, person, "allowed");
  }
  for (const action of ["s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"])
    may(action, `${HOME_BUCKET}/a`, person, "allowed");
  return cases;
}

export const movementPartsCases: readonly Case[] = byParts();
