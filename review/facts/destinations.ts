import { parseArn } from "../arn";
import { entryOf } from "../catalogue/catalogue";
import type { DestinationEntry } from "../catalogue/model";
import { select, type Found } from "../value";
import type { Estate } from "./estate";
import { nowhere } from "./locate";
import type { Destination, Place, Resource } from "./model";
import { cloudOf } from "./providers";

export interface JudgedDestination extends Destination {
  readonly logs: boolean;
  /** What stands there, for the fingerprint. */
  readonly value: string;
}

/** Every place that a resource sends data to, by replication, copy, log delivery or backup. */
export function destinationsOf(resource: Resource, estate: Estate): JudgedDestination[] {
  const entry = entryOf(resource.type);
  if (entry?.kind !== "data") return [];
  return (entry.destinations ?? []).flatMap((destination) =>
    select(resource.values, destination.path).map((found) => {
      const value = estate.resolver.text(found.value, resource.stack) ?? "";
      return {
        via: destination.via,
        attribute: found.path,
        place: placeOf(found, destination, resource, estate),
        logs: destination.logs ?? false,
        value,
      };
    }),
  );
}

function placeOf(found: Found, destination: DestinationEntry, resource: Resource, estate: Estate): Place {
  const own = estate.placeOf(resource);
  if (destination.holds === "beside") return own;
  const cloud = cloudOf(resource.type);
  const resolved = estate.resolver.resolve(found.value, resource.stack);
  if (resolved.kind === "unresolved") return nowhere(cloud, resolved.reason);
  if (resolved.kind === "resource") return estate.placeOf(resolved.resource);
  const text = typeof resolved.value === "string" ? resolved.value : "";
  if (destination.holds === "region") return estate.placeAt(cloud ?? "aws", text, own.account ?? undefined, `its ${found.path}`);
  if (destination.holds === "bucket") return bucket(text.replace(/^s3:\/\/([^/]+).*$/, "$1"), estate);
  if (destination.holds === "sink") return sink(text, estate);
  const arn = parseArn(text);
  if (arn?.service === "s3") return bucket(arn.resource.split("/")[0] as string, estate);
  if (arn?.region) return estate.placeAt("aws", arn.region, arn.account || undefined, "its ARN");
  return nowhere(cloud, "it is no ARN with a region");
}

/** A bucket's name says nothing of its place; only the bucket's own block does. */
function bucket(name: string, estate: Estate): Place {
  const found = estate.bucketsNamed(name);
  return found.length === 1
    ? estate.placeOf(found[0] as Resource)
    : nowhere(undefined, `the bucket ${name} is in ${found.length === 0 ? "none" : "several"} of the inputs`);
}

/** `SERVICE.googleapis.com/NAME` (Cloud Logging, sink destinations). */
function sink(text: string, estate: Estate): Place {
  const storage = /^storage\.googleapis\.com\/(.+)$/.exec(text);
  if (storage) return bucket(storage[1] as string, estate);
  const logging = /^logging\.googleapis\.com\/projects\/([^/]+)\/locations\/([^/]+)\/buckets\//.exec(text);
  if (logging) return estate.placeAt("google", logging[2] as string, logging[1] as string, "the sink's destination");
  const bigquery = /^bigquery\.googleapis\.com\/projects\/[^/]+\/datasets\/(.+)$/.exec(text);
  const dataset =
    bigquery &&
    estate.ofType("google_bigquery_dataset").find((each) => estate.resolver.text(each.values["dataset_id"], each.stack) === bigquery[1]);
  return dataset ? estate.placeOf(dataset) : nowhere("google", "its sink's destination does not say where it lies");
}
