import type { ProgramData } from "../../config/schema/schema";
import type { Statement } from "../policy/document";
import type { Fence } from "../../config/guardrails/fenced";
import { STOCK_EXEMPTIONS } from "./stock-exemptions";

/** Answers from outside whatever the account's regions are, and carries no data. */
const NOWHERE = ["supportplans:*"];

/**
 * Services with one endpoint for the whole partition, in us-east-1, without which nothing can be built or paid for.
 * CloudFront, Global Accelerator and WAF are global as well, but carry data: an exception has to name them.
 */
const IN_US_EAST_1 = [
  "account:*",
  "billing:*",
  "budgets:*",
  "ce:*",
  "health:*",
  "iam:*",
  "organizations:*",
  "route53:*",
  "s3:ListAllMyBuckets",
  "sts:*",
  "support:*",
  "tax:*",
  "trustedadvisor:*",
];

interface RegionDenyProps {
  readonly exceptions: ProgramData["guardrails"]["regionExceptions"];
  /** AWS's own list of exemptions, which lets keys be made and replicated anywhere. */
  readonly stock: boolean;
  /** Roles with business outside, as ARN patterns: movers, which legacy-reads.ts binds, and purges, which purge-window.ts does. */
  readonly besides: readonly string[];
}

/**
 * Nothing happens outside the jurisdiction.
 *
 * Global services are exempt by what the jurisdiction lacks: with us-east-1 inside, nearly none. Where some are, the
 * backstop holds them to the region in which they answer, since the exemption itself names no region.
 * Shape: schubergphilis/terraform-aws-mcaf-landing-zone. AWS's own list exempts `kms:*`, so that a key could be made in,
 * or replicated to, any region (AWS Control Tower guide, region deny).
 */
export function regionDeny({ regions }: Fence, { exceptions, stock, besides }: RegionDenyProps): readonly Statement[] {
  const exempt = stock ? STOCK_EXEMPTIONS : [...NOWHERE, ...(regions.includes("us-east-1") ? [] : IN_US_EAST_1)];
  const apart: Statement["Condition"] = besides.length > 0 ? { ArnNotLike: { "aws:PrincipalArn": besides } } : {};
  const named = exceptions.map(({ region }) => region);
  const outside = (Sid: string, NotAction: readonly string[], but: readonly string[]): Statement => ({
    Sid,
    Effect: "Deny",
    NotAction,
    Resource: "*",
    Condition: { StringNotEquals: { "aws:RequestedRegion": [...new Set([...regions, ...but])] }, ...apart },
  });
  return [
    outside("DenyOutside", exempt, named),
    ...exceptions.map(({ region, actions }): Statement => ({
      Sid: `DenyIn${region.replace(/(^|-)([a-z])/g, (_whole, _dash, letter: string) => letter.toUpperCase()).replaceAll("-", "")}`,
      Effect: "Deny",
      NotAction: [...exempt, ...actions],
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestedRegion": region }, ...apart },
    })),
    ...(stock || exempt.length === NOWHERE.length ? [] : [outside("DenyEverywhereElse", NOWHERE, [...named, "us-east-1"])]),
  ];
}
