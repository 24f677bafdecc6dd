import type { Construct } from "constructs";
import { KmsEkmConnection } from "@cdktf/provider-google/lib/kms-ekm-connection";
import { KmsKeyRingImportJob } from "@cdktf/provider-google/lib/kms-key-ring-import-job";
import type { KmsKeyRing } from "@cdktf/provider-google/lib/kms-key-ring";
import { isProtectedKey } from "../../config/keys/protected-keys";
import type { EkmData } from "../../config/schema/schema";
import type { GoogleStack } from "../place/google-stack";
import type { KeyMaterial } from "./google-custodian-key";

/** Where the keys of one region's ring get their material, and what the custody mode needs for that. */
export class GoogleKeyMaterials {
  private readonly connection?: { readonly id: string; readonly data: EkmData };

  constructor(
    scope: Construct,
    private readonly stack: GoogleStack,
    ring: KmsKeyRing,
  ) {
    const { mode, external, imported } = stack.program.data.custody;
    const data = external?.google.find(({ region }) => region === stack.place.region.name);
    if (mode === "external" && data) this.connection = { id: connect(scope, stack, data), data };
    // A job's public key wraps the material outside; the ring's HSM unwraps it. It stands for three days.
    if (mode === "imported" && imported?.job)
      new KmsKeyRingImportJob(scope, "import-job", {
        keyRing: ring.id,
        importJobId: imported.job,
        importMethod: "RSA_OAEP_4096_SHA256_AES_256",
        protectionLevel: "HSM",
      });
  }

  of(dataset: string): KeyMaterial {
    const { program, place } = this.stack;
    const { mode } = program.data.custody;
    const key = { cloud: "google" as const, account: place.accountName, region: place.region.name, of: dataset };
    if (mode === "custodian-account" || !isProtectedKey(program.data, key)) return { origin: "cloud" };
    if (mode === "imported") return { origin: "imported" };
    const path = this.connection?.data.keys[dataset];
    if (this.connection && path) return { origin: "external", connection: this.connection.id, path };
    throw new TypeError(`custody.external has no key of ${dataset} in ${place.region.name}; the program's rules refuse it`);
  }
}

/**
 * Cloud KMS's way to the custodian's key manager, through his network. In manual mode Google makes and destroys nothing
 * there: each key is the custodian's, and stands by its path (Cloud EKM documentation, EKM key management).
 */
function connect(scope: Construct, { program, place }: GoogleStack, data: EkmData): string {
  return new KmsEkmConnection(scope, "ekm", {
    name: `ringfence-${program.name}`,
    location: place.region.name,
    keyManagementMode: "MANUAL",
    serviceResolvers: [
      { serviceDirectoryService: data.service, hostname: data.hostname, serverCertificates: [{ rawDer: data.certificate }] },
    ],
    lifecycle: { preventDestroy: !program.data.sandbox },
  }).id;
}
