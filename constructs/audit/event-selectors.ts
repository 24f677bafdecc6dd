/** One field of an advanced event selector, in terraform's words. */
export interface FieldSelector {
  readonly field: string;
  readonly equalTo?: string[];
  readonly startsWith?: string[];
}

export interface EventSelector {
  readonly name: string;
  readonly fieldSelector: FieldSelector[];
}

export interface RecordedStores {
  /** ARNs of buckets whose objects' every read and write is recorded. */
  readonly buckets: readonly string[];
  /** ARNs of buckets whose reads alone are recorded: the archives, whose writes are the trail's own. */
  readonly readBuckets: readonly string[];
  /** ARNs of DynamoDB tables. */
  readonly tables: readonly string[];
}

/**
 * Services whose calls through an endpoint CloudTrail can record, of those that the isolated network reaches. Only refusals
 * are wanted, but the provider takes no filter on `errorCode` (5.100.0), so that calls which pass are recorded as well.
 */
const NETWORK_SOURCES = ["cloudtrail", "ec2", "kms", "s3", "secretsmanager"];

/**
 * What the trail records: every management event, KMS's too, and the data events of what is protected.
 *
 * Reads of volumes and file systems have no event; EBS's direct APIs, which read snapshots, have one. A call that an
 * endpoint's policy refuses never reaches its service, so only network activity events show it.
 */
export function eventSelectors(stores: RecordedStores): EventSelector[] {
  const category = (name: string): FieldSelector => ({ field: "eventCategory", equalTo: [name] });
  const data = (name: string, type: string, ...more: FieldSelector[]): EventSelector => ({
    name,
    fieldSelector: [category("Data"), { field: "resources.type", equalTo: [type] }, ...more],
  });
  const under = (arns: readonly string[], suffix: string): FieldSelector => ({
    field: "resources.ARN",
    startsWith: arns.map((arn) => `${arn}${suffix}`),
  });
  const some = (arns: readonly string[], selector: EventSelector): EventSelector[] => (arns.length > 0 ? [selector] : []);
  return [
    { name: "Every management event", fieldSelector: [category("Management")] },
    ...some(stores.buckets, data("Objects of protected buckets", "AWS::S3::Object", under(stores.buckets, "/"))),
    ...some(
      stores.readBuckets,
      data("Reads of the archive", "AWS::S3::Object", under(stores.readBuckets, "/"), { field: "readOnly", equalTo: ["true"] }),
    ),
    ...some(
      stores.tables,
      data("Items of protected tables", "AWS::DynamoDB::Table", { field: "resources.ARN", equalTo: [...stores.tables] }),
    ),
    ...some(stores.tables, data("Streams of protected tables", "AWS::DynamoDB::Stream", under(stores.tables, "/stream/"))),
    data("Snapshots read by the EBS direct APIs", "AWS::EC2::Snapshot"),
    ...NETWORK_SOURCES.map((source) => ({
      name: `Calls through endpoints of ${source}`,
      fieldSelector: [category("NetworkActivity"), { field: "eventSource", equalTo: [`${source}.amazonaws.com`] }],
    })),
  ];
}
