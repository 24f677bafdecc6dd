import type { Caller } from "../../review/access/types";
import { xml, type Answer, type Call } from "./call";

/** Who stands behind an access key: a 12-digit key is an account's root; a session's key remembers its role. */
export class Identities {
  readonly #sessions = new Map<string, Caller>();

  callerOf(accessKey: string): Caller {
    const session = this.#sessions.get(accessKey);
    if (session) return session;
    // Any other key is nobody's; account zero owns nothing, so that a forgotten credential cannot pass for a real one.
    const account = /^\d{12}$/.test(accessKey) ? accessKey : "000000000000";
    return { account, arn: `arn:aws:iam::${account}:root` };
  }

  /** Reads the answer to an AssumeRole call. */
  remember(call: Call, reply: Answer): void {
    const accessKey = /<AccessKeyId>([^<]+)</.exec(reply.body.toString("utf8"))?.[1];
    const arn = call.params["RoleArn"];
    const account = typeof arn === "string" ? /^arn:[^:]+:iam::(\d{12}):role\//.exec(arn)?.[1] : undefined;
    if (!accessKey || !account || typeof arn !== "string") return;
    const partition = arn.split(":")[1] ?? "aws";
    const role = arn.split("/").pop() ?? "";
    const session = String(call.params["RoleSessionName"] ?? "session");
    this.#sessions.set(accessKey, { account, arn, sessionArn: `arn:${partition}:sts::${account}:assumed-role/${role}/${session}` });
  }
}

/** GetCallerIdentity is answered here: the engines would not agree on who a session is. */
export function callerIdentity(call: Call): Answer {
  const { account, arn, sessionArn } = call.caller;
  return xml(
    `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>${sessionArn ?? arn}</Arn>` +
      `<UserId>${account}</UserId><Account>${account}</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>rehearsal</RequestId></ResponseMetadata></GetCallerIdentityResponse>`,
  );
}
