import { APPROVAL, PIPELINE, releaseBucket, RELEASED, signingProfile, type Scan, type Work } from "./names";
import type { AwsPlace } from "../place";

/** A project's commands, in JSON, which is YAML as well. */
interface Buildspec {
  readonly version: "0.2";
  readonly env?: { readonly "exported-variables": readonly string[] };
  readonly phases: { readonly build: { readonly "on-failure": "ABORT"; readonly commands: readonly string[] } };
  readonly artifacts?: { readonly files: readonly string[] };
}

/**
 * What a project runs.
 *
 * It stands in the project and never in the source: a buildspec of the parent's would be the parent's program, run with
 * the custodian's roles. Each tool's image brings `ringfence-scan`, `ringfence-build`, the AWS command line, node, crane and notation.
 */
export function buildspecOf(work: Work, place: AwsPlace, program: string): string {
  const spec: Buildspec = work === "sign" ? sign(place, program) : work === "build" ? build() : scan(work);
  return JSON.stringify(spec);
}

const digest = (name: string, file: string) => `${name}=sha256:$(sha256sum ${file} | cut -d' ' -f1); export ${name}`;

/** Of the unpacked source: each file's digest under its name, in their order. */
const SOURCE_DIGEST =
  "SOURCE_DIGEST=sha256:$(find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1); export SOURCE_DIGEST";

/** A scanner reads the source and writes one report; what it finds above the limits of its image fails the stage. */
function scan(work: Scan): Buildspec {
  return {
    version: "0.2",
    env: { "exported-variables": ["REPORT_DIGEST"] },
    phases: {
      build: { "on-failure": "ABORT", commands: [`ringfence-scan ${work} . ${work}.json`, digest("REPORT_DIGEST", `${work}.json`)] },
    },
    artifacts: { files: [`${work}.json`] },
  };
}

/** Builds an OCI archive, and a zip for each function, from the source alone: there is no network to fetch from. */
function build(): Buildspec {
  return {
    version: "0.2",
    env: { "exported-variables": ["SOURCE_DIGEST", "ARTIFACT_DIGEST"] },
    phases: {
      build: {
        "on-failure": "ABORT",
        commands: [SOURCE_DIGEST, "ringfence-build . image.tar functions", digest("ARTIFACT_DIGEST", "image.tar")],
      },
    },
    artifacts: { files: ["image.tar", "functions/**/*"] },
  };
}

/** Prints who approved; fails unless this very execution was approved. */
const APPROVER = `
const stage = JSON.parse(require("fs").readFileSync("state.json")).stageStates.find((one) => one.stageName === "${APPROVAL.stage}");
if (stage.latestExecution.pipelineExecutionId !== process.env.EXECUTION) throw new Error("another execution was approved");
const decision = stage.actionStates[0].latestExecution;
if (decision.status !== "Succeeded") throw new Error("nobody approved");
console.log(decision.lastUpdatedBy);
`;

/**
 * Writes an in-toto statement of what was inspected, by whom, and what came of it (in-toto attestation framework, Statement v1),
 * and the digest that is signed: DSSE's encoding of type and payload with their lengths (dsse protocol, PAE).
 */
const STATE_IT = `
const fs = require("fs");
const e = process.env;
const statement = JSON.stringify({
  _type: "https://in-toto.io/Statement/v1",
  subject: [{ name: e.IMAGE, digest: { sha256: e.IMAGE_DIGEST.replace("sha256:", "") } }],
  predicateType: "urn:ringfence:inspection:v1",
  predicate: {
    source: { object: e.SOURCE_OBJECT, version: e.SOURCE_VERSION, digest: e.SOURCE_DIGEST },
    scans: { sast: e.SAST_DIGEST, dependencies: e.DEPENDENCIES_DIGEST, secrets: e.SECRETS_DIGEST },
    artifact: { archive: e.ARTIFACT_DIGEST, image: e.IMAGE_DIGEST, functions: fs.readFileSync("functions.txt", "utf8").split("\\n").filter(Boolean) },
    approval: { by: e.APPROVED_BY, execution: e.EXECUTION },
    builder: { build: e.CODEBUILD_BUILD_ARN },
  },
});
const type = "application/vnd.in-toto+json";
const pae = ["DSSEv1", type.length, type, Buffer.byteLength(statement), statement].join(" ");
fs.writeFileSync("pae.digest", require("crypto").createHash("sha256").update(pae).digest());
fs.writeFileSync("record.json", JSON.stringify({ payloadType: type, payload: Buffer.from(statement).toString("base64"), signatures: [] }));
`;

/** Puts the signature to the record. */
const SEAL_IT = `
const fs = require("fs");
const record = JSON.parse(fs.readFileSync("record.json"));
record.signatures.push({ keyid: process.env.RECORD_KEY, sig: process.env.SIGNATURE });
fs.writeFileSync("record.json", JSON.stringify(record));
`;

/** A script for node, quoted for the shell; none of them holds a single quote. */
const node = (script: string) => `node -e '${script.trim().replace(/\n\s*/g, " ")}'`;

function sign(place: AwsPlace, program: string): Buildspec {
  const registry = `${place.accountId}.dkr.ecr.${place.region.name}.amazonaws.com`;
  const [artifacts, releases] = [releaseBucket(place, "artifacts"), releaseBucket(place, "releases")];
  const profile = (of: "images" | "functions") => signingProfile(program, of);
  const profileArn = `arn:${place.partition}:signer:${place.region.name}:${place.accountId}:/signing-profiles/${profile("images")}`;
  return {
    version: "0.2",
    phases: {
      build: {
        "on-failure": "ABORT",
        commands: [
          "set -eu",
          // What was approved is this execution, or nothing is signed.
          `aws codepipeline get-pipeline-state --name ${PIPELINE} > state.json`,
          `APPROVED_BY=$(${node(APPROVER)})`,
          "export APPROVED_BY",
          // What was built is what was handed on.
          'test "sha256:$(sha256sum image.tar | cut -d\' \' -f1)" = "$ARTIFACT_DIGEST"',
          `IMAGE=${registry}/${RELEASED}; export IMAGE`,
          `aws ecr get-login-password | crane auth login ${registry} -u AWS --password-stdin`,
          'crane push image.tar "$IMAGE:$EXECUTION"',
          'IMAGE_DIGEST=$(crane digest "$IMAGE:$EXECUTION"); export IMAGE_DIGEST',
          `notation sign "$IMAGE@$IMAGE_DIGEST" --plugin com.amazonaws.signer.notation.plugin --id ${profileArn}`,
          // Functions are signed from one bucket into another key of it, and then kept with the records.
          ": > functions.txt",
          "for f in functions/*.zip; do" +
            ' [ -e "$f" ] || continue;' +
            ` v=$(aws s3api put-object --bucket ${artifacts} --key "unsigned/$EXECUTION/$f" --body "$f" --query VersionId --output text);` +
            ` j=$(aws signer start-signing-job --profile-name ${profile("functions")}` +
            ` --source "s3={bucketName=${artifacts},key=unsigned/$EXECUTION/$f,version=$v}"` +
            ` --destination "s3={bucketName=${artifacts},prefix=signed/$EXECUTION/}" --query jobId --output text);` +
            ' aws signer wait successful-signing-job --job-id "$j";' +
            ' k=$(aws signer describe-signing-job --job-id "$j" --query signedObject.s3.key --output text);' +
            ` aws s3api get-object --bucket ${artifacts} --key "$k" signed.zip > /dev/null;` +
            " h=$(sha256sum signed.zip | cut -d' ' -f1);" +
            ` aws s3api put-object --bucket ${releases} --key "functions/$h.zip" --body signed.zip > /dev/null;` +
            ' echo "sha256:$h" >> functions.txt; done',
          node(STATE_IT),
          'SIGNATURE=$(aws kms sign --key-id "$RECORD_KEY" --signing-algorithm ECDSA_SHA_256 --message-type DIGEST' +
            " --message fileb://pae.digest --query Signature --output text); export SIGNATURE",
          node(SEAL_IT),
          `aws s3api put-object --bucket ${releases} --key "records/$EXECUTION.json" --body record.json > /dev/null`,
        ],
      },
    },
  };
}
