import type { IncomingHttpHeaders } from "node:http";
import { s3Operation } from "./gate/s3-operation";

/** The operation and its parameters, however the service's protocol spells them. */
export function readOperation(
  service: string,
  method: string,
  url: URL,
  headers: IncomingHttpHeaders,
  body: Buffer,
): { operation: string; params: Record<string, unknown> } {
  const target = headers["x-amz-target"];
  if (typeof target === "string") return { operation: target.split(".").pop() ?? target, params: parsed(body) };
  if ((headers["content-type"] ?? "").includes("x-www-form-urlencoded")) {
    const params = Object.fromEntries(new URLSearchParams(body.toString("utf8")));
    return { operation: params["Action"] ?? "", params };
  }
  if (service === "s3") return { operation: s3Operation(method, url, headers), params: {} };
  return { operation: `${method} ${url.pathname}`, params: service === "s3control" ? {} : parsed(body) };
}

function parsed(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString("utf8") || "{}");
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    // A body that is no JSON is the engine's to refuse.
    return {};
  }
}
