import type { IncomingHttpHeaders } from "node:http";

/** What a SigV4 signature says of its call. The signature itself is not checked: a rehearsal has no secrets. */
export interface Scope {
  readonly accessKey: string;
  readonly region: string;
  /** The signing name: `s3`, `kms`, `elasticfilesystem`, `monitoring` … */
  readonly service: string;
}

/** Reads the credential scope from the Authorization header, or from a presigned URL. */
export function scopeOf(headers: IncomingHttpHeaders, url: URL): Scope | undefined {
  const credential = /Credential=([^,\s]+)/.exec(headers.authorization ?? "")?.[1] ?? url.searchParams.get("X-Amz-Credential");
  const [accessKey, , region, service] = (credential ?? "").split("/");
  if (!accessKey || !region || !service) return undefined;
  // s3control signs as s3; its paths alone tell the two apart.
  return { accessKey, region, service: url.pathname.startsWith("/v20180820/") ? "s3control" : service };
}

/** The same Authorization header under another account, so that the owner's engine state answers. */
export function signedAs(headers: IncomingHttpHeaders, account: string): IncomingHttpHeaders {
  const authorization = headers.authorization?.replace(/Credential=[^/]+\//, `Credential=${account}/`);
  return { ...headers, authorization, "x-amz-security-token": undefined };
}

/** An Authorization header that says no more than who, where and which service. */
export function unsigned(account: string, region: string, service: string): string {
  const day = new Date().toISOString().slice(0, 10).replace(/-/g, "");
  return `AWS4-HMAC-SHA256 Credential=${account}/${day}/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;
}
