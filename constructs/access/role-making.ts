import type { Statement } from "../policy/document";

/** What whoever makes roles may do with them: name, trust and fill those that are listed, each within a boundary. */
export function roleMakingStatements(roles: readonly string[], boundaries: string | readonly string[]): readonly Statement[] {
  return [
    {
      Sid: "ReadAndNameRoles",
      Effect: "Allow",
      Action: [
        "iam:DeleteRole",
        "iam:GetRole*",
        "iam:ListRole*",
        "iam:ListAttachedRolePolicies",
        "iam:ListInstanceProfilesForRole",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
      ],
      Resource: roles,
    },
    {
      // Within a boundary: nobody can hand a role a right that the boundary lacks.
      // Source: IAM user guide, "Delegating responsibility to others using permissions boundaries".
      Sid: "FillRolesWithinTheBoundary",
      Effect: "Allow",
      Action: ["iam:CreateRole", "iam:PutRolePolicy", "iam:DeleteRolePolicy"],
      Resource: roles,
      Condition: { StringEquals: { "iam:PermissionsBoundary": boundaries } },
    },
  ];
}
