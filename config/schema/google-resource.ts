import { z } from "zod";

/** What Cloud SQL's Admin API deletes, by Google's full resource name. */
export const sqlResource = z
  .string()
  .regex(
    /^\/\/sqladmin\.googleapis\.com\/projects\/[a-z][a-z0-9.:-]+\/(instances\/[a-z][a-z0-9-]*|backups\/[\w-]+)$/,
    "must be //sqladmin.googleapis.com/projects/PROJECT/instances/NAME or …/backups/ID",
  );

/** What BigQuery's API deletes. A table's name may have letters of any script (BigQuery, Table naming); blanks are not taken. */
export const bigQueryResource = z
  .string()
  .regex(
    /^\/\/bigquery\.googleapis\.com\/projects\/[a-z][a-z0-9.:-]+\/datasets\/\w+(\/(tables|routines|models)\/[\p{L}\p{M}\p{N}\p{Pc}\p{Pd}]+)?$/u,
    "must be //bigquery.googleapis.com/projects/PROJECT/datasets/DATASET, or …/tables/NAME, …/routines/NAME or …/models/NAME of one",
  );
