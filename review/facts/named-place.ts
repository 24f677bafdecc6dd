import { parseArn } from "../arn";
import type { Holds } from "../catalogue/model";
import type { Estate } from "./estate";
import { nowhere } from "./locate";
import type { Place, Resource } from "./model";

/** Hosts of AWS that name their region: `sqs.us-east-1.amazonaws.com`, `x.us-east-1.es.amazonaws.com`, `x.execute-api.us-east-1.amazonaws.com`. */
const AWS_HOST = /^https?:\/\/(?:[\w-]+\.)*?([a-z]{2,4}(?:-[a-z]+)+-\d)\.(?:[\w-]+\.)*amazonaws\.com(?:\.cn)?(?:[:/]|$)/;
const GOOGLE_NAME = /^(?:\/\/[\w.]+\/|https:\/\/www\.googleapis\.com\/[\w/]*?)?projects\/([^/]+)\/(?:locations|regions|zones)\/([^/]+)\//;

/** A database of Cloud SQL by its connection name. */
const INSTANCE = /^([a-z][a-z0-9-]+):([a-z]+-[a-z]+\d+):[\w-]+$/;

/** The place of what a text names: an ARN, a URL, a bucket, a region; undefined parts are never guessed. */
export function named(text: string, holds: Holds, path: string, own: Place, estate: Estate): Place {
  const cloud = own.cloud ?? "aws";
  switch (holds) {
    case "region":
    case "multi-region":
      return estate.placeAt(cloud, text, own.account ?? undefined, `its ${path}`);
    case "account":
      return /^\d{12}$/.test(text) || cloud !== "aws"
        ? { ...own, account: /^projects\/([^/]+)/.exec(text)?.[1] ?? text, why: `its ${path} names that account` }
        : principal(text, path, own);
    case "query":
      return exported(text, own, estate);
    case "model":
      return model(text, own, estate);
    case "sink":
      return sink(text, estate);
    case "topic":
    case "dataset":
    case "table":
      return googleResource(text, holds, own, estate);
    case "bucket":
      return bucketIn(text, own, estate);
    default:
      return addressed(text, holds, own, estate);
  }
}

/** `EXPORT DATA OPTIONS (uri = 'gs://…')`; what a query writes otherwise lies in datasets, by rights that bindings give (BigQuery, EXPORT DATA). */
function exported(text: string, own: Place, estate: Estate): Place {
  const uri = /['"]((?:gs|s3|azure|https):\/\/[^'"]+)['"]/i.exec(text)?.[1];
  if (uri !== undefined) return addressed(uri, "arn", own, estate);
  return /\bexport\s+data\b/i.test(text) ? nowhere("google", "its query exports to a place that it does not write out") : own;
}

/** An ARN of a principal names its account; `*`, an organization or a service may be anybody. */
function principal(text: string, path: string, own: Place): Place {
  const arn = parseArn(text);
  if (arn && /^\d{12}$/.test(arn.account)) return { ...own, account: arn.account, why: `its ${path} names that account` };
  return { ...own, account: null, region: null, jurisdiction: null, decidedBy: "unresolved", why: `its ${path} is no account's id` };
}

function addressed(text: string, holds: Holds, own: Place, estate: Estate): Place {
  const arn = parseArn(text);
  if (arn?.service === "s3") return bucket(arn.resource.split("/")[0] as string, estate);
  if (arn?.region) return estate.placeAt("aws", arn.region, arn.account || undefined, "its ARN");
  if (arn) return nowhere("aws", "its ARN names no region");
  if (/^s3a?:\/\//.test(text) || text.startsWith("gs://")) return bucketIn(text, own, estate);
  const host = AWS_HOST.exec(text);
  if (host)
    return estate.placeAt("aws", host[1] as string, /\.amazonaws\.com[^/]*\/(\d{12})\//.exec(text)?.[1], "the region in its host's name");
  if (own.cloud === "google") {
    const google = GOOGLE_NAME.exec(text) ?? INSTANCE.exec(text);
    if (google) return estate.placeAt("google", google[2] as string, google[1] as string, "its name");
  }
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return nowhere(undefined, "its address does not say where it lies");
  if (holds === "beside") return own;
  return nowhere(own.cloud ?? undefined, "it is no ARN with a region");
}

/** `s3://NAME/…`, `gs://NAME/…`, an ARN or a bare name. */
function bucketIn(text: string, own: Place, estate: Estate): Place {
  const arn = parseArn(text);
  if (arn && arn.service !== "s3") return addressed(text, "arn", own, estate);
  const uri = /^(?:s3a?|gs):\/\/([^/]+)/.exec(text)?.[1] ?? /^https?:\/\/([^/.]+)\.s3[.-]/.exec(text)?.[1];
  const name = arn?.resource ?? uri ?? text;
  return bucket((/^([^/]+?)(?:\.s3(?:[.-][\w-]+)*\.amazonaws\.com)?(?:\/|$)/.exec(name)?.[1] ?? name).trim(), estate);
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
  const other = /^(?:bigquery|pubsub)\.googleapis\.com\/(projects\/[^/]+\/(datasets|topics)\/.+)$/.exec(text);
  if (!other) return nowhere("google", "its sink's destination does not say where it lies");
  return googleResource(other[1] as string, other[2] === "topics" ? "topic" : "dataset", { ...nowhere("google", "") }, estate);
}

const GOOGLE_TYPES = {
  topic: ["google_pubsub_topic", "name"],
  dataset: ["google_bigquery_dataset", "dataset_id"],
  table: ["google_bigquery_dataset", "dataset_id"],
} as const;

/** Topics and datasets carry no place in their names: only their own blocks tell. */
function googleResource(text: string, holds: "topic" | "dataset" | "table", own: Place, estate: Estate): Place {
  const parts = /^(?:bq:\/\/)?(?:projects\/[^/]+\/(?:topics|datasets)\/)?(.+)$/.exec(text)?.[1] ?? text;
  const last = holds === "table" ? (parts.split(/[./:]/).at(-2) ?? parts) : (parts.split(/[./:]/).at(-1) ?? parts);
  const [type, by] = GOOGLE_TYPES[holds];
  const found = estate.named(type, by, last);
  return found
    ? estate.placeOf(found)
    : nowhere(own.cloud ?? undefined, `the ${holds === "topic" ? "topic" : "dataset"} ${last} is in none of the inputs`);
}

/** Bedrock's inference profiles carry the geography whose regions answer: `us.`, `eu.`, `global.` (Bedrock, cross-Region inference). */
const PROFILE = /(?:inference-profile\/|^)((?:us|us-gov|eu|apac|jp|au|ca|global)\.)[a-z]/;

function model(text: string, own: Place, estate: Estate): Place {
  const geography = PROFILE.exec(text)?.[1];
  if (geography === "global.")
    return { ...own, region: "global", jurisdiction: null, decidedBy: "arn", why: "its inference profile answers from any region" };
  if (geography) return estate.placeAt("aws", `${geography}*`, own.account ?? undefined, "the geography of its inference profile");
  const arn = parseArn(text);
  if (arn?.region) return estate.placeAt("aws", arn.region, arn.account || own.account || undefined, "its model's ARN");
  return /^[a-z0-9-]+\.[a-z0-9-]+/.test(text) ? own : nowhere("aws", "its model's name does not say where it answers");
}
