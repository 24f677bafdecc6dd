import type { StackNeeds } from "./needs";

/** One quota that the blueprint can meet, with what counts against it. */
export interface Quota {
  readonly name: string;
  readonly service: string;
  readonly code: string;
  /** Global services keep their quotas in us-east-1. */
  readonly global: boolean;
  readonly type: string;
}

/** Source: the services' quota pages, and Service Quotas' own codes. */
export const QUOTAS: readonly Quota[] = [
  { name: "VPCs per Region", service: "vpc", code: "L-F678F1CE", global: false, type: "aws_vpc" },
  { name: "Interface endpoints per VPC", service: "vpc", code: "L-29B6F2EB", global: false, type: "aws_vpc_endpoint" },
  { name: "Buckets per account", service: "s3", code: "L-DC2B2D3D", global: true, type: "aws_s3_bucket" },
  { name: "Roles per account", service: "iam", code: "L-FE177D64", global: true, type: "aws_iam_role" },
];

/** How much of a quota the stacks take, for each account and region (or account alone) that takes any. */
export function taken(needs: readonly StackNeeds[], quota: Quota): readonly { account: string; region: string; count: number }[] {
  const sums = new Map<string, { account: string; region: string; count: number }>();
  for (const { account, region, counts } of needs) {
    const at = quota.global ? "us-east-1" : region;
    const sum = sums.get(`${account} ${at}`) ?? { account, region: at, count: 0 };
    sums.set(`${account} ${at}`, { ...sum, count: sum.count + (counts[quota.type] ?? 0) });
  }
  return [...sums.values()].filter(({ count }) => count > 0);
}
