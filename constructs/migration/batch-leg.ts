import { Construct } from "constructs";
import { MIGRATION_OFFICER } from "../../config/access/role-names";
import type { CopyData } from "../../config/schema/schema";
import { operatorTrust } from "../access/deployer";
import type { AwsStack } from "../place/aws-stack";
import { checkHome, partsTrust, personsReadNothing, readLegacy, reportTo, writeHome } from "./mover-policies";
import { MoverRole } from "./mover-role";

export interface BatchLegProps {
  readonly dataset: string;
  readonly copy: Extract<CopyData, { kind: "aws-bucket" }>;
  readonly home: { readonly bucketArn: string; readonly keyArn: string };
  readonly evidence: { readonly bucketArn: string; readonly keyArn: string };
}

/**
 * S3 Batch Copy from an old bucket into the home bucket, pulled by a role of the home account.
 *
 * Replication would run under a role of the old account, and put it into home's policies. A job is no terraform
 * resource: `ringfence migrate start` submits it, in the home's region (Amazon S3 user guide, Copy objects).
 *
 * A job copies no version above 5 GiB, and no service copies by parts in a role's name: it is whoever calls that copies. So
 * the officers of the migration become the mover, where the program says that there are such versions, and not otherwise:
 * as the mover they could read the old side (Amazon S3 API reference, UploadPartCopy).
 */
export class BatchLeg extends Construct {
  constructor(scope: AwsStack, id: string, props: BatchLegProps) {
    super(scope, id);
    const { place, program } = scope;
    const { copy } = props;
    new MoverRole(this, "mover", place, {
      dataset: props.dataset,
      copy: copy.name,
      service: "batchoperations.s3.amazonaws.com",
      besides: copy.byParts ? [partsTrust(operatorTrust(program, place, MIGRATION_OFFICER))] : [],
      statements: [
        ...readLegacy({ arn: `arn:${place.partition}:s3:::${copy.bucket}`, region: copy.region, keyArn: copy.keyArn }),
        ...writeHome({ arn: props.home.bucketArn, region: place.region.name, keyArn: props.home.keyArn }),
        checkHome(props.home.bucketArn),
        ...(copy.byParts ? [personsReadNothing(props.home.bucketArn)] : []),
        ...reportTo(props.evidence.bucketArn, props.evidence.keyArn, place.region.name),
      ],
    });
  }
}
