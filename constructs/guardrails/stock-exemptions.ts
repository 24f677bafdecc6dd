const whole = `access-analyzer account acm activate artifact aws-marketplace aws-marketplace-management aws-portal billing billingconductor
  budgets ce chatbot chime cloudfront compute-optimizer config consoleapp consolidatedbilling cur customer-verification devicefarm
  directconnect ecr-public fms freetier globalaccelerator health iam importexport invoicing iq kms mobileanalytics networkmanager
  notifications notifications-contacts organizations payments pricing resource-explorer-2 route53 route53-recovery-cluster
  route53-recovery-control-config route53-recovery-readiness route53domains savingsplans shield sso sts support supportapp supportplans
  sustainability tax trustedadvisor waf waf-regional wafv2`;
const single = `datapipeline:GetAccountLimits ec2:DescribeRegions ec2:DescribeTransitGateways ec2:DescribeVpnGateways
  license-manager:ListReceivedLicenses lightsail:Get* quicksight:DescribeAccountSubscription s3:CreateMultiRegionAccessPoint
  s3:DeleteMultiRegionAccessPoint s3:DescribeMultiRegionAccessPointOperation s3:GetAccountPublicAccessBlock s3:GetBucketLocation
  s3:GetBucketPolicyStatus s3:GetBucketPublicAccessBlock s3:GetMultiRegionAccessPoint s3:GetMultiRegionAccessPointPolicy
  s3:GetMultiRegionAccessPointPolicyStatus s3:GetStorageLensConfiguration s3:GetStorageLensDashboard s3:ListAllMyBuckets
  s3:ListMultiRegionAccessPoints s3:ListStorageLensConfigurations s3:PutAccountPublicAccessBlock s3:PutMultiRegionAccessPointPolicy
  tag:GetResources`;

/**
 * What AWS Control Tower's region deny lets through everywhere (its guide, primary region deny control). It is here for
 * programs that say why they want it: keys, configuration recorders and multi-region access points escape it.
 */
export const STOCK_EXEMPTIONS: readonly string[] = [...whole.split(/\s+/).map((service) => `${service}:*`), ...single.split(/\s+/)];
