import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { ADMINISTRATION } from "../../constructs/keys/administration";
import type { Engines } from "../../rehearsal/engines/engines";

/** Roles that stand before any stack of ours: AWS Organizations makes one together with an account. Anybody may assume them here. */
export async function makeRoles(engines: Engines, account: string, names: readonly string[]): Promise<void> {
  const trust = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" }] };
  const credentials = { accessKeyId: account, secretAccessKey: "rehearsal" };
  const iam = new IAMClient({ endpoint: engines.endpoint, region: "us-east-1", credentials, maxAttempts: 1 });
  for (const RoleName of names) await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) }));
}

/** There is no key yet, or the call is about all keys: a key policy cannot allow these, the key role's IAM policy does. */
const BY_IAM_ONLY = ["CreateKey", "ListAliases", "ListKeys"];

/** What the key role called of KMS itself, and what of that no policy of ours names. */
export function keyRoleCalls(engines: Engines): {
  readonly count: number;
  readonly made: readonly string[];
  readonly unnamed: readonly string[];
} {
  const calls = engines.calls().filter((call) => call.service === "kms" && !call.via && /ringfence-key-admin/.test(call.principalArn));
  const made = [...new Set(calls.map((call) => call.action))];
  const named = new Set<string>([...ADMINISTRATION.AWS_KMS.map((action) => action.replace("kms:", "")), ...BY_IAM_ONLY]);
  return { count: calls.length, made, unnamed: made.filter((action) => !named.has(action)) };
}
