import type { PurgeList } from "../../evidence/gate/purge-list";
import { deleteAndWait, instant } from "./backups";
import { BigQueryApi, datasetName, tableName, type BigQueryDataset, type BigQueryPart, type BigQueryTable } from "./bigquery-api";
import { GoogleListedStore } from "./google-listed-store";
import type { Item, Kept, Listed } from "./store";

const SERVICE = "//bigquery.googleapis.com/";

/**
 * A dataset of BigQuery with everything in it, and the snapshots and clones of its tables in the project's other datasets,
 * which keep its data when it is gone. What is known to be others' is left out; whatever else stands there is listed, so
 * that what nobody signed for stops the purge.
 */
export class BigQueryStore extends GoogleListedStore {
  /** `projects/PROJECT/datasets/DATASET` */
  private readonly dataset: string;

  private constructor(
    private readonly api: BigQueryApi,
    id: string,
    private readonly taken: string,
    private readonly apart: ReadonlySet<string>,
  ) {
    super(`google-bigquery://${api.project}/${id}`, SERVICE, api);
    this.dataset = datasetName({ projectId: api.project, datasetId: id });
  }

  /** `apart` is what stands there and is none of the copy's, by full resource name. */
  static async open(
    { project, dataset, identity }: { readonly project: string; readonly dataset: string; readonly identity: string },
    { list, apart }: { readonly list: PurgeList; readonly apart: readonly string[] },
  ): Promise<BigQueryStore> {
    return new BigQueryStore(await BigQueryApi.open(project, identity), dataset, list.taken, new Set(apart));
  }

  async *list(): AsyncGenerator<Listed> {
    const dataset = await this.api.get<BigQueryDataset>(this.dataset);
    const contents = dataset && isOwn(dataset) ? await this.contents() : [];
    const staying = contents.filter(({ key }) => this.apart.has(key)).map(({ key }) => `holds ${key}, which stays`);
    for (const each of [...contents, ...(await this.madeOfIt())]) if (!this.apart.has(each.key)) yield each;
    if (!dataset) return;
    const holds = [...(isOwn(dataset) ? [] : [`of type ${dataset.type}: its data lie elsewhere`]), ...staying];
    yield listed(this.dataset, "warehouse-dataset", dataset.creationTime, { held: holds.join(", ") || null });
  }

  private async contents(): Promise<readonly Listed[]> {
    const tables = await this.api.tables(this.dataset);
    const routines = await this.api.parts(this.dataset, "routines");
    const models = await this.api.parts(this.dataset, "models");
    const part = (kind: Item["kind"], what: string, id: string | undefined, { creationTime }: BigQueryPart) =>
      listed(`${this.dataset}/${what}/${id ?? ""}`, kind, creationTime);
    return [
      ...tables.map((each) => this.table(each)),
      ...routines.map((each) => part("warehouse-routine", "routines", each.routineReference?.routineId, each)),
      ...models.map((each) => part("warehouse-model", "models", each.modelReference?.modelId, each)),
    ];
  }

  /** Snapshots and clones of its tables elsewhere in the project, and of those in turn, be the first there still or not. */
  private async madeOfIt(): Promise<readonly Listed[]> {
    const elsewhere: BigQueryTable[] = [];
    for (const name of await this.api.datasets())
      if (name !== this.dataset) elsewhere.push(...(await this.api.tables(name, ["TABLE", "SNAPSHOT"])));
    const found = new Map<string, BigQueryTable>();
    for (let before = -1; before < found.size;) {
      before = found.size;
      for (const table of elsewhere) {
        const base = (table.snapshotDefinition ?? table.cloneDefinition)?.baseTableReference;
        if (!base) continue;
        const name = tableName(base);
        if (name.startsWith(`${this.dataset}/`) || found.has(name)) found.set(tableName(table.tableReference), table);
      }
    }
    return [...found.values()].map((each) => this.table(each));
  }

  /** A table that was written to after both looked at it holds what nobody compared. */
  private table({ tableReference, type, creationTime, lastModifiedTime, numBytes, streamingBuffer }: BigQueryTable): Listed {
    const modified = moment(lastModifiedTime);
    const holds = [
      ...(type === "TABLE" && modified > this.taken ? [`altered at ${modified}, after the list`] : []),
      ...(streamingBuffer ? ["rows stream into it"] : []),
    ];
    return listed(tableName(tableReference), "warehouse-table", creationTime, { size: numBytes, held: holds.join(", ") || null });
  }

  /** What is in it, and what was made of that; then the dataset, which BigQuery keeps while anything is in it. */
  async delete(items: readonly Item[]): Promise<readonly Kept[]> {
    const isDataset = ({ kind }: Item) => kind === "warehouse-dataset";
    const first = await deleteAndWait(
      items.filter((item) => !isDataset(item)),
      () => this,
    );
    return [...first, ...(await deleteAndWait(items.filter(isDataset), () => this))];
  }

  async standing(item: Item): Promise<{ readonly why: string; readonly stays: boolean } | null> {
    return (await this.api.get(this.named(item))) && { why: "it answers", stays: false };
  }
}

/** A linked dataset shows another's data, an external one what lies in another service: neither has any of its own. */
const isOwn = ({ type = "DEFAULT" }: BigQueryDataset): boolean => type === "DEFAULT" || type === "PUBLIC";

const moment = (milliseconds: string | undefined): string => instant(new Date(Number(milliseconds ?? 0)));

function listed(
  name: string,
  kind: Item["kind"],
  creationTime: string | undefined,
  { size, held = null }: { readonly size?: string | undefined; readonly held?: string | null } = {},
): Listed {
  const created = moment(creationTime);
  return { key: `${SERVICE}${name}`, id: created, kind, live: false, size: size ?? null, modified: created, held };
}
