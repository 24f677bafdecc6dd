import type { Statement } from "../policy/document";

const PUSH = ["ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload", "ecr:PutImage"];

/**
 * Who pushes to a repository, and which accounts pull from it.
 *
 * The denial stands in the repository, so that no IAM policy of the account lets another role push. Replication into
 * another region is no push: it has an action of its own, that of ECR's service-linked role (Amazon ECR user guide).
 */
export function repositoryStatements(pushedBy: string, organization: string, pulledFrom: readonly string[]): readonly Statement[] {
  return [
    {
      Sid: "OnlyOneRolePushes",
      Effect: "Deny",
      Principal: "*",
      Action: PUSH,
      Condition: { ArnNotEquals: { "aws:PrincipalArn": [pushedBy] } },
    },
    ...(pulledFrom.length > 0
      ? [
          {
            Sid: "HomesPull",
            Effect: "Allow",
            Principal: { AWS: "*" },
            Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
            Condition: { StringEquals: { "aws:PrincipalOrgID": organization, "aws:PrincipalAccount": pulledFrom } },
          } as const,
        ]
      : []),
  ];
}
