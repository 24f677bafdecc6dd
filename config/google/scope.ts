import { googleDenials } from "./denials";
import { fencedProjects, isGoogleWeaker, perimeterTitle, policyParents } from "./guards";
import { googleOrgPolicies } from "./org-policies";
import { BUILD, TEAR_DOWN } from "./build";
import { grantedFor, workforcePool } from "./access";
import { googleRights } from "./rights";
import type { Jurisdiction } from "../jurisdiction";
import { hasGoogleHome } from "../rules/google-rules";
import type { ProgramData } from "../schema/schema";
import type { GoogleGuards, GooglePerimeterGuard } from "../scope";

/** What must stand around the program's projects on Google, less what it gives a reason to leave out. */
export function googleGuards(data: ProgramData, jurisdiction: Jurisdiction): GoogleGuards | undefined {
  if (!hasGoogleHome(data)) return undefined;
  const { folder } = data.googleGuardrails;
  const denied = googleDenials(data);
  return {
    denyOn: denied.length > 0 ? policyParents(data) : [],
    denied,
    ...(folder !== undefined && !isGoogleWeaker(data, "hierarchical-firewall") ? { firewallOn: `folders/${folder}` } : {}),
    blocksNames: !isGoogleWeaker(data, "dns-block"),
    policies: policyParents(data).flatMap((parent) => googleOrgPolicies(data, jurisdiction).map((policy) => ({ ...policy, parent }))),
    ...(isGoogleWeaker(data, "service-perimeter") ? {} : { perimeter: perimeterOf(data) }),
    ...(data.access ? { pool: workforcePool(data) } : {}),
    ...(data.parties.custodian.google ? { organization: data.parties.custodian.google.organization } : {}),
    approvalOn: isGoogleWeaker(data, "access-approval") ? [] : policyParents(data),
    ...(data.googleGuardrails.assured ? { assured: data.googleGuardrails.assured.regime } : {}),
    peopleFrom: data.access?.gatekeeper.networks ?? [],
    rights: googleRights(data),
    approvers: data.access ? data.datasets.map(({ name }) => grantedFor(workforcePool(data), "approver", name)) : [],
    builds: [BUILD, ...(data.sandbox ? [TEAR_DOWN] : [])].flatMap((by) => Object.values(by).flatMap((all) => all ?? [])),
  };
}

function perimeterOf(data: ProgramData): GooglePerimeterGuard {
  return {
    title: perimeterTitle(data.name),
    projects: fencedProjects(data).map(({ number }) => `projects/${number}`),
    enforced: data.googleGuardrails.perimeter === "enforced",
  };
}
