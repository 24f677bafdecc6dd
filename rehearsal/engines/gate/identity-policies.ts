import type { Caller, Policies, PolicyDocument } from "../../../review/access/types";
import type { Forwarder } from "../forward";
import { policyIn } from "../world";

type Identity = Pick<Policies, "identity" | "boundary">;

/** Reads what a role may do from the engine's IAM, at the moment of the call. An account's root may do everything. */
export class IdentityPolicies {
  constructor(private readonly forwarder: Forwarder) {}

  async of(caller: Caller): Promise<Identity> {
    if (caller.arn.endsWith(":root")) return { identity: "everything" };
    const role = caller.arn.split("/").pop() ?? "";
    const account = caller.account;
    const read = await this.#ask(account, { Action: "GetRole", RoleName: role });
    const inline = tags(await this.#ask(account, { Action: "ListRolePolicies", RoleName: role }), "member");
    const attached = tags(await this.#ask(account, { Action: "ListAttachedRolePolicies", RoleName: role }), "PolicyArn");
    const boundary = tags(read, "PermissionsBoundaryArn")[0];
    return {
      identity: await Promise.all([
        ...inline.map((name) => this.#inline(account, role, name)),
        ...attached.map((arn) => this.#managed(account, arn)),
      ]),
      boundary: boundary === undefined ? undefined : await this.#managed(account, boundary),
    };
  }

  async #inline(account: string, role: string, name: string): Promise<PolicyDocument> {
    return documentIn(await this.#ask(account, { Action: "GetRolePolicy", RoleName: role, PolicyName: name }), "PolicyDocument");
  }

  async #managed(account: string, arn: string): Promise<PolicyDocument> {
    const version = tags(await this.#ask(account, { Action: "GetPolicy", PolicyArn: arn }), "DefaultVersionId")[0] ?? "v1";
    return documentIn(await this.#ask(account, { Action: "GetPolicyVersion", PolicyArn: arn, VersionId: version }), "Document");
  }

  async #ask(account: string, form: Record<string, string>): Promise<string> {
    const body = new URLSearchParams({ ...form, Version: "2010-05-08" }).toString();
    const reply = await this.forwarder.ask(
      "ministack",
      account,
      "us-east-1",
      "iam",
      "POST",
      "/",
      { "content-type": "application/x-www-form-urlencoded" },
      body,
    );
    return reply.status === 200 ? reply.body.toString("utf8") : "";
  }
}

const tags = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, "g"))].map((found) => found[1] ?? "");

/** A document that cannot be read has no statements, which the evaluator calls unknown: never nothing. */
function documentIn(xml: string, name: string): PolicyDocument {
  const text = tags(xml, name)[0];
  if (text === undefined) return { Statement: [] };
  const plain = text
    .replace(/&quot;/g, '"')
    .replace(/&#34;/g, '"')
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&");
  return policyIn(plain.trimStart().startsWith("{") ? plain : decodeURIComponent(plain)) ?? { Statement: [] };
}
