import { Construct } from "constructs";
import { KmsCryptoKeyVersion } from "@cdktf/provider-google/lib/kms-crypto-key-version";
import { KmsCryptoKey, type KmsCryptoKeyConfig } from "@cdktf/provider-google/lib/kms-crypto-key";
import { KmsCryptoKeyIamBinding } from "@cdktf/provider-google/lib/kms-crypto-key-iam-binding";
import type { KmsKeyRing } from "@cdktf/provider-google/lib/kms-key-ring";
import { member } from "../place/google-names";
import { googleStackOf } from "../place/google-stack";

const DAY = 86_400;

export interface GoogleCustodianKeyProps {
  /** A dataset, or `state`. It is the key's name, so that everybody can write the key's path. */
  readonly of: string;
  readonly ring: KmsKeyRing;
  /** Where its material comes from; the custodian's custody mode says. */
  readonly material: KeyMaterial;
  /** The service agents that encrypt and decrypt with it, by e-mail; nobody else does. */
  readonly agents: readonly string[];
}

/** Made in Cloud HSM; imported into it by the ceremony; or held in the custodian's key manager, under a path of its own. */
export type KeyMaterial =
  | { readonly origin: "cloud" }
  | { readonly origin: "imported" }
  | { readonly origin: "external"; readonly connection: string; readonly path: string };

/**
 * One key of the custodian's.
 *
 * Only the named service agents use it: the binding is authoritative for its role, on the key itself. A project's or
 * organization's own bindings reach it from above all the same; the key admin's role there holds no use of keys.
 * A key of Cloud HSM's making rotates every 90 days, others when the custodian turns them; a destroyed version can be restored for 30.
 */
export class GoogleCustodianKey extends Construct {
  constructor(scope: Construct, id: string, props: GoogleCustodianKeyProps) {
    super(scope, id);
    const key = new KmsCryptoKey(this, "key", {
      name: props.of,
      keyRing: props.ring.id,
      purpose: "ENCRYPT_DECRYPT",
      destroyScheduledDuration: `${30 * DAY}s`,
      ...materialOf(props.material),
      // A ring and a key can never be deleted, only a key's versions: terraform's destroy would destroy those.
      lifecycle: { preventDestroy: !googleStackOf(scope).program.data.sandbox },
    });
    // The custodian makes it the primary one in the ceremony; terraform cannot (google 6.50, google_kms_crypto_key).
    if (props.material.origin === "external")
      new KmsCryptoKeyVersion(this, "version", {
        cryptoKey: key.id,
        externalProtectionLevelOptions: { ekmConnectionKeyPath: props.material.path },
      });
    new KmsCryptoKeyIamBinding(this, "use", {
      cryptoKeyId: key.id,
      role: "roles/cloudkms.cryptoKeyEncrypterDecrypter",
      members: props.agents.map(member),
    });
  }
}

/** Versions that KMS would make by itself are left out where the material is the custodian's: KMS could not make them. */
function materialOf(material: KeyMaterial): Partial<KmsCryptoKeyConfig> {
  switch (material.origin) {
    case "cloud":
      return {
        rotationPeriod: `${90 * DAY}s`,
        versionTemplate: { algorithm: "GOOGLE_SYMMETRIC_ENCRYPTION", protectionLevel: "HSM" },
      };
    case "imported":
      return {
        importOnly: true,
        skipInitialVersionCreation: true,
        versionTemplate: { algorithm: "GOOGLE_SYMMETRIC_ENCRYPTION", protectionLevel: "HSM" },
      };
    case "external":
      return {
        skipInitialVersionCreation: true,
        cryptoKeyBackend: material.connection,
        versionTemplate: { algorithm: "EXTERNAL_SYMMETRIC_ENCRYPTION", protectionLevel: "EXTERNAL_VPC" },
      };
  }
}
