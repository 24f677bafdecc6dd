import type { Program } from "../../config/program";
import { AUDITOR_DESK } from "../../config/role-names";
import { releasePlace, releaseRole } from "../release/names";

/** A role of the fence that somebody assumes from outside of it, and nobody but him. */
export interface Door {
  /** A statement's Sid takes letters and digits only. */
  readonly name: string;
  /** The role, by its full ARN. */
  readonly role: string;
  /** The roles that the program lets in by it, by their full ARNs, wherever their accounts stand. */
  readonly from: readonly string[];
}

/** The ways in for roles of other organizations, each declared in the program: who pushes source, who inspects it, who audits. */
export function doorsOf(program: Program): readonly Door[] {
  const { release, access, accounts } = program.data;
  const place = releasePlace(program);
  const audit = Object.values(accounts).find(({ cloud, purpose }) => cloud === "aws" && purpose === "audit");
  return [
    ...(release && place
      ? [
          {
            name: "PublisherPushes",
            role: releaseRole(place, "push"),
            from: [`arn:aws:iam::${release.parent.account}:role/${release.parent.role}`],
          },
          {
            name: "InspectorInspects",
            role: releaseRole(place, "inspector"),
            from: [`arn:aws:iam::${program.account(release.inspector.account).id}:role/${release.inspector.role}`],
          },
        ]
      : []),
    ...(access?.auditor && audit
      ? [{ name: "AuditorsAtTheDesk", role: `arn:aws:iam::${audit.id}:role/${AUDITOR_DESK}`, from: access.auditor.principals }]
      : []),
  ];
}
