import { Construct } from "constructs";
import { KmsCryptoKey } from "@cdktf/provider-google/lib/kms-crypto-key";
import { KmsCryptoKeyIamBinding } from "@cdktf/provider-google/lib/kms-crypto-key-iam-binding";
import type { KmsKeyRing } from "@cdktf/provider-google/lib/kms-key-ring";
import { member } from "../place/google-names";
import { googleStackOf } from "../place/google-stack";

const DAY = 86_400;

export interface GoogleCustodianKeyProps {
  /** A dataset, or `state`. It is the key's name, so that everybody can write the key's path. */
  readonly of: string;
  readonly ring: KmsKeyRing;
  /** The service agents that encrypt and decrypt with it, by e-mail; nobody else does. */
  readonly agents: readonly string[];
}

/**
 * One HSM key of the custodian's.
 *
 * Only the named service agents use it: the binding is authoritative for its role, on the key itself. A project's or
 * organization's own bindings reach it from above all the same; the key admin's role there holds no use of keys.
 * It rotates every 90 days, and a destroyed version can be restored for 30.
 */
export class GoogleCustodianKey extends Construct {
  constructor(scope: Construct, id: string, props: GoogleCustodianKeyProps) {
    super(scope, id);
    const key = new KmsCryptoKey(this, "key", {
      name: props.of,
      keyRing: props.ring.id,
      purpose: "ENCRYPT_DECRYPT",
      rotationPeriod: `${90 * DAY}s`,
      destroyScheduledDuration: `${30 * DAY}s`,
      versionTemplate: { algorithm: "GOOGLE_SYMMETRIC_ENCRYPTION", protectionLevel: "HSM" },
      // A ring and a key can never be deleted, only a key's versions: terraform's destroy would destroy those.
      lifecycle: { preventDestroy: !googleStackOf(scope).program.data.sandbox },
    });
    new KmsCryptoKeyIamBinding(this, "use", {
      cryptoKeyId: key.id,
      role: "roles/cloudkms.cryptoKeyEncrypterDecrypter",
      members: props.agents.map(member),
    });
  }
}
