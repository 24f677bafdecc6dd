import { Construct } from "constructs";
import { BigqueryDataset } from "@cdktf/provider-google/lib/bigquery-dataset";
import type { GoogleStack } from "../place/google-stack";
import { storeLabels } from "./google-labels";

export interface GoogleResidentWarehouseProps {
  /** The dataset's name in the program. */
  readonly dataset: string;
  /** The full name of the dataset's key, of the warehouse's own region. */
  readonly keyName: string;
}

/**
 * A BigQuery dataset in one region, whose tables lie under the dataset's key unless they name another.
 *
 * Its location can never be changed. Deleted rows stay restorable for seven days of time travel and seven of fail-safe,
 * which no setting prolongs.
 */
export class GoogleResidentWarehouse extends Construct {
  constructor(scope: GoogleStack, id: string, props: GoogleResidentWarehouseProps) {
    super(scope, id);
    const { program, place } = scope;
    new BigqueryDataset(this, "dataset", {
      // Dataset ids take letters, digits and low lines.
      datasetId: props.dataset.replaceAll("-", "_"),
      location: place.region.name,
      defaultEncryptionConfiguration: { kmsKeyName: props.keyName },
      maxTimeTravelHours: "168",
      // Without a list BigQuery lets in the project's readers and writers, and the deployer as an owner.
      access: [{ role: "OWNER", specialGroup: "projectOwners" }],
      deleteContentsOnDestroy: false,
      labels: storeLabels(props.dataset),
      lifecycle: { preventDestroy: !program.data.sandbox },
    });
  }
}
