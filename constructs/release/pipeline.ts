import { Construct } from "constructs";
import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Codepipeline, type CodepipelineStageAction } from "@cdktf/provider-aws/lib/codepipeline";
import { S3BucketNotification } from "@cdktf/provider-aws/lib/s3-bucket-notification";
import { APPROVAL, PIPELINE, SCANS, SOURCE_OBJECT, type Work, projectName, releaseBucket } from "../../config/release/names";
import type { AwsStack } from "../place/aws-stack";
import { arn } from "../place/names";
import { releaseRole } from "./names";

export interface ReleasePipelineProps {
  readonly keyArn: string;
  /** The full ARN of the key that signs inspection records. */
  readonly recordKeyArn: string;
}

/**
 * Source, three scans, build, a human's approval, signature: in this order, and no stage can be left out.
 *
 * An arrival in the mirror starts it, and pins the very version that arrived. The inspector sees what was built as well
 * as what it was built from; nothing is pushed or signed before he has said yes.
 */
export class ReleasePipeline extends Construct {
  constructor(scope: AwsStack, id: string, props: ReleasePipelineProps) {
    super(scope, id);
    const { place } = scope;
    const source = releaseBucket(place, "source");
    const work = (of: Work, inputs: readonly string[], more: Partial<CodepipelineStageAction> = {}): CodepipelineStageAction => ({
      name: of,
      category: "Build",
      owner: "AWS",
      provider: "CodeBuild",
      version: "1",
      inputArtifacts: [...inputs],
      outputArtifacts: [of],
      namespace: of,
      ...more,
      configuration: { ProjectName: projectName(of), ...more.configuration },
    });
    const variables = {
      EXECUTION: "#{codepipeline.PipelineExecutionId}",
      SOURCE_OBJECT: `s3://${source}/${SOURCE_OBJECT}`,
      SOURCE_VERSION: "#{source.VersionId}",
      SOURCE_DIGEST: "#{build.SOURCE_DIGEST}",
      SAST_DIGEST: "#{sast.REPORT_DIGEST}",
      DEPENDENCIES_DIGEST: "#{dependencies.REPORT_DIGEST}",
      SECRETS_DIGEST: "#{secrets.REPORT_DIGEST}",
      ARTIFACT_DIGEST: "#{build.ARTIFACT_DIGEST}",
      RECORD_KEY: props.recordKeyArn,
    };
    const pipeline = new Codepipeline(this, "pipeline", {
      name: PIPELINE,
      roleArn: releaseRole(place, "pipeline"),
      pipelineType: "V2",
      // One after the other: a later push never overtakes what an inspector is reading.
      executionMode: "QUEUED",
      artifactStore: [{ location: releaseBucket(place, "artifacts"), type: "S3", encryptionKey: { id: props.keyArn, type: "KMS" } }],
      stage: [
        {
          name: "Source",
          action: [
            {
              name: "source",
              category: "Source",
              owner: "AWS",
              provider: "S3",
              version: "1",
              namespace: "source",
              outputArtifacts: ["source"],
              configuration: { S3Bucket: source, S3ObjectKey: SOURCE_OBJECT, PollForSourceChanges: "false" },
            },
          ],
        },
        { name: "Inspect", action: SCANS.map((scan) => work(scan, ["source"])) },
        { name: "Build", action: [work("build", ["source"])] },
        {
          name: APPROVAL.stage,
          action: [{ name: APPROVAL.action, category: "Approval", owner: "AWS", provider: "Manual", version: "1" }],
        },
        {
          name: "Sign",
          action: [
            work("sign", ["build"], {
              outputArtifacts: [],
              configuration: {
                EnvironmentVariables: JSON.stringify(
                  Object.entries(variables).map(([name, value]) => ({ name, value, type: "PLAINTEXT" })),
                ),
              },
            }),
          ],
        },
      ],
    });
    const notified = new S3BucketNotification(this, "arrivals", { bucket: source, eventbridge: true });
    const rule = new CloudwatchEventRule(this, "arrival", {
      name: PIPELINE,
      description: "Source arrived in the mirror",
      eventPattern: JSON.stringify({
        source: ["aws.s3"],
        "detail-type": ["Object Created"],
        detail: { bucket: { name: [source] }, object: { key: [SOURCE_OBJECT] } },
      }),
      dependsOn: [notified],
    });
    new CloudwatchEventTarget(this, "start", {
      rule: rule.name,
      arn: arn(place, "codepipeline", PIPELINE),
      roleArn: releaseRole(place, "start"),
      // The version that arrived, even when another arrives before this one is taken up (CodePipeline user guide, source revision overrides).
      inputTransformer: {
        inputPaths: { version: "$.detail.object.version-id" },
        inputTemplate: '{"sourceRevisions":[{"actionName":"source","revisionType":"S3_OBJECT_VERSION_ID","revisionValue":"<version>"}]}',
      },
      dependsOn: [pipeline],
    });
  }
}
