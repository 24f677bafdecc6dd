import type { Statement } from "../policy/document";

/** Use of an asymmetric key: named roles sign, and whoever stands in the organization may check what they signed. */
export function signingStatements(organization: string, signers: readonly string[]): readonly Statement[] {
  return [
    {
      Sid: "Sign",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: ["kms:Sign"],
      Resource: "*",
      Condition: { ArnEquals: { "aws:PrincipalArn": signers }, StringEquals: { "aws:PrincipalOrgID": organization } },
    },
    {
      Sid: "Verify",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: ["kms:GetPublicKey", "kms:Verify"],
      Resource: "*",
      Condition: { StringEquals: { "aws:PrincipalOrgID": organization } },
    },
  ];
}
