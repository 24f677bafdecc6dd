import { Construct } from "constructs";
import { KmsKeyRing } from "@cdktf/provider-google/lib/kms-key-ring";
import { KmsKeyRingIamBinding } from "@cdktf/provider-google/lib/kms-key-ring-iam-binding";
import { custodyRing, googleKeyAdmin, googleKeyName, member } from "../place/google-names";
import type { GoogleStack } from "../place/google-stack";
import { GoogleCustodianKey } from "./google-custodian-key";
import { GoogleKeyMaterials } from "./google-key-materials";

export interface GoogleKeyRingProps {
  /** One key a dataset, with the service agents that use it. */
  readonly keys: readonly { readonly of: string; readonly agents: readonly string[] }[];
}

/** The keys of one region, in the custody project: the key admin manages them, and may neither encrypt nor decrypt. */
export class GoogleKeyRing extends Construct {
  private readonly names = new Map<string, string>();

  constructor(scope: GoogleStack, id: string, props: GoogleKeyRingProps) {
    super(scope, id);
    const { program, place } = scope;
    const ring = new KmsKeyRing(this, "ring", {
      name: custodyRing(program),
      location: place.region.name,
      lifecycle: { preventDestroy: !program.data.sandbox },
    });
    new KmsKeyRingIamBinding(this, "administration", {
      keyRingId: ring.id,
      role: "roles/cloudkms.admin",
      members: [member(googleKeyAdmin(program, place))],
    });
    const materials = new GoogleKeyMaterials(this, scope, ring);
    for (const { of, agents } of props.keys) {
      new GoogleCustodianKey(this, `key-${of}`, { of, ring, agents, material: materials.of(of) });
      this.names.set(of, googleKeyName(place, custodyRing(program), of));
    }
  }

  /** The full name of a dataset's key. */
  keyName(of: string): string {
    const name = this.names.get(of);
    if (name) return name;
    throw new TypeError(`${this.node.path} holds no key of ${of}`);
  }
}
