import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export type Answer = { readonly status: number; readonly body: object };
export const ok = (body: object): Answer => ({ status: 200, body });
export const refuse = (code: number, message: string): Answer => ({ status: code, body: { error: { code, message } } });

export interface GoogleServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** Listens on this machine alone. Where `answer` says null, nobody is told: the caller waits. */
export async function serve(answer: (method: string, url: URL) => Promise<Answer | null>): Promise<GoogleServer> {
  const server = createServer(({ method = "", url = "" }, response) => {
    void answer(method, new URL(url, "http://localhost")).then((given) => {
      if (given === null) return;
      const { status, body } = given;
      response.writeHead(status, { "content-type": "application/json" }).end(status === 204 ? "" : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { port: (server.address() as AddressInfo).port, stop };
}

/** Two at a time, from where the caller's token says. */
export function paged<T>(
  all: readonly T[],
  { searchParams }: URL,
): { readonly page: readonly T[]; readonly next: { nextPageToken?: string } } {
  const from = Number(searchParams.get("pageToken") ?? 0);
  return { page: all.slice(from, from + 2), next: from + 2 < all.length ? { nextPageToken: String(from + 2) } : {} };
}
