import { GoogleAuth } from "google-auth-library";
import { checkIdentity } from "./google-identity";
import { asked, refusedBy } from "./refused";

/** One of Google's services: where it answers, and the variable that moves gcloud to another endpoint of it. */
export interface GoogleService {
  readonly host: string;
  readonly override: string;
}

type Answer = { readonly status: number; readonly body: object };

interface Page {
  readonly nextPageToken?: string;
}

/**
 * A service's REST API, as far as a purge needs it. Where the service's override is set, no credentials are read and none
 * is sent: that is an emulator.
 */
export class GoogleApi {
  private constructor(private readonly send: (method: "GET" | "DELETE", path: string) => Promise<Answer>) {}

  /** Calls as `identity`, which the ambient credentials must impersonate. */
  static async open({ host, override }: GoogleService, identity: string): Promise<GoogleApi> {
    const emulator = process.env[override];
    if (emulator !== undefined)
      return new GoogleApi(async (method, path) => {
        const answer = await fetch(new URL(`/${path}`, emulator), { method });
        const text = await answer.text();
        return { status: answer.status, body: text === "" ? {} : (JSON.parse(text) as object) };
      });
    const auth = new GoogleAuth({ scopes: "https://www.googleapis.com/auth/cloud-platform" });
    await checkIdentity(auth, identity);
    return new GoogleApi(async (method, path) => {
      const url = new URL(`/${path}`, host).href;
      const { status, data } = await auth.request<object>({ url, method, validateStatus: () => true });
      return { status, body: data };
    });
  }

  /** Null when there is no such thing, or no more; else what it says of itself. */
  async get<T extends object>(path: string): Promise<T | null> {
    const { status, body } = await asked(path, "get", () => this.send("GET", path));
    if (status === 404) return null;
    if (status === 200) return body as T;
    throw refusedBy(path, "get", new Error(reason({ status, body })));
  }

  /** Null when the deletion was taken, or had been before, or something else is under way there, of which waiting tells; else why it was not. */
  async delete(path: string): Promise<string | null> {
    const answer = await this.send("DELETE", path);
    return [200, 204, 404, 409].includes(answer.status) ? null : reason(answer);
  }

  /** A page that lacks a region looks like one that is whole, but for what `lacks` finds in it: nothing is concluded from it. */
  async pages<P extends Page>(path: string, action: string, lacks: (page: P) => string | undefined): Promise<readonly P[]> {
    const pages: P[] = [];
    let token: string | undefined;
    do {
      const query = token === undefined ? "" : `?pageToken=${encodeURIComponent(token)}`;
      const { status, body } = await asked(path, action, () => this.send("GET", `${path}${query}`));
      if (status !== 200) throw refusedBy(path, action, new Error(reason({ status, body })));
      const page = body as P;
      const lacking = lacks(page);
      if (lacking !== undefined) throw refusedBy(path, action, new Error(lacking));
      pages.push(page);
      token = page.nextPageToken;
    } while (token);
    return pages;
  }
}

function reason({ status, body }: Answer): string {
  const { error } = body as { readonly error?: { readonly message?: string } };
  return `${status}: ${error?.message ?? "no reason given"}`;
}
