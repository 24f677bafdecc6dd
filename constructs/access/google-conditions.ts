import type { GooglePlace } from "../../config/place";
import type { DatasetData } from "../../config/schema/schema";
import { googleBucketName } from "../place/google-names";

export interface GoogleCondition {
  readonly title: string;
  readonly expression: string;
}

/**
 * The dataset's store and nothing beside it (IAM documentation, resource attributes of conditions). A name alone would be
 * the beginning of others, so what lies in the store is told by the slash that follows.
 */
export function onlyTheStore(program: string, place: GooglePlace, dataset: DatasetData): GoogleCondition {
  const names: Partial<Record<DatasetData["store"], readonly [store: string, within?: string]>> = {
    bucket: [`projects/_/buckets/${googleBucketName(place, dataset.name)}`, "/objects/"],
    relational: [`projects/${place.accountId}/instances/${program}-${dataset.name}`],
    warehouse: [`projects/${place.accountId}/datasets/${dataset.name.replaceAll("-", "_")}`, "/tables/"],
  };
  const [store, within] = names[dataset.store] ?? [];
  if (store === undefined) throw new TypeError(`a ${dataset.store} has no store on Google; the program's rules refuse it`);
  const itself = `resource.name == "${store}"`;
  return {
    title: `only ${dataset.name}`,
    expression: within === undefined ? itself : `${itself} || resource.name.startsWith("${store}${within}")`,
  };
}

/** From the first day to the last of an examination: roles need not be taken away in time. */
export function during({ from, until }: { readonly from: string; readonly until: string }): GoogleCondition {
  return {
    title: `from ${from} to ${until}`,
    expression: `request.time >= timestamp("${from}T00:00:00Z") && request.time <= timestamp("${until}T23:59:59Z")`,
  };
}
