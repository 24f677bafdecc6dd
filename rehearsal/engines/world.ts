import type { Answer, Call } from "./call";
import type { PolicyDocument } from "../../review/access/types";

export interface Endpoint {
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly vpcId: string;
  /** `com.amazonaws.us-east-1.s3` */
  readonly serviceName: string;
  /** Undefined for AWS's default, which allows everything. */
  readonly policy?: PolicyDocument;
}

export interface BucketOwner {
  readonly account: string;
  readonly region: string;
}

/** What the router learned from the calls that made it: whose each bucket is, and what each VPC endpoint allows. */
export class World {
  readonly endpoints = new Map<string, Endpoint>();
  readonly buckets = new Map<string, BucketOwner>();

  constructor(
    /** The organization of each account; an account that is not here belongs to none. */
    readonly organizations: Readonly<Record<string, string>>,
  ) {}

  observe(call: Call, reply: Answer): void {
    if (reply.status >= 300) return;
    if (call.service === "s3") this.#bucket(call);
    if (call.service === "ec2") this.#endpoint(call, reply);
  }

  #bucket(call: Call): void {
    const name = decodeURIComponent(call.url.pathname.split("/")[1] ?? "");
    if (call.operation === "DeleteBucket") this.buckets.delete(name);
    if (call.operation !== "CreateBucket") return;
    const region = /<LocationConstraint[^>]*>([^<]+)</.exec(call.body.toString("utf8"))?.[1] ?? call.region;
    this.buckets.set(name, { account: call.account, region: region === "EU" ? "eu-west-1" : region });
  }

  #endpoint(call: Call, reply: Answer): void {
    const id = String(call.params["VpcEndpointId"] ?? "");
    const policy = policyIn(call.params["PolicyDocument"]);
    const known = this.endpoints.get(id);
    if (call.operation === "ModifyVpcEndpoint" && known) {
      if (call.params["ResetPolicy"] === "true") this.endpoints.set(id, { ...known, policy: undefined });
      else if (policy) this.endpoints.set(id, { ...known, policy });
    }
    if (call.operation === "DeleteVpcEndpoints")
      for (const [name, value] of Object.entries(call.params)) if (name.startsWith("VpcEndpointId.")) this.endpoints.delete(String(value));
    if (call.operation !== "CreateVpcEndpoint") return;
    const made = /<vpcEndpointId>([^<]+)</.exec(reply.body.toString("utf8"))?.[1];
    if (made === undefined) return;
    const { account, region, params } = call;
    this.endpoints.set(made, {
      id: made,
      account,
      region,
      vpcId: String(params["VpcId"]),
      serviceName: String(params["ServiceName"]),
      policy,
    });
  }
}

/** A policy that is no JSON becomes one without statements, which the evaluator calls unknown. */
export function policyIn(text: unknown): PolicyDocument | undefined {
  if (typeof text !== "string" || text === "") return undefined;
  try {
    return JSON.parse(text) as PolicyDocument;
  } catch {
    return { Statement: [] };
  }
}
