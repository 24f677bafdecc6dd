import { GoogleApi, type GoogleService } from "./google-api";

/** What the purge reads of an instance (Cloud SQL Admin API v1, DatabaseInstance). */
export interface SqlInstance {
  readonly name: string;
  readonly createTime?: string;
  readonly state?: string;
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
  readonly items?: readonly { readonly name: string }[];
  readonly backups?: readonly SqlBackup[];
  readonly nextPageToken?: string;
  readonly warnings?: readonly { readonly code?: string; readonly message?: string; readonly region?: string }[];
}

const SQL: GoogleService = { host: "https://sqladmin.googleapis.com", override: "CLOUDSDK_API_ENDPOINT_OVERRIDES_SQL" };

/** Cloud SQL's Admin API, as far as a purge needs it. */
export class SqlApi {
  private constructor(
    readonly project: string,
    private readonly api: GoogleApi,
  ) {}

  /** Calls as `identity`, which the ambient credentials must impersonate. */
  static async open(project: string, identity: string): Promise<SqlApi> {
    return new SqlApi(project, await GoogleApi.open(SQL, identity));
  }

  async instances(): Promise<readonly SqlInstance[]> {
    return (await this.pages("instances", "cloudsql.instances.list")).flatMap(({ items = [] }) => items as readonly SqlInstance[]);
  }

  /** The names of an instance's databases (Cloud SQL Admin API v1, databases.list). */
  async databases(instance: string): Promise<readonly string[]> {
    const pages = await this.pages(`instances/${instance}/databases`, "cloudsql.databases.list");
    return pages.flatMap(({ items = [] }) => items.map(({ name }) => name));
  }

  /** Of the whole project: automated, on-demand and final ones, of instances that stand and of those that are gone. */
  async backups(): Promise<readonly SqlBackup[]> {
    return (await this.pages("backups", "cloudsql.backupRuns.list")).flatMap(({ backups = [] }) => backups);
  }

  /** Null when there is no such thing any more; else what it says of itself. */
  get(name: string): Promise<{ readonly state?: string } | null> {
    return this.api.get(`v1/${name}`);
  }

  /** Null when it is on its way; else why not. */
  delete(name: string): Promise<string | null> {
    return this.api.delete(`v1/${name}`);
  }

  private pages(what: string, action: string): Promise<readonly Page[]> {
    return this.api.pages<Page>(`v1/projects/${this.project}/${what}`, action, ({ warnings: [warning] = [] }) =>
      warning ? [warning.code, warning.region, warning.message].join(" ") : undefined,
    );
  }
}
