import type { ProgramData } from "../schema/schema";

/** A service that works in every account of the organization, and what here needs it to. */
export interface TrustedService {
  readonly principal: string;
  readonly why: string;
}

/** Source: AWS Organizations guide, services that work with Organizations. */
const ALWAYS: readonly TrustedService[] = [
  { principal: "access-analyzer.amazonaws.com", why: "finds what is reachable from outside the organization" },
  { principal: "backup.amazonaws.com", why: "copies recovery points into another account" },
  { principal: "cloudtrail.amazonaws.com", why: "the organization trail" },
  { principal: "config.amazonaws.com", why: "the record of configuration" },
];
const DETECTORS: readonly TrustedService[] = [
  { principal: "guardduty.amazonaws.com", why: "threats, in every account" },
  { principal: "malware-protection.guardduty.amazonaws.com", why: "threats in volumes" },
  { principal: "inspector2.amazonaws.com", why: "vulnerabilities" },
  { principal: "macie.amazonaws.com", why: "personal data where it does not belong" },
  { principal: "securityhub.amazonaws.com", why: "findings in one place" },
];

/** Shares across accounts go round every policy: keys can be shared so, beside their policies (AWS KMS API reference, AWS_RAM). */
const NEVER = ["ram.amazonaws.com"] as const;

/**
 * The services to which the custodian's organization gives access to its accounts.
 *
 * Terraform's list is the whole list: it switches off what a detector's own stack has switched on when it is not here.
 */
export function trustedServices({ profile, accounts }: Pick<ProgramData, "profile" | "accounts">): readonly TrustedService[] {
  const watched = profile === "full" && Object.values(accounts).some(({ cloud, purpose }) => cloud === "aws" && purpose === "security");
  return watched ? [...ALWAYS, ...DETECTORS] : ALWAYS;
}

/**
 * What an organization that stood before differs in, with the commands that put it right. Terraform cannot take over a part
 * of an organization, and to take over all of it would switch off what other teams have switched on: so nothing here is
 * applied, and the management account's owner does it by hand.
 */
export function trustDiffers(data: Pick<ProgramData, "profile" | "accounts">, enabled: readonly string[]): readonly string[] {
  const command = (verb: "enable" | "disable", principal: string) =>
    `aws organizations ${verb}-aws-service-access --service-principal ${principal}`;
  const missing = trustedServices(data).filter(({ principal }) => !enabled.includes(principal));
  return [
    ...missing.map(({ principal, why }) => `${principal} has no access (${why}): ${command("enable", principal)}`),
    ...NEVER.filter((principal) => enabled.includes(principal)).map(
      (principal) => `${principal} has access, by which resources are shared past every policy: ${command("disable", principal)}`,
    ),
  ];
}
