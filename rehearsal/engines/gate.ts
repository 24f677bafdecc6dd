import type { Answer, Call } from "./call";
import type { Forwarder } from "./forward";
import { IdentityPolicies } from "./gate/identity-policies";
import { Keys } from "./gate/keys";
import { isKmsData, KmsGate } from "./gate/kms-gate";
import type { Ruling } from "./gate/refusal";
import { isS3Data } from "./gate/s3-actions";
import { S3Gate } from "./gate/s3-gate";
import type { CallRecord } from "./record";
import type { World } from "./world";

/**
 * Decides the calls that touch data, which the engines would let pass: they check no key, and a root key passes any
 * bucket policy. What it refuses is labelled as the evaluator's answer. It knows no SCP, RCP, session policy or grant.
 */
export class Gate {
  readonly #s3: S3Gate;
  readonly #kms: KmsGate;

  constructor(forwarder: Forwarder, world: World, record: CallRecord) {
    const keys = new Keys(forwarder);
    const identities = new IdentityPolicies(forwarder);
    this.#s3 = new S3Gate(forwarder, world, keys, identities, record);
    this.#kms = new KmsGate(world, keys, identities);
  }

  async before(call: Call): Promise<Ruling> {
    if (call.service === "s3" && isS3Data(call.operation)) return this.#s3.rule(call);
    if (call.service === "kms" && isKmsData(call.operation)) return (await this.#kms.rule(call)) ?? { as: call.account };
    return { as: call.account };
  }

  /** Undefined when `before` has said all there is to say. */
  async after(call: Call, reply: Answer): Promise<Ruling | undefined> {
    const unread =
      call.service === "kms" && ((call.operation === "Decrypt" && call.params["KeyId"] === undefined) || call.operation === "ReEncrypt");
    return unread && reply.status === 200 ? this.#kms.ruleAfter(call, reply) : undefined;
  }
}
