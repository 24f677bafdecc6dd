import { Construct } from "constructs";
import { AthenaNamedQuery } from "@cdktf/provider-aws/lib/athena-named-query";
import { AthenaWorkgroup } from "@cdktf/provider-aws/lib/athena-workgroup";
import { GlueCatalogDatabase } from "@cdktf/provider-aws/lib/glue-catalog-database";
import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import type { AwsStack } from "../place/aws-stack";

/** As an inventory of ours has them: `ringfence inventory` and `reconcile` know each by its name. */
const TYPES = {
  key: "string",
  size: "bigint",
  version: "string",
  state: "string",
  modified: "string",
  sha256: "string",
  md5: "string",
  crc64nvme: "string",
  crc32c: "string",
  composite: "boolean",
  changed: "boolean",
};
export const INVENTORY_COLUMNS: readonly string[] = Object.keys(TYPES);

export const reconciliationName = (dataset: string, copy: string): string => `ringfence_${dataset}_${copy}`.replaceAll("-", "_");

/** Glue's names of the two tables, as a query writes them. */
export const inventoryTable = (dataset: string, copy: string, side: "legacy" | "home"): string =>
  `"${reconciliationName(dataset, copy)}"."${side}"`;

export interface ReconciliationProps {
  readonly dataset: string;
  readonly copy: string;
  /** The statement that compares the two tables. */
  readonly query: string;
  readonly evidence: { readonly bucket: string; readonly keyArn: string };
}

/**
 * What a cluster needs to compare two inventories that are too large for one machine: a table over each, in the
 * evidence bucket, and the reconciliation's own text as a query, in a workgroup that nobody can point elsewhere.
 */
export class Reconciliation extends Construct {
  constructor(scope: AwsStack, id: string, props: ReconciliationProps) {
    super(scope, id);
    const { dataset, copy } = props;
    const name = reconciliationName(dataset, copy);
    const folder = `s3://${props.evidence.bucket}/reconcile/${dataset}/${copy}`;
    const workgroup = new AthenaWorkgroup(this, "workgroup", {
      name: `ringfence-${dataset}-${copy}`,
      description: `Compares the inventories of ${dataset}, ${copy}, with its home`,
      // Queries that ran would keep the workgroup from going with the move; what they answered lies in the evidence bucket.
      forceDestroy: true,
      configuration: {
        // A client's own settings could send rows, and with them keys, to another bucket or under another key.
        enforceWorkgroupConfiguration: true,
        publishCloudwatchMetricsEnabled: true,
        engineVersion: { selectedEngineVersion: "Athena engine version 3" },
        resultConfiguration: {
          outputLocation: `${folder}/results/`,
          encryptionConfiguration: { encryptionOption: "SSE_KMS", kmsKeyArn: props.evidence.keyArn },
        },
      },
    });
    const database = new GlueCatalogDatabase(this, "database", { name, locationUri: `${folder}/` });
    for (const side of ["legacy", "home"] as const)
      new GlueCatalogTable(this, side, {
        name: side,
        databaseName: database.name,
        tableType: "EXTERNAL_TABLE",
        parameters: { classification: "parquet", EXTERNAL: "TRUE" },
        storageDescriptor: {
          location: `${folder}/${side}/`,
          inputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
          outputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
          serDeInfo: { serializationLibrary: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe" },
          columns: Object.entries(TYPES).map(([column, type]) => ({ name: column, type })),
        },
      });
    new AthenaNamedQuery(this, "query", {
      name: `reconcile-${dataset}-${copy}`,
      workgroup: workgroup.name,
      database: database.name,
      description: "Rows that do not match; none when all is proved. Parameter: when the old listing began, as '2027-03-01T00:00:00Z'",
      query: props.query.replaceAll("${", "$${"),
    });
  }
}
