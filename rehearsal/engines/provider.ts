/** The provider's names of the services that a rehearsal may call. All lead to the router. */
const SERVICES = [
  "accessanalyzer",
  "athena",
  "backup",
  "cloudtrail",
  "cloudwatch",
  "cloudwatchlogs",
  "codebuild",
  "codepipeline",
  "configservice",
  "datasync",
  "dms",
  "dynamodb",
  "ec2",
  "ecr",
  "efs",
  "elbv2",
  "eventbridge",
  "firehose",
  "glue",
  "guardduty",
  "iam",
  "kms",
  "lakeformation",
  "lambda",
  "macie2",
  "networkfirewall",
  "organizations",
  "ram",
  "rds",
  "resourcegroupstaggingapi",
  "route53",
  "route53resolver",
  "s3",
  "secretsmanager",
  "securityhub",
  "signer",
  "sns",
  "sqs",
  "ssm",
  "ssoadmin",
  "sts",
  "wafv2",
];

/** s3control puts the account's id before its host, which then resolves nowhere: the proxy takes the call instead. */
const S3CONTROL = "http://s3control.rehearsal.invalid";

/**
 * The provider block that turns a stack to the loopback. Terraform merges it into the stack's own, argument by
 * argument: an `assume_role` block there stays, and its call goes to the router as well.
 */
export function providerOverride(endpoint: string, accountId: string, region: string, roleArn?: string): object {
  const provider = {
    region,
    access_key: accountId,
    secret_key: "rehearsal",
    skip_credentials_validation: true,
    skip_metadata_api_check: "true",
    skip_region_validation: true,
    s3_use_path_style: true,
    // A refusal is an answer, and a rehearsal has no throttling to wait out.
    max_retries: 4,
    http_proxy: endpoint,
    // An empty HTTPS proxy says that none is meant; without it the provider warns in every run.
    https_proxy: "",
    no_proxy: "127.0.0.1,localhost",
    endpoints: [{ ...Object.fromEntries(SERVICES.map((service) => [service, endpoint])), s3control: S3CONTROL }],
    ...(roleArn === undefined ? {} : { assume_role: [{ role_arn: roleArn, session_name: "rehearsal" }] }),
  };
  return { aws: [provider] };
}
