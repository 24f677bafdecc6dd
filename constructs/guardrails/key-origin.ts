import { KMS_ORIGINS } from "../../config/keys/kms-origins";
import type { CustodyMode } from "../../config/scope";
import type { Statement } from "../policy/document";
import type { Fence } from "../../config/guardrails/fenced";
import { deny, exceptRoles } from "./statements";

/**
 * In the custody account every key is of the mode that the program promises. The account's state key, which bootstrap
 * makes before there is a key store, is the platform's; so are keys of other accounts.
 */
export function keyOrigin({ custodyAccounts, roles }: Fence, mode: CustodyMode): readonly Statement[] {
  return [
    deny("KeysOfTheMode", ["kms:CreateKey"], {
      StringNotEquals: { "kms:KeyOrigin": KMS_ORIGINS[mode] },
      StringEquals: { "aws:PrincipalAccount": custodyAccounts },
      ...exceptRoles(roles.bootstrap),
    }),
    deny("KeysMadeByCustody", ["kms:CreateKey"], exceptRoles(roles.keys, roles.bootstrap)),
  ];
}

/** Who may take a key away, and how slowly. Key policies say the same; this holds for keys that nobody gave one. */
export function keyGuard({ roles }: Fence): readonly Statement[] {
  return [
    deny(
      "KeysTouchedByCustody",
      [
        "kms:DeleteCustomKeyStore",
        "kms:DeleteImportedKeyMaterial",
        "kms:DisableKey",
        "kms:DisconnectCustomKeyStore",
        "kms:ImportKeyMaterial",
        "kms:PutKeyPolicy",
        "kms:ScheduleKeyDeletion",
        "kms:UpdateCustomKeyStore",
        "kms:UpdatePrimaryRegion",
      ],
      exceptRoles(roles.keys, roles.bootstrap),
    ),
    // An omitted window means 30 days, the longest that AWS KMS offers.
    deny("KeysWaitThirtyDays", ["kms:ScheduleKeyDeletion"], { NumericLessThan: { "kms:ScheduleKeyDeletionPendingWindowInDays": "30" } }),
  ];
}
