import type { AwsPlace } from "../../config/place";
import type { Program } from "../../config/program";
import { arn } from "../place/names";
import type { Statement } from "../policy/document";

/** The ARNs of the roles that administer keys in the place's account: the key role, and the one for the day that it is lost. */
export function keyAdministrators(program: Program, place: AwsPlace): readonly string[] {
  const { keyRole, breakGlassRole } = program.data.custody;
  return [keyRole, breakGlassRole].map((role) => arn(place, "iam", `role/${role}`));
}

/**
 * The half of key administration that a key policy cannot grant: there is no key yet, or the resource is an alias
 * (AWS KMS developer guide, permissions reference: "IAM policy").
 */
export function keyRoleStatements(program: Program, place: AwsPlace): readonly Statement[] {
  const aliases = `arn:${place.partition}:kms:*:${place.accountId}:alias/ringfence/${program.name}/*`;
  const keys = `arn:${place.partition}:kms:*:${place.accountId}:key/*`;
  return [
    {
      Sid: "CreateKeysInside",
      Effect: "Allow",
      Action: ["kms:CreateKey", "kms:TagResource"],
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestedRegion": program.jurisdiction.regions("aws").map((region) => region.name) } },
    },
    {
      Sid: "NeverMultiRegion",
      Effect: "Deny",
      Action: ["kms:CreateKey"],
      Resource: "*",
      Condition: { Bool: { "kms:MultiRegion": "true" } },
    },
    { Sid: "NameKeys", Effect: "Allow", Action: ["kms:CreateAlias", "kms:UpdateAlias", "kms:DeleteAlias"], Resource: [aliases, keys] },
    { Sid: "FindKeys", Effect: "Allow", Action: ["kms:ListAliases", "kms:ListKeys"], Resource: "*" },
    {
      // A policy that locks its own author out is refused by AWS KMS unless this is set.
      Sid: "NeverBypassTheLockoutCheck",
      Effect: "Deny",
      Action: ["kms:CreateKey", "kms:PutKeyPolicy"],
      Resource: "*",
      Condition: { Bool: { "kms:BypassPolicyLockoutSafetyCheck": "true" } },
    },
    {
      // A key can be shared through RAM besides its policy (AWS KMS API reference, ListKeyPolicies: AWS_RAM).
      Sid: "NeverShared",
      Effect: "Deny",
      Action: ["ram:CreateResourceShare", "ram:AssociateResourceShare"],
      Resource: "*",
    },
  ];
}

/**
 * The half that a user in another account needs: both its own IAM policy and the key policy must allow
 * (AWS KMS developer guide, Allowing users in other accounts to use a KMS key).
 */
export function foreignKeyUseStatement(keyArns: readonly string[]): Statement {
  return {
    Sid: "UseTheCustodiansKeys",
    Effect: "Allow",
    Action: ["kms:DescribeKey", "kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:CreateGrant"],
    Resource: keyArns,
  };
}
