import { failure, json } from "../call";
import type { Handler } from "./handler";

/** Lambda's code signing configurations and their tags, which neither engine knows. */
export const codeSigning: Handler = (call, store) => {
  if (call.service !== "lambda") return undefined;
  const path = decodeURIComponent(call.url.pathname);
  const held = store.of(call, "code-signing");
  const [, tagged] = /^\/2017-03-31\/tags\/(.*:code-signing-config:.*)$/.exec(path) ?? [];
  if (tagged !== undefined) return json({ Tags: JSON.parse(held.get(`tags/${tagged}`) ?? "{}") as unknown });
  const [, arn] = /^\/2020-04-22\/code-signing-configs\/?(.*)$/.exec(path) ?? [];
  if (arn === undefined) return undefined;
  if (call.method === "POST" && arn === "") {
    const id = `csc-${String(held.size).padStart(17, "0")}`;
    const made = `arn:aws:lambda:${call.region}:${call.account}:code-signing-config:${id}`;
    const { Tags = {}, ...rest } = call.params;
    const config = { ...rest, CodeSigningConfigArn: made, CodeSigningConfigId: id, LastModified: new Date().toISOString() };
    held.set(made, JSON.stringify(config));
    held.set(`tags/${made}`, JSON.stringify(Tags));
    return json({ CodeSigningConfig: config }, 201);
  }
  const found = held.get(arn);
  if (found === undefined) return failure(call, 404, "ResourceNotFoundException", "The code signing configuration does not exist");
  if (call.method === "DELETE") {
    held.delete(arn);
    return json({}, 204);
  }
  const config = { ...(JSON.parse(found) as object), ...(call.method === "PUT" ? call.params : {}) };
  held.set(arn, JSON.stringify(config));
  return json({ CodeSigningConfig: config });
};
