import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { failure, json, type Answer, type Call } from "./call";
import { corrected } from "./fixups";
import { Forwarder } from "./forward";
import { Gate } from "./gate";
import { Store, type Ask } from "./handlers/handler";
import { withKeyStore, withoutKeyStore } from "./handlers/key-stores";
import { HANDLERS } from "./handlers/list";
import { callerIdentity, Identities } from "./identities";
import { withoutSecretKey, withSecretKey } from "./master-secret";
import { readOperation } from "./operation";
import { CallRecord } from "./record";
import { engineFor, isTeed, type EngineName } from "./routes";
import { scopeOf } from "./scope";
import { withTrailDetails } from "./trail-details";
import { World } from "./world";

/**
 * One address that stands for AWS: it keeps accounts apart, decides who may touch data, records every call and hands
 * the rest to an engine. It is an endpoint, and a forward proxy for s3control, whose hosts begin with an account id.
 */
export class Router {
  readonly record = new CallRecord();
  readonly #store = new Store();
  readonly #identities = new Identities();
  readonly #world: World;
  readonly #forwarder: Forwarder;
  readonly #gate: Gate;
  readonly #server: Server;

  constructor(ports: Readonly<Record<EngineName, number>>, organizations: Readonly<Record<string, string>>) {
    this.#world = new World(organizations);
    this.#forwarder = new Forwarder(ports);
    this.#gate = new Gate(this.#forwarder, this.#world, this.record);
    this.#server = createServer((request, response) => void this.#serve(request, response));
    // The provider keeps connections longer than node's five seconds and reports a closed one as a failed call.
    this.#server.keepAliveTimeout = 120_000;
  }

  async listen(): Promise<number> {
    await new Promise<void>((resolve, reject) => this.#server.once("error", reject).listen(0, "127.0.0.1", resolve));
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    this.#forwarder.close();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let reply: Answer;
    try {
      reply = await this.#answer(request);
    } catch (error) {
      // An engine that went away, or a fault of ours: either way no answer of AWS's, and the client must see that.
      reply = json({ message: `ringfence router: ${String(error)}` }, 502);
    }
    send(request, response, reply);
  }

  async #answer(request: IncomingMessage): Promise<Answer> {
    const body = await read(request);
    const url = new URL(request.url ?? "/", "http://router.invalid");
    if (url.pathname === "/_rehearsal/calls") return json(this.record.all());
    const call = this.#call(request, url, body);
    if (typeof call === "string") return json({ message: call }, 400);
    return call.service === "sts" && call.operation === "GetCallerIdentity"
      ? this.#noted(call, callerIdentity(call))
      : this.#dispatch(call);
  }

  #call(request: IncomingMessage, url: URL, body: Buffer): Call | string {
    const scope = scopeOf(request.headers, url);
    if (scope === undefined)
      return "ringfence router: the call carries no SigV4 credential scope, so that its account and service are unknown";
    const caller = this.#identities.callerOf(scope.accessKey);
    const method = request.method ?? "GET";
    const { operation, params } = readOperation(scope.service, method, url, request.headers, body);
    // Path and query exactly as sent: decoding and encoding again would change object keys.
    const target = (request.url ?? "/").replace(/^https?:\/\/[^/]+/, "") || "/";
    return {
      method,
      url,
      target,
      headers: request.headers,
      body,
      account: caller.account,
      caller,
      region: scope.region,
      service: scope.service,
      operation,
      params,
    };
  }

  async #dispatch(call: Call): Promise<Answer> {
    for (const handler of HANDLERS) {
      const handled = await handler(call, this.#store, this.#ask);
      if (handled) return this.#noted(call, handled);
    }
    const ruling = await this.#gate.before(call);
    if ("refusal" in ruling) {
      this.record.add(call, ruling.refusal.status, { decision: ruling.decision });
      return ruling.refusal;
    }
    const engine = engineFor(call.service);
    const answered = await this.#forwarder.forward(engine, call, ruling.as, withoutKeyStore(call) ?? withoutSecretKey(call, this.#store));
    const kept = withKeyStore(call, withSecretKey(call, corrected(call, answered), this.#store), this.#store);
    const reply = withTrailDetails(call, kept, this.#store);
    const late = await this.#gate.after(call, reply);
    if (late && "refusal" in late) {
      this.record.add(call, late.refusal.status, { decision: late.decision });
      return late.refusal;
    }
    await this.#learn(call, reply, engine, ruling.as);
    this.record.add(call, reply.status, { decision: late?.decision ?? ruling.decision, keyId: madeKey(call, reply) });
    return reply.status === 500 && engine === "moto" ? unsupported(call, reply) : reply;
  }

  async #learn(call: Call, reply: Answer, engine: EngineName, account: string): Promise<void> {
    this.#world.observe(call, reply);
    if (call.service === "sts" && call.operation.startsWith("AssumeRole") && reply.status === 200) this.#identities.remember(call, reply);
    if (engine === "ministack" && reply.status < 300 && isTeed(call.service, call.operation))
      await this.#forwarder.forward("moto", call, account);
  }

  readonly #ask: Ask = async ({ account, region, service }, form) => {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const body = new URLSearchParams(form).toString();
    const reply = await this.#forwarder.ask("moto", account, region, service, "POST", "/", headers, body);
    return reply.status === 200 ? reply.body.toString("utf8") : undefined;
  };

  #noted(call: Call, reply: Answer): Answer {
    this.record.add(call, reply.status);
    return reply;
  }
}

function madeKey(call: Call, reply: Answer): string | undefined {
  if (call.service !== "kms" || call.operation !== "CreateKey" || reply.status !== 200) return undefined;
  return (JSON.parse(reply.body.toString("utf8")) as { KeyMetadata?: { KeyId?: string } }).KeyMetadata?.KeyId;
}

/** moto answers 500 for what it does not implement, which clients retry for minutes; 400 ends it at once. */
function unsupported(call: Call, reply: Answer): Answer {
  const text = reply.body.toString("utf8").slice(0, 300);
  return failure(call, 400, "RehearsalUnsupported", `ringfence router: no engine implements ${call.service} ${call.operation}: ${text}`);
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function send(request: IncomingMessage, response: ServerResponse, reply: Answer): void {
  const skipped = new Set(["transfer-encoding", "connection", "keep-alive", "date", "server"]);
  for (const [name, value] of Object.entries(reply.headers)) {
    // A HEAD keeps the engine's length: it is the object's.
    if (value === undefined || skipped.has(name) || (name === "content-length" && request.method !== "HEAD")) continue;
    response.setHeader(name, value as string | string[]);
  }
  response.statusCode = reply.status;
  if (request.method !== "HEAD" && reply.status !== 204 && reply.status !== 304) response.setHeader("content-length", reply.body.length);
  response.end(request.method === "HEAD" ? undefined : reply.body);
}
