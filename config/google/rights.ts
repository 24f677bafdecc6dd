import { auditorGroups, AUDITOR_ROLES, breakGlassRoles, googleDutyRoles, grantedFor, workforcePool } from "./access";
import { fencedProjects } from "./guards";
import { DUTIES } from "../schema/access";
import type { ProgramData } from "../schema/schema";
import type { GoogleRight } from "../scope";

/** The custodian's people on Google: service accounts of the custody project, one for each who works on it. */
export const GOOGLE_OFFICERS = {
  operator: "ringfence-operator",
  key: "ringfence-key-officer",
  access: "ringfence-access-officer",
  organization: "ringfence-organization-admin",
} as const;
export const DEPLOYER_ROLE = "ringfenceDeployer";
const TOKENS = "roles/iam.serviceAccountTokenCreator";

const accountIn = (project: string, name: string) => `${name}@${project}.iam.gserviceaccount.com`;
const memberOf = (email: string) => `serviceAccount:${email}`;

/** Every right that the program's stacks give on Google, whether it reads data or changes what guards it. Of anything else the review asks. */
export function googleRights(data: ProgramData): readonly GoogleRight[] {
  return [...peoplesRights(data), ...auditorsRights(data), ...custodiansRights(data)];
}

function peoplesRights(data: ProgramData): GoogleRight[] {
  if (!data.access) return [];
  const pool = workforcePool(data);
  return data.datasets
    .filter(({ home }) => data.accounts[home.account]?.cloud === "google")
    .flatMap(({ name, store }) => {
      const rights = (grant: Parameters<typeof grantedFor>[1], roles: ReturnType<typeof breakGlassRoles>) =>
        roles.map(({ role, project }): GoogleRight => ({
          member: grantedFor(pool, grant, name),
          role,
          ...(project ? {} : { only: { kind: "store" } }),
        }));
      return [...DUTIES.flatMap((duty) => rights(duty, googleDutyRoles(store, duty))), ...rights("operator", breakGlassRoles(store))];
    });
}

function auditorsRights(data: ProgramData): GoogleRight[] {
  const until = data.access?.auditor?.until;
  if (until === undefined) return [];
  return auditorGroups(data).flatMap((member) =>
    AUDITOR_ROLES.map((role): GoogleRight => ({ member, role, only: { kind: "until", day: until } })),
  );
}

/** Who builds, who makes keys, who lets people in, and who may act as each. */
function custodiansRights(data: ProgramData): GoogleRight[] {
  const custody = Object.values(data.accounts).find(({ cloud, purpose }) => cloud === "google" && purpose === "custody")?.id;
  if (custody === undefined) return [];
  const officer = (name: keyof typeof GOOGLE_OFFICERS) => memberOf(accountIn(custody, GOOGLE_OFFICERS[name]));
  const accessAdmin = accountIn(custody, data.access?.adminRole ?? "ringfence-access-admin");
  const keyAdmin = accountIn(custody, data.custody.keyRole);
  const actsAs = (member: string, on: string): GoogleRight => ({ member, role: TOKENS, on });
  return [
    ...fencedProjects(data).flatMap(({ id, deployer }): GoogleRight[] => [
      { member: memberOf(accountIn(id, deployer)), role: `projects/${id}/roles/${DEPLOYER_ROLE}`, on: id },
      actsAs(officer("operator"), accountIn(id, deployer)),
    ]),
    { member: memberOf(keyAdmin), role: "roles/cloudkms.admin", on: custody },
    actsAs(officer("key"), keyAdmin),
    {
      member: memberOf(accessAdmin),
      role: "roles/resourcemanager.projectIamAdmin",
      only: { kind: "grants", roles: grantable(data) },
    },
    { member: memberOf(accessAdmin), role: "roles/privilegedaccessmanager.admin" },
    actsAs(officer("access"), accessAdmin),
    actsAs(officer("operator"), accountIn(custody, GOOGLE_OFFICERS.organization)),
  ];
}

/** Every role that is a duty's or the auditor's. */
function grantable(data: ProgramData): readonly string[] {
  const duties = data.datasets.flatMap(({ store }) => [
    ...DUTIES.flatMap((duty) => googleDutyRoles(store, duty)),
    ...breakGlassRoles(store),
  ]);
  return [...new Set([...duties.map(({ role }) => role), ...AUDITOR_ROLES])].sort();
}
