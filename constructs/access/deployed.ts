import type { AwsAccountData } from "../../config/schema/schema";

/** What the stacks of an account are made of; its deployer may build this and nothing else. */
interface Deployed {
  /** IAM prefixes of services, built inside the jurisdiction only. */
  readonly services: readonly string[];
  /** Names of the roles that stacks make for AWS's services. None may be one that the custodian's operators carry, or a deployer could make itself one. */
  readonly roles: readonly string[];
  /** The services that those roles are handed to. */
  readonly passedTo: readonly string[];
  /** The services whose service-linked role is made on first use. */
  readonly linked: readonly string[];
  /** Single actions besides whole services, where a service would be too much. */
  readonly actions?: readonly string[];
  /** What its stacks build for others to do: the deployer itself never does it. */
  readonly never?: readonly string[];
}

/** In every account: any of them may be a home, a recovery or a custody account. */
const EVERYWHERE: Deployed = {
  services: [
    "backup",
    "backup-storage",
    "cloudwatch",
    "config",
    "dynamodb",
    "ec2",
    "ecr",
    "elasticfilesystem",
    "elasticloadbalancing",
    "logs",
    "rds",
    "route53resolver",
    "s3",
    "secretsmanager",
    "sns",
    "ssm",
  ],
  roles: ["ringfence-replication-*", "ringfence-backup-*", "ringfence-flow-logs-*"],
  passedTo: ["backup", "s3", "vpc-flow-logs"],
  linked: ["backup", "config", "elasticfilesystem", "elasticloadbalancing", "rds"],
};

/** What accounts of one purpose hold besides. */
const BESIDES: Readonly<Partial<Record<AwsAccountData["purpose"], Deployed>>> = {
  audit: {
    services: ["athena", "glue"],
    roles: [],
    passedTo: [],
    linked: [],
  },
  home: {
    services: [],
    // The home's end of a private line, and no interface or gateway of Direct Connect itself.
    // The code-signing rule of functions, and no function: who deploys those is not the blueprint's.
    actions: [
      "directconnect:CreateDirectConnectGatewayAssociation",
      "directconnect:DeleteDirectConnectGatewayAssociation",
      "directconnect:DescribeDirectConnectGatewayAssociations",
      "directconnect:UpdateDirectConnectGatewayAssociation",
      "lambda:CreateCodeSigningConfig",
      "lambda:DeleteCodeSigningConfig",
      "lambda:GetCodeSigningConfig",
      "lambda:ListTags",
      "lambda:TagResource",
      "lambda:UntagResource",
      "lambda:UpdateCodeSigningConfig",
    ],
    roles: [],
    passedTo: [],
    linked: [],
  },
  management: {
    services: ["cloudtrail", "events", "guardduty", "inspector2", "macie2", "securityhub"],
    roles: ["ringfence-trail-*"],
    passedTo: ["cloudtrail"],
    // Making an organization makes its service-linked role.
    linked: ["agentless.inspector2", "cloudtrail", "guardduty", "inspector2", "macie", "organizations", "securityhub"],
  },
  security: {
    services: ["access-analyzer", "events", "guardduty", "inspector2", "macie2", "securityhub"],
    roles: [],
    passedTo: [],
    linked: ["access-analyzer", "agentless.inspector2", "guardduty", "inspector2", "macie", "malware-protection.guardduty", "securityhub"],
  },
  edge: {
    services: ["acm", "autoscaling", "network-firewall", "wafv2"],
    roles: [],
    passedTo: [],
    linked: ["autoscaling", "network-firewall", "wafv2"],
  },
  release: {
    services: ["codebuild", "codepipeline", "events", "signer"],
    roles: ["ringfence-release-*"],
    passedTo: ["codebuild", "codepipeline", "events"],
    linked: ["replication.ecr"],
    // It lays the path; it neither walks it nor approves what does.
    never: [
      "codebuild:StartBuild*",
      "codebuild:RetryBuild*",
      "codepipeline:PutApprovalResult",
      "signer:SignPayload",
      "signer:StartSigningJob",
    ],
  },
};

export function deployedIn(account: AwsAccountData): Deployed {
  const besides = BESIDES[account.purpose];
  if (!besides) return EVERYWHERE;
  return {
    services: [...EVERYWHERE.services, ...besides.services],
    roles: [...EVERYWHERE.roles, ...besides.roles],
    passedTo: [...EVERYWHERE.passedTo, ...besides.passedTo],
    linked: [...EVERYWHERE.linked, ...besides.linked],
    actions: besides.actions,
    never: besides.never,
  };
}
