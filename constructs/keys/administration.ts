/** Where a key's material comes from (AWS KMS API reference, KeyMetadata Origin), strongest last. */
export type KeyOrigin = "AWS_KMS" | "EXTERNAL" | "EXTERNAL_KEY_STORE";

/** What an administrator does to a key of any origin. */
const EVERY_ORIGIN = [
  "kms:CreateAlias",
  "kms:UpdateAlias",
  "kms:DeleteAlias",
  "kms:DescribeKey",
  "kms:GetKeyPolicy",
  "kms:PutKeyPolicy",
  "kms:ListKeyPolicies",
  "kms:ListResourceTags",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:UpdateKeyDescription",
  "kms:EnableKey",
  "kms:DisableKey",
  "kms:ListGrants",
  "kms:RevokeGrant",
  "kms:ScheduleKeyDeletion",
  "kms:CancelKeyDeletion",
];

/** KMS turns only the material that it made itself; elsewhere these calls fail (AWS KMS developer guide, rotating keys). */
const ROTATION = ["kms:GetKeyRotationStatus", "kms:EnableKeyRotation", "kms:DisableKeyRotation"];

/** The ceremony's calls; terraform makes none of them. */
const IMPORT = ["kms:GetParametersForImport", "kms:ImportKeyMaterial", "kms:DeleteImportedKeyMaterial"];

/** Everything that administration is, and nothing that opens data (AWS KMS developer guide, key policy permissions for administrators). */
export const ADMINISTRATION: Readonly<Record<KeyOrigin, readonly string[]>> = {
  AWS_KMS: [...EVERY_ORIGIN, ...ROTATION],
  EXTERNAL: [...EVERY_ORIGIN, ...IMPORT],
  EXTERNAL_KEY_STORE: EVERY_ORIGIN,
};

const TAKEN_FROM_ANY = ["kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:DisableKey"];

/**
 * What takes a key out of the custodian's hands; denied to everybody else even where an identity policy allows it. Whoever
 * deletes imported material takes the data away; whoever imports some to a key that waits for it knows what encrypts the data.
 */
export const TAKEOVER: Readonly<Record<KeyOrigin, readonly string[]>> = {
  AWS_KMS: [...TAKEN_FROM_ANY, "kms:DisableKeyRotation"],
  EXTERNAL: [...TAKEN_FROM_ANY, "kms:ImportKeyMaterial", "kms:DeleteImportedKeyMaterial"],
  EXTERNAL_KEY_STORE: TAKEN_FROM_ANY,
};
