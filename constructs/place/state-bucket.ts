import { Construct } from "constructs";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { custodianOrganization } from "../keys/organization";
import { policyDocument, type Statement } from "../policy/document";
import { purposeTags } from "../storage/tags";
import type { AwsStack } from "./aws-stack";
import { bucketArn, stateBucketName } from "./names";

/** Who reads and writes terraform state: the account's own deployer all of it, the program's other deployers what is published. */
export function stateBucketStatements(arn: string, organization: string, own: string, others: readonly string[]): readonly Statement[] {
  const both = [arn, `${arn}/*`];
  return [
    {
      Sid: "DenyWithoutTls",
      Effect: "Deny",
      Principal: "*",
      Action: ["s3:*"],
      Resource: both,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
    {
      Sid: "DenyOutsideTheOrganization",
      Effect: "Deny",
      Principal: "*",
      Action: ["s3:*"],
      Resource: both,
      Condition: {
        StringNotEqualsIfExists: { "aws:PrincipalOrgID": organization },
        BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
      },
    },
    {
      // Private state may hold a secret: nobody but the account's own deployer opens it, administrators included.
      Sid: "DenyPrivateStateToOthers",
      Effect: "Deny",
      Principal: "*",
      Action: ["s3:GetObject*", "s3:PutObject*", "s3:DeleteObject*"],
      Resource: `${arn}/private/*`,
      Condition: { ArnNotEquals: { "aws:PrincipalArn": own } },
    },
    ...(others.length > 0 ? published(arn, organization, others) : []),
  ];
}

/** A remote state is read as an object, and found by a listing (Terraform's S3 backend, required permissions); its workspaces lie under env:/. */
function published(arn: string, organization: string, others: readonly string[]): readonly Statement[] {
  const readers = { ArnEquals: { "aws:PrincipalArn": others }, StringEquals: { "aws:PrincipalOrgID": organization } };
  return [
    {
      Sid: "ReadPublishedState",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: ["s3:GetObject"],
      Resource: `${arn}/published/*`,
      Condition: readers,
    },
    {
      Sid: "FindPublishedState",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: ["s3:ListBucket"],
      Resource: arn,
      Condition: { ...readers, StringLike: { "s3:prefix": ["env:/", "published/*"] } },
    },
  ];
}

/** The bucket of an account's terraform state: versioned, under a customer key, with what is published apart from what is private. */
export class StateBucket extends Construct {
  constructor(
    scope: AwsStack,
    id: string,
    props: { readonly keyArn: string; readonly ownDeployer: string; readonly otherDeployers: readonly string[] },
  ) {
    super(scope, id);
    const { program, place } = scope;
    const name = stateBucketName(place);
    const bucket = new S3Bucket(this, "bucket", {
      bucket: name,
      forceDestroy: false,
      tags: purposeTags("state"),
      lifecycle: { preventDestroy: !program.data.sandbox },
    });
    new S3BucketOwnershipControls(this, "ownership", { bucket: bucket.id, rule: { objectOwnership: "BucketOwnerEnforced" } });
    const block = new S3BucketPublicAccessBlock(this, "public-access", {
      bucket: bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketVersioningA(this, "versions", { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } });
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket: bucket.id,
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: props.keyArn }, bucketKeyEnabled: true }],
    });
    new S3BucketPolicy(this, "policy", {
      bucket: bucket.id,
      policy: policyDocument(
        "bucket",
        stateBucketStatements(bucketArn(place, name), custodianOrganization(program), props.ownDeployer, props.otherDeployers),
      ),
      dependsOn: [block],
    });
  }
}
