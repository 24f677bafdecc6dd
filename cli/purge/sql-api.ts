import { GoogleAuth } from "google-auth-library";
import { checkIdentity } from "./google-identity";
import { asked, refusedBy } from "./refused";

/** What the purge reads of an instance (Cloud SQL Admin API v1, DatabaseInstance). */
export interface SqlInstance {
  readonly name: string;
  readonly createTime?: string;
  /** Of a replica: `PROJECT:NAME` or `NAME` of what it replicates. */
  readonly masterInstanceName?: string;
  readonly settings?: {
    readonly deletionProtectionEnabled?: boolean;
    readonly retainBackupsOnDelete?: boolean;
    readonly finalBackupConfig?: { readonly enabled?: boolean };
    readonly backupConfiguration?: { readonly backupTier?: string };
  };
}

/** What it reads of a backup, be its instance there still or not (Cloud SQL Admin API v1, Backup). */
export interface SqlBackup {
  /** `projects/PROJECT/backups/ID` */
  readonly name: string;
  /** The name of its instance. */
  readonly instance?: string;
  readonly backupInterval?: { readonly startTime?: string };
  readonly maxChargeableBytes?: string;
}

interface Page {
  readonly items?: readonly SqlInstance[];
  readonly backups?: readonly SqlBackup[];
  readonly nextPageToken?: string;
  readonly warnings?: readonly { readonly code?: string; readonly message?: string; readonly region?: string }[];
}

type Answer = { readonly status: number; readonly body: object };

/**
 * Cloud SQL's Admin API, as far as a purge needs it. Where the variable that moves gcloud to another endpoint is set, no
 * credentials are read and none is sent: that is an emulator.
 */
export class SqlApi {
  private constructor(
    readonly project: string,
    private readonly send: (method: "GET" | "DELETE", path: string) => Promise<Answer>,
  ) {}

  /** Calls as `identity`, which the ambient credentials must impersonate. */
  static async open(project: string, identity: string): Promise<SqlApi> {
    const emulator = process.env["CLOUDSDK_API_ENDPOINT_OVERRIDES_SQL"];
    if (emulator !== undefined)
      return new SqlApi(project, async (method, path) => {
        const answer = await fetch(new URL(path, emulator), { method });
        return { status: answer.status, body: (await answer.json()) as object };
      });
    const auth = new GoogleAuth({ scopes: "https://www.googleapis.com/auth/cloud-platform" });
    await checkIdentity(auth, identity);
    return new SqlApi(project, async (method, path) => {
      const url = new URL(path, "https://sqladmin.googleapis.com").href;
      const { status, data } = await auth.request<object>({ url, method, validateStatus: () => true });
      return { status, body: data };
    });
  }

  async instances(): Promise<readonly SqlInstance[]> {
    return (await this.pages(`v1/projects/${this.project}/instances`, "cloudsql.instances.list")).flatMap(({ items = [] }) => items);
  }

  /** Of the whole project: automated, on-demand and final ones, of instances that stand and of those that are gone. */
  async backups(): Promise<readonly SqlBackup[]> {
    return (await this.pages(`v1/projects/${this.project}/backups`, "cloudsql.backupRuns.list")).flatMap(({ backups = [] }) => backups);
  }

  /** Null when there is no such thing any more; else what it says of itself. */
  async get(name: string): Promise<{ readonly state?: string } | null> {
    const { status, body } = await asked(name, "get", () => this.send("GET", `v1/${name}`));
    if (status === 404) return null;
    if (status === 200) return body;
    throw refusedBy(name, "get", new Error(reason({ status, body })));
  }

  /** Null when the deletion was taken, or had been before, or something else is under way there, of which waiting tells; else why it was not. */
  async delete(name: string): Promise<string | null> {
    const answer = await this.send("DELETE", `v1/${name}`);
    return [200, 404, 409].includes(answer.status) ? null : reason(answer);
  }

  /** A page that lacks a region looks like one that is whole, but for its warnings: nothing is concluded from it. */
  private async pages(path: string, action: string): Promise<readonly Page[]> {
    const pages: Page[] = [];
    let token: string | undefined;
    do {
      const query = token === undefined ? "" : `?pageToken=${encodeURIComponent(token)}`;
      const { status, body } = await asked(path, action, () => this.send("GET", `${path}${query}`));
      if (status !== 200) throw refusedBy(path, action, new Error(reason({ status, body })));
      const page = body as Page;
      const [warning] = page.warnings ?? [];
      if (warning) throw refusedBy(path, action, new Error([warning.code, warning.region, warning.message].join(" ")));
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
