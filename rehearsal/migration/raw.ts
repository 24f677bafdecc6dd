import { Agent, request } from "node:http";
import { unsigned } from "../engines/scope";

/**
 * Plain HTTP to the engines, without any cloud's client: what nobody's SDK or mover has read for us, decoded for us or left
 * out. Each call says who asks, as a signature's scope does.
 */
export interface Asked {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

const agent = new Agent({ keepAlive: true, maxSockets: 8 });

export function askRaw(endpoint: string, path: string, authorization?: string): Promise<Asked> {
  const { hostname, port } = new URL(endpoint);
  if (hostname !== "127.0.0.1") throw new Error(`a rehearsal runs on loopback alone, not on ${endpoint}`);
  return new Promise((resolve, reject) => {
    // The path goes out as it is: a URL object would take out its dot segments.
    const out = request({ host: hostname, port, path, agent, headers: authorization === undefined ? {} : { authorization } }, (reply) => {
      const chunks: Buffer[] = [];
      reply.on("data", (chunk: Buffer) => chunks.push(chunk));
      reply.on("error", reject);
      reply.on("end", () => resolve({ status: reply.statusCode ?? 0, headers: reply.headers, body: Buffer.concat(chunks) }));
    });
    out.on("error", reject);
    out.end();
  });
}

export const askS3 = (endpoint: string, account: string, region: string, path: string): Promise<Asked> =>
  askRaw(endpoint, path, unsigned(account, region, "s3"));

/** A key as a path: everything but slashes encoded. */
export const s3Path = (bucket: string, key: string): string =>
  `/${bucket}/${key
    .split("/")
    .map((part) => encodeURIComponent(part).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`))
    .join("/")}`;
