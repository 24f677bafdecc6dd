import type { AwsPlace } from "../../config/place";
import type { Program } from "../../config/program";
import { BREAK_GLASS_ALARM } from "../../config/access/role-names";
import { arn } from "../place/names";
import type { Statement } from "../policy/document";
import { boundariesIn, humanBoundaryArn } from "./human-boundaries";
import { PEOPLE, roleArn } from "./names";
import { permissionSetStatements } from "./permission-set-admin";
import { roleMakingStatements } from "./role-making";

/** The custodian's people who may become the access admin; other people than those who deploy or who administer keys. */
export const ACCESS_OFFICER = "ringfence-access-officer*";
export const SAML_PROVIDER = "ringfence-gatekeepers";

/**
 * What the access admin may: make the roles of people and programs, each within a boundary that it cannot change.
 *
 * A deployer makes none of them: whoever builds a home account would otherwise be one `iam:CreateRole` away from its data.
 * The access admin in turn builds nothing else. It writes the trust of the roles that it makes, so it could let itself in
 * to a duty, as every administrator of rights could; it cannot go beyond the boundary, and each change is a management event.
 */
export function accessAdminStatements(place: AwsPlace, program: Program): readonly Statement[] {
  const people = PEOPLE.map((name) => roleArn(place, name));
  const hub = place.account.purpose === "gatekeeper";
  return [
    ...roleMakingStatements(
      people,
      boundariesIn(place).map((which) => humanBoundaryArn(place, which)),
    ),
    ...(hub ? [federation(place), alarm(place)] : []),
    ...permissionSetStatements(place, program),
  ];
}

function federation(place: AwsPlace): Statement {
  return {
    Sid: "SayWhoSignsPeopleIn",
    Effect: "Allow",
    Action: [
      "iam:CreateSAMLProvider",
      "iam:DeleteSAMLProvider",
      "iam:GetSAMLProvider",
      "iam:ListSAMLProviderTags",
      "iam:TagSAMLProvider",
      "iam:UntagSAMLProvider",
      "iam:UpdateSAMLProvider",
    ],
    Resource: arn(place, "iam", `saml-provider/${SAML_PROVIDER}`),
  };
}

function alarm(place: AwsPlace): Statement {
  return {
    Sid: "HangTheBell",
    Effect: "Allow",
    Action: ["events:*", "sns:*"],
    Resource: [arn(place, "events", `rule/${BREAK_GLASS_ALARM}`), arn(place, "sns", BREAK_GLASS_ALARM)],
  };
}
