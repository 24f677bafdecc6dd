import type { Statement } from "../policy/document";

/** Interface endpoints that an isolated network needs, by the last label of the service's name (AWS PrivateLink guide). */
export const INTERFACE_SERVICES = [
  "ec2",
  "ecr.api",
  "ecr.dkr",
  "elasticfilesystem",
  "kms",
  "logs",
  "monitoring",
  "rds",
  "secretsmanager",
  "ssm",
  "sts",
] as const;
/** And those of the network in which source is scanned and built. */
export const RELEASE_SERVICES = ["codepipeline", "ecr.api", "ecr.dkr", "kms", "logs", "signer"] as const;
/** And of a private line's subnets. */
export const LINE_SERVICE = "datasync";
export const GATEWAY_SERVICES = ["s3", "dynamodb"] as const;
export type InterfaceService = (typeof INTERFACE_SERVICES)[number] | (typeof RELEASE_SERVICES)[number];
export type EndpointService = InterfaceService | typeof LINE_SERVICE | (typeof GATEWAY_SERVICES)[number];

/** The IAM prefix whose actions an endpoint passes. */
const PREFIX: Record<EndpointService, string> = {
  codepipeline: "codepipeline",
  datasync: "datasync",
  ec2: "ec2",
  "ecr.api": "ecr",
  "ecr.dkr": "ecr",
  elasticfilesystem: "elasticfilesystem",
  kms: "kms",
  logs: "logs",
  monitoring: "cloudwatch",
  rds: "rds",
  secretsmanager: "secretsmanager",
  signer: "signer",
  ssm: "ssm",
  sts: "sts",
  s3: "s3",
  dynamodb: "dynamodb",
};

/**
 * An endpoint's perimeter: the organization's own principals on the organization's own resources.
 * Never the default policy, through which a stolen key of a stranger's account carries data out to that account's bucket.
 */
export function endpointPolicyStatements(
  service: EndpointService,
  organization: string,
  region: string,
  repositories: readonly string[] = [],
): readonly Statement[] {
  const registry = service.startsWith("ecr.") && repositories.length > 0;
  return [
    {
      Sid: "OwnPrincipalsOnOwnResources",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: [`${PREFIX[service]}:*`],
      // An isolated network has no other way to an image: what is in none of these repositories cannot run in it.
      Resource: registry ? repositories : "*",
      Condition: { StringEquals: { "aws:PrincipalOrgID": organization, "aws:ResourceOrgID": organization } },
    },
    ...(registry ? [signIn(organization)] : []),
    ...(service === "s3" ? [imageLayers(region, organization)] : []),
  ];
}

/** The one call of a pull that names no repository. */
function signIn(organization: string): Statement {
  return {
    Sid: "SignInToTheRegistry",
    Effect: "Allow",
    Principal: { AWS: "*" },
    Action: ["ecr:GetAuthorizationToken"],
    Resource: "*",
    Condition: { StringEquals: { "aws:PrincipalOrgID": organization } },
  };
}

/** Layers of container images lie in a bucket of AWS's own (Amazon ECR user guide, Interface VPC endpoints: minimum S3 bucket permissions). */
function imageLayers(region: string, organization: string): Statement {
  return {
    Sid: "ReadImageLayersOfEcr",
    Effect: "Allow",
    Principal: { AWS: "*" },
    Action: ["s3:GetObject"],
    Resource: `arn:aws:s3:::prod-${region}-starport-layer-bucket/*`,
    Condition: { StringEquals: { "aws:PrincipalOrgID": organization } },
  };
}
