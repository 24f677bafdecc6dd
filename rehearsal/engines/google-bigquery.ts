import { ok, paged, refuse, serve, type Answer, type GoogleServer } from "./google-server";

/**
 * Answers as BigQuery's API v2 is documented to, as far as listing and deleting go: pages of two, listings that say less
 * than the thing itself, a dataset that does not go while anything is in it, unless its contents are to go along. Google
 * has no emulator of it; what the documentation does not say is not proved here.
 */
export class BigQuery {
  /** What stands, from `datasets/` on: `datasets/D`, `datasets/D/tables/T`, `…/routines/R` or `…/models/M`. */
  readonly standing = new Map<string, object>();
  /** Deletions that were taken, in order. */
  readonly deleted: string[] = [];
  /** Locations that the listing of datasets leaves out. */
  unreachable: readonly string[] = [];
  /** From this deletion on nobody is told any more; the deletions are done. */
  silentFrom = Infinity;
  /** Told of each deletion. */
  onDelete: (name: string) => void = () => undefined;
  private server!: GoogleServer;

  private constructor(private readonly project: string) {}

  static async start(project: string): Promise<BigQuery> {
    const bigquery = new BigQuery(project);
    bigquery.server = await serve((method, url) => Promise.resolve(bigquery.answer(method, url)));
    return bigquery;
  }

  stop(): Promise<void> {
    return this.server.stop();
  }

  /** What points the purge here. */
  get environment(): Readonly<Record<string, string>> {
    return { CLOUDSDK_API_ENDPOINT_OVERRIDES_BIGQUERY: `http://127.0.0.1:${this.server.port}/` };
  }

  private answer(method: string, url: URL): Answer | null {
    const base = `/bigquery/v2/projects/${this.project}/`;
    const name = decodeURIComponent(url.pathname).slice(base.length);
    const answer = !url.pathname.startsWith(base)
      ? refuse(403, "Access Denied: Permission bigquery.datasets.get denied.")
      : name.split("/").length % 2 === 1
        ? this.list(name, url)
        : this.one(method, name, url);
    return this.deleted.length >= this.silentFrom ? null : answer;
  }

  /** Of a table the listing says neither its size nor what it was made of. */
  private list(of: string, url: URL): Answer {
    const what = of.split("/").at(-1) ?? "";
    if (what !== "datasets" && !this.standing.has(of.replace(/\/\w+$/, ""))) return refuse(404, `Not found: Dataset ${of}`);
    const all = [...this.standing].filter(([name]) => name.startsWith(`${of}/`) && !name.slice(of.length + 1).includes("/"));
    const { page, next } = paged(all, url);
    const items = page.map(([name, more]) => {
      const { creationTime, type } = more as { readonly creationTime?: string; readonly type?: string };
      return { ...this.reference(name), creationTime, type: what === "datasets" ? undefined : type };
    });
    const unreachable = what === "datasets" && this.unreachable.length > 0 ? { unreachable: this.unreachable } : {};
    return ok({ [what]: items, ...next, ...unreachable });
  }

  private one(method: string, name: string, { searchParams }: URL): Answer {
    const found = this.standing.get(name);
    if (!found) return refuse(404, `Not found: ${name}`);
    if (method === "GET") return ok({ ...found, ...this.reference(name) });
    const contents = [...this.standing.keys()].filter((each) => each.startsWith(`${name}/`));
    if (contents.length > 0 && searchParams.get("deleteContents") !== "true")
      return refuse(400, `Dataset ${this.project}:${name.slice("datasets/".length)} is still in use`);
    for (const each of [...contents, name]) this.standing.delete(each);
    this.deleted.push(name);
    this.onDelete(name);
    return { status: 204, body: {} };
  }

  private reference(name: string): object {
    const [, datasetId, what, id] = name.split("/");
    const kind = (what ?? "datasets").slice(0, -1);
    return { [`${kind}Reference`]: { projectId: this.project, datasetId, ...(what ? { [`${kind}Id`]: id } : {}) } };
  }
}
