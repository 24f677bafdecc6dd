import type { Decision } from "../../review/access/types";
import type { Call } from "./call";

/** One call as the router saw it. */
export interface RecordedCall {
  readonly time: string;
  readonly account: string;
  readonly principalArn: string;
  readonly region: string;
  readonly service: string;
  readonly action: string;
  /** The key of a KMS call, as the caller named it; of CreateKey, the key that it made. */
  readonly keyId?: string;
  /** `s3.us-east-1.amazonaws.com`, when S3 used the key on the caller's behalf. */
  readonly via?: string;
  readonly status: number;
  /** What the evaluator said, where the call was its to decide. */
  readonly decision?: Decision;
}

/** Every call of a rehearsal, in order: what was really called is compared with what the key policies allow. */
export class CallRecord {
  readonly #calls: RecordedCall[] = [];

  add(call: Call, status: number, more: Pick<RecordedCall, "keyId" | "decision"> = {}): void {
    this.#calls.push({
      ...this.#common(call),
      service: call.service,
      action: call.operation,
      status,
      keyId: more.keyId ?? keyOf(call),
      decision: more.decision,
    });
  }

  /** A use of a key that S3 makes for its caller; no client sends it, but CloudTrail would show it. */
  addKeyUse(call: Call, action: string, keyId: string, via: string, decision: Decision): void {
    this.#calls.push({
      ...this.#common(call),
      service: "kms",
      action,
      keyId,
      via,
      status: decision.verdict === "allowed" ? 200 : 403,
      decision,
    });
  }

  all(): readonly RecordedCall[] {
    return [...this.#calls];
  }

  #common(call: Call): Pick<RecordedCall, "time" | "account" | "principalArn" | "region"> {
    return { time: new Date().toISOString(), account: call.account, principalArn: call.caller.arn, region: call.region };
  }
}

function keyOf(call: Call): string | undefined {
  const key = call.params["KeyId"] ?? call.params["TargetKeyId"];
  return call.service === "kms" && typeof key === "string" ? key : undefined;
}
