import { Construct } from "constructs";
import { AthenaNamedQuery } from "@cdktf/provider-aws/lib/athena-named-query";
import { AthenaWorkgroup } from "@cdktf/provider-aws/lib/athena-workgroup";
import { GlueCatalogDatabase } from "@cdktf/provider-aws/lib/glue-catalog-database";
import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import type { AwsStack } from "../place/aws-stack";
import { bucketArn } from "../place/names";
import { closedBucket } from "../storage/closed-bucket";
import { purposeTags } from "../storage/tags";
import { auditorsPerimeter } from "./archive-policy";
import { auditQueries, EVENTS } from "./audit-queries";
import { EVENT_COLUMNS, EVENT_PARTITIONS, projection } from "./events-table";
import { answersBucketName } from "./names";

export interface QuerySetProps {
  /** The archive's folder of the trail, as `s3://BUCKET/AWSLogs/ORGANIZATION`. */
  readonly folder: string;
  readonly keyArn: string;
  readonly accounts: readonly string[];
  /** Every region that may have events, those abroad included: a call there is what the auditor looks for. */
  readonly regions: readonly string[];
  readonly breakGlassRoles: readonly string[];
}

/** The auditor's desk: the archive as a table, questions that are asked again and again, and a closed bucket for their answers. */
export class QuerySet extends Construct {
  readonly workgroup: string;

  constructor(scope: AwsStack, id: string, props: QuerySetProps) {
    super(scope, id);
    const { program, place } = scope;
    const name = `ringfence-${program.name}`;
    this.workgroup = name;
    const answers = answersBucketName(place);
    const { bucketId, versions } = closedBucket(this, {
      name: answers,
      keyArn: props.keyArn,
      statements: auditorsPerimeter(bucketArn(place, answers), place.accountId),
      tags: purposeTags("logs"),
      guarded: !program.data.sandbox,
    });
    // Answers repeat what the archive keeps; what an auditor wants to keep goes into evidence.
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket: bucketId,
      rule: [
        {
          id: "answers",
          status: "Enabled",
          filter: [{ prefix: "" }],
          expiration: [{ days: 30 }],
          noncurrentVersionExpiration: [{ noncurrentDays: 7 }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        },
      ],
      dependsOn: [versions],
    });
    const workgroup = new AthenaWorkgroup(this, "workgroup", {
      name,
      description: "Questions to the archive of logs",
      configuration: {
        // A query's own settings could send its answer elsewhere, or leave it unencrypted.
        enforceWorkgroupConfiguration: true,
        publishCloudwatchMetricsEnabled: true,
        resultConfiguration: {
          outputLocation: `s3://${answers}/`,
          expectedBucketOwner: place.accountId,
          encryptionConfiguration: { encryptionOption: "SSE_KMS", kmsKeyArn: props.keyArn },
        },
      },
      tags: purposeTags("logs"),
    });
    const database = new GlueCatalogDatabase(this, "database", { name: name.replaceAll("-", "_"), description: "The archive of logs" });
    new GlueCatalogTable(this, "events", {
      name: EVENTS,
      databaseName: database.name,
      tableType: "EXTERNAL_TABLE",
      partitionKeys: EVENT_PARTITIONS.map((key) => ({ name: key, type: "string" })),
      parameters: {
        EXTERNAL: "TRUE",
        classification: "cloudtrail",
        ...projection(props.folder, { ...props, days: program.data.retention.logDays }),
      },
      storageDescriptor: {
        location: props.folder,
        inputFormat: "com.amazon.emr.cloudtrail.CloudTrailInputFormat",
        outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
        serDeInfo: { serializationLibrary: "org.apache.hive.hcatalog.data.JsonSerDe" },
        columns: [...EVENT_COLUMNS],
      },
    });
    for (const { name: of, description, sql } of auditQueries(props.breakGlassRoles))
      new AthenaNamedQuery(this, of, { name: of, description, database: database.name, workgroup: workgroup.id, query: sql });
  }
}
