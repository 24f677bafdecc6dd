import type { Answer, Call } from "./call";
import type { Store } from "./handlers/handler";

const KEY = "MasterUserSecretKmsKeyId";
const keysOf = (call: Call, store: Store) => store.of(call, "rds-master-secret-key");

/**
 * moto looks the key of a database's master secret up among its own keys, while the keys lie in ministack. So the key is
 * kept here: out of what moto is asked, and back in what it answers.
 */
export function withoutSecretKey(call: Call, store: Store): Buffer {
  const cluster = call.params["DBClusterIdentifier"];
  const key = call.params[KEY];
  if (call.service !== "rds" || typeof cluster !== "string" || typeof key !== "string") return call.body;
  keysOf(call, store).set(cluster, key);
  const form = new URLSearchParams(call.body.toString("utf8"));
  form.delete(KEY);
  return Buffer.from(form.toString());
}

export function withSecretKey(call: Call, reply: Answer, store: Store): Answer {
  if (call.service !== "rds" || reply.status !== 200) return reply;
  const keys = keysOf(call, store);
  if (keys.size === 0) return reply;
  const text = reply.body.toString("utf8").replace(/<DBCluster>.*?<\/DBCluster>/gs, (cluster) => {
    const name = /<DBClusterIdentifier>([^<]+)</.exec(cluster)?.[1];
    const key = name === undefined ? undefined : keys.get(name);
    return key === undefined
      ? cluster
      : cluster.replace(/(<MasterUserSecret>.*?<KmsKeyId>)[^<]*/s, (_, before: string) => `${before}${key}`);
  });
  return { ...reply, headers: { ...reply.headers, "content-length": undefined }, body: Buffer.from(text) };
}
