import type { Door } from "../guardrails/fenced";
import { AUDITOR_DESK } from "./role-names";
import { releaseRoleName } from "../release/names";
import type { ProgramData } from "../schema/schema";

/** The ways in for roles of other organizations, each declared in the program: who pushes source, who inspects it, who audits. */
export function doorsOf({ release, access, accounts }: ProgramData): readonly Door[] {
  const audit = Object.values(accounts).find(({ cloud, purpose }) => cloud === "aws" && purpose === "audit");
  const releaseAccount = release && accounts[release.account]?.id;
  return [
    ...(release
      ? [
          {
            name: "PublisherPushes",
            role: `arn:aws:iam::${releaseAccount}:role/${releaseRoleName("push")}`,
            from: [`arn:aws:iam::${release.parent.account}:role/${release.parent.role}`],
          },
          {
            name: "InspectorInspects",
            role: `arn:aws:iam::${releaseAccount}:role/${releaseRoleName("inspector")}`,
            from: [`arn:aws:iam::${accounts[release.inspector.account]?.id}:role/${release.inspector.role}`],
          },
        ]
      : []),
    ...(access?.auditor && audit
      ? [{ name: "AuditorsAtTheDesk", role: `arn:aws:iam::${audit.id}:role/${AUDITOR_DESK}`, from: access.auditor.principals }]
      : []),
  ];
}
