import type { Answer, Call } from "../call";
import { evaluatePolicies } from "../../../review/access/evaluate";
import type { World } from "../world";
import { directKmsContext, globalContext } from "./context";
import { enter } from "./entrance";
import type { IdentityPolicies } from "./identity-policies";
import type { Key, Keys } from "./keys";
import { keyUnusable, refuse, type Ruling } from "./refusal";

/** The calls that use a key. Those that manage it are the deployer's and are only recorded. */
const DATA = new Set([
  "Encrypt",
  "Decrypt",
  "GenerateDataKey",
  "GenerateDataKeyWithoutPlaintext",
  "ReEncrypt",
  "Sign",
  "Verify",
  "GenerateMac",
  "VerifyMac",
]);

export const isKmsData = (operation: string): boolean => DATA.has(operation);

/** Decides the direct uses of a key by its policy, the caller's own, and the endpoint's. */
export class KmsGate {
  constructor(
    private readonly world: World,
    private readonly keys: Keys,
    private readonly identities: IdentityPolicies,
  ) {}

  /** Undefined when the call names no key: a ciphertext does, and only the engine reads it. Then `ruleAfter` decides. */
  async rule(call: Call): Promise<Ruling | undefined> {
    const keyId = call.params["KeyId"] ?? call.params["DestinationKeyId"];
    if (typeof keyId !== "string") return undefined;
    const key = await this.keys.find(keyId, call.account, call.region);
    if (key === undefined) return { as: call.account };
    const ruling = await this.#decide(call, call.operation === "ReEncrypt" ? "ReEncryptTo" : call.operation, key);
    return "refusal" in ruling || key.state === "Enabled" ? ruling : keyUnusable(call, key.arn, key.state);
  }

  /** Rules on the keys that the engine's answer names, and withholds that answer when one is refused. */
  async ruleAfter(call: Call, reply: Answer): Promise<Ruling> {
    const { KeyId, SourceKeyId } = JSON.parse(reply.body.toString("utf8") || "{}") as { KeyId?: string; SourceKeyId?: string };
    const used = SourceKeyId ?? (call.operation === "ReEncrypt" ? undefined : KeyId);
    const key = used === undefined ? undefined : await this.keys.find(used, call.account, call.region);
    if (key === undefined) return { as: call.account };
    return this.#decide(call, call.operation === "ReEncrypt" ? "ReEncryptFrom" : call.operation, key);
  }

  async #decide(call: Call, action: string, key: Key): Promise<Ruling> {
    const entered = enter(call, this.world, key.region);
    if ("decision" in entered) return refuse(call, entered.decision);
    const context = {
      ...globalContext(call, this.world, key.account, entered.endpoint),
      ...directKmsContext(call),
      "kms:KeyOrigin": key.origin,
    };
    const decision = evaluatePolicies(
      { ...(await this.identities.of(call.caller)), key: key.policy, endpoint: entered.endpoint?.policy },
      { action: `kms:${action}`, resource: key.arn, resourceAccount: key.account, caller: call.caller, context },
    );
    return decision.verdict === "allowed" ? { as: key.account, decision } : refuse(call, decision);
  }
}
