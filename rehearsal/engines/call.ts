import type { IncomingHttpHeaders } from "node:http";
import type { Caller } from "../../review/access/types";

/** One request to the router, read whole. */
export interface Call {
  readonly method: string;
  /** Path and query only, whether it came directly or through the proxy. */
  readonly url: URL;
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly account: string;
  readonly caller: Caller;
  readonly region: string;
  readonly service: string;
  /** The API operation: `CreateKey`, `PutObject`; `PUT /path` where a REST service names none. */
  readonly operation: string;
  /** The form of a Query call, the body of a JSON call. */
  readonly params: Readonly<Record<string, unknown>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
}

export const answer = (status: number, body: string, type: string, extra: Record<string, string> = {}): Answer => ({
  status,
  headers: { "content-type": type, ...extra },
  body: Buffer.from(body),
});
export const json = (body: unknown, status = 200): Answer => answer(status, JSON.stringify(body), "application/json");
export const xml = (body: string, status = 200): Answer => answer(status, `<?xml version="1.0" encoding="UTF-8"?>${body}`, "text/xml");

/** Text for XML; the refusals quote Sids, which may hold anything. */
export const escapeXml = (text: string): string => text.replace(/[<>&"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** An error in the shape that the service's own clients read. */
export function failure(
  call: Pick<Call, "service" | "method">,
  status: number,
  code: string,
  message: string,
  extra: Record<string, string> = {},
): Answer {
  const inner = `<Error><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>`;
  if (call.service === "s3")
    return answer(status, call.method === "HEAD" ? "" : `<?xml version="1.0" encoding="UTF-8"?>${inner}`, "application/xml", extra);
  if (call.service === "s3control" || call.service === "rds")
    return answer(status, `<ErrorResponse>${inner}</ErrorResponse>`, "text/xml", extra);
  if (call.service === "ec2")
    return answer(status, `<Response><Errors>${inner}</Errors><RequestID>rehearsal</RequestID></Response>`, "text/xml", extra);
  return answer(status, JSON.stringify({ __type: code, message }), "application/x-amz-json-1.1", { "x-amzn-errortype": code, ...extra });
}
