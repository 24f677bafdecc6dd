import { Construct } from "constructs";
import { ProjectIamMember } from "@cdktf/provider-google/lib/project-iam-member";
import { AUDITOR_ROLES, auditorGroups } from "../../config/google/access";
import type { AccessData } from "../../config/schema/schema";
import type { GoogleStack } from "../place/google-stack";
import { during } from "./google-conditions";

/**
 * The auditor in one project, for the days of the examination: who may do what, how each resource is configured, and every
 * log. What the reviewer's role lists by the way, names of objects among it, the deny policy of the fence takes away.
 */
export class GoogleAuditor extends Construct {
  constructor(scope: GoogleStack, id: string, props: { readonly examination: NonNullable<AccessData["auditor"]> }) {
    super(scope, id);
    const { program, place } = scope;
    const condition = during(props.examination);
    for (const member of auditorGroups(program.data))
      for (const role of AUDITOR_ROLES)
        new ProjectIamMember(this, `${member.replace("group:", "")}-${role.replace("roles/", "")}`, {
          project: place.accountId,
          role,
          member,
          condition,
        });
  }
}
