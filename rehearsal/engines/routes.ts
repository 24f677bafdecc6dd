export type EngineName = "ministack" | "moto";

/**
 * Services by signing name whose calls go to moto; all others go to ministack, whose S3, KMS and IAM are the better.
 *
 * From a matrix of both engines (2026-11-24, aws provider 5.100.0). EFS goes where EC2 is, since a mount target's subnet must exist there.
 */
const MOTO: ReadonlySet<string> = new Set([
  "ec2",
  "rds",
  "monitoring",
  "cloudwatch",
  "config",
  "backup",
  "glue",
  "lakeformation",
  "guardduty",
  "macie2",
  "securityhub",
  "organizations",
  "dms",
  "ram",
  "sso",
  "codepipeline",
  "elasticfilesystem",
  "elasticloadbalancing",
  "servicequotas",
]);

/** Services whose writes go to moto as well: it checks that roles, log groups and keys exist before it names them. */
const TEED: ReadonlySet<string> = new Set(["iam", "logs", "s3"]);

export const engineFor = (service: string): EngineName => (MOTO.has(service) ? "moto" : "ministack");

/** Whether a call that ministack answered is repeated to moto. Of S3 only the buckets matter there, never the objects. */
export function isTeed(service: string, action: string): boolean {
  if (!TEED.has(service)) return false;
  if (service === "s3") return action === "CreateBucket" || action === "DeleteBucket";
  return !/^(Get|List|Describe|Simulate|Generate|Filter)/.test(action);
}
