import { Agent, request, type OutgoingHttpHeaders } from "node:http";
import type { Answer, Call } from "./call";
import { understood } from "./fixups";
import type { EngineName } from "./routes";
import { signedAs, unsigned } from "./scope";

/** Headers that belong to one connection and must not travel on. */
const HOP = new Set([
  "connection",
  "proxy-connection",
  "proxy-authorization",
  "transfer-encoding",
  "expect",
  "keep-alive",
  "content-length",
]);

/** Sends calls to the two engines. */
export class Forwarder {
  readonly #agent = new Agent({ keepAlive: true });

  constructor(private readonly ports: Readonly<Record<EngineName, number>>) {}

  /** Sends a call on as the given account: the caller's own, or the owner of the bucket or key it names. */
  forward(engine: EngineName, call: Call, account: string, body: Buffer = call.body): Promise<Answer> {
    const headers: OutgoingHttpHeaders = {};
    for (const [name, value] of Object.entries(account === call.account ? call.headers : signedAs(call.headers, account))) {
      if (value !== undefined && !HOP.has(name) && !name.startsWith("x-rehearsal-")) headers[name] = value;
    }
    if (engine === "moto") headers["x-moto-account-id"] = account;
    return this.send(engine, call.method, understood(call), headers, body);
  }

  /** A question of the router's own, asked as an account. */
  ask(
    engine: EngineName,
    account: string,
    region: string,
    service: string,
    method: string,
    path: string,
    headers: OutgoingHttpHeaders = {},
    body = "",
  ): Promise<Answer> {
    return this.send(
      engine,
      method,
      path,
      { ...headers, authorization: unsigned(account, region, service), "x-moto-account-id": account },
      Buffer.from(body),
    );
  }

  close(): void {
    this.#agent.destroy();
  }

  private send(engine: EngineName, method: string, path: string, headers: OutgoingHttpHeaders, body: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const out = request(
        {
          agent: this.#agent,
          host: "127.0.0.1",
          port: this.ports[engine],
          method,
          path,
          headers: { ...headers, "content-length": body.length },
        },
        (reply) => {
          const chunks: Buffer[] = [];
          reply.on("data", (chunk: Buffer) => chunks.push(chunk));
          reply.on("error", reject);
          reply.on("end", () => resolve({ status: reply.statusCode ?? 502, headers: reply.headers, body: Buffer.concat(chunks) }));
        },
      );
      out.on("error", reject);
      out.end(body);
    });
  }
}
