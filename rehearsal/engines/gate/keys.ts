import type { PolicyDocument } from "../../../review/access/types";
import type { Forwarder } from "../forward";
import { policyIn } from "../world";

export interface Key {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  /** `Enabled`, `Disabled`, `PendingDeletion`, `PendingImport`, `Unavailable` … */
  readonly state: string;
  readonly origin: string;
  readonly policy: PolicyDocument;
}

interface Metadata {
  readonly Arn: string;
  readonly AWSAccountId: string;
  readonly KeyState: string;
  readonly Origin: string;
}

/** Looks keys up in the engine at the moment of use, so that a key disabled a second ago is disabled. */
export class Keys {
  constructor(private readonly forwarder: Forwarder) {}

  /** The key that a caller of this account and region means by an id, an alias or an ARN of either. */
  async find(id: string, account: string, region: string): Promise<Key | undefined> {
    const [, , , arnRegion, arnAccount] = id.split(":");
    const where = { account: arnAccount ?? account, region: arnRegion ?? region };
    const described = await this.#ask<{ KeyMetadata?: Metadata }>("DescribeKey", { KeyId: id }, where);
    const key = described?.KeyMetadata;
    if (key === undefined) return undefined;
    const held = await this.#ask<{ Policy?: string }>("GetKeyPolicy", { KeyId: key.Arn, PolicyName: "default" }, where);
    return { ...where, arn: key.Arn, state: key.KeyState, origin: key.Origin, policy: policyIn(held?.Policy) ?? { Statement: [] } };
  }

  async #ask<T>(operation: string, body: unknown, where: { account: string; region: string }): Promise<T | undefined> {
    const headers = { "x-amz-target": `TrentService.${operation}`, "content-type": "application/x-amz-json-1.1" };
    const reply = await this.forwarder.ask("ministack", where.account, where.region, "kms", "POST", "/", headers, JSON.stringify(body));
    return reply.status === 200 ? (JSON.parse(reply.body.toString("utf8")) as T) : undefined;
  }
}
