import type { Call } from "../call";
import { evaluatePolicies } from "../../../review/access/evaluate";
import type { Decision, PolicyDocument } from "../../../review/access/types";
import type { Forwarder } from "../forward";
import type { CallRecord } from "../record";
import { policyIn, type BucketOwner, type World } from "../world";
import { globalContext, s3Context, viaS3Context } from "./context";
import { Encryption, type KeyUse } from "./encryption";
import { enter } from "./entrance";
import type { IdentityPolicies } from "./identity-policies";
import type { Keys } from "./keys";
import { keyUnusable, refuse, type Ruling } from "./refusal";
import { isAdvisory, needsOf, type Need } from "./s3-actions";
import { s3Target } from "./s3-operation";

/** Decides S3 data calls by bucket policy, endpoint policy, the caller's own policies and the key's policy and state. */
export class S3Gate {
  readonly #encryption: Encryption;

  constructor(
    private readonly forwarder: Forwarder,
    private readonly world: World,
    private readonly keys: Keys,
    private readonly identities: IdentityPolicies,
    private readonly record: CallRecord,
  ) {
    this.#encryption = new Encryption(forwarder, world);
  }

  async rule(call: Call): Promise<Ruling> {
    const target = s3Target(call.url);
    const owner = this.world.buckets.get(target.bucket);
    // A bucket that nobody made here: the engine says so.
    if (owner === undefined) return { as: call.account };
    let decision: Decision | undefined;
    for (const need of needsOf(call, target)) {
      decision = await this.#decide(call, need);
      if (decision.verdict !== "allowed") return isAdvisory(call.operation) ? { as: owner.account, decision } : refuse(call, decision);
    }
    for (const use of await this.#encryption.usesOf(call)) {
      const ruling = await this.#useKey(call, use, owner.region);
      if (ruling) return ruling;
    }
    return { as: owner.account, decision };
  }

  async #decide(call: Call, need: Need): Promise<Decision> {
    const owner = this.world.buckets.get(need.bucket);
    if (owner === undefined) return { verdict: "allowed", by: [], reason: "the engine says that there is no such bucket" };
    const entered = enter(call, this.world, owner.region);
    if ("decision" in entered) return entered.decision;
    const resource = `arn:aws:s3:::${need.bucket}${need.key === undefined ? "" : `/${need.key}`}`;
    return evaluatePolicies(
      {
        ...(await this.identities.of(call.caller)),
        resource: await this.#policyOf(need.bucket, owner),
        endpoint: entered.endpoint?.policy,
      },
      {
        action: need.action,
        resource,
        resourceAccount: owner.account,
        caller: call.caller,
        context: { ...globalContext(call, this.world, owner.account, entered.endpoint), ...s3Context(call) },
      },
    );
  }

  /** Asked of the engine each time: what stands there now is what counts. */
  async #policyOf(bucket: string, owner: BucketOwner): Promise<PolicyDocument | undefined> {
    const reply = await this.forwarder.ask("ministack", owner.account, owner.region, "s3", "GET", `/${encodeURIComponent(bucket)}?policy`);
    return reply.status === 200 ? policyIn(reply.body.toString("utf8")) : undefined;
  }

  async #useKey(call: Call, use: KeyUse, region: string): Promise<Ruling | undefined> {
    const key = await this.keys.find(use.keyId, call.account, region);
    if (key === undefined) return keyUnusable(call, use.keyId, "NotFound");
    const context = { ...viaS3Context(call, this.world, key.account, region, use.encryptedArn), "kms:KeyOrigin": key.origin };
    const request = { action: use.action, resource: key.arn, resourceAccount: key.account, caller: call.caller, context };
    const decision = evaluatePolicies({ ...(await this.identities.of(call.caller)), key: key.policy }, request);
    this.record.addKeyUse(call, use.action.slice("kms:".length), key.arn, `s3.${region}.amazonaws.com`, decision);
    if (decision.verdict !== "allowed") return refuse(call, decision);
    return key.state === "Enabled" ? undefined : keyUnusable(call, key.arn, key.state);
  }
}
