import type { CustodyMode } from "../scope";

/** Where a key's material comes from in each mode, as `kms:KeyOrigin` says it (AWS KMS developer guide, condition keys). */
export const KMS_ORIGINS: Readonly<Record<CustodyMode, string>> = {
  external: "EXTERNAL_KEY_STORE",
  imported: "EXTERNAL",
  "custodian-account": "AWS_KMS",
};
