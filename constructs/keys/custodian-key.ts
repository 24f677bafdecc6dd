import { Construct } from "constructs";
import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsExternalKey } from "@cdktf/provider-aws/lib/kms-external-key";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import type { AwsStack } from "../place/aws-stack";
import { policyDocument } from "../policy/document";
import type { KeyOrigin } from "./administration";
import { connectedStore, keyOrigin, storeOf } from "./external-store";
import { materialAlarm } from "./material-alarm";
import { keyPolicyStatements, type KeyUse } from "./key-policy";
import { keyAdministrators } from "./key-roles";
import { custodianOrganization } from "./organization";

/** NIST P-256: what every verifier of signed statements knows. Asymmetric keys do not rotate (AWS KMS developer guide, Rotating keys). */
const SIGNING = { keyUsage: "SIGN_VERIFY", customerMasterKeySpec: "ECC_NIST_P256" };

export interface CustodianKeyProps {
  /** What it protects: a dataset's name, or `state`, `logs`, `vault`. */
  readonly of: string;
  /** Who uses it; place, administrators, organization and origin are not the caller's to choose. */
  readonly use: Omit<KeyUse, "place" | "administrators" | "organization" | "origin">;
  /** Administrators besides the custodian's: the role that bootstraps an account, for that account's state key. */
  readonly alsoAdministeredBy?: readonly string[];
}

/**
 * A key that the custodian administers and cannot use, and that the data's services use and cannot administer.
 *
 * Single-region, symmetric, with the longest deletion window; its material comes from where the program's custody mode says.
 * Its policy is set at creation: `aws_kms_key_policy` would leave the default policy standing before and after it.
 */
export class CustodianKey extends Construct {
  /** A token: AWS mints key ids. */
  readonly arn: string;
  readonly alias: string;

  constructor(scope: AwsStack, id: string, props: CustodianKeyProps) {
    super(scope, id);
    const { program, place } = scope;
    const organization = custodianOrganization(program);
    const administrators = [...keyAdministrators(program, place), ...(props.alsoAdministeredBy ?? [])];
    const origin = keyOrigin(program, place, props.of);
    const key = this.key(scope, origin, props, {
      description: `Ringfence ${program.name}: ${props.of} in ${place.region.name}`,
      deletionWindowInDays: 30,
      multiRegion: false,
      policy: policyDocument("key", keyPolicyStatements({ ...props.use, place, organization, administrators, origin })),
      tags: { "ringfence:key-of": props.of },
    });
    this.arn = key.arn;
    this.alias = `alias/ringfence/${program.name}/${props.of}`;
    new KmsAlias(this, "alias", { name: this.alias, targetKeyId: key.keyId });
  }

  private key(
    scope: AwsStack,
    origin: KeyOrigin,
    { of, use }: CustodianKeyProps,
    common: KeyCommon,
  ): { readonly arn: string; readonly keyId: string } {
    const preventDestroy = !scope.program.data.sandbox;
    switch (origin) {
      case "AWS_KMS":
        return new KmsKey(this, "key", {
          ...common,
          ...(use.signers ? SIGNING : { enableKeyRotation: true }),
          lifecycle: { preventDestroy },
        });
      case "EXTERNAL": {
        // `key_material_base64` would put the material into terraform's state; the ceremony brings it, and with it an expiry that terraform must not undo.
        const key = new KmsExternalKey(this, "key", { ...common, lifecycle: { preventDestroy, ignoreChanges: ["valid_to"] } });
        materialAlarm(this, scope, of, key.id);
        return { arn: key.arn, keyId: key.id };
      }
      case "EXTERNAL_KEY_STORE":
        // KMS rotates no external key: the custodian does, in his HSM, behind the same id.
        return new KmsKey(this, "key", {
          ...common,
          customKeyStoreId: connectedStore(scope).id,
          xksKeyId: storeOf(scope.program, scope.place).keys[of],
          lifecycle: { preventDestroy },
        });
    }
  }
}

interface KeyCommon {
  readonly description: string;
  readonly deletionWindowInDays: number;
  readonly multiRegion: boolean;
  readonly policy: string;
  readonly tags: Record<string, string>;
}
