import type { Fence } from "../../../config/guardrails/fenced";
import { KMS_ORIGINS } from "../../../config/keys/kms-origins";
import type { Guardrail } from "../../../config/schema/guardrails";
import type { Claim, CustodyMode } from "../../../config/scope";
import { FENCED, NOBODYS, STRANGER, type Probe } from "./requests";

const scp =
  (control: Guardrail, claim: Claim) =>
  (what: string, action: string, context: Probe["context"], more: Partial<Probe> = {}): Probe => ({
    control,
    claim,
    by: "SERVICE_CONTROL_POLICY",
    action,
    what,
    context,
    ...more,
  });
const moving = scp("resource-perimeter", "location");
const nobodys = { "aws:ResourceAccount": STRANGER, "aws:ResourceOrgID": NOBODYS };
const as = (role: string) => ({ "aws:PrincipalArn": example(role) });
const name = (role: string) => role.slice(role.lastIndexOf("/") + 1);

/** A role that a pattern means. */
export const example = (pattern: string): string => pattern.replace("iam::*:", `iam::${FENCED}:`).replace(/[*?]/g, "x");

/** Requests that follow from what this program's fence is drawn around: its doors, its mode of custody, and what its migration lets out. */
export function fenceProbes(fence: Fence, mode: CustodyMode | undefined, outside: string): readonly Probe[] {
  return [...keys(fence, mode), ...doors(fence), ...oldRoles(fence), ...windows(fence), ...letOut(fence, outside)];
}

/** The roles that make keys make them of the mode. */
function keys({ custodyAccounts, roles }: Fence, mode: CustodyMode | undefined): Probe[] {
  const [account] = custodyAccounts;
  const [maker] = roles.keys;
  if (account === undefined || maker === undefined || mode === undefined) return [];
  const by = { "aws:PrincipalArn": maker.replace("*", account), "aws:PrincipalAccount": account };
  return ["AWS_CLOUDHSM", ...Object.values(KMS_ORIGINS)]
    .filter((origin) => origin !== KMS_ORIGINS[mode])
    .map((origin) =>
      scp("key-origin", "custody")(
        `a key of origin ${origin} in the custody account`,
        "kms:CreateKey",
        { "kms:KeyOrigin": origin, ...by },
        {
          spares: roles.bootstrap,
        },
      ),
    );
}

/** Whoever is not named at a door does not pass it, be he of the fence or a stranger. */
function doors(fence: Fence): Probe[] {
  return fence.doors.flatMap(({ role, from }) => {
    const door = (what: string, more: Partial<Probe> = {}) =>
      scp("identity-perimeter", "access")(
        `${what} who becomes ${name(role)}`,
        "sts:AssumeRole",
        {},
        {
          by: "RESOURCE_CONTROL_POLICY",
          resource: role,
          spares: from,
          ...more,
        },
      );
    return [door("somebody"), door("a stranger", { stranger: true })];
  });
}

function oldRoles({ oldRoles, roles }: Fence): Probe[] {
  return oldRoles.map((role) =>
    scp("resource-perimeter", "access")(
      `somebody who becomes ${role}`,
      "sts:AssumeRole",
      { "aws:ResourceAccount": role.split(":")[4] ?? "" },
      {
        resource: role,
        spares: roles.operators,
      },
    ),
  );
}

const after = (moment: string): string => new Date(Date.parse(moment) + 1000).toISOString();
const before = (moment: string): string => new Date(Date.parse(moment) - 1000).toISOString();

/** What is let out for the migration is let out until a moment. */
function windows({ until, purgers, waysBack, roles }: Fence): Probe[] {
  const late = (role: string, moment: string, action = "s3:GetObject", more: Probe["context"] = {}) =>
    moving(`${name(role)} after ${moment}`, action, { ...as(role), "aws:CurrentTime": after(moment), ...more });
  return [
    // While nothing moves there are no migrators, and movers are roles that nobody makes.
    ...(roles.migrators.length > 0 ? [...roles.movers, ...roles.migrators] : []).map((role) => late(role, until)),
    ...purgers.map(({ role, region, deletes }) => late(role, until, LOOKS[deletes], { "aws:RequestedRegion": region })),
    ...waysBack.flatMap((way) => [
      late(way.role, way.until),
      moving(`${name(way.role)} before ${way.from}`, "s3:GetObject", { ...as(way.role), "aws:CurrentTime": before(way.from) }),
    ]),
  ];
}

const LOOKS: Readonly<Record<Fence["purgers"][number]["deletes"], string>> = {
  objects: "s3:ListBucket",
  backups: "backup:DescribeBackupVault",
};

/** And does there what it is let out for. */
function letOut({ regions, readsOutside, copiesFrom, purgers, waysBack, roles }: Fence, outside: string): Probe[] {
  const [home = ""] = regions;
  const elsewhere = ["af-south-1", "sa-east-1"].find((region) => !regions.includes(region) && !copiesFrom.includes(region)) ?? outside;
  return [
    ...[...roles.snapshotMovers, ...roles.reverseMovers].map((role) =>
      moving(`${name(role)} that writes into a bucket of nobody's`, "s3:PutObject", { ...as(role), ...nobodys }),
    ),
    ...roles.snapshotMovers.flatMap((role) =>
      readsOutside
        ? [
            moving(`${name(role)} that sends messages outside`, "sqs:SendMessage", {
              ...as(role),
              "aws:RequestedRegion": copiesFrom[0] ?? outside,
            }),
            moving(`${name(role)} in ${elsewhere}`, "ec2:CopySnapshot", { ...as(role), "aws:RequestedRegion": elsewhere }),
          ]
        : [],
    ),
    ...waysBack.map(({ role }) => moving(`${name(role)} that deletes`, "s3:DeleteObject", as(role))),
    ...purgers.flatMap(({ role, region, deletes }) => [
      moving(`${name(role)} that reads`, "s3:GetObject", { ...as(role), "aws:RequestedRegion": region }),
      moving(`${name(role)} in ${home}`, LOOKS[deletes], { ...as(role), "aws:RequestedRegion": home }),
    ]),
  ];
}
