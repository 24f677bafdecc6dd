import { GoogleApi, type GoogleService } from "./google-api";

/** What the purge reads of a dataset (BigQuery API v2, Dataset). Instants are milliseconds since 1970. */
export interface BigQueryDataset {
  /** `DEFAULT`, `PUBLIC`, `LINKED` or `EXTERNAL`. */
  readonly type?: string;
  readonly creationTime?: string;
}

interface DatasetReference {
  readonly projectId: string;
  readonly datasetId: string;
}

interface TableReference extends DatasetReference {
  readonly tableId: string;
}

/** What it reads of a table; views, snapshots and clones are tables too (BigQuery API v2, Table). */
export interface BigQueryTable {
  readonly tableReference: TableReference;
  readonly type?: string;
  readonly creationTime?: string;
  readonly lastModifiedTime?: string;
  readonly numBytes?: string;
  /** Rows that came by streaming and lie in no table's storage yet. */
  readonly streamingBuffer?: object;
  readonly snapshotDefinition?: { readonly baseTableReference: TableReference };
  readonly cloneDefinition?: { readonly baseTableReference: TableReference };
}

/** Of a routine or a model. */
export interface BigQueryPart {
  readonly creationTime?: string;
  readonly routineReference?: { readonly routineId: string };
  readonly modelReference?: { readonly modelId: string };
}

interface Page {
  readonly datasets?: readonly { readonly datasetReference: DatasetReference }[];
  readonly tables?: readonly Pick<BigQueryTable, "tableReference" | "type">[];
  readonly routines?: readonly BigQueryPart[];
  readonly models?: readonly BigQueryPart[];
  readonly nextPageToken?: string;
  /** Locations that were left out. */
  readonly unreachable?: readonly string[];
}

const BIGQUERY: GoogleService = { host: "https://bigquery.googleapis.com", override: "CLOUDSDK_API_ENDPOINT_OVERRIDES_BIGQUERY" };

export const datasetName = ({ projectId, datasetId }: DatasetReference): string => `projects/${projectId}/datasets/${datasetId}`;
export const tableName = (table: TableReference): string => `${datasetName(table)}/tables/${table.tableId}`;

/** BigQuery's API, as far as a purge needs it. What it names is named from `projects/` on. */
export class BigQueryApi {
  private constructor(
    readonly project: string,
    private readonly api: GoogleApi,
  ) {}

  /** Calls as `identity`, which the ambient credentials must impersonate. */
  static async open(project: string, identity: string): Promise<BigQueryApi> {
    return new BigQueryApi(project, await GoogleApi.open(BIGQUERY, identity));
  }

  /** Every dataset of the project that the account may see, but for hidden ones, which hold results of queries for a day. */
  async datasets(): Promise<readonly string[]> {
    const pages = await this.pages(`projects/${this.project}/datasets`, "bigquery.datasets.list");
    return pages.flatMap(({ datasets = [] }) => datasets.map(({ datasetReference }) => datasetName(datasetReference)));
  }

  /** Those of `types`, or all. A listing does not say what a table was made of; the table itself does. */
  async tables(dataset: string, types?: readonly string[]): Promise<readonly BigQueryTable[]> {
    const pages = await this.pages(`${dataset}/tables`, "bigquery.tables.list");
    const tables: BigQueryTable[] = [];
    for (const { type = "", tableReference } of pages.flatMap((page) => page.tables ?? [])) {
      if (types && !types.includes(type)) continue;
      const table = await this.get<BigQueryTable>(tableName(tableReference));
      if (table) tables.push(table);
    }
    return tables;
  }

  async parts(dataset: string, what: "routines" | "models"): Promise<readonly BigQueryPart[]> {
    return (await this.pages(`${dataset}/${what}`, `bigquery.${what}.list`)).flatMap((page) => page[what] ?? []);
  }

  /** Null when there is no such thing, or no more. */
  get<T extends object>(name: string): Promise<T | null> {
    return this.api.get<T>(pathOf(name));
  }

  /** Null when it is gone; else why not. A dataset is deleted without its contents: it goes when it is empty, and not before. */
  delete(name: string): Promise<string | null> {
    return this.api.delete(pathOf(name));
  }

  private pages(name: string, action: string): Promise<readonly Page[]> {
    return this.api.pages<Page>(pathOf(name), action, ({ unreachable = [] }) =>
      unreachable.length > 0 ? `unreachable: ${unreachable.join(", ")}` : undefined,
    );
  }
}

/** Names of tables may hold any letter. */
const pathOf = (name: string): string => `bigquery/v2/${encodeURI(name)}`;
