import type { Answer, Call } from "./call";

/** Corrects what an engine gets wrong in an answer that is otherwise good. Each line here is an engine's bug. */
export function corrected(call: Call, reply: Answer): Answer {
  if (reply.status !== 200) return reply;
  // moto writes these times as text, where CodePipeline's protocol has seconds.
  if (call.service === "codepipeline") return withBody(reply, reply.body.toString("utf8").replace(PIPELINE_TIME, seconds));
  if (call.operation === "DescribeVpcEndpointServiceConfigurations") return withAddressTypes(reply);
  if (call.service !== "rds") return reply;
  // moto shows the settings of Aurora Serverless v1 for every cluster, so that each plan wants to remove them.
  const text = reply.body.toString("utf8").replace(/<ScalingConfigurationInfo\s*(\/>|>.*?<\/ScalingConfigurationInfo>)/gs, "");
  return withBody(reply, text);
}

const PIPELINE_TIME = /"(created|updated)":\s*"([^"]+)"/g;
const seconds = (_: string, key: string, time: string) => `"${key}": ${Math.floor(Date.parse(time) / 1000)}`;

function withBody(reply: Answer, text: string): Answer {
  return { ...reply, headers: { ...reply.headers, "content-length": undefined }, body: Buffer.from(text) };
}

/** The target as the engine understands it. moto finds a backup resource's tags only by a path that ends in a slash, which AWS's Go client does not send. */
export function understood(call: Call): string {
  const tags = call.service === "backup" && call.method === "GET" && /^\/tags\/[^/?]+$/.test(call.target);
  return tags ? `${call.target}/` : call.target;
}

/** moto forgets which address types an endpoint service takes; ours take IPv4 alone, as AWS KMS demands of a proxy's. */
function withAddressTypes(reply: Answer): Answer {
  const text = reply.body
    .toString("utf8")
    .replace(/<supportedIpAddressTypeSet\s*(\/>|>.*?<\/supportedIpAddressTypeSet>)/gs, "")
    .replace(/<serviceId>[^<]*<\/serviceId>/g, "$&<supportedIpAddressTypeSet><item>ipv4</item></supportedIpAddressTypeSet>");
  return { ...reply, headers: { ...reply.headers, "content-length": undefined }, body: Buffer.from(text) };
}
