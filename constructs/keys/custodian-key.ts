import { Construct } from "constructs";
import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import type { AwsStack } from "../place/aws-stack";
import { policyDocument } from "../policy/document";
import { keyPolicyStatements, type KeyUse } from "./key-policy";
import { keyAdministrators } from "./key-roles";
import { custodianOrganization } from "./organization";

/** NIST P-256: what every verifier of signed statements knows. Asymmetric keys do not rotate (AWS KMS developer guide, Rotating keys). */
const SIGNING = { keyUsage: "SIGN_VERIFY", customerMasterKeySpec: "ECC_NIST_P256" };

export interface CustodianKeyProps {
  /** What it protects: a dataset's name, or `state`, `logs`, `vault`. */
  readonly of: string;
  /** Who uses it; place, administrators and organization are not the caller's to choose. */
  readonly use: Omit<KeyUse, "place" | "administrators" | "organization">;
  /** Administrators besides the custodian's: the role that bootstraps an account, for that account's state key. */
  readonly alsoAdministeredBy?: readonly string[];
}

/**
 * A key that the custodian administers and cannot use, and that the data's services use and cannot administer.
 *
 * Single-region, symmetric, rotated each year, with the longest deletion window. Its policy is set at creation:
 * `aws_kms_key_policy` would leave the default policy standing before and after it.
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
    const key = new KmsKey(this, "key", {
      description: `Ringfence ${program.name}: ${props.of} in ${place.region.name}`,
      deletionWindowInDays: 30,
      ...(props.use.signers ? SIGNING : { enableKeyRotation: true }),
      multiRegion: false,
      policy: policyDocument("key", keyPolicyStatements({ ...props.use, place, organization, administrators })),
      tags: { "ringfence:key-of": props.of },
      lifecycle: { preventDestroy: !program.data.sandbox },
    });
    this.arn = key.arn;
    this.alias = `alias/ringfence/${program.name}/${props.of}`;
    new KmsAlias(this, "alias", { name: this.alias, targetKeyId: key.keyId });
  }
}
